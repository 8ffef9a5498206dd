import type { CsvFormat } from './file-format.ts';

/** One record of a CSV file. */
export interface CsvRecord {
  readonly fields: readonly (string | null)[];
  /** Of its first character, from 1. */
  readonly line: number;
  /** Why the record cannot be read. */
  readonly error: string | undefined;
}

/** The records of a text, header lines left out. An enclosed field may hold delimiters and line breaks. */
export function* readCsv(content: string, format: CsvFormat): Generator<CsvRecord> {
  const reader = new CsvReader(content.startsWith('\uFEFF') ? content.slice(1) : content, format);
  for (let skipped = 0; skipped < format.skipHeader && !reader.atEnd; skipped += 1) reader.record();
  while (!reader.atEnd) {
    const { line } = reader;
    const fields = reader.record();
    const isBlank = fields.length === 1 && fields[0] === null;
    if (!(isBlank && format.skipBlankLines)) yield { fields, line, error: reader.error };
  }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '0': '\0' };

class CsvReader {
  line = 1;
  /** Of the latest record. */
  error: string | undefined;
  #offset = 0;
  readonly #content: string;
  readonly #format: CsvFormat;

  constructor(content: string, format: CsvFormat) {
    this.#content = content;
    this.#format = format;
  }

  get atEnd(): boolean {
    return this.#offset >= this.#content.length;
  }

  record(): readonly (string | null)[] {
    const fields: (string | null)[] = [];
    this.error = undefined;
    for (;;) {
      fields.push(this.#field());
      const { fieldDelimiter } = this.#format;
      if (fieldDelimiter !== undefined && this.#at(fieldDelimiter)) {
        this.#offset += fieldDelimiter.length;
        continue;
      }
      this.#endRecord();
      return fields;
    }
  }

  #field(): string | null {
    if (this.#format.trimSpace) while (this.#content[this.#offset] === ' ') this.#offset += 1;
    const { enclosedBy } = this.#format;
    return enclosedBy !== undefined && this.#at(enclosedBy) ? this.#enclosed(enclosedBy) : this.#plain();
  }

  #enclosed(quote: string): string | null {
    const { escape, trimSpace, nullIf } = this.#format;
    let value = '';
    let closed = false;
    this.#offset += 1;
    while (!this.atEnd) {
      const character = this.#content.charAt(this.#offset);
      this.#offset += 1;
      if (character === escape && !this.atEnd) value += this.#escaped();
      else if (character === quote && this.#at(quote)) {
        value += quote;
        this.#offset += 1;
      } else if (character === quote) {
        closed = true;
        break;
      } else value += this.#counted(character);
    }
    if (!closed) this.error = `A field enclosed by ${quote} is not closed`;
    if (trimSpace) while (this.#content[this.#offset] === ' ') this.#offset += 1;
    return nullIf.includes(value) ? null : value;
  }

  /** The raw text is compared with NULL_IF before anything is unescaped: \N is NULL and not N. */
  #plain(): string | null {
    const { escapeUnenclosed, nullIf, emptyFieldAsNull, trimSpace } = this.#format;
    const start = this.#offset;
    let value = '';
    while (!this.#atFieldEnd()) {
      const character = this.#content.charAt(this.#offset);
      this.#offset += 1;
      value += character === escapeUnenclosed && !this.atEnd ? this.#escaped() : character;
    }
    const raw = this.#content.slice(start, this.#offset);
    if (nullIf.includes(trimSpace ? raw.trim() : raw)) return null;
    const trimmed = trimSpace ? value.trim() : value;
    return trimmed === '' && emptyFieldAsNull ? null : trimmed;
  }

  #atFieldEnd(): boolean {
    const { fieldDelimiter } = this.#format;
    return this.atEnd || (fieldDelimiter !== undefined && this.#at(fieldDelimiter)) || this.#recordEndLength() > 0;
  }

  #escaped(): string {
    const character = this.#content.charAt(this.#offset);
    this.#offset += 1;
    return escapes[character] ?? this.#counted(character);
  }

  #counted(character: string): string {
    if (character === '\n') this.line += 1;
    return character;
  }

  #endRecord(): void {
    const length = this.#recordEndLength();
    if (length === 0 && !this.atEnd) {
      const delimiter = this.#format.fieldDelimiter ?? '';
      this.error ??= `Found character '${this.#content.charAt(this.#offset)}' instead of field delimiter '${delimiter}'`;
      while (!this.atEnd && this.#recordEndLength() === 0) this.#offset += 1;
      this.#endRecord();
      return;
    }
    this.#offset += length;
    this.line += 1;
  }

  #recordEndLength(): number {
    const { recordDelimiter } = this.#format;
    if (recordDelimiter !== undefined) return this.#at(recordDelimiter) ? recordDelimiter.length : 0;
    if (this.#at('\r\n')) return 2;
    return this.#at('\n') || this.#at('\r') ? 1 : 0;
  }

  #at(text: string): boolean {
    return this.#content.startsWith(text, this.#offset);
  }
}

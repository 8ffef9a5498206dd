import { SnowflakeFailure } from '../failure.ts';

/** One value of a JSON file, as written. */
export interface JsonRecord {
  readonly text: string;
  /** Of its first character, from 1. */
  readonly line: number;
}

/**
 * The values of a file, one after another with or without line breaks or commas; of an array its items when it is to be
 * stripped. The text of a value is kept, so no digit of a number is lost. @throws SnowflakeFailure 100069 for what is no JSON
 */
export function readJsonFile(content: string, stripOuterArray: boolean): readonly JsonRecord[] {
  const values = splitValues(content, 0, content.length, 1);
  if (!stripOuterArray) return values.map(checked);
  return values.flatMap((value) => {
    if (!value.text.startsWith('[')) return [checked(value)];
    checked(value);
    return splitValues(value.text, 1, value.text.length - 1, value.line);
  });
}

function checked(record: JsonRecord): JsonRecord {
  try {
    JSON.parse(record.text);
    return record;
  } catch (cause) {
    throw new SnowflakeFailure('100069', '22P02', `Error parsing JSON: ${record.text.slice(0, 100)}`, { cause });
  }
}

function splitValues(content: string, from: number, to: number, firstLine: number): readonly JsonRecord[] {
  const records: JsonRecord[] = [];
  let line = firstLine;
  for (let offset = from; offset < to;) {
    const character = content.charAt(offset);
    if (/[\s,\uFEFF]/.test(character)) {
      if (character === '\n') line += 1;
      offset += 1;
      continue;
    }
    const end = endOfValue(content, offset, to);
    const text = content.slice(offset, end);
    records.push({ text, line });
    line += text.split('\n').length - 1;
    offset = end;
  }
  return records;
}

/** Where the brackets are balanced again, or the scalar ends. */
function endOfValue(content: string, start: number, to: number): number {
  let depth = 0;
  for (let offset = start; offset < to; offset += 1) {
    const character = content.charAt(offset);
    if (character === '"') offset = endOfString(content, offset, to);
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    else if (depth === 0 && /[\s,]/.test(character)) return offset;
    if (depth === 0 && (character === '"' || character === '}' || character === ']')) return offset + 1;
  }
  return to;
}

/** Offset of the closing quote. */
function endOfString(content: string, start: number, to: number): number {
  for (let offset = start + 1; offset < to; offset += 1) {
    const character = content.charAt(offset);
    if (character === '\\') offset += 1;
    else if (character === '"') return offset;
  }
  return to;
}

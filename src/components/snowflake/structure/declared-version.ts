/** `>= 9.30` or `9.34.0`, read. */
export interface DeclaredVersion {
  readonly comparison: '>=' | '>' | '<=' | '<' | '==';
  readonly parts: readonly number[];
}

const shape = /^\s*(>=|<=|==|>|<)?\s*(\d{1,6}(?:\.\d{1,6}){0,3})\s*$/;

/** Undefined for a text that is none. A version without a comparison means exactly that one. */
export function parseDeclaredVersion(text: string): DeclaredVersion | undefined {
  const [, comparison = '==', version] = shape.exec(text) ?? [];
  if (version === undefined) return undefined;
  return { comparison: comparison as DeclaredVersion['comparison'], parts: version.split('.').map(Number) };
}

const decide: Readonly<Record<DeclaredVersion['comparison'], (order: number) => boolean>> = {
  '>=': (order) => order >= 0,
  '>': (order) => order > 0,
  '<=': (order) => order <= 0,
  '<': (order) => order < 0,
  '==': (order) => order === 0,
};

/** As many parts as are declared count: `9.34.0` is `== 9.34`, and not `> 9.34`. False for a found text without numbers. */
export function meetsVersion(found: string, { comparison, parts }: DeclaredVersion): boolean {
  const numbers = found.split(/[.\s]/).map(Number);
  const differences = parts.map((part, index) => (numbers[index] ?? 0) - part);
  if (differences.some(Number.isNaN)) return false;
  return decide[comparison](differences.find((difference) => difference !== 0) ?? 0);
}

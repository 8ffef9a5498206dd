/**
 * Ids of the checks that did not pass in a parsed `results.json`, each once, in its order: skipped ones too, because behind a
 * component that could not be reached they are what matters once it is back.
 * Throws `Error` with what was expected and what came, because the file may be of another tool, or cut short.
 */
export function idsToRunAgain(resultsJson: unknown): readonly string[] {
  const report = record(resultsJson, 'results.json');
  if (report['schemaVersion'] !== 1) {
    throw new Error(`results.json: expected schemaVersion 1, got ${describe(report['schemaVersion'])}`);
  }
  const ids = list(report['runs'], 'runs').flatMap((run, runIndex) => {
    const at = `runs[${runIndex}]`;
    return list(record(run, at)['checks'], `${at}.checks`).flatMap((check, index) => idToRunAgain(check, `${at}.checks[${index}]`));
  });
  return [...new Set(ids)];
}

function idToRunAgain(value: unknown, at: string): readonly string[] {
  const check = record(value, at);
  const id = text(check['id'], `${at}.id`);
  const status = text(record(check['outcome'], `${at}.outcome`)['status'], `${at}.outcome.status`);
  return status === 'passed' ? [] : [id];
}

function record(value: unknown, at: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unexpected(at, 'an object', value);
  return value as Readonly<Record<string, unknown>>;
}

function list(value: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(value)) throw unexpected(at, 'a list', value);
  return value as readonly unknown[];
}

function text(value: unknown, at: string): string {
  if (typeof value !== 'string') throw unexpected(at, 'a text', value);
  return value;
}

function unexpected(at: string, expected: string, value: unknown): Error {
  return new Error(`results.json: expected ${expected} at ${at}, got ${describe(value)}`);
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return JSON.stringify(value).slice(0, 60);
}

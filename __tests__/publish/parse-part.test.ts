import fc from 'fast-check';
import type { InferOutput } from 'valibot';
import { describe, expect, test } from 'vitest';
import type { ReportPart } from '../../src/model/part.ts';
import { parsePart } from '../../src/publish/github/parse-part.ts';
import type { partSchema } from '../../src/publish/github/parse-part.ts';
import { toPart } from '../../src/report/part.ts';
import { hostileReport, sampleReport } from '../report/sample-report.ts';

type Deep<T> = T extends readonly (infer Item)[]
  ? readonly Deep<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Deep<T[Key]> }
    : T;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

const facts = { leg: { identity: 'test\nrun\nnull', name: 'test', checkRunId: '77' }, githubRunId: '1', attempt: 1, notes: ['a note'] };
const counts = { total: 1, passed: 1, failed: 0, broken: 0, skipped: 0, warned: 0, flaky: 0 };
const source = { file: 'infra-test.yml', line: 3, column: 5 };

/** Every key that a part can have, optional ones included. */
const full: ReportPart = {
  schemaVersion: 1,
  toolVersion: '1.0.0',
  ...facts,
  verdict: 'fail',
  counts,
  leftOut: { 'passed check': 9700 },
  runs: [
    {
      configFile: 'infra-test.yml',
      environment: 'local',
      stack: 'embedded',
      verdict: 'fail',
      reasons: ['one check failed'],
      counts,
      durationMilliseconds: 12.5,
      comparedWith: { branch: 'main', pastRuns: 7, commit: 'abc' },
      changes: [{ checkId: 'a.b', title: 'b', kind: 'new-failure', pastRuns: 7, pastFailures: 0 }],
      problems: [{ state: 'failed', id: 'a.b', title: 'b', kind: 'unit', text: 'expected 1', rerun: 'infra-test run --check a.b', source }],
      operations: [
        {
          component: 'a',
          operation: 'get',
          count: 3,
          errors: 0,
          p50Milliseconds: 1,
          p95Milliseconds: null,
          p99Milliseconds: 3,
          targets: ['p(95) < 1ms'],
          status: 'missed',
          change: { baselineP95Milliseconds: 2, ratio: 1.5, trend: 'slower' },
        },
      ],
      components: [
        {
          name: 'a',
          uses: 'http',
          counts,
          checks: [{ id: 'a.b', title: 'b', state: 'failed', layer: 'unit', milliseconds: 4, why: 'no' }],
        },
      ],
    },
  ],
};

describe('the schema of a part', () => {
  test('says what the type says', () => {
    const isSame: Same<ReportPart, Deep<InferOutput<typeof partSchema>>> = true;
    expect(isSame).toBe(true);
  });

  test('takes what toPart makes, hostile texts as they are', () => {
    for (const report of [sampleReport(), hostileReport()]) {
      const part = toPart(report, facts);
      expect(parsePart(JSON.stringify(part))).toEqual(JSON.parse(JSON.stringify(part)));
    }
    expect(parsePart(JSON.stringify(full))).toEqual(full);
  });

  test('refuses every unknown key, wherever it is, also those of prototypes', () => {
    for (const path of pathsOf(full).filter((at) => isPlain(valueAt(full, at)) && at[0] !== 'leftOut')) {
      for (const key of ['pullRequest', '__proto__', 'constructor', 'toString']) {
        const text = JSON.stringify(withValue(full, path, { ...(valueAt(full, path) as object), toBeNamed: { polluted: 1 } }));
        expect(() => parsePart(text.replace('toBeNamed', key)), `${path.join('.')} ${key}`).toThrow('this key is not known');
      }
    }
    const named = (key: string): string => JSON.stringify(full).replace('passed check', key);
    expect(() => parsePart(named('<img src=x>'))).toThrow('leftOut');
    expect(Object.keys(parsePart(named('__proto__')).leftOut)).toEqual([]);
  });

  test('refuses a missing key, wherever it is', () => {
    const optional = ['comparedWith', 'change', 'passed check'];
    for (const path of pathsOf(full).filter((at) => typeof at.at(-1) === 'string' && !optional.includes(String(at.at(-1))))) {
      expect(() => parsePart(JSON.stringify(withValue(full, path, undefined))), path.join('.')).toThrow(TypeError);
    }
  });

  test('refuses every value of another kind and every value out of bounds, and names the place', () => {
    for (const path of pathsOf(full)) {
      const value = valueAt(full, path);
      const mayBeNull = path.at(-1) === 'status' || /^p\d\dM/.test(String(path.at(-1)));
      for (const wrong of wrongValues(value, path).filter((candidate) => candidate !== null || !mayBeNull)) {
        const text = JSON.stringify(withValue(full, path, wrong)).replaceAll('"1e999"', '1e999');
        const place = path.map((step) => (String(step).includes(' ') ? '?' : step)).join('.');
        expect(() => parsePart(text), `${path.join('.')} = ${text.length > 300 ? typeof wrong : JSON.stringify(wrong)}`).toThrow(place);
      }
    }
  });

  test('refuses every list that is too long', () => {
    const change = { checkId: '', title: '', kind: 'fixed', pastRuns: 0, pastFailures: 0 };
    const run = { ...full.runs[0], comparedWith: undefined, reasons: [], changes: [], problems: [], operations: [], components: [] };
    for (const [path, most, item] of [
      [['runs', 0, 'changes'], 3300, change],
      [['runs'], 100, run],
      [['notes'], 1000, ''],
      [['runs', 0, 'reasons'], 1000, ''],
      [['runs', 0, 'operations', 0, 'targets'], 20, ''],
    ] as const) {
      const withLength = (length: number): string =>
        JSON.stringify(
          withValue(
            full,
            path,
            Array.from({ length }, () => item),
          ),
        );
      expect(parsePart(withLength(most)).schemaVersion, path.join('.')).toBe(1);
      expect(() => parsePart(withLength(most + 1))).toThrow(`${path.join('.')}: expected max length ${most}`);
    }
    const nouns = (length: number): string =>
      JSON.stringify({ ...full, leftOut: Object.fromEntries(Array.from({ length }, (_, index) => [`n${index}`, 1])) });
    expect(Object.keys(parsePart(nouns(1000)).leftOut)).toHaveLength(1000);
    expect(() => parsePart(nouns(1001))).toThrow('leftOut');
  });

  test('repeats no text of the part in its sentence', () => {
    for (const [path, wrong] of [
      [['verdict'], 'EVIL'],
      [['runs', 0, 'stack'], 'EVIL'],
      [['toolVersion'], 'EVIL'.repeat(1000)],
      [['leftOut'], { 'EVIL<': 1 }],
      [['counts'], { ...counts, 'EVIL<': 1 }],
    ] as const) {
      const parse = (): unknown => parsePart(JSON.stringify(withValue(full, path, wrong)));
      expect(parse).toThrow(TypeError);
      expect(parse).not.toThrow('EVIL');
    }
  });

  test('refuses what is no JSON, too long or too deep', () => {
    expect(() => parsePart('{')).toThrow('expected JSON');
    expect(() => parsePart('')).toThrow('expected JSON');
    expect(() => parsePart(`${JSON.stringify(full)}${' '.repeat(256 * 1024)}`)).toThrow('expected at most 262144 bytes');
    expect(() => parsePart('['.repeat(100_000) + ']'.repeat(100_000))).toThrow(TypeError);
    expect(() =>
      parsePart(JSON.stringify(full).replace('"counts":{', `"counts":{"x":${'['.repeat(90_000)}${']'.repeat(90_000)},`)),
    ).toThrow(TypeError);
  });

  test('whatever text comes: a part within bounds or a TypeError', () => {
    const mutated = fc.tuple(fc.nat(), fc.nat({ max: 20 }), fc.string()).map(([at, length, text]) => {
      const json = JSON.stringify(full);
      const start = at % json.length;
      return json.slice(0, start) + text + json.slice(start + length);
    });
    fc.assert(
      fc.property(fc.oneof(mutated, fc.string(), fc.json()), (text) => {
        try {
          expect(parsePart(text).schemaVersion).toBe(1);
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
        }
      }),
    );
  });
});

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...path, Array.isArray(value) ? Number(key) : key]))];
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((found, key) => (found as Record<string | number, unknown>)[key], root);
}

function withValue(root: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const child = withValue((root as Record<string | number, unknown>)[key], rest, value);
  return Array.isArray(root) ? root.with(Number(key), child) : { ...(root as object), [key]: child };
}

function isPlain(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrongValues(value: unknown, path: Path): readonly unknown[] {
  const others = ['x', 1, true, {}, []].filter((other) => typeof other !== typeof value || Array.isArray(other) !== Array.isArray(value));
  // An empty list would be a record without entries.
  const kinds = path.length === 1 && path[0] === 'leftOut' ? others.filter((other) => !Array.isArray(other)) : others;
  const isNull = value === null;
  if (isNull) return ['x', true, {}, [], -1];
  if (typeof value === 'string') return [...kinds, null, 'y'.repeat(5000)];
  if (typeof value === 'number') return [...kinds, -1, '1e999', ...(path.at(-1)?.toString().endsWith('illiseconds') ? [1e16] : [])];
  if (Array.isArray(value)) return [...kinds, null];
  return [...kinds, null];
}

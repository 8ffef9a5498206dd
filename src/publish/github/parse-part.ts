import * as v from 'valibot';
import type { ReportPart } from '../../model/part.ts';
import { layers } from '../../model/words.ts';
import { maxPartBytes, maxTargetsOfOperation, partTextLimits } from '../../report/part/limits.ts';

/** A text that was cut says how much is missing. */
const cutNoteCharacters = 40;
/** The smallest rows that say anything fill a part with fewer. */
const mostRows = 3300;
const mostRuns = 100;
const mostTexts = 1000;
/** More than 30,000 years. */
const mostMilliseconds = 1e15;

function text(limit: keyof typeof partTextLimits) {
  return v.pipe(v.string(), v.maxLength(partTextLimits[limit] + cutNoteCharacters));
}

function rows<Row extends v.GenericSchema>(row: Row) {
  return v.pipe(v.array(row), v.maxLength(mostRows));
}

const name = text('name');
const line = text('line');
const sentences = v.pipe(v.array(text('sentence')), v.maxLength(mostTexts));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const milliseconds = v.pipe(v.number(), v.minValue(0), v.maxValue(mostMilliseconds));
const measured = v.nullable(milliseconds);
const verdict = v.picklist(['pass', 'warn', 'fail', 'broken']);
const layer = v.picklist(layers);

const counts = v.strictObject({
  total: count,
  passed: count,
  failed: count,
  broken: count,
  skipped: count,
  warned: count,
  flaky: count,
});

const source = v.strictObject({ file: name, line: count, column: count });

const change = v.strictObject({
  checkId: name,
  title: name,
  kind: v.picklist(['new-failure', 'fixed', 'still-failing', 'newly-skipped', 'removed']),
  pastRuns: count,
  pastFailures: count,
});

const problem = v.strictObject({
  state: v.picklist(['failed', 'broken', 'warned']),
  id: name,
  title: name,
  kind: v.picklist([...layers, 'target', 'leftover']),
  text: text('text'),
  rerun: line,
  source,
});

const operation = v.strictObject({
  component: name,
  operation: name,
  count,
  errors: count,
  p50Milliseconds: measured,
  p95Milliseconds: measured,
  p99Milliseconds: measured,
  targets: v.pipe(v.array(line), v.maxLength(maxTargetsOfOperation)),
  status: v.nullable(v.picklist(['met', 'missed', 'undecided', 'broken', 'skipped', 'warned'])),
  change: v.exactOptional(
    v.strictObject({
      baselineP95Milliseconds: milliseconds,
      ratio: v.pipe(v.number(), v.finite(), v.minValue(0)),
      trend: v.picklist(['slower', 'faster', 'same', 'noisy', 'unknown']),
    }),
  ),
});

const check = v.strictObject({
  id: name,
  title: name,
  state: v.picklist(['passed', 'warned', 'failed', 'broken', 'skipped']),
  layer,
  milliseconds,
  why: line,
});

const component = v.strictObject({ name, uses: name, counts, checks: rows(check) });

const run = v.strictObject({
  configFile: name,
  environment: name,
  stack: v.picklist(['embedded', 'live']),
  verdict,
  reasons: sentences,
  counts,
  durationMilliseconds: milliseconds,
  comparedWith: v.exactOptional(v.strictObject({ branch: name, pastRuns: count, commit: name })),
  changes: rows(change),
  problems: rows(problem),
  operations: rows(operation),
  components: rows(component),
});

/** `ReportPart` as a schema, every text, list and number bounded, unknown keys refused. */
export const partSchema = v.strictObject({
  schemaVersion: v.literal(1),
  toolVersion: name,
  leg: v.strictObject({ identity: text('identity'), name, checkRunId: name }),
  githubRunId: name,
  attempt: count,
  verdict,
  counts,
  notes: sentences,
  runs: v.pipe(v.array(run), v.maxLength(mostRuns)),
  leftOut: v.pipe(
    v.record(v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9 ,()-]{0,63}$/)), count),
    v.check((nouns) => Object.keys(nouns).length <= mostTexts, `expected at most ${mostTexts} kinds of rows that were left out`),
  ),
});

/** A part that another job, maybe a stranger's, has written. Throws `TypeError` with a sentence: where, what was expected. */
export function parsePart(json: string): ReportPart {
  const bytes = Buffer.byteLength(json);
  if (bytes > maxPartBytes) throw new TypeError(`expected at most ${maxPartBytes} bytes of JSON, got ${bytes}`);
  const result = v.safeParse(partSchema, parseJson(json), { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new TypeError(`${placeOf(issue)}: ${expectation(issue)}`);
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new TypeError('expected JSON, got something else', { cause: error });
  }
}

/** Such as `runs.0.verdict`. A key may be a stranger's text, so only a plain word is repeated; what came never is. */
function placeOf({ path }: v.BaseIssue<unknown>): string {
  const keys = (path ?? []).map(({ key }) => (typeof key === 'number' || /^[A-Za-z0-9]{1,30}$/.test(String(key)) ? String(key) : '?'));
  return keys.length === 0 ? 'the whole' : keys.join('.');
}

function expectation({ type, expected, requirement }: v.BaseIssue<unknown>): string {
  if (expected === 'never') return 'this key is not known';
  if (typeof requirement === 'number') return `expected ${type.replaceAll('_', ' ')} ${requirement}`;
  return `expected ${expected ?? type.replaceAll('_', ' ')}`;
}

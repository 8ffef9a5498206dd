import * as v from 'valibot';
import { checkName } from '../check-name.ts';

const reference = v.strictObject({ from: v.string() });
const path = v.pipe(v.string(), v.startsWith('/', 'expected a path such as /health'));
const scalar = v.union([v.string(), v.number(), v.boolean(), v.null()]);

const vectorQuery = v.strictObject({
  id: v.exactOptional(v.union([v.string(), reference])),
  vector: v.exactOptional(v.union([v.array(v.number()), reference])),
  top_k: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000))),
  filter: v.exactOptional(v.record(v.string(), v.unknown())),
  namespace: v.exactOptional(v.union([v.string(), reference])),
});

const keyPrefix = v.pipe(v.string(), v.regex(/^[\w-]{1,40}$/, 'expected an id of letters, digits, _ and -'));
/** Made unique, or a name that the check made. */
const ownKey = v.union([keyPrefix, reference]);

const vectorRecord = v.strictObject({
  id: ownKey,
  values: v.union([v.array(v.number()), reference]),
  metadata: v.exactOptional(v.record(v.string(), v.unknown())),
});

const insert = v.pipe(
  v.strictObject({
    table: v.pipe(v.string(), v.nonEmpty(), v.description('As SQL writes it, such as CORE.CALLS')),
    key: v.pipe(v.string(), v.nonEmpty(), v.description('Column whose values are made unique, and by which the rows are removed')),
    rows: v.pipe(v.array(v.record(v.string(), v.unknown())), v.minLength(1), v.maxLength(100)),
  }),
  v.check(
    ({ key, rows }) => rows.every((row) => v.is(ownKey, row[key])),
    'every row needs an id of letters, digits, _ and - in its key column',
  ),
);

const creates = v.array(
  v.union([
    v.strictObject({ use: v.string(), id: reference, namespace: v.exactOptional(v.string()) }),
    v.strictObject({ use: v.string(), table: v.pipe(v.string(), v.nonEmpty()), key: v.pipe(v.string(), v.nonEmpty()), value: reference }),
  ]),
);

const until = v.pipe(
  v.strictObject({
    path: v.pipe(v.string(), v.description('Value of the result of this step, such as `matches.length`')),
    at_least: v.exactOptional(v.number()),
    equals: v.exactOptional(v.union([scalar, reference])),
  }),
  v.check((one) => 'at_least' in one !== 'equals' in one, 'expected either at_least or equals'),
);

const verbs = ['query', 'insert', 'upsert', 'call', 'ask', 'get', 'post', 'put', 'patch', 'delete'] as const;

const stepSchema = v.pipe(
  v.strictObject({
    use: v.pipe(v.string(), v.description('Name of a component in `needs`')),
    as: v.exactOptional(v.pipe(checkName, v.description('Name of the result; default step_1, step_2 ...'))),
    query: v.exactOptional(v.pipe(v.union([v.string(), vectorQuery]), v.description('SQL text, or a vector query'))),
    binds: v.exactOptional(v.pipe(v.array(v.union([scalar, reference])), v.description('Values of the ? in the SQL text'))),
    upsert: v.exactOptional(
      v.pipe(v.array(vectorRecord), v.minLength(1), v.description('Records to write; their ids are made unique, and they are removed')),
    ),
    insert: v.exactOptional(v.pipe(insert, v.description('Rows to write; their keys are made unique, and they are removed'))),
    namespace: v.exactOptional(v.string()),
    call: v.exactOptional(v.pipe(v.string(), v.nonEmpty(), v.description('Name of a tool'))),
    args: v.exactOptional(v.record(v.string(), v.unknown())),
    creates: v.exactOptional(
      v.pipe(creates, v.description('What the call creates in other components under names of this check; it is removed')),
    ),
    ask: v.exactOptional(
      v.pipe(v.string(), v.nonEmpty(), v.description('Question to an agent; `{call.row.ID}` stands for a value of an earlier step')),
    ),
    get: v.exactOptional(v.pipe(path, v.description('Path; `{call.row.ID}` stands for a value of an earlier step'))),
    post: v.exactOptional(path),
    put: v.exactOptional(path),
    patch: v.exactOptional(path),
    delete: v.exactOptional(path),
    body: v.exactOptional(v.unknown()),
    status: v.exactOptional(v.pipe(v.number(), v.description('The only status that is accepted; default: any below 400'))),
    until: v.exactOptional(v.pipe(until, v.description('Repeat the step until this holds'))),
    within: v.exactOptional(v.pipe(v.string(), v.description('How long to repeat; default 10s'))),
  }),
  v.check((step) => verbs.filter((verb) => step[verb] !== undefined).length === 1, `expected exactly one of ${verbs.join(', ')}`),
  v.check((step) => step.binds === undefined || typeof step.query === 'string', 'binds belong to a query in SQL'),
  v.check((step) => step.namespace === undefined || step.upsert !== undefined, 'namespace belongs to upsert'),
  v.check((step) => step.args === undefined || step.call !== undefined, 'args belong to call'),
  v.check((step) => step.creates === undefined || step.call !== undefined, 'creates belongs to call'),
  v.check((step) => step.body === undefined || (step.post ?? step.put ?? step.patch) !== undefined, 'body belongs to post, put and patch'),
  v.check((step) => step.status === undefined || httpMethod(step) !== undefined, 'status belongs to get, post, put, patch and delete'),
  v.check((step) => step.within === undefined || step.until !== undefined, 'within belongs to until'),
);

export type Step = v.InferOutput<typeof stepSchema>;
export type VectorQueryStep = v.InferOutput<typeof vectorQuery>;
export type Upsert = readonly v.InferOutput<typeof vectorRecord>[];
export type Insert = v.InferOutput<typeof insert>;
export type Creates = v.InferOutput<typeof creates>;

export const stepsOptions = v.strictObject({
  name: v.exactOptional(v.pipe(checkName, v.description('Part of the id of the check'))),
  names: v.exactOptional(
    v.pipe(
      v.record(checkName, keyPrefix),
      v.description('Names that nobody else has, by how steps call them: `{ call: walk }` for `from: call`'),
    ),
  ),
  steps: v.pipe(v.array(stepSchema), v.minLength(1, 'expected at least one step')),
});

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

export function httpMethod(step: Readonly<Partial<Record<Method, unknown>>>): Method | undefined {
  return (['get', 'post', 'put', 'patch', 'delete'] as const).find((method) => step[method] !== undefined);
}

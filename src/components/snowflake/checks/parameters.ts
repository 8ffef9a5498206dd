import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { textOf } from '../structure/describe-table.ts';
import { asPermitted, notPermitted } from '../statement/not-permitted.ts';
import { askFor } from '../session.ts';
import type { SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';

/** What Snowflake's security guides ask of every account; https://docs.snowflake.com/en/sql-reference/parameters */
const recommended: Readonly<Record<string, boolean>> = {
  REQUIRE_STORAGE_INTEGRATION_FOR_STAGE_CREATION: true,
  REQUIRE_STORAGE_INTEGRATION_FOR_STAGE_OPERATION: true,
  PREVENT_UNLOAD_TO_INLINE_URL: true,
  ENABLE_UNREDACTED_QUERY_SYNTAX_ERROR: false,
};

/** The name stands in a text of a statement, because SHOW takes no binds. */
const parameterName = v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'expected the name of a parameter'));

const options = v.strictObject({
  parameters: v.optional(
    v.pipe(
      v.record(parameterName, v.union([v.boolean(), v.number(), v.string()])),
      v.description('Parameter of the account to its value; `">= 7"` and `"<= 7"` are bounds. Absent: what the security guides ask for.'),
    ),
    recommended,
  ),
});

type Options = v.InferOutput<typeof options>;

export interface ParameterInput {
  readonly name: string;
  readonly expected: string;
}

export const parameters: CheckKind<Options, SnowflakeSettings> = {
  summary: 'Parameters of the account, such as those on unloading and encryption, have the declared values.',
  layer: 'security',
  costs: 'free',
  privileges: 'ACCOUNTADMIN for some of the parameters; what is not shown is skipped',
  options,
  primary: 'parameters',
  primaryIsMapping: true,
  expand({ parameters: declared }) {
    const drafts = Object.entries(declared).map(([name, value]) => {
      const input: ParameterInput = { name: name.toUpperCase(), expected: String(value) };
      return { name: `parameters.${input.name}`, title: `Parameter ${input.name} is ${input.expected}`, input, path: ['parameters', name] };
    });
    if (drafts.length === 0) throw new Error('parameters has nothing to look at: declare at least one.');
    return drafts;
  },
};

const needed = 'ACCOUNTADMIN, or an edition that has the parameter';

export async function runParameters({ session }: SnowflakeConnection, input: ParameterInput, context: CheckContext): Promise<void> {
  const what = `parameter ${input.name}`;
  const show = `SHOW PARAMETERS LIKE '${input.name}' IN ACCOUNT`;
  const rows = await asPermitted(what, needed, async () => await session.query(show, askFor(context)));
  // In LIKE, `_` is any character.
  const row = rows.find((candidate) => textOf(candidate, 'key') === input.name);
  if (row === undefined) {
    throw notPermitted(what, needed);
  }
  const actual = textOf(row, 'value');
  context.value('value', actual);
  context.find({ subject: what, expected: input.expected, actual, met: meetsValue(actual, input.expected) });
}

/** Exact but for case, or a bound: `>= 7`. */
export function meetsValue(actual: string, expected: string): boolean {
  const bound = /^\s*(>=|<=)\s*(-?\d+(?:\.\d+)?)\s*$/.exec(expected);
  if (bound === null) return actual.toLowerCase() === expected.trim().toLowerCase();
  if (actual.trim() === '' || Number.isNaN(Number(actual))) return false;
  return bound[1] === '>=' ? Number(actual) >= Number(bound[2]) : Number(actual) <= Number(bound[2]);
}

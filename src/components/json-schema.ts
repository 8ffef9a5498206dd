import { Ajv } from 'ajv';
import type { Options, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { errorMessage } from '../std/errors.ts';
import { testPattern } from './bounded-pattern.ts';
import { invalidPattern } from './invalid-pattern.ts';

/** JSON Schemas that others wrote: whether they are any, and whether values match them. */

const options: Options = {
  strict: false,
  logger: false,
  // An annotation in 2020-12; and nobody agrees on what an `email` is.
  validateFormats: false,
  code: {
    regExp: Object.assign(
      (pattern: string, flags: string) => {
        const regExp = new RegExp(pattern, flags);
        // Ajv tells patterns apart by their text.
        return { test: (text: string) => testPattern(regExp, text), toString: () => String(regExp) };
      },
      { code: 'bounded' },
    ),
  },
};

interface Dialect {
  readonly title: string;
  readonly make: () => Ajv;
}

const dialects: Readonly<Record<string, Dialect>> = {
  'http://json-schema.org/draft-07/schema': { title: 'draft-07', make: () => new Ajv(options) },
  'https://json-schema.org/draft/2020-12/schema': { title: '2020-12', make: () => new Ajv2020(options) },
};
const defaultDialect = 'https://json-schema.org/draft/2020-12/schema';
/** For meta-schemas only, so that no schema of one server is known when those of another are judged. */
const metaSchemas = new Map<Dialect, Ajv>();
const compiled = new WeakMap<object, ValidateFunction>();

export interface SchemaJudgement {
  readonly dialect: string;
  readonly problem?: string;
}

/** Holds a schema against the meta-schema of the dialect it declares (2020-12 when it declares none, as MCP says). */
export function judgeSchema(schema: unknown): SchemaJudgement {
  if (typeof schema !== 'object' || schema === null) return { dialect: '2020-12', problem: 'not an object' };
  const declared = declaredDialect(schema);
  const dialect = dialects[declared];
  if (dialect === undefined) return { dialect: declared, problem: `written in the dialect ${declared}, which is not known here` };
  const { title } = dialect;
  const ajv = metaSchemas.get(dialect) ?? dialect.make();
  metaSchemas.set(dialect, ajv);
  if (ajv.validateSchema(schema) === true) {
    const pattern = invalidPattern(schema);
    return { dialect: title, ...(pattern !== undefined && { problem: `${JSON.stringify(pattern)} is no regular expression` }) };
  }
  const [first] = ajv.errors ?? [];
  return { dialect: title, problem: `${first?.instancePath || 'the schema'} ${first?.message ?? 'is not valid'}` };
}

/** What of a value is not as the schema says, such as `/calls/0 must have required property 'score'`; undefined when all is. */
export function mismatchOf(schema: object, value: unknown): string | undefined {
  try {
    const validate = compiled.get(schema) ?? compile(schema);
    if (validate(value)) return undefined;
    const [first] = validate.errors ?? [];
    return `${first?.instancePath || 'the value'} ${first?.message ?? 'does not match'}`;
  } catch (error) {
    return `the schema cannot be applied: ${errorMessage(error)}`;
  }
}

function compile(schema: object): ValidateFunction {
  const declared = declaredDialect(schema);
  const dialect = dialects[declared];
  if (dialect === undefined) throw new Error(`its dialect ${declared} is not known here`);
  // An instance of its own: two schemas of one server may have the same $id.
  const validate = dialect.make().compile(schema);
  compiled.set(schema, validate);
  return validate;
}

function declaredDialect(schema: object): string {
  return '$schema' in schema ? String(schema.$schema).replace(/#$/, '') : defaultDialect;
}

import type { GenericSchema, InferOutput, ObjectEntries } from 'valibot';
import type { ConfigNode } from './config-node.ts';
import { findEntry } from './config-node.ts';
import type { Problems } from './problems.ts';
import { missingKeyMessage, unknownKeyMessage } from './schema-faults.ts';
import { quoted, showValue } from './show-value.ts';
import { validate } from './validate.ts';

export type Fields<Entries extends ObjectEntries> = { readonly [Key in keyof Entries]?: InferOutput<Entries[Key]> };

interface FieldRules {
  /** Keys with a meaning in a later version. */
  readonly future?: readonly string[];
}

/**
 * Reads a mapping key by key, so that one bad value hides no other problem. Keys with a problem are absent from the
 * result. `what` names the mapping in messages.
 */
export function readFields<Entries extends ObjectEntries>(
  schema: { readonly entries: Entries },
  node: ConfigNode,
  what: string,
  problems: Problems,
  rules: FieldRules = {},
): Fields<Entries> {
  if (node.type !== 'mapping') {
    problems.add(node.start, `expected ${what} to be a mapping, got ${node.type === 'list' ? 'a list' : showValue(node.value)}`);
    return {};
  }
  const fields: Record<string, unknown> = {};
  for (const { key, keyStart, value } of node.entries) {
    const fieldSchema = Object.hasOwn(schema.entries, key) ? schema.entries[key] : undefined;
    if (fieldSchema === undefined) {
      const message = rules.future?.includes(key) === true ? `${quoted(key)} is not supported yet by this version` : undefined;
      problems.add(keyStart, message ?? unknownKeyMessage(key, Object.keys(schema.entries)));
      continue;
    }
    const field = readField(fieldSchema, key, keyStart, value, problems);
    if (field !== undefined) fields[key] = field;
  }
  for (const [key, fieldSchema] of Object.entries(schema.entries)) {
    if (fieldSchema.type !== 'optional' && findEntry(node, key) === undefined)
      problems.add(node.start, `${missingKeyMessage(key)} in ${what}`);
  }
  return fields;
}

function readField(schema: GenericSchema, key: string, keyStart: number, value: ConfigNode, problems: Problems): unknown {
  if (value.type === 'scalar' && value.value === null) {
    problems.add(value.start === value.end ? keyStart : value.start, `expected a value for ${quoted(key)}, got nothing`);
    return undefined;
  }
  return validate(schema, value, problems)?.output;
}

import type { GenericSchema } from 'valibot';
import { safeParse } from 'valibot';
import type { ConfigNode, ConfigPath } from './config-node.ts';
import { findNode, toData } from './config-node.ts';
import type { Problems } from './problems.ts';
import { misplacedLists } from './schema-entries.ts';
import type { SchemaFault } from './schema-faults.ts';
import { schemaFaults } from './schema-faults.ts';
import { isSecretName } from './secret-names.ts';
import { showValue } from './show-value.ts';

export interface Validated<Output> {
  /** What the schema was given: `${...}` replaced, texts of variables turned into the numbers they stand for. */
  readonly data: unknown;
  readonly output: Output;
}

/**
 * A node's value through a schema. Undefined when it has problems, which are then reported. What a schema says about a
 * placeholder is dropped; `output` is then what the schema could make of it.
 */
export function validate<Output>(
  schema: GenericSchema<unknown, Output>,
  node: ConfigNode,
  problems: Problems,
): Validated<Output> | undefined {
  const lists = misplacedLists(schema, node);
  if (lists.length > 0) {
    for (const path of lists) problems.add(findNode(node, path).node.start, 'expected a mapping, got a list');
    return undefined;
  }
  const data = toData(node);
  const check = () => {
    const result = safeParse(schema, data);
    const faults = schemaFaults(schema, result.issues ?? [], (value, path) => showNode(node, value, path));
    return { output: result.output as Output, faults };
  };
  let checked = check();
  if (convertVariables(data, node, checked.faults)) checked = check();
  // A missing address stands for some URL, because what checks are made of settings may parse it; anything else is left.
  if (setPlaceholders(data, node, checked.faults, (text) => `https://${text.toLowerCase()}.invalid/`)) checked = check();
  if (setPlaceholders(data, node, checked.faults, (text) => text)) checked = check();
  const meant = checked.faults.filter(({ path }) => stateAt(node, path) === 'value');
  for (const fault of meant) problems.add(offsetOf(node, fault), fault.message);
  return meant.length === 0 && !hasFaultyText(node) ? { data, output: checked.output } : undefined;
}

/** Where a fault points. */
function offsetOf(root: ConfigNode, fault: SchemaFault): number {
  const { node, keyStart, missing } = findNode(root, fault.path);
  if (fault.about === 'unknown-key') return keyStart;
  if (missing.length > 0) return node.start;
  // An empty value has no place of its own.
  return node.type === 'scalar' && node.start === node.end ? keyStart : node.start;
}

/** A variable's value is always text; where the schema wants a number or a boolean it is read as one. Changes `data`. */
function convertVariables(data: unknown, root: ConfigNode, faults: readonly SchemaFault[]): boolean {
  const converted = faults.map(({ path, expected }) => {
    const { node, missing } = findNode(root, path);
    if (missing.length > 0 || node.type !== 'scalar' || node.interpolated?.whole !== true) return false;
    const value = convertText(String(node.value), expected);
    return value !== undefined && setAt(data, path, value);
  });
  return converted.includes(true);
}

/** Sets the placeholders that the schema does not take to what `make` makes of their text. Changes `data`. */
function setPlaceholders(data: unknown, root: ConfigNode, faults: readonly SchemaFault[], make: (text: string) => string): boolean {
  const set = faults
    .filter(({ path }) => stateAt(root, path) === 'placeholder')
    .map(({ path }) => setAt(data, path, make(String(toData(findNode(root, path).node)))));
  return set.includes(true);
}

function convertText(text: string, expected: readonly string[]): number | boolean | undefined {
  if (expected.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  if (expected.includes('number') && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text)) return Number(text);
  return undefined;
}

function setAt(data: unknown, path: ConfigPath, value: unknown): boolean {
  const last = path.at(-1);
  const holder = path.slice(0, -1).reduce<unknown>((current, step) => (isHolder(current) ? current[step] : undefined), data);
  if (last === undefined || !isHolder(holder)) return false;
  holder[last] = value;
  return true;
}

function isHolder(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null;
}

/** `value` for everything that was not interpolated. */
function stateAt(root: ConfigNode, path: ConfigPath): 'value' | 'placeholder' | 'faulty' {
  const { node, missing } = findNode(root, path);
  return missing.length === 0 && node.type === 'scalar' ? (node.interpolated?.state ?? 'value') : 'value';
}

function hasFaultyText(node: ConfigNode): boolean {
  if (node.type === 'scalar') return node.interpolated?.state === 'faulty';
  return node.type === 'list' ? node.items.some(hasFaultyText) : node.entries.some(({ value }) => hasFaultyText(value));
}

/** Values of variables and of secret-looking keys are never shown. */
function showNode(root: ConfigNode, value: unknown, path: ConfigPath): string {
  const { node } = findNode(root, path);
  if (node.type === 'scalar' && node.interpolated !== undefined) return `the value of ${node.interpolated.written}`;
  const isSecret = path.some((step) => typeof step === 'string' && isSecretName(step));
  if (!isSecret || value === null || value === undefined) return showValue(value);
  return `a ${typeof value === 'object' ? 'list or mapping' : typeof value === 'string' ? 'text' : typeof value}`;
}

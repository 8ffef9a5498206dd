import type { Environment } from '../model/environment.ts';
import type { MappingEntry } from './config-node.ts';
import { findEntry } from './config-node.ts';
import { environmentSchema, futureKeys } from './file-schema.ts';
import { environmentNamePattern } from './limits.ts';
import type { Problems } from './problems.ts';
import type { Fields } from './read-fields.ts';
import { readFields } from './read-fields.ts';
import { quoted, showValue } from './show-value.ts';
import { suggest } from './suggest.ts';

type Stack = Environment['stack'];
type EnvironmentFields = Fields<(typeof environmentSchema)['entries']>;

export interface EnvironmentChoice {
  /** Name asked for; absent: `local`. */
  readonly environment?: string;
  /** Stack asked for, instead of the declared one. */
  readonly stack?: Stack;
}

const builtIn = 'local';
const defaultSeed = 7;

/** Reads every declared environment and returns the chosen one. The built-in `local` needs no declaration. */
export function chooseEnvironment(section: MappingEntry | undefined, choice: EnvironmentChoice, problems: Problems): Environment {
  const { environment, name, declared } = findEnvironment(section, choice, problems);
  if (environment !== undefined) return environment;
  const known = [...new Set([...declared, builtIn])];
  problems.add(section?.keyStart ?? 0, `the environment ${quoted(name)} was asked for and is not declared${suggest(name, known)}`);
  return environmentOf(name, choice.stack ?? stackOf(name, {}), {}, choice.stack !== undefined);
}

export interface FoundEnvironment {
  readonly name: string;
  /** Undefined: not declared, and not the built-in one. */
  readonly environment: Environment | undefined;
  /** Names of all declared environments. */
  readonly declared: readonly string[];
}

/** The chosen environment, where it is not a mistake that nobody declared it. */
export function findEnvironment(section: MappingEntry | undefined, choice: EnvironmentChoice, problems: Problems): FoundEnvironment {
  const declared = readEnvironments(section, problems);
  const name = choice.environment ?? builtIn;
  const names = [...declared.keys()];
  const entry = declared.get(name);
  if (entry === undefined && name !== builtIn) return { name, environment: undefined, declared: names };
  const stack = choice.stack ?? stackOf(name, entry?.fields ?? {});
  if (entry !== undefined && stack === 'live') refuseEmbeddedKeys(entry.entry, problems);
  return { name, environment: environmentOf(name, stack, entry?.fields ?? {}, choice.stack !== undefined), declared: names };
}

interface DeclaredEnvironment {
  readonly entry: MappingEntry;
  readonly fields: EnvironmentFields;
}

function readEnvironments(section: MappingEntry | undefined, problems: Problems): ReadonlyMap<string, DeclaredEnvironment> {
  const declared = new Map<string, DeclaredEnvironment>();
  if (section === undefined) return declared;
  if (section.value.type !== 'mapping') {
    const got = section.value.type === 'list' ? 'a list' : showValue(section.value.value);
    problems.add(section.value.start, `expected "environments" to be a mapping of names, got ${got}`);
    return declared;
  }
  for (const entry of section.value.entries) {
    if (!environmentNamePattern.test(entry.key)) {
      problems.add(entry.keyStart, `expected a name of letters, digits, ".", "_" and "-", at most 64, got ${quoted(entry.key)}`);
    }
    const what = `the environment ${quoted(entry.key)}`;
    const fields = readFields(environmentSchema, entry.value, what, problems, { future: futureKeys.environment });
    checkDeclared(entry, fields, problems);
    declared.set(entry.key, { entry, fields });
  }
  return declared;
}

function checkDeclared(entry: MappingEntry, fields: EnvironmentFields, problems: Problems): void {
  if (stackOf(entry.key, fields) === 'live') refuseEmbeddedKeys(entry, problems);
  else if (fields.network !== undefined && fields.network !== 'loopback') {
    const offset = findEntry(entry.value, 'network')?.keyStart ?? entry.keyStart;
    problems.add(offset, '"network" belongs to a live stack; the embedded stack is on the loopback address');
  }
}

/** A fault that is not planted would look like a component that survived it. */
function refuseEmbeddedKeys({ key, value }: MappingEntry, problems: Problems): void {
  for (const name of ['faults', 'seed']) {
    const found = findEntry(value, name);
    if (found !== undefined) problems.add(found.keyStart, `"${name}" needs the embedded stack, and the stack of ${quoted(key)} is live`);
  }
}

function stackOf(name: string, fields: EnvironmentFields): Stack {
  return fields.stack ?? (name === builtIn ? 'embedded' : 'live');
}

/** What a live environment does not allow is forbidden: a forgotten key must not cost data. */
function environmentOf(name: string, stack: Stack, fields: EnvironmentFields, isOverride: boolean): Environment {
  const embedded = stack === 'embedded';
  const network = embedded && isOverride ? undefined : fields.network;
  return {
    name,
    stack,
    seed: fields.seed ?? defaultSeed,
    faults: [...new Set(fields.faults)],
    access: fields.access ?? (embedded ? 'read-write' : 'read-only'),
    chaos: fields.chaos ?? (embedded ? 'allow' : 'forbid'),
    network: network ?? (embedded ? 'loopback' : 'public'),
  };
}

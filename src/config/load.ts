import type { ComponentSettings, Registry } from '../model/component.ts';
import type { Environment } from '../model/environment.ts';
import type { Suite } from '../model/plan.ts';
import { createRedactor } from '../std/redact.ts';
import { readComponent } from './component.ts';
import type { ComponentContext } from './component-context.ts';
import { formatProblem } from './config-error.ts';
import type { ConfigNode, MappingEntry, MappingNode } from './config-node.ts';
import { findEntry } from './config-node.ts';
import { checkAcross } from './cross-checks.ts';
import type { Overrides } from './defaults.ts';
import { resolveDefaults } from './defaults.ts';
import { environmentFromText } from './environment-from-text.ts';
import { chooseEnvironment } from './environments.ts';
import { defaultsSchema, fileSchema, futureKeys } from './file-schema.ts';
import { Interpolation } from './interpolate.ts';
import type { VariableValues } from './interpolate.ts';
import { maxComponents } from './limits.ts';
import { parseTree } from './parse-tree.ts';
import { Problems } from './problems.ts';
import { readConfigFile } from './read-config-file.ts';
import { readFields } from './read-fields.ts';
import { missingKeyMessage, unknownKeyMessage } from './schema-faults.ts';
import { SourceText } from './source-text.ts';
import { quoted, showValue } from './show-value.ts';
import { validate } from './validate.ts';

export interface SuiteOptions {
  readonly registry: Registry;
  /** Name of the environment; absent: `local`. */
  readonly environment?: string;
  /** Instead of the stack that the environment declares. */
  readonly stack?: Environment['stack'];
  /** Where `${env.X}` and `${secret.X}` come from: `process.env`. */
  readonly variables: VariableValues;
  /** Values that must never be printed, besides those of `${secret.X}`. */
  readonly secrets?: readonly string[];
  readonly overrides?: Overrides;
  /** Text whose environments count instead of the file's own, which a pull request may have changed. */
  readonly trustedEnvironments?: TrustedEnvironments;
}

export interface TrustedEnvironments {
  readonly text: string;
  /** For messages: `infra-test.yml on main`. */
  readonly file: string;
}

export interface LoadOptions extends SuiteOptions {
  readonly file: string;
}

/** Reads a config file. Throws `ConfigError` with all of its problems; nothing is contacted. */
export async function loadSuite(options: LoadOptions): Promise<Suite> {
  return await suiteFromText(await readConfigFile(options.file), options.file, options);
}

/** The suite that a text asks for. Throws `ConfigError` with all problems of the text. */
export async function suiteFromText(text: string, file: string, options: SuiteOptions): Promise<Suite> {
  const problems = new Problems(new SourceText(file, text));
  const root = parseTree(text, problems);
  const known = options.secrets ?? [];
  problems.throwIfAny(createRedactor(known));
  const sections = readSections(root as ConfigNode, problems);
  const environment = environmentOfRun(sections.environments, options, problems);
  const warnings = new Map<string, string>();
  const warn = (offset: number, message: string) => {
    const line = formatProblem({ source: problems.source.positionAt(offset), message });
    warnings.set(line, line);
  };
  const interpolation = new Interpolation({ values: options.variables, embedded: environment.stack === 'embedded', problems, warn });
  const defaults = resolveDefaults(sections.defaults, options.overrides ?? {});
  const doors = await loadDoors(sections.components, options.registry);
  const knownUses = Object.keys(options.registry);
  const context: ComponentContext = { problems, interpolation, defaults, overrides: options.overrides ?? {}, doors, knownUses, warn };
  const components = sections.components.flatMap((entry) => readComponent(entry, context) ?? []);
  checkAcross(
    components,
    sections.components.map(({ key }) => key),
    problems,
  );
  const secrets = [...new Set([...known, ...interpolation.secrets])];
  const redact = createRedactor(secrets);
  problems.throwIfAny(redact);
  return {
    file,
    environment,
    components: components.map(({ planned }) => planned),
    checks: components.flatMap(({ checks }) => checks.map(({ check }) => check)),
    targets: components.flatMap(({ targets }) => targets),
    warnings: [...warnings.keys()].map(redact),
    secrets,
    runTimeoutMilliseconds: defaults.runTimeoutMilliseconds,
    strict: defaults.strict,
  };
}

/** The file's own environments are read in any case, so that a mistake in them is seen before it is merged. */
function environmentOfRun(section: MappingEntry | undefined, options: SuiteOptions, problems: Problems): Environment {
  const own = chooseEnvironment(section, options, problems);
  const { trustedEnvironments: trusted } = options;
  if (trusted === undefined) return own;
  const { environment, name } = environmentFromText(trusted.text, trusted.file, options);
  if (environment !== undefined) return environment;
  problems.add(section?.keyStart ?? 0, `the environment ${quoted(name)} was asked for and is not declared in ${trusted.file}`);
  return own;
}

interface Sections {
  readonly defaults: ReturnType<typeof readDefaults>;
  readonly environments: MappingEntry | undefined;
  readonly components: readonly MappingEntry[];
}

function readSections(root: ConfigNode, problems: Problems): Sections {
  if (root.type !== 'mapping') {
    const got = root.type === 'list' ? 'a list' : showValue(root.value);
    problems.add(root.start, `expected a mapping with "version" and "components", got ${got}`);
    problems.throwIfAny();
    return { defaults: {}, environments: undefined, components: [] };
  }
  checkTopKeys(root, problems);
  return {
    defaults: readDefaults(root, problems),
    environments: findEntry(root, 'environments'),
    components: readComponents(root, problems),
  };
}

function checkTopKeys(root: MappingNode, problems: Problems): void {
  const known = Object.keys(fileSchema.entries);
  for (const { key, keyStart } of root.entries.filter((entry) => !known.includes(entry.key))) {
    const isFuture = futureKeys.file.some((name) => name === key);
    problems.add(keyStart, isFuture ? `${quoted(key)} is not supported yet by this version` : unknownKeyMessage(key, known));
  }
  const version = findEntry(root, 'version');
  if (version === undefined) problems.add(root.start, `${missingKeyMessage('version')}; begin the file with "version: 1"`);
  else if (version.value.type !== 'scalar' || version.value.value !== 1) {
    validate(fileSchema.entries.version, version.value, problems);
  }
}

function readDefaults(root: MappingNode, problems: Problems) {
  const section = findEntry(root, 'defaults');
  return section === undefined ? {} : readFields(defaultsSchema, section.value, '"defaults"', problems);
}

function readComponents(root: MappingNode, problems: Problems): readonly MappingEntry[] {
  const section = findEntry(root, 'components');
  if (section === undefined) {
    problems.add(root.start, `${missingKeyMessage('components')}: without it there is nothing to test`);
    return [];
  }
  const { value } = section;
  if (value.type !== 'mapping' || value.entries.length === 0) {
    const got = value.type === 'mapping' ? 'an empty mapping' : value.type === 'list' ? 'a list' : showValue(value.value);
    problems.add(
      value.type === 'scalar' && value.value === null ? section.keyStart : value.start,
      `expected "components" to be a mapping of names, got ${got}`,
    );
    return [];
  }
  if (value.entries.length > maxComponents)
    problems.add(section.keyStart, `expected at most ${maxComponents} components, got ${value.entries.length}`);
  return value.entries;
}

/** Settings doors of the kinds that occur; the others are never loaded. */
async function loadDoors(components: readonly MappingEntry[], registry: Registry): Promise<ReadonlyMap<string, ComponentSettings>> {
  const doors = new Map<string, ComponentSettings>();
  for (const component of components) {
    const uses = findEntry(component.value, 'uses')?.value;
    if (uses?.type !== 'scalar' || typeof uses.value !== 'string' || doors.has(uses.value)) continue;
    const entry = Object.hasOwn(registry, uses.value) ? registry[uses.value] : undefined;
    if (entry !== undefined) doors.set(uses.value, await entry.settings());
  }
  return doors;
}

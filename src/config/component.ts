import type { ComponentSettings } from '../model/component.ts';
import type { PlannedComponent } from '../model/plan.ts';
import type { Target } from '../model/check.ts';
import { addressOf } from './address.ts';
import { entryOf, readCheckEntry } from './check-entry.ts';
import type { CheckEntry } from './check-entry.ts';
import type { CheckDefaults, DeclaredCheck } from './checks.ts';
import { expandEntry, gateCheck, withTargetedOperations } from './checks.ts';
import type { ComponentContext } from './component-context.ts';
import { readConditions } from './conditions.ts';
import type { ConfigNode, MappingEntry, MappingNode } from './config-node.ts';
import { emptyMapping, findEntry } from './config-node.ts';
import { mergeRetries } from './defaults.ts';
import { componentSchema } from './file-schema.ts';
import { componentNamePattern } from './limits.ts';
import { literalSecrets } from './literal-secrets.ts';
import type { Fields } from './read-fields.ts';
import { readFields } from './read-fields.ts';
import { quoted } from './show-value.ts';
import { suggest } from './suggest.ts';
import { componentTargets } from './targets.ts';
import { validate } from './validate.ts';

/** Shorter literals are words such as `local`; masking those would blank half of a report. */
const shortestMaskedLiteral = 8;

type ComponentFields = Fields<(typeof componentSchema)['entries']>;

/** A component as far as it could be read; its problems were reported. */
export interface ReadComponent {
  readonly entry: MappingEntry;
  readonly door: ComponentSettings;
  readonly planned: PlannedComponent;
  readonly checks: readonly DeclaredCheck[];
  readonly targets: readonly Target[];
}

/** Undefined when the kind is not known: without it nothing else in the component can be judged. */
export function readComponent(entry: MappingEntry, context: ComponentContext): ReadComponent | undefined {
  const { problems, doors } = context;
  const name = entry.key;
  if (!componentNamePattern.test(name)) {
    problems.add(entry.keyStart, `expected a component's name of letters, digits, "-" and "_", at most 64, got ${quoted(name)}`);
  }
  const fields = readFields(componentSchema, entry.value, `the component ${quoted(name)}`, problems);
  if (fields.uses === undefined) return undefined;
  const door = doors.get(fields.uses);
  if (door === undefined) {
    const offset = findEntry(entry.value, 'uses')?.value.start ?? entry.keyStart;
    problems.add(offset, `unknown kind of component ${quoted(fields.uses)}${suggest(fields.uses, context.knownUses)}`);
    return undefined;
  }
  return readKnownComponent(entry, fields.uses, fields, door, context);
}

function readKnownComponent(
  entry: MappingEntry,
  uses: string,
  fields: ComponentFields,
  door: ComponentSettings,
  context: ComponentContext,
): ReadComponent {
  const { problems } = context;
  const name = entry.key;
  const declared = readSettings(entry, door, context);
  const base = checkDefaults(name, fields, context);
  const read = readChecks(entry, uses, door, declared.settings, base, context);
  const slo = readConditions(findEntry(entry.value, 'slo')?.value, problems);
  const operations = read.checks.flatMap((check) => check.operations);
  const targets = componentTargets({ component: name, slo, operations, complete: read.complete }, problems);
  const address = addressOf(door.addressSetting, declared.node, declared.settings);
  const planned: PlannedComponent = {
    name,
    uses,
    declared: declared.data,
    settings: declared.settings,
    address,
    needs: fields.needs ?? [],
    concurrency: context.overrides.concurrency ?? fields.concurrency ?? context.defaults.concurrency,
    source: problems.source.positionAt(entry.keyStart),
  };
  // A flow connects to nothing of its own.
  const gates = door.needs === true && address === '' ? [] : [gateCheck(base, door, entry.keyStart, context)];
  const checks = read.checks.map((check) => withTargetedOperations(check, targets));
  return { entry, door, planned, checks: [...gates, ...checks], targets };
}

interface DeclaredSettings {
  /** `with:` after interpolation. */
  readonly node: MappingNode;
  readonly data: Readonly<Record<string, unknown>>;
  /** Undefined when `with:` has problems. */
  readonly settings: unknown;
}

function readSettings(entry: MappingEntry, door: ComponentSettings, context: ComponentContext): DeclaredSettings {
  const written = findEntry(entry.value, 'with')?.value;
  if (written !== undefined && written.type !== 'mapping') return { node: emptyMapping(written.start), data: {}, settings: undefined };
  // Without `with:` a missing setting is shown at the component's name.
  const node = written ?? emptyMapping(entry.keyStart);
  for (const secret of literalSecrets(node)) {
    context.warn(secret.offset, secret.message);
    if (secret.value.length >= shortestMaskedLiteral) context.interpolation.addSecret(secret.value);
  }
  const resolved = context.interpolation.resolve(node, 'with');
  const validated = validate(door.with, resolved, context.problems);
  return { node: resolved, data: (validated?.data ?? {}) as Readonly<Record<string, unknown>>, settings: validated?.output };
}

function checkDefaults(component: string, fields: ComponentFields, { defaults }: ComponentContext): CheckDefaults {
  return {
    component,
    severity: fields.severity ?? 'fail',
    timeoutMilliseconds: fields.timeout ?? defaults.timeoutMilliseconds,
    retries: mergeRetries(defaults.retries, fields.retries),
    tags: fields.tags ?? [],
  };
}

interface ReadChecks {
  readonly checks: readonly DeclaredCheck[];
  readonly complete: boolean;
}

function readChecks(
  component: MappingEntry,
  uses: string,
  door: ComponentSettings,
  settings: unknown,
  base: CheckDefaults,
  context: ComponentContext,
): ReadChecks {
  const { problems } = context;
  const list = findEntry(component.value, 'checks')?.value;
  const items = list?.type === 'list' ? list.items : [];
  const entries: readonly (CheckEntry | undefined)[] = items.map((item: ConfigNode) => readCheckEntry(item, uses, door, problems));
  const expected = findEntry(component.value, 'expect');
  const extra = readConditions(expected?.value, problems);
  const implied = impliedEntry(component, uses, door, entries, context);
  const expanded = [...(implied === undefined ? [] : [implied]), ...entries].map((entry) =>
    entry === undefined ? undefined : expandEntry(entry, settings, base, entry.kindName === door.defaultCheck ? extra : [], context),
  );
  const isList = list === undefined || list.type === 'list';
  return { checks: expanded.flatMap((checks) => checks ?? []), complete: isList && expanded.every((checks) => checks !== undefined) };
}

/** The default check: declared by leaving `checks:` out, or by an `expect:` that no listed check takes. */
function impliedEntry(
  component: MappingEntry,
  uses: string,
  door: ComponentSettings,
  entries: readonly (CheckEntry | undefined)[],
  { problems }: ComponentContext,
): CheckEntry | undefined {
  const expected = findEntry(component.value, 'expect');
  const kind = door.defaultCheck === undefined ? undefined : door.checks[door.defaultCheck];
  if (door.defaultCheck === undefined || kind === undefined) {
    if (expected !== undefined) problems.add(expected.keyStart, `"expect" of ${uses} belongs into an entry of "checks"`);
    return undefined;
  }
  const isListed = entries.some((entry) => entry?.kindName === door.defaultCheck);
  const hasChecks = findEntry(component.value, 'checks') !== undefined;
  if (isListed || (hasChecks && expected === undefined)) return undefined;
  return entryOf(door.defaultCheck, kind, expected?.keyStart ?? component.keyStart);
}

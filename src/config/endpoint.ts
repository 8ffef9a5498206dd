import type { GenericSchema } from 'valibot';
import { safeParse } from 'valibot';
import type { Registry } from '../model/component.ts';
import type { PlannedComponent } from '../model/plan.ts';
import type { StackEndpoint } from '../model/stack.ts';
import { publicAddress } from './address.ts';
import { ConfigError } from './config-error.ts';
import type { ConfigPath } from './config-node.ts';
import { isPlaceholderValue } from './interpolate.ts';
import type { SchemaFault } from './schema-faults.ts';
import { schemaFaults } from './schema-faults.ts';
import { quoted, showValue } from './show-value.ts';

type Settings = Readonly<Record<string, unknown>>;

/**
 * A component led to its embedded endpoint: the endpoint's settings laid over the declared ones and validated again.
 * Returned as it is when the stack has no endpoint of its kind. Throws `ConfigError` when the stack has endpoints of the
 * kind but none for the declared host, because the call would leave the machine.
 */
export async function atEndpoint(
  component: PlannedComponent,
  endpoints: readonly StackEndpoint[],
  registry: Registry,
): Promise<PlannedComponent> {
  const ofKind = endpoints.filter(({ uses }) => uses === component.uses);
  const entry = Object.hasOwn(registry, component.uses) ? registry[component.uses] : undefined;
  if (ofKind.length === 0 || entry === undefined) return component;
  const endpoint = endpointFor(component, ofKind);
  if (endpoint === undefined) return component;
  const door = await entry.settings();
  const { declared, settings } = overlay(component, endpoint.settings, door.with);
  const named = door.addressSetting;
  const hasNewAddress = named !== undefined && Object.hasOwn(endpoint.settings, named);
  return { ...component, declared, settings, address: hasNewAddress ? publicAddress(endpoint.settings[named]) : component.address };
}

function endpointFor(component: PlannedComponent, ofKind: readonly StackEndpoint[]): StackEndpoint | undefined {
  const everywhere = ofKind.find(({ host }) => host === undefined);
  const { url } = component.declared;
  // Without a URL there is none to lead elsewhere, as with a server that is started as a command.
  if (typeof url !== 'string') return everywhere !== undefined && Object.hasOwn(everywhere.settings, 'url') ? undefined : everywhere;
  const host = hostOf(url);
  const found = ofKind.find((endpoint) => endpoint.host !== undefined && endpoint.host === host) ?? everywhere;
  if (found !== undefined) return found;
  const hosts = ofKind.flatMap((endpoint) => endpoint.host ?? []).join(', ');
  throw errorAt(
    component,
    `the embedded stack has no ${component.uses} at ${quoted(isPlaceholderValue(url) ? component.address : (host ?? component.address))}; it has ${hosts}`,
  );
}

function overlay(
  component: PlannedComponent,
  over: Settings,
  schema: GenericSchema,
): { readonly declared: Settings; readonly settings: unknown } {
  let declared: Settings = { ...component.declared, ...over };
  let checked = check(schema, declared);
  // Declared settings that make no sense beside the endpoint's, such as a private key beside a password, give way to it.
  const odd = new Set(checked.faults.map(({ path }) => String(path[0])).filter((key) => !Object.hasOwn(over, key)));
  if (odd.size > 0) {
    const kept = Object.fromEntries(Object.entries(declared).filter(([key]) => !odd.has(key)));
    const again = check(schema, kept);
    if (again.faults.length < checked.faults.length) {
      declared = kept;
      checked = again;
    }
  }
  const [fault] = checked.faults.filter(({ path }) => !isPlaceholderValue(valueAt(declared, path)));
  if (fault === undefined) return { declared, settings: checked.settings };
  throw errorAt(component, `the embedded endpoint does not fit: ${fault.path.join('.')}: ${fault.message}`);
}

function check(schema: GenericSchema, declared: Settings): { readonly settings: unknown; readonly faults: readonly SchemaFault[] } {
  const result = safeParse(schema, declared);
  return { settings: result.output, faults: schemaFaults(schema, result.issues ?? [], showKind) };
}

/** Settings are never shown: any of them may be a secret. */
function showKind(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return `a ${typeof value === 'string' ? 'text' : 'number'}`;
  return showValue(value);
}

function valueAt(root: unknown, path: ConfigPath): unknown {
  return path.reduce<unknown>(
    (current, step) => (typeof current === 'object' && current !== null ? (current as Readonly<Record<string, unknown>>)[step] : undefined),
    root,
  );
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}

function errorAt(component: PlannedComponent, message: string): ConfigError {
  const source = component.source ?? { file: component.name, line: 1, column: 1 };
  return new ConfigError([{ source, message: `${component.name}: ${message}` }]);
}

import type { MappingNode } from './config-node.ts';
import { findEntry } from './config-node.ts';

/**
 * What names a component's address for people: the setting as written when a secret or a placeholder is part of it, else
 * as resolved, without the parts of a URL that may hold credentials. Empty when there is none.
 */
export function addressOf(settingName: string | undefined, declared: MappingNode, settings: unknown): string {
  if (settingName === undefined) return '';
  const node = findEntry(declared, settingName)?.value;
  if (node === undefined) return publicAddress(ownValue(settings, settingName));
  if (node.type !== 'scalar' || node.value === null) return '';
  const { interpolated } = node;
  const isHidden = interpolated !== undefined && (interpolated.state !== 'value' || interpolated.written.includes('${secret.'));
  return publicAddress(isHidden ? interpolated.written : node.value);
}

/** A URL without user, password, query and fragment; any other text as it is. */
export function publicAddress(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return '';
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) return value;
  return value.replace(/[?#].*$/s, '').replace(/^([^/]*\/\/)[^/]*@/, '$1');
}

function ownValue(settings: unknown, name: string): unknown {
  if (typeof settings !== 'object' || settings === null || !Object.hasOwn(settings, name)) return undefined;
  return (settings as Readonly<Record<string, unknown>>)[name];
}

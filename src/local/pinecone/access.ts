import { newId, randomHex } from './moment.ts';
import { PineconeRefusal } from './refusal.ts';
import type { Plane } from './refusal.ts';

type Power = 'none' | 'read' | 'write';

/** What each role of an API key may do on each plane, in the service's words. */
const powers = {
  ProjectEditor: { control: 'write', data: 'write' },
  ProjectViewer: { control: 'read', data: 'read' },
  ControlPlaneEditor: { control: 'write', data: 'none' },
  ControlPlaneViewer: { control: 'read', data: 'none' },
  DataPlaneEditor: { control: 'none', data: 'write' },
  DataPlaneViewer: { control: 'none', data: 'read' },
} as const satisfies Readonly<Record<string, Readonly<Record<Plane, Power>>>>;

export type Role = keyof typeof powers;

export const roles = Object.keys(powers) as readonly Role[];

/** A key and what it may do: a plain value. */
export interface ApiKey {
  readonly id: string;
  /** What a client sends. */
  readonly secret: string;
  readonly role: Role;
  /** Empty for the first project. */
  readonly project: string;
}

export class ApiKeys {
  readonly #keys = new Map<string, ApiKey>();
  /** The two that every endpoint has. */
  readonly editor = this.issue('ProjectEditor');
  readonly viewer = this.issue('DataPlaneViewer');

  /** In order of issue. */
  get all(): readonly ApiKey[] {
    return [...this.#keys.values()];
  }

  /** A new random key in the service's form; of the first project unless another is named. */
  issue(role: Role, project = ''): ApiKey {
    const key = { id: newId(), secret: `pcsk_${randomHex(3)}_${randomHex(24)}`, role, project };
    this.put(key);
    return key;
  }

  put(key: ApiKey): void {
    this.#keys.set(key.secret, key);
  }

  find(secret: string | undefined): ApiKey | undefined {
    return secret === undefined ? undefined : this.#keys.get(secret);
  }

  revoke({ secret }: ApiKey): void {
    this.#keys.delete(secret);
  }
}

/** @throws PineconeRefusal when the role does not allow it */
export function checkRole(role: Role, plane: Plane, writes: boolean): void {
  const power: Power = powers[role][plane];
  if (power === 'write' || (power === 'read' && !writes)) return;
  throw new PineconeRefusal(
    'denied',
    `The API key with the role ${role} is not authorized to ${writes ? 'write' : 'read'} on the ${plane} plane`,
  );
}

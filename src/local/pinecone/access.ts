import { randomBytes } from 'node:crypto';
import { PineconeRefusal } from './refusal.ts';
import type { Plane } from './refusal.ts';

/** Roles of API keys, in the service's words. A DataPlaneViewer reads records and sees nothing of the control plane. */
export type Role = 'ProjectEditor' | 'DataPlaneViewer';

export class ApiKeys {
  readonly #roles = new Map<string, Role>();

  /** A new random key in the service's form. */
  issue(role: Role): string {
    const key = `pcsk_${randomBytes(3).toString('hex')}_${randomBytes(24).toString('hex')}`;
    this.#roles.set(key, role);
    return key;
  }

  roleOf(key: string | undefined): Role | undefined {
    return key === undefined ? undefined : this.#roles.get(key);
  }
}

/** @throws PineconeRefusal when the role does not allow it */
export function checkRole(role: Role, plane: Plane, writes: boolean): void {
  if (role === 'ProjectEditor' || (plane === 'data' && !writes)) return;
  throw new PineconeRefusal(
    'forbidden',
    `The API key with the role ${role} is not authorized to ${writes ? 'write' : 'read'} on the ${plane} plane`,
  );
}

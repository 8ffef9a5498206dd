import { randomHex } from './moment.ts';
import type { Project } from './project.ts';
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

interface Grant {
  readonly role: Role;
  readonly project: Project | undefined;
}

export class ApiKeys {
  readonly #grants = new Map<string, Grant>();

  /** A new random key in the service's form; of the first project unless another is named. */
  issue(role: Role, project?: Project): string {
    const key = `pcsk_${randomHex(3)}_${randomHex(24)}`;
    this.#grants.set(key, { role, project });
    return key;
  }

  roleOf(key: string | undefined): Role | undefined {
    return key === undefined ? undefined : this.#grants.get(key)?.role;
  }

  /** Undefined for keys of the first project, and for unknown ones. */
  projectOf(key: string | undefined): Project | undefined {
    return key === undefined ? undefined : this.#grants.get(key)?.project;
  }
}

/** @throws PineconeRefusal when the role does not allow it */
export function checkRole(role: Role, plane: Plane, writes: boolean): void {
  const power: Power = powers[role][plane];
  if (power === 'write' || (power === 'read' && !writes)) return;
  throw new PineconeRefusal(
    'forbidden',
    `The API key with the role ${role} is not authorized to ${writes ? 'write' : 'read'} on the ${plane} plane`,
  );
}

import { readOneOf, readText, requireKnown } from '../../admin/read-field.ts';
import { roles } from '../access.ts';
import type { ApiKey } from '../access.ts';
import type { Organization } from '../organization.ts';
import type { Reply } from '../route.ts';

/** @throws TypeError with a sentence for people */
export async function issueKey(data: unknown, organization: Organization): Promise<Reply> {
  const { role, project } = requireKnown('key', data, ['role', 'project'] as const);
  const name = project === undefined ? undefined : readProject(project);
  const { key, kept } = organization.issueKey(readOneOf('role', role, roles), name);
  await kept;
  return { status: 201, body: printKey(key) };
}

export function listKeys({ keys }: Organization): Reply {
  return { status: 200, body: { keys: keys.all.map(printKey) } };
}

export async function revokeKey(id: string, organization: Organization): Promise<Reply> {
  const { all, editor, viewer } = organization.keys;
  const key = all.find((candidate) => candidate.id === id);
  if (key === undefined) return { status: 404, body: { error: `there is no key with the id ${id}` } };
  if (id === editor.id || id === viewer.id)
    return { status: 409, body: { error: 'the two keys that every start prints cannot be revoked' } };
  await organization.revokeKey(key);
  return listKeys(organization);
}

/** It becomes a part of the addresses of the project's indexes. */
function readProject(value: unknown): string {
  const name = readText('project', value);
  if (/^[a-z0-9]([a-z0-9-]{0,43}[a-z0-9])?$/.test(name)) return name;
  throw new TypeError(`project: expected at most 45 lower-case letters, digits and hyphens, got ${JSON.stringify(name.slice(0, 60))}`);
}

function printKey({ id, secret, role, project }: ApiKey) {
  return { id, role, ...(project !== '' && { project }), api_key: secret };
}

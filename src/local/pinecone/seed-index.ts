import { embedText } from '../data/embed-text.ts';
import { callTexts } from '../data/world.ts';
import type { World } from '../data/world.ts';
import type { Fault } from '../faults.ts';
import type { Metadata } from './metadata.ts';
import type { Project } from './project.ts';
import { defaultNamespace } from './vector-index.ts';

export const seededIndex = 'sophia-calls';
export const seededDimension = 256;

/** Creates the index `sophia-calls` with one record for each call of the world. */
export function seedIndex(project: Project, world: World, faults: readonly Fault[]): void {
  const dimension = faults.includes('wrong-dimension') ? 128 : seededDimension;
  const index = project.create({
    name: seededIndex,
    dimension,
    metric: 'cosine',
    cloud: 'aws',
    region: 'us-east-1',
    deletionProtection: 'disabled',
    tags: {},
  });
  const namespace = index.writable(defaultNamespace);
  const texts = callTexts(world);
  const industries = new Map(world.accounts.map((account) => [account.accountId, account.industry]));
  for (const [position, call] of world.calls.entries()) {
    const industry = industries.get(call.accountId);
    const loses = faults.includes('lost-metadata') && position % 10 === 0;
    const metadata: Metadata = {
      account_id: call.accountId,
      ...(industry === undefined || loses ? {} : { industry }),
      sentiment: call.sentiment,
      owner: call.ownerEmail,
      started_at: call.startedAt.getTime() / 1000,
      topics: call.topics,
    };
    namespace.put(call.callId, embedText(texts.get(call.callId) ?? call.title, dimension), metadata);
  }
  namespace.lsn = 1;
}

import * as v from 'valibot';
import type { CheckContext, CheckDraft, CheckKind } from '../../../model/component.ts';
import { formatBytes, parseBytes } from '../../../std/size.ts';
import { refuseChaos } from '../../refuse-chaos.ts';
import type { McpConnection } from '../client.ts';
import { declaredLimits, runtimeFor } from '../runtime/declared-runtime.ts';
import { proveCpus } from '../runtime/proof/prove-cpus.ts';
import { proveMemory } from '../runtime/proof/prove-memory.ts';
import { provePids } from '../runtime/proof/prove-pids.ts';
import type { Limits } from '../runtime/server-runtime.ts';
import type { McpSettings } from '../settings-schema.ts';

const options = v.strictObject({
  memory: v.exactOptional(v.pipe(v.union([v.string(), v.literal(false)]), v.description('Such as 256MB; false: it may have no limit'))),
  cpus: v.exactOptional(v.pipe(v.union([v.number(), v.literal(false)]), v.description('Such as 0.5; false: it may have no limit'))),
  pids: v.exactOptional(
    v.pipe(v.union([v.number(), v.literal(false)]), v.description('Processes, such as 64; false: it may have no limit')),
  ),
  prove: v.optional(v.pipe(v.boolean(), v.description('Each limit is also tried, where the environment allows chaos')), true),
});

type Resource = 'memory' | 'cpus' | 'pids';

export type LimitsInput =
  | { readonly look: 'found'; readonly wanted: readonly Resource[]; readonly declared: Limits }
  | { readonly look: 'proof'; readonly resource: Resource };

const titles: Readonly<Record<Resource, string>> = {
  memory: 'What takes more memory than the limit is stopped, and the server lives',
  cpus: 'What would use more CPU than the limit is held back',
  pids: 'What starts more processes than the limit is stopped, and the server lives',
};

export const limits: CheckKind<v.InferOutput<typeof options>, McpSettings> = {
  summary: 'The server has limits of memory, CPU and processes, as declared; and each of them holds when it is tried.',
  layer: 'security',
  options,
  expand({ prove, ...given }, { runtime: settings }) {
    const runtime = runtimeFor('limits', settings);
    // A process has no limits of CPU and of processes of its own; they are asked for only where somebody declares them.
    const usual: readonly Resource[] = runtime.process === undefined ? ['memory', 'cpus', 'pids'] : ['memory'];
    const all: readonly Resource[] = ['memory', 'cpus', 'pids'];
    const wanted = all.filter((resource) => given[resource] !== false && (usual.includes(resource) || given[resource] !== undefined));
    if (wanted.length === 0) throw new Error('limits has nothing to look at: every limit is set to false');
    const declared = { ...declaredLimits(runtime), ...givenLimits(given) };
    const found = { look: 'found', wanted, declared } satisfies LimitsInput;
    const drafts: readonly CheckDraft[] = [{ name: 'limits', title: 'The server has limits as declared', input: found }];
    if (!prove) return drafts;
    const proofs = wanted.map((resource): CheckDraft => {
      return {
        name: `limits.${resource}`,
        title: titles[resource],
        layer: 'performance',
        input: { look: 'proof', resource } satisfies LimitsInput,
      };
    });
    return [...drafts, ...proofs];
  },
};

function givenLimits({ memory, cpus, pids }: Readonly<Partial<Record<Resource, string | number | false>>>): Limits {
  return {
    ...(typeof memory === 'string' && { memoryBytes: parseBytes(memory) }),
    ...(typeof cpus === 'number' && { cpus }),
    ...(typeof pids === 'number' && { pids }),
  };
}

const proofs = { memory: proveMemory, cpus: proveCpus, pids: provePids };

export async function runLimits(connection: McpConnection, input: LimitsInput, context: CheckContext): Promise<void> {
  if (input.look === 'found') return await findLimits(connection, input, context);
  refuseChaos(context);
  await proofs[input.resource](connection, context);
}

const words: Readonly<Record<Resource, { readonly subject: string; readonly show: (limits: Limits) => string | undefined }>> = {
  memory: { subject: 'limit of memory', show: ({ memoryBytes }) => (memoryBytes === undefined ? undefined : formatBytes(memoryBytes)) },
  cpus: { subject: 'limit of CPU', show: ({ cpus }) => (cpus === undefined ? undefined : `${cpus} CPUs`) },
  pids: { subject: 'limit of processes', show: ({ pids }) => pids?.toString() },
};

async function findLimits(
  { runtime }: McpConnection,
  { wanted, declared }: LimitsInput & { look: 'found' },
  context: CheckContext,
): Promise<void> {
  const { limits: found } = await runtime.inspect(context.signal);
  for (const resource of wanted) {
    const { subject, show } = words[resource];
    const expected = show(declared);
    const actual = show(found);
    context.find({
      subject,
      expected: expected ?? 'one',
      actual: actual ?? 'no limit',
      met: actual !== undefined && (expected ?? actual) === actual,
    });
  }
  context.value('memory', found.memoryBytes);
  context.value('cpus', found.cpus);
  context.value('pids', found.pids);
}

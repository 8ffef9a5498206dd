import * as v from 'valibot';
import type { CheckContext, CheckDraft, CheckKind } from '../../../model/component.ts';
import { pollUntil } from '../../poll-until.ts';
import type { McpConnection } from '../client.ts';
import { runtimeFor } from '../runtime/declared-runtime.ts';
import { findImage, findPorts, findPrivileges, findRestartPolicy } from '../runtime/deployment-findings.ts';
import type { DeploymentInput } from '../runtime/deployment-findings.ts';
import { restartPolicies } from '../runtime/server-runtime.ts';
import type { RuntimeState } from '../runtime/server-runtime.ts';
import { port } from '../runtime/settings.ts';
import type { McpSettings } from '../settings-schema.ts';

const usualTimeoutMilliseconds = 30_000;
/** Of the check's time; the rest is for telling what was found. */
const patienceShare = 0.8;

const options = v.strictObject({
  image: v.exactOptional(v.pipe(v.string(), v.description('Reference of the image that must run, or its id sha256:...'))),
  pinned: v.optional(v.pipe(v.boolean(), v.description('The image must be named by its digest')), false),
  healthcheck: v.exactOptional(v.pipe(v.boolean(), v.description('Somebody must look after its health; by default where `with` says how'))),
  ports: v.exactOptional(v.pipe(v.array(port), v.description('Ports of the server that must be reachable; by default that of `with`'))),
  public_ports: v.optional(v.pipe(v.array(port), v.description('Ports of the server that other machines may reach')), []),
  root: v.optional(v.pipe(v.boolean(), v.description('The server may run as root')), false),
  read_only: v.exactOptional(v.pipe(v.boolean(), v.description('The root file system must not be writable'))),
  capabilities: v.optional(v.pipe(v.array(v.string()), v.description('Capabilities that may be added, such as NET_ADMIN')), []),
  restart: v.exactOptional(v.pipe(v.picklist(restartPolicies), v.description('Restart policy that it must have'))),
});

export const deployment: CheckKind<v.InferOutput<typeof options>, McpSettings> = {
  summary: 'What runs the server is as declared: image, health, ports and who reaches them, privileges, restart policy.',
  layer: 'unit',
  options,
  expand(given, { runtime: settings }) {
    const runtime = runtimeFor('deployment', settings);
    const isContainer = runtime.process === undefined;
    const image = given.image ?? runtime.image;
    const restart = given.restart ?? runtime.restart;
    if (given.image !== undefined && !isContainer) throw new Error('deployment.image needs a container: a process has no image');
    const input: Omit<DeploymentInput, 'look'> = {
      ...(image !== undefined && { image }),
      pinned: given.pinned,
      healthcheck: given.healthcheck ?? runtime.health !== undefined,
      ports: given.ports ?? [runtime.port ?? runtime.process?.port].filter((known) => known !== undefined),
      publicPorts: given.public_ports,
      mayBeRoot: given.root,
      readOnly: given.read_only ?? runtime.read_only ?? false,
      capabilities: given.capabilities,
      ...(restart !== undefined && { restart }),
    };
    const draft = (look: DeploymentInput['look'], title: string): CheckDraft => {
      return { name: `deployment.${look}`, title, input: { ...input, look } satisfies DeploymentInput };
    };
    return [
      ...(isContainer ? [draft('image', 'The declared image runs')] : []),
      draft('health', 'The server runs and is healthy'),
      draft('ports', 'The ports are open to whom they should be'),
      draft('privileges', 'The server has no more rights than declared'),
      ...(restart === undefined ? [] : [draft('restart-policy', 'The restart policy is as declared')]),
    ];
  },
};

const looks: Readonly<Record<DeploymentInput['look'], (state: RuntimeState, input: DeploymentInput, context: CheckContext) => void>> = {
  image: findImage,
  health: findHealth,
  ports: findPorts,
  privileges: findPrivileges,
  'restart-policy': findRestartPolicy,
};

export async function runDeployment({ runtime }: McpConnection, input: DeploymentInput, context: CheckContext): Promise<void> {
  const { signal, timeoutMilliseconds = usualTimeoutMilliseconds } = context;
  // Health is looked at with patience: right after a start nobody knows it yet.
  const withinMilliseconds = input.look === 'health' ? timeoutMilliseconds * patienceShare : 0;
  const wait = { what: 'the health of the server to be known', withinMilliseconds, signal };
  const { value: state } = await pollUntil(wait, () => runtime.inspect(signal), isSettled);
  looks[input.look](state, input, context);
}

function isSettled({ status, health }: RuntimeState): boolean {
  return status !== 'restarting' && health !== 'starting';
}

function findHealth(
  { status, health, exitCode, restartCount }: RuntimeState,
  { healthcheck }: DeploymentInput,
  context: CheckContext,
): void {
  const ended = status === 'running' ? '' : ` (last exit code ${exitCode}, restarted ${restartCount} times)`;
  context.find({ subject: 'state', expected: 'running', actual: `${status}${ended}`, met: status === 'running' });
  const isUnwatched = health === 'none';
  context.find({
    subject: 'health',
    expected: healthcheck ? 'healthy' : 'healthy, where anybody looks after it',
    actual: isUnwatched ? 'nobody looks after it (no health check)' : health,
    met: isUnwatched ? !healthcheck : health === 'healthy',
  });
  for (const [name, value] of Object.entries({ status, health, value: health })) context.value(name, value);
}

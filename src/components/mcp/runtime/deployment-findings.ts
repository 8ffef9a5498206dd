import type { CheckContext } from '../../../model/component.ts';
import type { RestartPolicy, RuntimeState } from './server-runtime.ts';

export interface DeploymentInput {
  readonly look: 'image' | 'health' | 'ports' | 'privileges' | 'restart-policy';
  readonly image?: string;
  readonly pinned: boolean;
  readonly healthcheck: boolean;
  readonly ports: readonly number[];
  readonly publicPorts: readonly number[];
  readonly mayBeRoot: boolean;
  readonly readOnly: boolean;
  readonly capabilities: readonly string[];
  readonly restart?: RestartPolicy;
}

export function findImage({ container }: RuntimeState, { image, pinned }: DeploymentInput, context: CheckContext): void {
  if (container === undefined) return;
  const { image: reference, imageId } = container;
  const isRight = image === undefined || image === imageId || shortReference(image) === shortReference(reference);
  context.find({ subject: 'image', expected: image ?? 'any', actual: `${reference} (${imageId})`, met: isRight });
  const isPinned = /(^|@)sha256:[0-9a-f]{64}$/.test(reference);
  const how = isPinned ? 'by its digest' : 'by a tag, behind which tomorrow there may be another image';
  if (pinned) context.find({ subject: 'name of the image', expected: 'by its digest', actual: how, met: isPinned });
  else context.note(`the image is named ${how}`);
  context.value('image', reference);
  context.value('image_id', imageId);
}

/** Engines write out what people leave out: Docker's registry, Podman's name for images without one, the tag. */
function shortReference(reference: string): string {
  const short = reference.replace(/^(docker\.io\/(library\/)?|localhost\/)/, '');
  return /[:@][^/]*$/.test(short) ? short : `${short}:latest`;
}

export function findPorts({ ports, container }: RuntimeState, input: DeploymentInput, context: CheckContext): void {
  if (container?.usesHostNetwork === true) {
    const actual = 'that of the machine: every port it listens on is one of the machine';
    context.find({ subject: 'network', expected: 'one of its own', actual, met: false });
    return;
  }
  if (ports === undefined) return context.note('this machine does not tell at which addresses a process listens');
  for (const { port, address, machinePort } of ports) {
    const isPublic = input.publicPorts.includes(port);
    const expected = isPublic ? 'open' : 'open to this machine alone (127.0.0.1 or ::1)';
    const who = isLoopback(address) ? '' : ': other machines reach it';
    context.find({
      subject: `port ${port}`,
      expected,
      actual: `open at ${shown(address)}:${machinePort}${who}`,
      met: isPublic || who === '',
    });
  }
  for (const port of input.ports.filter((wanted) => !ports.some((open) => open.port === wanted))) {
    context.find({ subject: `port ${port}`, expected: 'open', actual: 'not open', met: false });
  }
  if (ports.length === 0 && input.ports.length === 0) {
    context.find({ subject: 'ports', expected: 'none that other machines reach', actual: 'none is open', met: true });
  }
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}

function shown(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

export function findPrivileges({ isRoot, container }: RuntimeState, input: DeploymentInput, context: CheckContext): void {
  const user = isRoot ? 'root' : 'another user';
  context.find({ subject: 'user', expected: input.mayBeRoot ? 'any' : 'not root', actual: user, met: input.mayBeRoot || !isRoot });
  if (container === undefined) return;
  const { isPrivileged, addedCapabilities, readOnlyRoot } = container;
  const privileged = isPrivileged ? 'yes: it may do to the machine what root may' : 'no';
  context.find({ subject: 'privileged', expected: 'no', actual: privileged, met: !isPrivileged });
  const odd = addedCapabilities.map(shortCapability).filter((name) => !input.capabilities.map(shortCapability).includes(name));
  const allowed = input.capabilities.join(', ') || 'none';
  context.find({
    subject: 'added capabilities',
    expected: allowed,
    actual: odd.length === 0 ? 'no others' : odd.join(', '),
    met: odd.length === 0,
  });
  if (!input.readOnly) return;
  const actual = readOnlyRoot ? 'read-only' : 'writable';
  context.find({ subject: 'root file system', expected: 'read-only', actual, met: readOnlyRoot });
}

/** `CAP_NET_ADMIN` and `NET_ADMIN` are the same. */
function shortCapability(name: string): string {
  return name.toUpperCase().replace(/^CAP_/, '');
}

export function findRestartPolicy({ restartPolicy }: RuntimeState, { restart }: DeploymentInput, context: CheckContext): void {
  context.find({
    subject: 'restart policy',
    expected: restart ?? 'any',
    actual: restartPolicy,
    met: restart === undefined || restart === restartPolicy,
  });
}

import { restartPolicies } from '../server-runtime.ts';
import type { Limits, OpenPort, RestartPolicy, RuntimeState } from '../server-runtime.ts';

/** What is read of `GET /containers/{id}/json`. */
export interface ContainerDetails {
  readonly Id: string;
  readonly Name: string;
  readonly Image: string;
  readonly RestartCount?: number;
  readonly State: {
    readonly Status: string;
    readonly Pid: number;
    readonly ExitCode: number;
    readonly StartedAt: string;
    readonly Health?: { readonly Status: string } | null;
    readonly Healthcheck?: { readonly Status: string } | null;
  };
  readonly Config: {
    readonly Image: string;
    readonly User?: string;
    readonly Healthcheck?: { readonly Test?: readonly string[] } | null;
  };
  readonly HostConfig: {
    readonly Memory?: number;
    readonly MemorySwap?: number;
    readonly NanoCpus?: number;
    readonly CpuQuota?: number;
    readonly CpuPeriod?: number;
    readonly PidsLimit?: number | null;
    readonly NetworkMode?: string;
    readonly Privileged?: boolean;
    readonly ReadonlyRootfs?: boolean;
    readonly CapAdd?: readonly string[] | null;
    readonly Init?: boolean | null;
    readonly RestartPolicy?: { readonly Name?: string };
  };
  readonly NetworkSettings: { readonly Ports?: PublishedPorts | null };
}

type PublishedPorts = Readonly<Record<string, readonly { readonly HostIp?: string; readonly HostPort: string }[] | null>>;

const usualCpuPeriod = 100_000;

export function containerState(details: ContainerDetails): RuntimeState {
  const { Config, HostConfig, State } = details;
  return {
    status: State.Status,
    restartCount: details.RestartCount ?? 0,
    restartPolicy: restartPolicy(HostConfig.RestartPolicy?.Name),
    startedAt: State.StartedAt,
    exitCode: State.ExitCode,
    health: healthOf(details),
    limits: limitsOf(HostConfig),
    ports: portsOf(details.NetworkSettings.Ports ?? {}),
    isRoot: isRoot(Config.User ?? ''),
    container: {
      image: Config.Image,
      imageId: details.Image,
      readOnlyRoot: HostConfig.ReadonlyRootfs === true,
      isPrivileged: HostConfig.Privileged === true,
      addedCapabilities: HostConfig.CapAdd ?? [],
      usesHostNetwork: HostConfig.NetworkMode === 'host',
      ...(HostConfig.MemorySwap !== undefined && HostConfig.MemorySwap > 0 && { memoryWithSwapBytes: HostConfig.MemorySwap }),
    },
  };
}

/** An empty name is how engines write that there is no policy. */
function restartPolicy(name = ''): RestartPolicy {
  return restartPolicies.find((policy) => policy === name) ?? 'no';
}

const healthWords = ['none', 'starting', 'healthy', 'unhealthy'] as const;

/** A check that is declared and of which nothing is known yet is starting. Podman 4.3 calls the state `Healthcheck`. */
function healthOf({ State, Config }: ContainerDetails): RuntimeState['health'] {
  const test = Config.Healthcheck?.Test ?? [];
  if (test.length === 0 || test[0] === 'NONE') return 'none';
  const status = (State.Health ?? State.Healthcheck)?.Status;
  return healthWords.find((word) => word === status && word !== 'none') ?? 'starting';
}

/** Engines write no limit as 0, -1 or null. */
function limitsOf({ Memory, NanoCpus, CpuQuota, CpuPeriod, PidsLimit }: ContainerDetails['HostConfig']): Limits {
  const cpus = isLimit(NanoCpus) ? NanoCpus / 1e9 : isLimit(CpuQuota) ? CpuQuota / (CpuPeriod || usualCpuPeriod) : undefined;
  return {
    ...(isLimit(Memory) && { memoryBytes: Memory }),
    ...(cpus !== undefined && { cpus }),
    ...(isLimit(PidsLimit) && { pids: PidsLimit }),
  };
}

function isLimit(value: number | null | undefined): value is number {
  return typeof value === 'number' && value > 0;
}

/** `HostIp` is empty where an engine means all addresses. */
function portsOf(published: PublishedPorts): readonly OpenPort[] {
  return Object.entries(published).flatMap(([name, bindings]) =>
    (bindings ?? []).map(({ HostIp, HostPort }) => ({
      port: Number.parseInt(name, 10),
      address: HostIp === undefined || HostIp === '' ? '0.0.0.0' : HostIp,
      machinePort: Number(HostPort),
    })),
  );
}

function isRoot(user: string): boolean {
  const [name = ''] = user.split(':');
  return name === '' || name === 'root' || name === '0';
}

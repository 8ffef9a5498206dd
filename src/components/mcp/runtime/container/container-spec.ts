import { parseDurationMilliseconds } from '../../../../std/duration.ts';
import { parseBytes } from '../../../../std/size.ts';
import type { ImageSettings } from '../settings.ts';

const nanosecondsPerMillisecond = 1e6;

/** Labels of every container that a run makes: whose it is, and when nobody can need it any more. */
export const runLabel = 'infra-test.run';
export const expiryLabel = 'infra-test.expires';

/** Body of `POST /containers/create`. The port is published on loopback alone; one that the engine chose would change with each restart. */
export function containerSpec(settings: ImageSettings, machinePort: number, labels: Readonly<Record<string, string>>): object {
  const { image, command, env = {}, port, user, health, init } = settings;
  return {
    Image: image,
    ...(command !== undefined && { Cmd: command }),
    ...(user !== undefined && { User: user }),
    Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
    Labels: labels,
    ExposedPorts: { [`${port}/tcp`]: {} },
    ...(health !== undefined && { Healthcheck: healthcheck(health) }),
    HostConfig: {
      PortBindings: { [`${port}/tcp`]: [{ HostIp: '127.0.0.1', HostPort: String(machinePort) }] },
      RestartPolicy: { Name: settings.restart ?? 'no' },
      ReadonlyRootfs: settings.read_only ?? false,
      SecurityOpt: ['no-new-privileges'],
      ...(init !== undefined && { Init: init }),
      ...(settings.memory !== undefined && memory(parseBytes(settings.memory))),
      ...(settings.cpus !== undefined && { NanoCpus: Math.round(settings.cpus * 1e9) }),
      ...(settings.pids !== undefined && { PidsLimit: settings.pids }),
    },
  };
}

/** Without a limit of its own swap would be as much again. */
function memory(bytes: number): object {
  return { Memory: bytes, MemorySwap: bytes };
}

function healthcheck({ command, interval, timeout, retries, start_period }: NonNullable<ImageSettings['health']>): object {
  const nanoseconds = (text: string) => Math.round(parseDurationMilliseconds(text) * nanosecondsPerMillisecond);
  return {
    Test: ['CMD', ...command],
    Interval: nanoseconds(interval ?? '5s'),
    Timeout: nanoseconds(timeout ?? '3s'),
    Retries: retries ?? 3,
    StartPeriod: nanoseconds(start_period ?? '0s'),
  };
}

import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { OpenPort, Usage } from '../server-runtime.ts';

const clockTicksPerSecond = 100;
const listening = '0A';

/** The limit of memory that a process lives under, from the system; undefined: none, or a system that does not tell. */
export function memoryLimitOf(pid: number): number | undefined {
  const [, soft = 'unlimited'] = /^Max data size\s+(\S+)/m.exec(readProc(`${pid}/limits`)) ?? [];
  return soft === 'unlimited' ? undefined : Number(soft);
}

export function usageOf(pid: number): Usage {
  const status = readProc(`${pid}/status`);
  // Its name stands in brackets and may hold anything, so the fields are counted behind it.
  const fields = readProc(`${pid}/stat`)
    .replace(/^.*\)\s/s, '')
    .split(' ');
  const ticks = Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  return {
    cpuSeconds: ticks / clockTicksPerSecond,
    memoryBytes: kilobytes(status, 'VmRSS') * 1024,
    pids: kilobytes(status, 'Threads'),
    machineCpus: availableParallelism(),
  };
}

/** Ports that a process listens on; undefined where the system does not tell. */
export function portsOf(pid: number): readonly OpenPort[] | undefined {
  if (process.platform !== 'linux') return undefined;
  const sockets = new Set(socketsOf(pid));
  return ['tcp', 'tcp6'].flatMap((table) =>
    listeners(readProc(`${pid}/net/${table}`))
      .filter(({ socket }) => sockets.has(socket))
      .map(({ port }) => port),
  );
}

interface Listener {
  readonly socket: string;
  readonly port: OpenPort;
}

/** Lines of `/proc/net/tcp`: number, local address, remote address, state, ..., inode at the tenth place. */
export function listeners(table: string): readonly Listener[] {
  return table
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, local = '', , state, , , , , , socket = ''] = line.trim().split(/\s+/);
      if (state !== listening) return [];
      const [address = '', port = ''] = local.split(':');
      const number = Number.parseInt(port, 16);
      return [{ socket, port: { port: number, machinePort: number, address: readAddress(address) } }];
    });
}

/** Hexadecimal words of 4 bytes in the machine's order, which is little-endian wherever Node runs. */
function readAddress(hex: string): string {
  const words = hex.match(/.{8}/g) ?? [];
  const bytes = words.flatMap((word) => (word.match(/../g) ?? []).toReversed());
  if (words.length === 1) return bytes.map((byte) => Number.parseInt(byte, 16)).join('.');
  if (bytes.every((byte) => byte === '00')) return '::';
  if (bytes.slice(0, -1).every((byte) => byte === '00') && bytes.at(-1) === '01') return '::1';
  return (bytes.join('').match(/.{4}/g) ?? []).join(':').toLowerCase();
}

function socketsOf(pid: number): readonly string[] {
  try {
    const directory = `/proc/${pid}/fd`;
    return readdirSync(directory).flatMap((name) => /^socket:\[(\d+)\]$/.exec(linkOf(`${directory}/${name}`))?.[1] ?? []);
  } catch {
    // It ended, or belongs to somebody else.
    return [];
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    // Closed between the listing and now.
    return '';
  }
}

function kilobytes(status: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
}

function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return '';
  }
}

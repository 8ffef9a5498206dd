import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Resource } from '../model/outcome.ts';
import type { StackEndpoint } from '../model/stack.ts';

/** A process or a port that should be gone. */
export type Remains = Pick<Resource, 'kind' | 'name'>;

/** A process that the stack started may notice its end a moment later. */
const patienceMilliseconds = 1000;
const pauseMilliseconds = 25;
const answerMilliseconds = 500;

/** Ports of this machine that the settings of endpoints lead to. */
export function loopbackPorts(endpoints: readonly StackEndpoint[]): readonly number[] {
  const text = JSON.stringify(endpoints.map(({ settings }) => settings));
  return [...new Set([...text.matchAll(/127\.0\.0\.1:(\d{1,5})/g)].map(([, port]) => Number(port)))];
}

/** Those of the ports where somebody still answers. */
export async function openPorts(ports: readonly number[]): Promise<readonly Remains[]> {
  const open = await Promise.all(ports.map(async (port) => ((await closesInTime(port)) ? [] : [port])));
  return open.flat().map((port) => ({ kind: 'port', name: `127.0.0.1:${port}` }));
}

async function closesInTime(port: number): Promise<boolean> {
  const deadline = performance.now() + patienceMilliseconds;
  while (await answers(port)) {
    if (performance.now() > deadline) return false;
    await wait(pauseMilliseconds);
  }
  return true;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: answerMilliseconds });
    const tell = (isAnswer: boolean): void => {
      socket.destroy();
      resolve(isAnswer);
    };
    socket.once('connect', () => tell(true));
    socket.once('timeout', () => tell(true));
    socket.once('error', () => tell(false));
  });
}

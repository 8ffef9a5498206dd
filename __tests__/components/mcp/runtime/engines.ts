import { execFileSync, spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pause } from '../../../../src/std/deadline.ts';
import { serverImage } from './server-image.ts';

/** A container engine of the tests' own, with the server's image and nothing else in it. */
export interface TestEngine extends AsyncDisposable {
  /** `unix:///...`. */
  readonly address: string;
  readonly image: string;
  /** A request past the component, for what it never does itself. */
  api(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<unknown>;
}

/** Podman names whatever it imports `latest`. */
const image = 'infra-test-server:latest';

function isInstalled(...programs: readonly string[]): boolean {
  const directories = (process.env['PATH'] ?? '').split(':').concat('/usr/sbin', '/sbin');
  return programs.every((program) => directories.some((directory) => existsSync(join(directory, program))));
}

const isRoot = process.getuid?.() === 0;

/** Why there is no engine of this kind here; undefined when there is. */
export const withoutDocker = isRoot && isInstalled('dockerd', 'ip', 'tar') ? undefined : 'no dockerd to start (docker.io, iproute2, root)';
export const withoutPodman = isRoot && isInstalled('podman', 'runc') ? undefined : 'no podman to start (podman, runc, root)';

/** A bridge of its own, so that daemons beside each other do not share addresses. */
export async function startDocker(): Promise<TestEngine> {
  const directory = mkdtempSync(join(tmpdir(), 'infra-test-docker-'));
  const socket = join(directory, 'docker.sock');
  const bridge = `it${process.pid}`;
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => rmSync(directory, { recursive: true, force: true }));
  execFileSync('ip', ['link', 'add', bridge, 'type', 'bridge']);
  cleanup.defer(() => void execFileSync('ip', ['link', 'del', bridge]));
  execFileSync('ip', ['addr', 'add', `10.${200 + (process.pid % 50)}.${process.pid % 250}.1/24`, 'dev', bridge]);
  execFileSync('ip', ['link', 'set', bridge, 'up']);
  const folders = [`--data-root=${directory}/data`, `--exec-root=${directory}/exec`, `--pidfile=${directory}/pid`];
  const daemon = spawn('dockerd', ['--iptables=false', `--bridge=${bridge}`, ...folders, '-H', `unix://${socket}`], quiet);
  cleanup.defer(() => end(daemon));
  return await withImage(socket, cleanup);
}

/** `runc` and low limits of files, because `crun` and the defaults want rights that containers of CI do not have. */
export async function startPodman(): Promise<TestEngine> {
  const directory = mkdtempSync(join(tmpdir(), 'infra-test-podman-'));
  const socket = join(directory, 'podman.sock');
  const config = join(directory, 'containers.conf');
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => rmSync(directory, { recursive: true, force: true }));
  const limits = 'default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]';
  writeFileSync(config, `[containers]\n${limits}\n[engine]\nruntime = "runc"\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\n`);
  const folders = [`--root=${directory}/data`, `--runroot=${directory}/run`, `--tmpdir=${directory}/tmp`];
  const env = { ...process.env, CONTAINERS_CONF: config };
  const podman = (...args: readonly string[]) => void execFileSync('podman', [...folders, ...args], { env, stdio: 'ignore' });
  const service = spawn('podman', [...folders, 'system', 'service', '--time=0', `unix://${socket}`], { ...quiet, env });
  cleanup.defer(async () => {
    podman('rm', '--all', '--force', '--time', '0');
    await end(service);
    endProcessesOf(directory);
    // It stays mounted when the last container was removed before the service ended.
    spawnSync('umount', [`${directory}/data/overlay`]);
  });
  return await withImage(socket, cleanup);
}

/** Podman's helper of a program in a container waits five minutes for somebody who asks how it ended. */
function endProcessesOf(directory: string): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(directory)) process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It ended meanwhile.
    }
  }
}

const quiet = { stdio: 'ignore' } as const;

async function end(daemon: ChildProcess): Promise<void> {
  const exited = once(daemon, 'exit');
  daemon.kill('SIGTERM');
  await exited;
}

async function withImage(socket: string, cleanup: AsyncDisposableStack): Promise<TestEngine> {
  const api: TestEngine['api'] = (method, path, body) => ask(socket, method, path, body);
  await untilReady(api);
  const [repo = '', tag = ''] = image.split(':');
  await ask(socket, 'POST', `/images/create?fromSrc=-&repo=${repo}&tag=${tag}`, createReadStream(serverImage()));
  const owned = cleanup.move();
  return { address: `unix://${socket}`, image, api, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function untilReady(api: TestEngine['api']): Promise<void> {
  const signal = AbortSignal.timeout(15_000);
  for (;;) {
    try {
      return void (await api('GET', '/_ping'));
    } catch (error) {
      if (signal.aborted) throw error;
      await pause(50, signal);
    }
  }
}

async function ask(socketPath: string, method: string, path: string, body: unknown): Promise<unknown> {
  const isStream = body instanceof Object && 'pipe' in body;
  const headers = { 'content-type': isStream ? 'application/x-tar' : 'application/json', host: 'engine' };
  const sent = request({ socketPath, method, path, headers });
  if (isStream) (body as NodeJS.ReadableStream).pipe(sent);
  else sent.end(body === undefined ? undefined : JSON.stringify(body));
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const text = (await answer.toArray()).join('');
  if ((answer.statusCode ?? 0) >= 400) throw new Error(`${method} ${path}: HTTP ${answer.statusCode} ${text}`);
  return text.startsWith('{') || text.startsWith('[') ? JSON.parse(text.split('\n').at(0) ?? '') : text;
}

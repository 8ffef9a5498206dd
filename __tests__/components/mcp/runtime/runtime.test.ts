import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import component from '../../../../src/components/mcp/index.ts';
import { settings } from '../../../../src/components/mcp/settings.ts';
import type { ContainerDetails } from '../../../../src/components/mcp/runtime/container/container-state.ts';
import { ContainerRuntime } from '../../../../src/components/mcp/runtime/container/container-runtime.ts';
import { killServer } from '../../../../src/components/mcp/runtime/container/kill-server.ts';
import { openEngine } from '../../../../src/components/mcp/runtime/container/open-engine.ts';
import { pullImage } from '../../../../src/components/mcp/runtime/container/pull-image.ts';
import { freePort } from '../../../../src/components/mcp/runtime/free-port.ts';
import type { Program } from '../../../../src/components/mcp/runtime/server-runtime.ts';
import type { Environment } from '../../../../src/model/environment.ts';
import { errorMessage } from '../../../../src/std/errors.ts';
import { connectComponent, expand, loopback } from '../../run-check.ts';
import type { Connected, Recorded } from '../../run-check.ts';
import { startBoastingProxy } from './boasting-proxy.ts';
import { startDocker, startPodman, withoutDocker, withoutPodman } from './engines.ts';
import type { TestEngine } from './engines.ts';
import { modernFile, untilAnswers } from './modern.ts';
import { startRegistry } from './registry.ts';
import { everythingCommand } from './server-image.ts';

const doors = { settings, component };
const chaos: Environment = { ...loopback, chaos: 'allow' };
const isLong = process.env['INFRA_TEST_LONG'] === '1';
/** Ends the server again and again, each time a second after its first request. */
const dieAfterRequest = `
  import { Server } from 'node:http';
  const { emit } = Server.prototype;
  Server.prototype.emit = function (name, ...rest) {
    if (name === 'request') setTimeout(() => process.exit(3), 1000);
    return emit.call(this, name, ...rest);
  };
`;
const dyingSoon = ['--import', `data:text/javascript,${encodeURIComponent(dieAfterRequest)}`];

/** Of a lab whose engine others use as well. */
const kept = { [Symbol.asyncDispose]: () => Promise.resolve() };

type Fields = Readonly<Record<string, unknown>>;

/** How the same servers are run by one kind of runtime. */
interface Adapter {
  readonly name: string;
  readonly without: string | undefined;
  readonly start: () => Promise<Lab>;
}

interface Lab extends AsyncDisposable {
  /** `runtime:` of a server without a fault, changed where asked. */
  wellRun(change?: Fields): Fields;
  /** The same, whose server ends soon after each start. */
  readonly dying: Fields;
  /** The same, whose server ends at once, with 7. */
  readonly dead: Fields;
  readonly memory: string;
}

function containerLab(engine: TestEngine): Lab {
  const base = {
    engine: engine.address,
    image: engine.image,
    command: everythingCommand,
    port: 3001,
    env: { PORT: '3001' },
    user: '1000',
    read_only: true,
    memory: '256MB',
    cpus: 0.5,
    pids: 64,
    restart: 'on-failure',
    health: { command: ['/bin/sleep', '0'], interval: '500ms' },
  };
  const [node = '', ...args] = everythingCommand;
  return {
    wellRun: (change = {}) => ({ ...base, ...change }),
    dying: { ...base, command: [node, ...dyingSoon, ...args] },
    dead: { ...base, command: [node, '-e', 'console.error("no licence"); process.exit(7)'] },
    memory: '256MB',
    [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose](),
  };
}

async function startProcessLab(): Promise<Lab> {
  const run = (...args: readonly string[]) => ({ process: { command: process.execPath, args }, memory: '900MB', restart: 'on-failure' });
  return {
    wellRun: (change = {}) => ({ ...run(modernFile), ...change }),
    dying: run(...dyingSoon, modernFile),
    dead: run('-e', 'console.error("no licence"); process.exit(7)'),
    memory: '900MB',
    ...kept,
  };
}

/** One engine for all tests of this file. */
let docker: Promise<TestEngine> | undefined;
const startedDocker = () => (docker ??= startDocker());
afterAll(async () => {
  await using _ = await docker;
});

const adapters: readonly Adapter[] = [
  { name: 'docker', without: withoutDocker, start: async () => ({ ...containerLab(await startedDocker()), ...kept }) },
  { name: 'process', without: process.platform === 'linux' ? undefined : 'limits of a process need Linux', start: startProcessLab },
  // Podman needs 20 s for its first container.
  ...(isLong ? [{ name: 'podman', without: withoutPodman, start: async () => containerLab(await startPodman()) }] : []),
];

const mayBeRoot = { root: true };

type Kinds = Readonly<Record<string, Fields>>;

/** What every check of these kinds recorded, by its name. */
async function runAll(mcp: Connected, declared: Fields, kinds: Kinds): Promise<ReadonlyMap<string, Recorded>> {
  const recorded = new Map<string, Recorded>();
  for (const [kind, options] of Object.entries(kinds)) {
    for (const { name } of expand(doors, kind, options, declared)) {
      recorded.set(name, await mcp.run(kind, options, { draft: name, environment: chaos, timeoutMilliseconds: 45_000 }));
    }
  }
  return recorded;
}

/** Names of those that found something, with the error of those that could not look. */
function failuresOf(recorded: ReadonlyMap<string, Recorded>): readonly string[] {
  return [...recorded].flatMap(([name, { unmet, error }]) => {
    if (error !== undefined) return [`${name}: ${errorMessage(error)}`];
    return unmet.length > 0 ? [name] : [];
  });
}

async function failing(mcp: Connected, declared: Fields, kinds: Kinds): Promise<readonly string[]> {
  return failuresOf(await runAll(mcp, declared, kinds));
}

const quietKinds = { deployment: mayBeRoot, limits: { prove: false }, 'crash-loop': { during: '400ms' } };

test.for(adapters)('$name is here, or the reason why not: $without', ({ without }, { skip }) => {
  skip(without !== undefined, without);
  expect(without).toBeUndefined();
});

describe.each(adapters.filter(({ without }) => without === undefined))('$name', ({ start }) => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await start();
  });
  afterAll(async () => {
    await lab[Symbol.asyncDispose]();
  });
  const connect = (runtime: Fields, environment = chaos) => connectComponent(doors, { runtime }, { environment });

  test('a server without a fault: every check passes, limits and restart are proven', async () => {
    await using mcp = await connect(lab.wellRun());
    const recorded = await runAll(mcp, { runtime: lab.wellRun() }, { ...quietKinds, limits: {}, restart: {} });
    expect(failuresOf(recorded)).toEqual([]);
    expect(recorded.get('limits.memory')?.findings.map(({ actual }) => actual)).toEqual([
      expect.stringMatching(/^answered (\d+) of \1 requests$/),
      'runs on',
      expect.stringMatching(/^ended with exit code \d+/),
    ]);
    expect(recorded.get('restart')?.samples['recovery']).toHaveLength(1);
    expect(recorded.get('restart')?.findings[1]).toMatchObject({ subject: 'restart count', expected: 'more than 0', actual: '1' });
  });

  test('limits: what is found is held against what is declared; "no limit" is a finding, and nothing is tried', async () => {
    const { memory: _memory, cpus: _cpus, pids: _pids, ...unlimited } = lab.wellRun();
    await using mcp = await connect(unlimited);
    expect(await failing(mcp, { runtime: unlimited }, quietKinds)).toEqual(['limits']);
    const found = await mcp.run('limits', { memory: lab.memory });
    expect(found.unmet[0]).toEqual({ subject: 'limit of memory', expected: lab.memory, actual: 'no limit', met: false });
    const proof = await mcp.run('limits', {}, { draft: 'limits.memory', environment: chaos });
    expect(proof.error).toMatchObject({ name: 'Skip', message: expect.stringContaining('no limit of memory') });
  });

  test('without a restart policy the server is not killed, and that is a finding of restart', async () => {
    const runtime = lab.wellRun({ restart: 'no' });
    await using mcp = await connect(runtime);
    expect(await failing(mcp, { runtime }, { ...quietKinds, restart: {} })).toEqual(['restart']);
    expect((await mcp.run('discover')).unmet).toEqual([]);
  });

  test('a crash loop is found while the server answers in between', async () => {
    await using mcp = await connect(lab.dying);
    const { unmet } = await mcp.run('crash-loop', { during: '3s' });
    expect(unmet).toMatchObject([{ expected: 'runs on', actual: expect.stringMatching(/restarted [1-9]\d* times meanwhile/) }]);
  });

  test('a server that never comes up is told with its exit code and its last words', async () => {
    const connecting = connect(lab.dead);
    await expect(connecting).rejects.toMatchObject({
      name: 'Refusal',
      message: expect.stringMatching(/restarted \d+ times, last exit code 7.*no licence/s),
    });
  });

  test('chaos: forbid and access: read-only stop whatever kills or overloads', async () => {
    await using mcp = await connect(lab.wellRun());
    for (const environment of [loopback, { ...chaos, access: 'read-only' as const }]) {
      for (const [kind, draft] of [
        ['restart', 'restart'],
        ['limits', 'limits.memory'],
      ] as const) {
        const { error } = await mcp.run(kind, {}, { draft, environment });
        expect(error).toMatchObject({ name: 'Skip', message: expect.stringContaining('nothing is stopped or overloaded') });
      }
    }
    expect((await mcp.run('limits', {}, { environment: loopback })).unmet).toEqual([]);
  });
});

describe.skipIf(withoutDocker !== undefined)('containers', () => {
  let engine: TestEngine;
  let lab: Lab;
  beforeAll(async () => {
    engine = await startedDocker();
    lab = containerLab(engine);
  });

  /** One that somebody else started, with its address for `url`. */
  async function startForeign(change: {
    readonly config?: Fields;
    readonly host?: Fields;
    readonly address?: string;
    readonly machinePort?: string;
  }) {
    const HostPort = change.machinePort ?? String(await freePort());
    const { Id } = (await engine.api('POST', '/containers/create', {
      Image: engine.image,
      Cmd: everythingCommand,
      ExposedPorts: { '3001/tcp': {} },
      Env: ['PORT=3001'],
      User: '1000',
      ...change.config,
      HostConfig: {
        PortBindings: { '3001/tcp': [{ HostIp: change.address ?? '127.0.0.1', HostPort }] },
        Memory: 256e6,
        NanoCpus: 1e9,
        PidsLimit: 64,
        RestartPolicy: { Name: 'always' },
        ...change.host,
      },
    })) as { readonly Id: string };
    await engine.api('POST', `/containers/${Id}/start`);
    const { NetworkSettings } = (await engine.api('GET', `/containers/${Id}/json`)) as ContainerDetails;
    const url = `http://127.0.0.1:${NetworkSettings.Ports?.['3001/tcp']?.[0]?.HostPort}/mcp`;
    await untilAnswers(url);
    const runtime = { container: Id, engine: engine.address };
    return {
      declared: { url, runtime },
      runtime,
      [Symbol.asyncDispose]: async () => {
        // It is not ours: nobody but who started it removes it.
        expect(await engine.api('GET', `/containers/${Id}/json`)).toMatchObject({ Id });
        await engine.api('DELETE', `/containers/${Id}?force=true`);
      },
    };
  }

  test('ports that other machines reach, another image: each is found by its own check', async () => {
    await using server = await startForeign({ address: '0.0.0.0' });
    await using mcp = await connectComponent(doors, server.declared);
    const quiet = { ...quietKinds, deployment: {} };
    expect(await failing(mcp, server.declared, quiet)).toEqual(['deployment.ports']);
    const deployment = { public_ports: [3001], image: 'postgres:17', restart: 'always' };
    expect(await failing(mcp, server.declared, { deployment })).toEqual(['deployment.image']);
    expect(await failing(mcp, server.declared, { deployment: { public_ports: [3001], image: engine.image, pinned: true } })).toEqual([
      'deployment.image',
    ]);
    const unopened = await mcp.run('deployment', { ports: [3001, 9090], public_ports: [3001] }, { draft: 'deployment.ports' });
    expect(unopened.unmet).toEqual([{ subject: 'port 9090', expected: 'open', actual: 'not open', met: false }]);
  });

  test('an unhealthy server, root and privileges: each is found by its own check', async () => {
    const Healthcheck = { Test: ['CMD', '/bin/sh', '-c', 'exit 1'], Interval: 2e8, Retries: 1 };
    await using server = await startForeign({ config: { Healthcheck, User: '' }, host: { CapAdd: ['NET_ADMIN'] } });
    await using mcp = await connectComponent(doors, server.declared);
    const deployment = { root: true, capabilities: ['CAP_NET_ADMIN'] };
    expect(await failing(mcp, server.declared, { ...quietKinds, deployment })).toEqual(['deployment.health']);
    const { unmet } = await mcp.run('deployment', { read_only: true }, { draft: 'deployment.privileges' });
    expect(unmet.map(({ subject, actual }) => `${subject}: ${actual}`)).toEqual([
      'user: root',
      'added capabilities: NET_ADMIN',
      'root file system: writable',
    ]);
  });

  test('limits that are claimed and do not hold are found by trying them, not by looking', async () => {
    await using server = await startForeign({ host: { Memory: 0, NanoCpus: 0, PidsLimit: 0 } });
    await using proxy = await startBoastingProxy(engine.address, { Memory: 64e6, MemorySwap: 64e6, NanoCpus: 2e8, PidsLimit: 32 });
    const declared = { ...server.declared, runtime: { ...server.runtime, engine: proxy.address } };
    await using mcp = await connectComponent(doors, declared);
    expect(await failing(mcp, declared, { limits: {} })).toEqual(['limits.memory', 'limits.cpus', 'limits.pids']);
  });

  test('a session that is lost is found by session-survives, not by restart', async () => {
    await using server = await startForeign({});
    await using mcp = await connectComponent(doors, server.declared);
    expect(await failing(mcp, server.declared, { restart: {}, 'session-survives': {} })).toEqual(['session-survives']);
  });

  test('a port that the engine chose anew at the restart is found by restart: nobody finds the server any more', async () => {
    await using server = await startForeign({ machinePort: '' });
    await using mcp = await connectComponent(doors, server.declared);
    const { unmet } = await mcp.run('restart', { within: '3s' }, { environment: chaos });
    expect(unmet).toMatchObject([{ subject: 'the server after a crash', actual: expect.stringContaining('nothing listens there') }]);
  });

  test('a server under an init can be killed from inside, where its process is not one of this machine', async () => {
    await using server = await startForeign({ host: { Init: true, RestartPolicy: { Name: 'always' } } });
    const signal = AbortSignal.timeout(20_000);
    const runtime = new ContainerRuntime(await openEngine(engine.address, 'loopback', signal), server.runtime.container);
    const before = await runtime.inspect(signal);
    const process = { pid: 1, container: 'none', inside: (program: Program) => runtime.run(program, signal) };
    await killServer(process, signal);
    await expect.poll(async () => (await runtime.inspect(signal)).restartCount).toBe(before.restartCount + 1);
  });

  test('what a run that was killed left behind is removed by a later one, and nothing else is', async () => {
    const expired = new Date(Date.now() - 1000).toISOString();
    const later = new Date(Date.now() + 60_000).toISOString();
    const names = { 'infra-test-mcp-old': expired, 'infra-test-mcp-young': later, 'somebody-elses': expired };
    for (const [name, expires] of Object.entries(names)) {
      const body = { Image: engine.image, Cmd: ['/bin/sleep', '1'], Labels: { 'infra-test.expires': expires } };
      await engine.api('POST', `/containers/create?name=${name}`, body);
    }
    const listed = async () =>
      ((await engine.api('GET', '/containers/json?all=true')) as { Names: string[] }[]).flatMap(({ Names }) => Names);
    {
      await using _ = await connectComponent(doors, { runtime: lab.wellRun() });
      expect(await listed()).toEqual([expect.stringMatching(/^\/infra-test-mcp-\w+/), '/somebody-elses', '/infra-test-mcp-young']);
    }
    expect(await listed()).toEqual(['/somebody-elses', '/infra-test-mcp-young']);
    for (const name of await listed()) await engine.api('DELETE', `/containers${name}`);
  });

  test('an image that is not there is a refusal with what to do, and is fetched where that is asked for', async () => {
    await expect(connectComponent(doors, { runtime: lab.wellRun({ image: 'not-here:1' }) })).rejects.toMatchObject({
      name: 'Refusal',
      message: expect.stringMatching(/not-here:1.*pull: missing would fetch it/),
    });
    await using registry = await startRegistry();
    const signal = AbortSignal.timeout(20_000);
    const opened = await openEngine(engine.address, 'loopback', signal);
    const pinned = `${registry.at}/tiny@${registry.digest}`;
    await pullImage(opened, pinned, signal);
    const asked = registry.requests.length;
    await pullImage(opened, pinned, signal);
    expect(registry.requests).toHaveLength(asked);
    const { Id } = (await engine.api('POST', '/containers/create', { Image: pinned, Cmd: ['/none'] })) as { readonly Id: string };
    expect((await new ContainerRuntime(opened, Id).inspect(signal)).container?.image).toBe(pinned);
    await engine.api('DELETE', `/containers/${Id}`);
    await expect(pullImage(opened, `${registry.at}/tiny:no-such-tag`, signal)).rejects.toMatchObject({ name: 'Refusal' });
  });
});

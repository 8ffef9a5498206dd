import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import component from '../../../../src/components/mcp/index.ts';
import { settings } from '../../../../src/components/mcp/settings.ts';
import { engineAddresses, parseEngineAddress } from '../../../../src/components/mcp/runtime/container/engine-address.ts';
import { agreedVersion, compareVersions } from '../../../../src/components/mcp/runtime/container/engine-version.ts';
import { containerState } from '../../../../src/components/mcp/runtime/container/container-state.ts';
import type { ContainerDetails } from '../../../../src/components/mcp/runtime/container/container-state.ts';
import { textOfFrames } from '../../../../src/components/mcp/runtime/container/frames.ts';
import { isOfContainer, killServer } from '../../../../src/components/mcp/runtime/container/kill-server.ts';
import { openEngine } from '../../../../src/components/mcp/runtime/container/open-engine.ts';
import { splitReference } from '../../../../src/components/mcp/runtime/container/pull-image.ts';
import { listenHttp } from '../../http/servers.ts';
import { connectComponent, loopback } from '../../run-check.ts';
import { startModern } from './modern.ts';

const signal = () => AbortSignal.timeout(10_000);

describe('addresses', () => {
  test.each([
    ['unix:///var/run/docker.sock', { kind: 'socket', path: '/var/run/docker.sock' }],
    ['npipe:////./pipe/docker_engine', { kind: 'socket', path: String.raw`\\.\pipe\docker_engine` }],
    ['tcp://10.1.2.3:2375', { kind: 'web', url: new URL('http://10.1.2.3:2375') }],
    ['https://engine.example.com:2376', { kind: 'web', url: new URL('https://engine.example.com:2376') }],
  ])('%s', (text, address) => {
    expect(parseEngineAddress(text)).toMatchObject(address);
  });

  test.each(['', 'unix://relative', 'ssh://host', '/var/run/docker.sock', 'tcp://', 'npipe://'])('%j is none', (text) => {
    expect(() => parseEngineAddress(text)).toThrow(/expected the address of a container engine/);
  });

  test('a declared one wins over DOCKER_HOST, which wins over the usual places', () => {
    const texts = (declared: string | undefined, variables: Record<string, string>, platform: NodeJS.Platform = 'linux') =>
      engineAddresses(declared, variables, platform).map(({ text }) => text);
    const variables = { DOCKER_HOST: 'tcp://127.0.0.1:2375', XDG_RUNTIME_DIR: '/run/user/7' };
    expect(texts('unix:///mine', variables)).toEqual(['unix:///mine']);
    expect(texts(undefined, variables)).toEqual(['tcp://127.0.0.1:2375']);
    const usual = texts(undefined, { XDG_RUNTIME_DIR: '/run/user/7' });
    expect(usual[0]).toBe('unix:///var/run/docker.sock');
    expect(usual).toContain('unix:///run/user/7/podman/podman.sock');
    expect(texts(undefined, {}, 'win32')).toEqual(['npipe:////./pipe/docker_engine']);
  });
});

describe('finding an engine', () => {
  test('none: skipped, with where was looked', async () => {
    await expect(openEngine('unix:///no/such.sock', 'loopback', signal())).rejects.toMatchObject({
      name: 'Skip',
      message: 'no container engine: unix:///no/such.sock does not exist',
    });
    await expect(openEngine('tcp://127.0.0.1:9', 'loopback', signal())).rejects.toMatchObject({
      name: 'Skip',
      message: expect.stringMatching(/^no container engine: .*nothing listens there/),
    });
  });

  test('addresses are judged as those of every component', async () => {
    await expect(openEngine('tcp://10.0.0.1:2375', 'public', signal())).rejects.toMatchObject({ name: 'ForbiddenAddress' });
  });

  test.each([
    [{ Version: '99', ApiVersion: '9.0', MinAPIVersion: '8.0' }, /^Docker 99 speaks the versions 8.0 to 9.0/],
    [{ Version: '1.9', ApiVersion: '1.21', MinAPIVersion: '1.12' }, /^Docker 1.9 speaks the versions 1.12 to 1.21/],
  ])('an engine of another time is refused: %j', async (version, message) => {
    await using engine = await listenHttp((_, answer) => void answer.end(JSON.stringify(version)));
    await expect(openEngine(`tcp://${engine.at}`, 'loopback', signal())).rejects.toMatchObject({
      name: 'Refusal',
      message: expect.stringMatching(message),
    });
  });

  test('errors of an engine are refusals with its words', async () => {
    await using engine = await listenHttp((request, answer) => {
      if (request.url === '/version') return answer.end(JSON.stringify({ Version: '29.1', ApiVersion: '1.99', MinAPIVersion: '1.44' }));
      return answer.writeHead(404).end(JSON.stringify({ message: `No such container: ${request.url}` }));
    });
    const opened = await openEngine(`tcp://${engine.at}`, 'loopback', signal());
    expect(opened).toMatchObject({ title: 'Docker 29.1', isPodman: false, isOfThisMachine: true });
    await expect(opened.json('GET', '/containers/x/json', { signal: signal() })).rejects.toMatchObject({
      name: 'Refusal',
      code: '404',
      message: 'No such container: /v1.52/containers/x/json',
    });
  });

  test('without one a server that is there is checked all the same; what asks its container is skipped', async () => {
    await using server = await startModern();
    const runtime = { container: 'tools', engine: 'unix:///no/such.sock' };
    await using mcp = await connectComponent({ settings, component }, { url: server.url, runtime });
    expect((await mcp.run('discover')).unmet).toEqual([]);
    for (const kind of ['deployment', 'limits', 'crash-loop']) {
      expect((await mcp.run(kind)).error).toMatchObject({ name: 'Skip', message: expect.stringMatching(/^no container engine/) });
    }
    const chaos = { ...loopback, chaos: 'allow' as const };
    expect((await mcp.run('restart', {}, { environment: chaos })).error).toMatchObject({ name: 'Skip' });
    // The era alone decides: nothing has to be killed for it.
    expect((await mcp.run('session-survives')).error).toMatchObject({ name: 'Skip', message: expect.stringContaining('2026-07-28') });
  });

  test('a read-only environment gets no container', async () => {
    const runtime = { image: 'tools:1', port: 80, engine: 'unix:///no/such.sock' };
    const environment = { ...loopback, access: 'read-only' as const };
    const refused = { name: 'Skip', message: expect.stringContaining('read-only') };
    await expect(connectComponent({ settings, component }, { runtime }, { environment })).rejects.toMatchObject(refused);
  });

  test('without one a server that the run should start is skipped as a whole', async () => {
    const runtime = { image: 'tools:1', port: 80, engine: 'unix:///no/such.sock' };
    await expect(connectComponent({ settings, component }, { runtime })).rejects.toMatchObject({ name: 'Skip' });
  });
});

test('versions: the newest that both know', () => {
  const docker = { Version: '20.10', ApiVersion: '1.41', MinAPIVersion: '1.12' };
  expect(agreedVersion(docker)).toEqual({ title: 'Docker 20.10', isPodman: false, prefix: '/v1.41', ownPrefix: '' });
  expect(agreedVersion({ ...docker, ApiVersion: '1.60', MinAPIVersion: '1.44' }).prefix).toBe('/v1.52');
  const Components = [{ Name: 'Podman Engine', Version: '4.3.1', Details: { APIVersion: '4.3.1' } }];
  expect(agreedVersion({ ...docker, Components })).toMatchObject({ title: 'Podman 4.3.1', isPodman: true, ownPrefix: '/v4.3.1/libpod' });
  expect([compareVersions('1.9', '1.41'), compareVersions('2.0', '1.41'), compareVersions('1.41', '1.41')].map(Math.sign)).toEqual([
    -1, 1, 0,
  ]);
});

test('frames: the text of stdout and stderr in the order sent, whatever is cut off', () => {
  const frame = (text: string) => {
    const bytes = Buffer.from(text);
    const header = Buffer.alloc(8);
    header.writeUInt32BE(bytes.length, 4);
    return Buffer.concat([header, bytes]);
  };
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { maxLength: 5 }), fc.nat(), (texts, cut) => {
      const stream = Buffer.concat(texts.map(frame));
      expect(textOfFrames(stream)).toBe(texts.join(''));
      expect(() => textOfFrames(stream.subarray(0, cut % (stream.length + 1)))).not.toThrow();
    }),
  );
});

describe('what an engine says of a container', () => {
  const plain: ContainerDetails = {
    Id: 'a'.repeat(64),
    Name: '/tools',
    Image: 'sha256:1',
    State: { Status: 'running', Pid: 1, ExitCode: 0, StartedAt: 'now' },
    Config: { Image: 'tools:1' },
    HostConfig: {},
    NetworkSettings: {},
  };

  test('nothing said is no limit, no policy, root and no health check', () => {
    expect(containerState(plain)).toMatchObject({
      limits: {},
      restartPolicy: 'no',
      isRoot: true,
      health: 'none',
      ports: [],
      restartCount: 0,
    });
    const HostConfig = { Memory: 0, NanoCpus: 0, CpuQuota: -1, PidsLimit: null, MemorySwap: -1, RestartPolicy: { Name: '' } };
    expect(containerState({ ...plain, HostConfig })).toMatchObject({ limits: {}, restartPolicy: 'no' });
    expect(containerState({ ...plain, HostConfig }).container).not.toHaveProperty('memoryWithSwapBytes');
    expect(containerState({ ...plain, HostConfig: { PidsLimit: -1 } }).limits).toEqual({});
  });

  test.each([
    ['0', true],
    ['0:1000', true],
    ['root', true],
    ['1000', false],
    ['node:node', false],
  ])('user %s', (User, isRoot) => {
    expect(containerState({ ...plain, Config: { Image: 'x', User } }).isRoot).toBe(isRoot);
  });

  test('limits, ports at all addresses, policy', () => {
    const HostConfig = { Memory: 1e8, CpuQuota: 25_000, CpuPeriod: 50_000, PidsLimit: 9, RestartPolicy: { Name: 'always' } };
    const Ports = {
      '80/tcp': [
        { HostIp: '', HostPort: '8080' },
        { HostIp: '::1', HostPort: '8080' },
      ],
      '81/tcp': null,
    };
    expect(containerState({ ...plain, HostConfig, NetworkSettings: { Ports } })).toMatchObject({
      limits: { memoryBytes: 1e8, cpus: 0.5, pids: 9 },
      restartPolicy: 'always',
      ports: [
        { port: 80, address: '0.0.0.0', machinePort: 8080 },
        { port: 80, address: '::1', machinePort: 8080 },
      ],
    });
  });

  test.each([
    [undefined, undefined, 'none'],
    [['NONE'], undefined, 'none'],
    [['CMD', 'x'], undefined, 'starting'],
    [['CMD', 'x'], 'unhealthy', 'unhealthy'],
    [['CMD', 'x'], 'healthy', 'healthy'],
    [['CMD', 'x'], 'none', 'starting'],
  ])('health check %j that says %j is %s', (Test, Status, health) => {
    const Config = { Image: 'x', ...(Test !== undefined && { Healthcheck: { Test } }) };
    const State = { ...plain.State, ...(Status !== undefined && { Health: { Status } }) };
    expect(containerState({ ...plain, Config, State }).health).toBe(health);
  });
});

test.each([
  ['tools', { name: 'tools', tag: 'latest' }],
  ['tools:1.2', { name: 'tools', tag: '1.2' }],
  ['localhost:5000/tools', { name: 'localhost:5000/tools', tag: 'latest' }],
  ['localhost:5000/a/tools:x', { name: 'localhost:5000/a/tools', tag: 'x' }],
  [`tools@sha256:${'0'.repeat(64)}`, { name: 'tools', tag: `sha256:${'0'.repeat(64)}` }],
])('the reference %s', (image, parts) => {
  expect(splitReference(image)).toEqual(parts);
});

test('a process is killed only when it is known to be of the container', async () => {
  expect(isOfContainer(process.pid, 'f'.repeat(64))).toBe(false);
  const killing = killServer({ pid: process.pid, container: 'f'.repeat(64) }, signal());
  await expect(killing).rejects.toMatchObject({ name: 'Skip', message: expect.stringContaining('not one of this machine') });
});

test('a server that cannot be killed from inside either is told as such, and not as one that does not come back', async () => {
  const inside = async () => ({ exitCode: 127, output: '' });
  const killing = killServer({ pid: 1, container: 'none', inside }, signal());
  await expect(killing).rejects.toMatchObject({ name: 'Skip', message: expect.stringContaining('no sh in the container') });
});

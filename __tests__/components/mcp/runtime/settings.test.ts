import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { settings } from '../../../../src/components/mcp/settings.ts';
import { containerSpec } from '../../../../src/components/mcp/runtime/container/container-spec.ts';
import { expand } from '../../run-check.ts';

const url = 'http://127.0.0.1/mcp';
const image = { image: 'tools:1', port: 3000 };
const program = { process: { command: 'node' } };

describe('with: runtime', () => {
  test.each([
    [{ url, runtime: {} }, /expected one of container, image or process/],
    [{ url, runtime: { container: 'a', ...image } }, /expected one of container, image or process/],
    [{ runtime: { image: 'tools:1' } }, /an image needs the port/],
    [{ runtime: { ...image, memory: '1 potato' } }, /expected a size such as 256MB/],
    [{ runtime: { ...image, restart: 'sometimes' } }, /"on-failure"/],
    [{ runtime: { ...program, pids: 9, cpus: 1 } }, /cpus, pids make no sense beside process/],
    [{ url, runtime: { container: 'a', memory: '1GB' } }, /memory makes no sense beside container/],
    [{ url, runtime: image }, /gets its url from it: leave out url/],
    [{ command: 'x', runtime: program }, /leave out runtime/],
    [{ runtime: { container: 'a' } }, /expected either url or command/],
    [{ runtime: { ...image, engine: 'ssh://host' } }, /expected unix:/],
    [{ runtime: { ...image, health: { command: ['x'], interval: 'soon' } } }, /expected a duration/],
  ])('%j is refused', (declared, message) => {
    expect(() => v.parse(settings.with, declared)).toThrow(message);
  });

  test('a server that the run starts is one over HTTP for all checks', () => {
    expect(v.parse(settings.with, { runtime: image })).toMatchObject({ url: 'http://127.0.0.1:3000/mcp' });
    expect(v.parse(settings.with, { runtime: { ...program, path: '/v1/mcp' } })).toMatchObject({ url: 'http://127.0.0.1/v1/mcp' });
    const [health] = expand({ settings }, 'health', {}, { runtime: program });
    expect(health?.operations).toEqual([{ name: 'health', target: 'health p(95) < 50ms' }]);
  });

  test.each(['deployment', 'limits', 'restart', 'session-survives', 'crash-loop'])('%s needs it', (kind) => {
    expect(() => expand({ settings }, kind, {}, { url })).toThrow(`${kind} needs \`runtime\``);
  });
});

const names = (kind: string, options: unknown, runtime: unknown) =>
  expand({ settings }, kind, options, { runtime }).map(({ name }) => name);

test('limits: those that the runtime can have, and their proofs', () => {
  expect(names('limits', {}, image)).toEqual(['limits', 'limits.memory', 'limits.cpus', 'limits.pids']);
  expect(names('limits', { cpus: false, prove: false }, image)).toEqual(['limits']);
  expect(names('limits', {}, program)).toEqual(['limits', 'limits.memory']);
  expect(names('limits', { pids: 9 }, program)).toEqual(['limits', 'limits.memory', 'limits.pids']);
  expect(() => names('limits', { memory: false, cpus: false, pids: false }, image)).toThrow(/nothing to look at/);
  expect(() => names('limits', { memory: 'much' }, image)).toThrow(/expected a size/);
});

test('deployment: one check for each side of it', () => {
  const all = ['deployment.image', 'deployment.health', 'deployment.ports', 'deployment.privileges', 'deployment.restart-policy'];
  expect(names('deployment', {}, { ...image, restart: 'always' })).toEqual(all);
  expect(names('deployment', {}, program)).toEqual(['deployment.health', 'deployment.ports', 'deployment.privileges']);
  expect(() => names('deployment', { image: 'x' }, program)).toThrow(/a process has no image/);
});

test('what an engine is asked to create', () => {
  const declared = {
    ...image,
    memory: '256MiB',
    cpus: 0.25,
    pids: 9,
    user: '7',
    read_only: true,
    health: { command: ['x'], interval: '1s' },
  };
  expect(containerSpec(declared, 4711, { 'infra-test.run': 'r' })).toMatchObject({
    Image: 'tools:1',
    User: '7',
    Labels: { 'infra-test.run': 'r' },
    Healthcheck: { Test: ['CMD', 'x'], Interval: 1e9, Retries: 3 },
    HostConfig: {
      PortBindings: { '3000/tcp': [{ HostIp: '127.0.0.1', HostPort: '4711' }] },
      RestartPolicy: { Name: 'no' },
      ReadonlyRootfs: true,
      Memory: 268_435_456,
      MemorySwap: 268_435_456,
      NanoCpus: 250_000_000,
      PidsLimit: 9,
    },
  });
});

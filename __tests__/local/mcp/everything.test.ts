import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { startEverything } from '../../../src/local/mcp/start-everything.ts';
import { connectClient, textOf } from './client.ts';

describe('server-everything', () => {
  it('is the published server, on loopback alone, without our environment', async () => {
    process.env['EVERYTHING_TEST_SECRET'] = 'must not be seen';
    await using server = await startEverything();
    await using connection = await connectClient(server.url, 'auto');
    const { tools } = await connection.client.listTools();
    expect(tools.map(({ name }) => name)).toContain('echo');
    const echoed = await connection.client.callTool({ name: 'echo', arguments: { message: 'hello' } });
    expect(textOf(echoed)).toContain('hello');
    const environment = await connection.client.callTool({ name: 'get-env', arguments: {} });
    expect(textOf(environment)).not.toContain('EVERYTHING_TEST_SECRET');
    const own = Object.values(networkInterfaces())
      .flat()
      .filter((entry) => entry?.family === 'IPv4' && !entry.internal);
    for (const entry of own)
      await expect(fetch(`http://${entry?.address}:${new URL(server.url).port}/mcp`)).rejects.toThrow('fetch failed');
    delete process.env['EVERYTHING_TEST_SECRET'];
  });

  it('is gone after disposal', async () => {
    const server = await startEverything();
    await server[Symbol.asyncDispose]();
    await expect(fetch(server.url)).rejects.toThrow('fetch failed');
  });

  it('tells why it does not start', async () => {
    await using first = await startEverything();
    const port = Number(new URL(first.url).port);
    await expect(startEverything(port)).rejects.toThrow(/ended with 1 before it listened\..*already in use/s);
  });
});

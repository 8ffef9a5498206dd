import { describe, expect, test } from 'vitest';
import { isMimeType, isUri, isUriTemplate } from '../../../src/components/mcp/lists/uri-syntax.ts';
import { startEverything } from '../../../src/local/mcp/start-everything.ts';
import { startAlone } from '../../local/mcp/start-server.ts';
import { connectComponent, expand } from '../run-check.ts';
import { doors } from './doors.ts';
import { startScripted } from './scripted-server.ts';

const unknown = 'a resource that does not exist';

test.each([
  ['legacy', '-32002 or -32602'],
  ['2026-07-28', '-32602'],
])('our server (%s): listed, read, and an unknown one is refused with %s', async (protocol, code) => {
  await using server = await startAlone();
  await using mcp = await connectComponent(doors, { url: server.url, protocol });
  const { unmet, findings, values, notes } = await mcp.run('resources', { require: ['log://calls', 'call://{id}'] });
  expect(unmet).toEqual([]);
  expect(findings).toContainEqual({
    subject: unknown,
    expected: `refused with ${code}`,
    actual: 'refused with -32602',
    met: true,
    severity: 'warn',
  });
  expect(values).toMatchObject({ resources: ['log://calls'], templates: ['call://{id}'] });
  expect(notes).toEqual(['1 resources and 1 templates on 2 pages']);
  const read = await mcp.run('read', { uri: 'log://calls', mime: 'application/json' });
  expect(read).toMatchObject({ unmet: [], values: { mime: 'application/json', result: [] } });
  expect(read.values['size']).toBe(String(read.values['text']).length);
});

test('a published server', async () => {
  await using server = await startEverything();
  await using mcp = await connectComponent(doors, { url: server.url });
  const { unmet, values } = await mcp.run('resources');
  expect(unmet).toEqual([]);
  expect(values['resources']).toHaveLength(7);
  const prompts = await mcp.run('prompts', { require: ['simple-prompt', 'args-prompt'] });
  expect(prompts.unmet).toEqual([]);
  const asked = await mcp.run('prompt', { prompt: 'args-prompt', args: { city: 'Paris' } });
  expect(asked).toMatchObject({ unmet: [], values: { messages: 1, roles: ['user'], text: expect.stringContaining('Paris') } });
  expect((await mcp.run('prompt', { prompt: 'nothing' })).error).toMatchObject({ name: 'Refusal', code: '-32602' });
});

describe('a server that misbehaves', () => {
  test('lists of many pages are read to their end, and what is wrong in them is found', async () => {
    const resources = Array.from({ length: 25 }, (_, index) => ({ uri: `doc://${index}`, name: 'x', mimeType: 'text/plain' }));
    const wrong = [
      { uri: 'no uri', name: 'x' },
      { uri: 'doc://24', name: 'x', mimeType: 'text' },
    ];
    await using server = await startScripted({
      resources: [...resources, ...wrong],
      resourceTemplates: [{ uriTemplate: 'doc://{id', name: 'x' }],
      pageSize: 10,
      read: () => ({ contents: [] }),
    });
    await using mcp = await connectComponent(doors, { url: server.url });
    const { unmet, notes } = await mcp.run('resources', { require: ['doc://24', 'doc://99'] });
    expect(notes).toEqual(['27 resources and 1 templates on 4 pages']);
    expect(unmet.map(({ subject, actual, severity = 'fail' }) => `${severity} ${subject}: ${actual}`)).toEqual([
      expect.stringMatching(/^fail resource doc:\/\/99: not among doc:\/\/0, /),
      'fail resource doc://24: listed more than once',
      'fail URIs of resources: 1 not valid: "no uri"',
      'fail URI templates: 1 not valid: "doc://{id"',
      'fail media types: 1 not valid: "text"',
      `fail ${unknown}: answered as if it existed`,
    ]);
  });

  test('a list without an end, and one that goes in a circle', async () => {
    await using server = await startScripted({
      tools: Array.from({ length: 300 }, (_, index) => ({ name: `t${index}`, inputSchema: { type: 'object' } })),
      pageSize: 1,
    });
    await using mcp = await connectComponent(doors, { url: server.url });
    expect((await mcp.run('tools')).error).toMatchObject({
      code: 'ENDLESS_LIST',
      message: 'tools/list: there is a next page after 200 pages',
    });
    server.script = { ...server.script, pageSize: 0 };
    expect((await mcp.run('tools')).error).toMatchObject({ code: 'ENDLESS_LIST', message: expect.stringMatching(/leads back to a page/) });
  });

  test('an unknown resource that is refused with a code of another meaning is worth a warning', async () => {
    await using server = await startScripted({ resources: [] });
    await using mcp = await connectComponent(doors, { url: server.url });
    server.script = { resources: [], refusalCode: -32601 };
    expect((await mcp.run('resources')).unmet).toMatchObject([{ subject: unknown, actual: 'refused with -32601', severity: 'warn' }]);
  });

  test('content that is missing, or of another type', async () => {
    await using server = await startScripted({ resources: [], read: (uri) => ({ contents: uri === 'x:1' ? [{ uri, text: 'one' }] : [] }) });
    await using mcp = await connectComponent(doors, { url: server.url });
    expect((await mcp.run('read', { uri: 'x:2' })).unmet).toMatchObject([{ expected: 'content', actual: 'no content' }]);
    expect((await mcp.run('read', { uri: 'x:1', mime: 'text/plain' })).unmet).toMatchObject([{ expected: 'text/plain', actual: 'none' }]);
    expect((await mcp.run('prompts')).unmet).toMatchObject([{ subject: 'capability prompts', actual: 'not offered' }]);
  });

  test('prompts: twins, empty ones, arguments that cannot be told apart', async () => {
    const twins = { name: 'sum', arguments: [{ name: 'of' }, { name: 'of' }] };
    await using server = await startScripted({ prompts: [twins, twins], prompt: () => ({ messages: [] }) });
    await using mcp = await connectComponent(doors, { url: server.url });
    expect((await mcp.run('prompts', { require: ['gone'] })).unmet).toMatchObject([
      { subject: 'prompt gone' },
      { subject: 'prompt sum', actual: 'listed more than once' },
      { subject: 'arguments of prompts', actual: 'not so in sum, sum' },
    ]);
    expect((await mcp.run('prompt', { prompt: 'sum' })).unmet).toMatchObject([{ actual: 'no message' }]);
  });

  test('credentials in resources and prompts are found', async () => {
    const token = `ghp_${'a1B2'.repeat(9)}`;
    await using server = await startScripted({
      resources: [],
      prompts: [],
      read: (uri) => ({ contents: [{ uri, blob: Buffer.from(`token ${token}`).toString('base64') }] }),
      prompt: () => ({ messages: [{ role: 'user', content: { type: 'text', text: `Use ${token}.` } }] }),
    });
    await using mcp = await connectComponent(doors, { url: server.url });
    const expected = 'no credentials in what it answers';
    expect((await mcp.run('read', { uri: 'x:1' })).unmet).toEqual([
      { subject: 'resource x:1', expected, actual: 'a token of a known vendor at contents[0].blob', met: false },
    ]);
    expect((await mcp.run('prompt', { prompt: 'p' })).unmet).toEqual([
      { subject: 'prompt p', expected, actual: 'a token of a known vendor at messages[0].content.text', met: false },
    ]);
  });
});

test('URIs, templates and media types', () => {
  expect(['file:///a%20b', 'x:y', 'urn:a:b', 'https://x.test/?a=b#c'].filter((text) => !isUri(text))).toEqual([]);
  expect(['', 'a b', '/a', 'x:', 'x:a b', 'x:%zz', '1x:y'].filter(isUri)).toEqual([]);
  expect(['doc://{id}', '{scheme}://x', 'x:/{+path}{?a,b*,c:3}'].filter((text) => !isUriTemplate(text))).toEqual([]);
  expect(['doc://{id', 'doc://{}', 'doc://{a b}'].filter(isUriTemplate)).toEqual([]);
  expect(['text/plain', 'text/plain; charset=utf-8', 'application/vnd.api+json'].filter((text) => !isMimeType(text))).toEqual([]);
  expect(['text', 'text/', '/x', 'text/plain;', 'a b/c'].filter(isMimeType)).toEqual([]);
});

test('options', () => {
  expect(() => expand(doors, 'read', { uri: 'no uri' }, { url: 'http://x.test/mcp' })).toThrow(/expected a URI/);
  expect(expand(doors, 'read', { uri: 'file:///a/b.txt' }, { url: 'http://x.test/mcp' })[0]?.name).toBe('read.file_a_b_txt');
});

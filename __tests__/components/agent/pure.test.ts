import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problemOf } from '../../../src/components/agent/answer.ts';
import { errorInBody } from '../../../src/components/agent/body-error.ts';
import { readEvents } from '../../../src/components/agent/event-stream.ts';
import { fillTemplate } from '../../../src/components/agent/fill-template.ts';
import { entriesIn, isCallOf, newEntries, showsArguments } from '../../../src/components/agent/log-entries.ts';
import { chooseInterface, readCard } from '../../../src/components/agent/protocols/a2a-card.ts';
import { readEvent } from '../../../src/components/agent/protocols/a2a-wire.ts';
import { questionSlug } from '../../../src/components/agent/question-options.ts';
import { printDollars, readUsage } from '../../../src/components/agent/usage.ts';
import { valueAt } from '../../../src/components/agent/value-at.ts';
import { checkName } from '../../../src/components/check-name.ts';
import { hashOfArguments } from '../../../src/local/mcp/tool-log.ts';
import * as v from 'valibot';

const json = fc.jsonValue({ maxDepth: 3 });

describe('templates', () => {
  test('what is filled in is never read as a template, and nothing else changes', () => {
    fc.assert(
      fc.property(json, fc.string(), (template, question) => {
        const filled = fillTemplate({ q: '{question}', rest: template }, { question: 'X' });
        expect(filled).toEqual({ q: 'X', rest: fillTemplate(template, { question: 'X' }) });
        expect(fillTemplate('a {question} b', { question })).toBe(`a ${question} b`);
      }),
    );
    expect(fillTemplate(['{question}', { deep: '{question}{question}' }, 3, null], { question: '{question}' })).toEqual([
      '{question}',
      { deep: '{question}{question}' },
      3,
      null,
    ]);
    expect(fillTemplate('{other} {toString}', { question: 'X' })).toBe('{other} {toString}');
  });
});

describe('values at paths', () => {
  test.each([
    [{ a: { b: [1, 2, { c: 3 }] } }, 'a.b[2].c', 3],
    [{ a: [1, 2] }, 'a[-1]', 2],
    [{ a: [1, 2] }, 'a[-3]', undefined],
    [{ a: 1 }, 'a.b', undefined],
    [{}, 'constructor', undefined],
    [[{ text: 'x' }], '0.text', 'x'],
    [null, 'a', undefined],
  ])('%j at %s', (root, path, value) => {
    expect(valueAt(root, path)).toEqual(value);
  });
});

describe('errors in bodies', () => {
  test.each([
    [{ error: { code: -32603, message: 'x' } }, { code: '-32603', message: 'x' }],
    [{ error: 'x' }, { code: 'error', message: 'x' }],
    [{ error: { type: 'overloaded', message: 'x' } }, { code: 'overloaded', message: 'x' }],
    [{ error: {} }, { code: 'error', message: 'an error without words' }],
    [
      { error: true, message: 'x' },
      { code: 'error', message: 'x' },
    ],
    [
      { status: 'failed', detail: 'x' },
      { code: 'error', message: 'x' },
    ],
    [{ errors: [{ message: 'x' }] }, { code: 'error', message: 'x' }],
    [{ error: null, answer: 1 }, undefined],
    [{ error: false }, undefined],
    [{ error: '' }, undefined],
    [{ errors: [] }, undefined],
    [{ status: 'ok' }, undefined],
    ['error', undefined],
    [[{ error: 'x' }], undefined],
  ])('%j', (body, error) => {
    expect(errorInBody(body)).toEqual(error);
  });

  test('an answer is one only when it is whole and says something', () => {
    const answer = { text: 'Hi', toolCalls: [], finish: 'stop' };
    expect(problemOf(answer, [])).toBeUndefined();
    expect(problemOf({ ...answer, text: '' }, [])).toBe('the answer is empty');
    expect(problemOf({ ...answer, text: '', toolCalls: [{ name: 'f', arguments: {} }] }, [])).toBeUndefined();
    expect(problemOf({ ...answer, shortfall: 'cut' }, [])).toBe('cut');
    expect(problemOf({ ...answer, text: 'We are in MAINTENANCE now' }, ['maintenance'])).toContain('"maintenance"');
  });
});

describe('usage', () => {
  test.each([
    [
      { prompt_tokens: 3, completion_tokens: 4 },
      { input: 3, output: 4 },
    ],
    [
      { input_tokens: 0, output_tokens: 4, total: 9 },
      { input: 0, output: 4 },
    ],
    [
      { inputTokens: 1, outputTokens: 2 },
      { input: 1, output: 2 },
    ],
    [{ prompt_tokens: 3 }, undefined],
    [{ prompt_tokens: '3', completion_tokens: 4 }, undefined],
    [{ prompt_tokens: -3, completion_tokens: 4 }, undefined],
    [null, undefined],
  ])('%j', (value, usage) => {
    expect(readUsage(value)).toEqual(usage);
  });

  test.each([
    [0, '$0.00'],
    [2.3, '$2.30'],
    [0.023, '$0.023'],
    [0.0000123, '$0.0000123'],
    [1234.567, '$1234.57'],
  ])('%d dollars', (dollars, words) => {
    expect(printDollars(dollars)).toBe(words);
  });
});

describe('a tool log', () => {
  test('new entries are those that were added, whatever was there and dropped', () => {
    fc.assert(
      fc.property(fc.array(json), fc.array(json), fc.nat(5), (before, added, dropped) => {
        expect(newEntries(before, [...before.slice(dropped), ...added]).length).toBeLessThanOrEqual(added.length);
        expect(newEntries(before, [...before, ...added])).toHaveLength(added.length);
      }),
    );
    expect(newEntries(['a'], ['a', 'a', 'b'])).toEqual(['a', 'b']);
  });

  test('calls are known by the name of the tool as a whole', () => {
    expect(isCallOf('search', { tool: 'search' })).toBe(true);
    expect(isCallOf('search', { call: { name: 'search' } })).toBe(true);
    expect(isCallOf('search', { tool: 'research' })).toBe(false);
    expect(isCallOf('search', { note: 'a search was made' })).toBe(false);
    expect(isCallOf('search', '12:00 INFO tool=search ok')).toBe(true);
    expect(isCallOf('search', '12:00 INFO tool=search_all ok')).toBe(false);
  });

  test('arguments are shown as they are, as their JSON, or by the hash that our own tools record', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), (args) => {
        expect(showsArguments(args, { arguments: args })).toBe(true);
        expect(showsArguments(args, { arguments: JSON.stringify(args) })).toBe(true);
        expect(showsArguments(args, { arguments_sha256: hashOfArguments(args) })).toBe(true);
        expect(showsArguments({ ...args, more: 'than was called' }, { arguments: args, n: 1 })).toBe(
          'more' in args && args['more'] === 'than was called',
        );
      }),
    );
  });

  test('entries are a list, at a path, or lines', () => {
    expect(entriesIn([1], undefined)).toEqual([1]);
    expect(entriesIn({ rows: [1] }, 'rows')).toEqual([1]);
    expect(entriesIn('{"a":1}\nplain\n\n', undefined)).toEqual([{ a: 1 }, 'plain']);
    expect(entriesIn({ rows: [1] }, undefined)).toBeUndefined();
  });
});

describe('agent cards', () => {
  test('anything can be read; the newest version that is spoken is chosen', () => {
    fc.assert(
      fc.property(json, (body) => {
        expect(readCard(body).problems.length).toBeGreaterThan(0);
      }),
    );
    const offer = (version: string, binding = 'JSONRPC') => ({ url: `/${version}`, binding, version });
    expect(chooseInterface([offer('0.3'), offer('1.0')], undefined)?.version).toBe('1.0');
    expect(chooseInterface([offer('0.3.0'), offer('2.0')], undefined)?.version).toBe('0.3.0');
    expect(chooseInterface([offer('1.0'), offer('0.3')], '0.3')?.version).toBe('0.3');
    expect(chooseInterface([offer('1.0', 'GRPC')], undefined)).toBeUndefined();
  });

  test('a card of 0.3 has its own url, its other interfaces, and schemes with a type', () => {
    const card = readCard({
      protocolVersion: '0.3.0',
      name: 'a',
      description: 'b',
      version: '1',
      url: 'https://x.test/a2a',
      additionalInterfaces: [{ url: 'https://x.test/rest', transport: 'HTTP+JSON' }],
      capabilities: {},
      securitySchemes: { key: { type: 'apiKey' } },
      defaultInputModes: [],
      defaultOutputModes: [],
      skills: [],
    });
    expect(card).toMatchObject({
      problems: [],
      securitySchemes: ['key (apiKey)'],
      interfaces: [{ binding: 'JSONRPC' }, { binding: 'HTTP+JSON' }],
    });
  });

  test('events of any shape are read or refused, never thrown', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          json,
          fc.record({ kind: fc.constantFrom('task', 'message', 'status-update', 'artifact-update'), status: json, parts: json }),
        ),
        (value) => {
          const event = readEvent(value);
          expect(event === undefined || typeof event.kind === 'string').toBe(true);
        },
      ),
    );
  });
});

describe('event streams', () => {
  const split = (bytes: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] => {
    const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((one, two) => one - two), bytes.length];
    return places.slice(1).map((end, index) => bytes.slice(places[index], end));
  };

  test('give the same events however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' })), fc.array(fc.nat(500), { maxLength: 8 }), async (texts, cuts) => {
        const bytes = new TextEncoder().encode(texts.map((text) => `data: ${JSON.stringify(text)}\n\n`).join(''));
        const body = new ReadableStream<Uint8Array>({
          start(controller) {
            for (const chunk of split(bytes, cuts)) controller.enqueue(chunk);
            controller.close();
          },
        });
        const problems: string[] = [];
        const seen: unknown[] = [];
        const response = new Response(body, { headers: { 'content-type': 'text/event-stream' } });
        for await (const { data } of readEvents(response, { idleMilliseconds: 5000, onProblem: (problem) => problems.push(problem) })) {
          seen.push(JSON.parse(data));
        }
        expect(seen).toEqual(texts);
        expect(problems).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  test('bytes that are not UTF-8 are a problem of the stream', async () => {
    const problems: string[] = [];
    const response = new Response(Buffer.from([...Buffer.from('data: '), 0xff, 0xfe, 0x0a, 0x0a]), {
      headers: { 'content-type': 'text/event-stream' },
    });
    for await (const _ of readEvents(response, { idleMilliseconds: 5000, onProblem: (problem) => problems.push(problem) }));
    expect(problems).toContain('the stream has bytes that are not UTF-8');
  });
});

test('a question of any kind becomes a name that ids and conditions can say', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (question) => {
      expect(v.safeParse(checkName, questionSlug(question)).success).toBe(true);
    }),
  );
  expect(questionSlug('What is the refund window?')).toBe('what_is_the_refund_window');
  expect(questionSlug('Repeat {nonce}, please')).toBe('repeat_please');
  expect(questionSlug('42?')).toBe('_42');
});

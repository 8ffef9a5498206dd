import { errorMessage } from '../../std/errors.ts';
import type { World } from '../data/world.ts';
import type { Fault } from '../faults.ts';
import { intentOf, nameIn } from './intent.ts';
import type { Intent, Topic } from './intent.ts';
import { pauseOrThrow } from './pause-or-throw.ts';
import { AgentTrouble } from './question.ts';
import type { Question, Reply } from './question.ts';
import type { ToolClient } from './tool-client.ts';

/** What an agent answers with. */
export interface AgentMeans {
  readonly world: World;
  readonly faults: readonly Fault[];
  readonly tools: ToolClient;
}

interface AccountSummary {
  readonly name: string;
  readonly industry: string;
  readonly arr_usd: number;
  readonly calls: number;
}

interface FoundCall {
  readonly call_id: string;
  readonly title: string;
}

const facts: Readonly<Record<Topic, string>> = {
  refund: 'The refund window is 30 days after the purchase.',
  support: 'Support is there from 8:00 to 18:00 UTC, Monday to Friday.',
};

/** @throws AgentTrouble when a tool that is needed fails */
export async function answerByRules(question: Question, means: AgentMeans): Promise<Reply> {
  const intent = intentOf(question.text);
  if (intent.kind === 'function') return callFunction(intent.name, question.functions);
  return { text: await textFor(intent, question, means), calls: [] };
}

async function textFor(intent: Exclude<Intent, { kind: 'function' }>, question: Question, means: AgentMeans): Promise<string> {
  switch (intent.kind) {
    case 'fact':
      return facts[intent.topic];
    case 'repeat':
      return `The code is ${intent.text}`;
    case 'name': {
      const name = nameIn(question.earlier);
      return name === undefined ? 'You did not tell me your name.' : `Your name is ${name}.`;
    }
    case 'wait':
      await pauseOrThrow(intent.milliseconds, question.signal);
      return `That took ${intent.milliseconds} ms.`;
    case 'account':
      return tellAccount(intent, await summaryOf(intent.accountId, question, means));
    case 'search':
      return tellCall(await nearestCall(intent.text, question, means));
    case 'latest':
      return tellLatest(await latestCall(question, means));
    case 'unknown':
    default:
      return nameIn([question.text]) === undefined
        ? 'I have no rule for this question. Ask me about refunds, support hours, calls or accounts.'
        : 'I will remember your name in this conversation.';
  }
}

function callFunction(name: string, offered: readonly string[]): Reply {
  if (offered.includes(name)) return { text: '', calls: [{ name, arguments: {} }] };
  return { text: `You offer no function ${name}.`, calls: [] };
}

async function summaryOf(accountId: number, question: Question, means: AgentMeans): Promise<AccountSummary> {
  if (means.faults.includes('agent-without-tool')) return rememberAccount(means.world, accountId);
  return (await callTool('account_summary', { account_id: accountId }, question, means)) as AccountSummary;
}

async function nearestCall(query: string, question: Question, means: AgentMeans): Promise<FoundCall | undefined> {
  if (means.faults.includes('agent-without-tool')) return rememberCall(means.world, query);
  const { calls } = (await callTool('search_calls', { query, limit: 1 }, question, means)) as { readonly calls: readonly FoundCall[] };
  return calls[0];
}

async function latestCall({ signal }: Question, { faults, world, tools }: AgentMeans): Promise<FoundCall | undefined> {
  if (faults.includes('agent-without-tool')) return world.calls.map(({ callId, title }) => ({ call_id: callId, title })).at(-1);
  const [call] = await asTrouble(signal, async () => await tools.listResources('call:', signal));
  return call && { call_id: call.name, title: call.title ?? '' };
}

async function callTool(
  tool: string,
  args: Readonly<Record<string, unknown>>,
  { signal }: Question,
  { tools }: AgentMeans,
): Promise<unknown> {
  return await asTrouble(signal, async () => await tools.call(tool, args, signal));
}

async function asTrouble<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    signal.throwIfAborted();
    throw new AgentTrouble(errorMessage(error), { cause: error });
  }
}

/** What an agent tells that never asks: right as long as nothing changes. */
function rememberAccount({ accounts, calls }: World, accountId: number): AccountSummary {
  const account = accounts.find((candidate) => candidate.accountId === accountId);
  if (account === undefined) throw new AgentTrouble(`There is no account ${accountId}.`);
  const { name, industry, arrUsd } = account;
  return { name, industry, arr_usd: arrUsd, calls: calls.filter((call) => call.accountId === accountId).length };
}

/** The call whose title has most of the words. */
function rememberCall({ calls }: World, query: string): FoundCall | undefined {
  const wanted = new Set(wordsOf(query));
  const scored = calls.map((call) => ({ call, score: wordsOf(call.title).filter((word) => wanted.has(word)).length }));
  const best = scored.reduce((one, two) => (two.score > one.score ? two : one));
  return best.score === 0 ? undefined : { call_id: best.call.callId, title: best.call.title };
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}

function tellAccount({ accountId, wants }: Extract<Intent, { kind: 'account' }>, summary: AccountSummary): string {
  const { name, industry, arr_usd: revenue, calls } = summary;
  if (wants === 'json') return JSON.stringify({ account_id: accountId, name, industry, arr_usd: revenue, calls });
  if (wants === 'calls') return `Account ${accountId} (${name}) has ${calls} calls.`;
  if (wants === 'industry') return `Account ${accountId} (${name}) is in ${industry}.`;
  return `Account ${accountId} (${name}) brings ${revenue} US dollars a year.`;
}

function tellCall(call: FoundCall | undefined): string {
  return call === undefined ? 'I found no such call.' : `The nearest call is ${call.call_id}: ${call.title}`;
}

function tellLatest(call: FoundCall | undefined): string {
  return call === undefined ? 'No call is recorded.' : `The last call is ${call.call_id}: ${call.title}`;
}

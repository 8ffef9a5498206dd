import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import { accountForms, accountStems, closings, firstNames, industries, months, openings, products, sellers, topics } from './phrases.ts';
import type { Topic } from './phrases.ts';

export interface Account {
  /** 1 and up. */
  readonly accountId: number;
  readonly name: string;
  readonly industry: string;
  /** Two decimals. */
  readonly arrUsd: number;
  readonly createdAt: Date;
}

export interface Call {
  /** `call-00001` and up, in order of start. */
  readonly callId: string;
  readonly accountId: number;
  readonly title: string;
  /** Whole seconds, within the 90 days before `worldEnd`. */
  readonly startedAt: Date;
  readonly durationSeconds: number;
  /** -1 to 1, two decimals. */
  readonly sentiment: number;
  readonly ownerEmail: string;
  /** One to three. */
  readonly topics: readonly string[];
}

export interface TranscriptLine {
  readonly callId: string;
  /** 1 to 6. */
  readonly sequence: number;
  readonly speaker: string;
  readonly text: string;
}

/** What every endpoint of the embedded stack is seeded with. */
export interface World {
  readonly seed: number;
  readonly accounts: readonly Account[];
  readonly calls: readonly Call[];
  readonly transcripts: readonly TranscriptLine[];
}

const defaultSeed = 7;
export const worldEnd = new Date('2026-11-01T00:00:00Z');
const accountCount = 200;
const callCount = 2000;
const daySeconds = 86_400;

/** 200 accounts, 2,000 calls, 12,000 transcript lines; the same for the same seed. */
export function generateWorld(seed: number = defaultSeed): World {
  const random = createRandom(seed);
  const accounts = generateAccounts(random);
  const starts = Array.from({ length: callCount }, () => generateStart(random)).sort((a, b) => a - b);
  const drafts = starts.map((start, index) =>
    generateCall(random, `call-${String(index + 1).padStart(5, '0')}`, start, random.pick(accounts)),
  );
  return {
    seed,
    accounts,
    calls: drafts.map((draft) => draft.call),
    transcripts: drafts.flatMap((draft) => draft.lines),
  };
}

/** The text of a call as it is embedded: its title and all its lines. */
export function callTexts(world: World): ReadonlyMap<string, string> {
  const texts = new Map(world.calls.map((call) => [call.callId, call.title]));
  for (const line of world.transcripts) texts.set(line.callId, `${texts.get(line.callId) ?? ''}\n${line.text}`);
  return texts;
}

function generateAccounts(random: Random): readonly Account[] {
  const names = random.shuffle(accountStems.flatMap((stem) => accountForms.map((form) => `${stem} ${form}`)));
  const from = Date.UTC(2022, 0, 1) / 1000;
  const days = 1600; // Ends before the first call.
  return names.slice(0, accountCount).map((name, index) => ({
    accountId: index + 1,
    name,
    industry: random.pick(industries),
    arrUsd: Math.round(10 ** (3.8 + 2.2 * random.fraction()) * 100) / 100,
    createdAt: new Date((from + random.integer(0, days * daySeconds - 1)) * 1000),
  }));
}

/** Unix seconds of a call in office hours on a working day. */
function generateStart(random: Random): number {
  for (;;) {
    const midnight = worldEnd.getTime() / 1000 - random.integer(1, 90) * daySeconds;
    const weekday = new Date(midnight * 1000).getUTCDay();
    if (weekday !== 0 && weekday !== 6) return midnight + random.integer(8 * 3600, 18 * 3600);
  }
}

function generateCall(random: Random, callId: string, start: number, account: Account) {
  const about = random.shuffle(topics).slice(0, random.pick([1, 2, 2, 3]));
  const main = about[0];
  if (main === undefined) throw new Error('A call needs a topic.');
  const seller = random.pick(sellers);
  const contact = random.pick(firstNames);
  const fill = (template: string): string => fillTemplate(random, template, account, contact, main.name);
  const call: Call = {
    callId,
    accountId: account.accountId,
    title: fill(random.pick(main.titles)),
    startedAt: new Date(start * 1000),
    durationSeconds: random.integer(60, 5400),
    sentiment: Math.round((random.integer(-100, 100) + random.integer(-100, 100)) / 2) / 100,
    ownerEmail: `${seller.toLowerCase().replace(' ', '.')}@sophia.example`,
    topics: about.map((topic) => topic.name),
  };
  const texts = conversation(random, about, main).map(fill);
  const lines = texts.map((text, index) => ({ callId, sequence: index + 1, speaker: index % 2 === 0 ? seller : contact, text }));
  return { call, lines };
}

/** Six templates; the seller has the odd lines. */
function conversation(random: Random, about: readonly Topic[], main: Topic): readonly string[] {
  const second = about[1] ?? main;
  const third = about[2] ?? second;
  return [
    random.pick(openings),
    random.pick(main.customer),
    random.pick(main.seller),
    random.pick(second.customer),
    random.pick(third.seller),
    random.pick(closings),
  ];
}

function fillTemplate(random: Random, template: string, account: Account, contact: string, topic: string): string {
  return template.replaceAll(/\{(\w+)\}/g, (slot, name: string) => {
    if (name === 'account') return account.name;
    if (name === 'industry') return account.industry;
    if (name === 'contact') return contact;
    if (name === 'topic') return topic;
    if (name === 'number') return String(random.integer(5, 240));
    if (name === 'month') return random.pick(months);
    if (name === 'product') return random.pick(products);
    throw new Error(`The template has an unknown slot ${slot}.`);
  });
}

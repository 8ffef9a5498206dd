/** What a question asks for. */
export type Intent =
  | { readonly kind: 'fact'; readonly topic: Topic }
  | { readonly kind: 'account'; readonly accountId: number; readonly wants: 'calls' | 'revenue' | 'industry' | 'json' }
  | { readonly kind: 'search'; readonly text: string }
  | { readonly kind: 'repeat'; readonly text: string }
  | { readonly kind: 'name' }
  | { readonly kind: 'latest' }
  | { readonly kind: 'wait'; readonly milliseconds: number }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'unknown' };

export type Topic = 'refund' | 'support';

const longestWaitMilliseconds = 30_000;

interface Rule {
  readonly pattern: RegExp;
  readonly intent: (found: RegExpExecArray) => Intent;
}

const account = String.raw`\baccount\s+(\d{1,9})\b`;

/** The first that fits decides. All patterns are linear: a question comes from outside. */
const rules: readonly Rule[] = [
  { pattern: /\brepeat\b\s+(?:the\s+(?:code|word)\s+)?(\S{1,200})/i, intent: ([, text = '']) => ({ kind: 'repeat', text }) },
  { pattern: /\bcall the function (\w{1,64})/i, intent: ([, name = '']) => ({ kind: 'function', name }) },
  { pattern: /\brefund/i, intent: () => ({ kind: 'fact', topic: 'refund' }) },
  { pattern: /\bsupport hours\b/i, intent: () => ({ kind: 'fact', topic: 'support' }) },
  { pattern: /\b(?:last|latest|newest) call\b/i, intent: () => ({ kind: 'latest' }) },
  { pattern: /\bwhat is my name\b/i, intent: () => ({ kind: 'name' }) },
  { pattern: /\btake (\d{1,6}) ?(ms|s|seconds?)\b/i, intent: ([, amount, unit]) => waitIntent(Number(amount), unit) },
  { pattern: new RegExp(String.raw`\bhow many calls\b[^\d]{0,100}${account}`, 'i'), intent: ([, id]) => accountIntent(id, 'calls') },
  { pattern: new RegExp(String.raw`\brevenue\b[^\d]{0,100}${account}`, 'i'), intent: ([, id]) => accountIntent(id, 'revenue') },
  { pattern: new RegExp(String.raw`\bindustry\b[^\d]{0,100}${account}`, 'i'), intent: ([, id]) => accountIntent(id, 'industry') },
  { pattern: new RegExp(String.raw`${account}\s+as json\b`, 'i'), intent: ([, id]) => accountIntent(id, 'json') },
  { pattern: /\bwhich call is about ([^?]{1,2000})/i, intent: ([, text = '']) => ({ kind: 'search', text: text.trim() }) },
];

export function intentOf(question: string): Intent {
  for (const { pattern, intent } of rules) {
    const found = pattern.exec(question);
    if (found !== null) return intent(found);
  }
  return { kind: 'unknown' };
}

/** The name that somebody gave in an earlier turn, the latest one. */
export function nameIn(turns: readonly string[]): string | undefined {
  const names = turns.flatMap((turn) => /\bmy name is (\w{1,64})/i.exec(turn)?.[1] ?? []);
  return names.at(-1);
}

function accountIntent(id: string | undefined, wants: 'calls' | 'revenue' | 'industry' | 'json'): Intent {
  return { kind: 'account', accountId: Number(id), wants };
}

function waitIntent(amount: number, unit = 's'): Intent {
  const milliseconds = unit.toLowerCase() === 'ms' ? amount : amount * 1000;
  return { kind: 'wait', milliseconds: Math.min(milliseconds, longestWaitMilliseconds) };
}

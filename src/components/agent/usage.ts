import { asRecord } from './as-record.ts';
import type { Prices } from './settings-schema.ts';

/** Tokens of one answer, or of several. */
export interface Usage {
  readonly input: number;
  readonly output: number;
}

const inputNames = ['prompt_tokens', 'input_tokens', 'inputTokens', 'promptTokens'];
const outputNames = ['completion_tokens', 'output_tokens', 'outputTokens', 'completionTokens'];

/** Tokens in the names that vendors give them; undefined when one of the two is not told. */
export function readUsage(value: unknown): Usage | undefined {
  const record = asRecord(value);
  const input = firstCount(record, inputNames);
  const output = firstCount(record, outputNames);
  return input === undefined || output === undefined ? undefined : { input, output };
}

export function tokensOf({ input, output }: Usage): number {
  return input + output;
}

export function addUsage(one: Usage, two: Usage): Usage {
  return { input: one.input + two.input, output: one.output + two.output };
}

/** Dollars. */
export function costOf({ input, output }: Usage, prices: Prices): number {
  return (input * prices.input + output * prices.output) / 1e6;
}

/** Three digits that count, and at least cents: `$2.30`, `$0.023`. */
export function printDollars(dollars: number): string {
  const [, decimals = ''] = String(Number(dollars.toPrecision(3))).split('.');
  return `$${dollars.toFixed(Math.min(Math.max(decimals.length, 2), 12))}`;
}

function firstCount(record: Readonly<Record<string, unknown>>, names: readonly string[]): number | undefined {
  const found = names.map((name) => record[name]).find((value) => value !== undefined && value !== null);
  return typeof found === 'number' && Number.isFinite(found) && found >= 0 ? found : undefined;
}

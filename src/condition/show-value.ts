import { formatMilliseconds } from '../std/duration.ts';
import { formatBytes } from '../std/size.ts';
import type { ValueType } from './value-type.ts';

const longestShown = 120;

/** A value for people, in the unit that its comparison gives it. Long texts and structures are cut. */
export function showValue(value: unknown, type: ValueType): string {
  if (typeof value === 'number') return showNumber(value, type);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'string') return `'${cut(value)}'`;
  if (value === null || typeof value === 'boolean') return String(value);
  return cut(structureText(value));
}

/** Names the kind of a value in a sentence. */
export function kindOf(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'bigint') return 'a number';
  if (typeof value === 'string') return 'a text';
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'true or false';
  return Array.isArray(value) ? 'a list' : 'an object';
}

/**
 * Two numbers so that a reader sees which is larger: rounding to three digits would explain a missed `p(95) < 100ms` with
 * `p(95) is 100ms`, so equal-looking numbers that differ are shown with all their digits.
 */
export function showNumberBeside(value: number, other: number, type: ValueType): string {
  const shown = showNumber(value, type);
  if (value === other || shown !== showNumber(other, type)) return shown;
  if (type === 'time') return `${value}ms`;
  return type === 'size' ? `${value}B` : String(value);
}

function showNumber(value: number, type: ValueType): string {
  if (type === 'time') return formatMilliseconds(value);
  if (type === 'size') return formatBytes(value);
  // Twelve digits hide the noise of floating point (0.1 + 0.2) and nothing that was measured.
  const digits = (number: number): string => String(Number(number.toPrecision(12)));
  if (type === 'share') return `${Number((value * 100).toPrecision(4))}%`;
  return type === 'money' ? `$${digits(value)}` : digits(value);
}

function structureText(value: unknown): string {
  try {
    return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part)) ?? String(value);
  } catch {
    return Array.isArray(value) ? `a list of ${value.length}` : 'an object';
  }
}

function cut(text: string): string {
  if (text.length <= longestShown) return text;
  // Never between the halves of a surrogate pair.
  return `${text.slice(0, longestShown).replace(/[\uD800-\uDBFF]$/, '')}... (${text.length} characters)`;
}

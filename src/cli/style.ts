import { styleText } from 'node:util';
import type { OutcomeStatus, Verdict } from '../model/words.ts';

type Format = Parameters<typeof styleText>[0];

/** Colours for one stream: none unless it is a terminal; NO_COLOR and FORCE_COLOR are honoured by Node. */
export type Paint = (format: Format, text: string) => string;

export function paintFor(stream: NodeJS.WritableStream): Paint {
  return (format, text) => styleText(format, text, { stream });
}

export const statusFormats: Readonly<Record<OutcomeStatus, Format>> = {
  passed: 'green',
  failed: 'red',
  broken: 'magenta',
  skipped: 'gray',
};

export const statusIcons: Readonly<Record<OutcomeStatus, string>> = { passed: '✓', failed: '✗', broken: '!', skipped: '-' };

/** What is wrong and stops no pipeline. */
export const warningIcon = '⚠';

export const verdictFormats: Readonly<Record<Verdict, Format>> = { pass: 'green', warn: 'yellow', fail: 'red', broken: 'magenta' };

/** Pads to a width in characters; what is longer stays whole. */
export function padded(text: string, width: number, side: 'left' | 'right' = 'left'): string {
  return side === 'left' ? text.padEnd(width) : text.padStart(width);
}

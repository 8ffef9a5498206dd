/** Milliseconds of each unit, smallest first. */
export const millisecondsPerUnit = { us: 0.001, ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
export type DurationUnit = keyof typeof millisecondsPerUnit;

const longestMilliseconds = 30 * millisecondsPerUnit.d;
const shape = /^(\d{1,15}(?:\.\d{1,9})?)\s?(us|ms|s|m|h|d)$/;

/** Milliseconds of a text such as `30s` or `1.5h`; at most 30 days. Throws `SyntaxError` with a sentence for people. */
export function parseDurationMilliseconds(text: string): number {
  const match = shape.exec(text.trim());
  if (match === null) {
    throw new SyntaxError(`expected a duration such as 500ms, 30s or 1.5h (units us, ms, s, m, h, d), got ${quoteShort(text)}`);
  }
  const [, digits = '', unit = ''] = match;
  const milliseconds = Number(digits) * millisecondsPerUnit[unit as DurationUnit];
  if (milliseconds > longestMilliseconds) throw new SyntaxError(`expected a duration of at most 30d, got ${quoteShort(text)}`);
  return milliseconds;
}

/** Three significant digits below a minute (`0.42ms`, `12.3ms`, `1.25s`), two units above (`3m 20s`). */
export function formatMilliseconds(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return String(milliseconds);
  if (milliseconds < 0) return `-${formatMilliseconds(-milliseconds)}`;
  // The borders are where rounding would reach the next unit: 999.6ms is 1s, 59.97s is 1m.
  if (milliseconds < 999.5) return `${significant(milliseconds)}ms`;
  if (milliseconds < 59_950) return `${significant(milliseconds / 1000)}s`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 3600) return twoUnits(seconds, 60, 'm', 1, 's');
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 1440) return twoUnits(minutes, 60, 'h', 1, 'm');
  return twoUnits(Math.round(milliseconds / 3_600_000), 24, 'd', 1, 'h');
}

function significant(value: number): string {
  // Below a hundredth of a millisecond more digits would be noise of the clock.
  if (value < 0.01) return String(Number(value.toFixed(3)));
  return String(Number(value.toPrecision(3)));
}

function twoUnits(total: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = (total % large) / small;
  const whole = `${Math.floor(total / large)}${largeName}`;
  return rest === 0 ? whole : `${whole} ${rest}${smallName}`;
}

function quoteShort(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}...` : text);
}

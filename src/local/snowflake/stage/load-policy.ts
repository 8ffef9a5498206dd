import { SnowflakeFailure } from '../failure.ts';

/** ON_ERROR: what a bad record does to the rows around it. */
export type ErrorPolicy =
  | { readonly kind: 'ABORT_STATEMENT' }
  | { readonly kind: 'CONTINUE' }
  /** Skips a file from so many bad records, or from so many percent of its records. */
  | { readonly kind: 'SKIP_FILE'; readonly from: number; readonly unit: 'records' | 'percent' };

/** @throws SnowflakeFailure 001008 */
export function errorPolicy(value: string | undefined): ErrorPolicy {
  const word = value?.toUpperCase() ?? 'ABORT_STATEMENT';
  if (word === 'ABORT_STATEMENT' || word === 'CONTINUE') return { kind: word };
  const found = /^SKIP_FILE(?:_(\d+)(%?))?$/.exec(word);
  if (!found) throw new SnowflakeFailure('001008', '22023', `SQL compilation error:\ninvalid value [${word}] for parameter 'ON_ERROR'`);
  return { kind: 'SKIP_FILE', from: Number(found[1] ?? 1), unit: found[2] === '%' ? 'percent' : 'records' };
}

/** Whether nothing of a file is loaded. */
export function skipsFile(policy: ErrorPolicy, badRecords: number, records: number): boolean {
  if (policy.kind !== 'SKIP_FILE' || badRecords === 0) return false;
  return policy.unit === 'records' ? badRecords >= policy.from : (badRecords / records) * 100 >= policy.from;
}

/** As COPY INTO reports it. */
export function errorLimit(policy: ErrorPolicy, records: number): number {
  if (policy.kind === 'ABORT_STATEMENT') return 1;
  if (policy.kind === 'CONTINUE') return records;
  return policy.unit === 'records' ? policy.from : Math.ceil((records * policy.from) / 100);
}

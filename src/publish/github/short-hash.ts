import { createHash } from 'node:crypto';

/** 40 bits as 10 hexadecimal digits, for names that people never type. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}

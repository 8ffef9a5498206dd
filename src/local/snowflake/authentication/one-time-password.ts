import { createHmac, timingSafeEqual } from 'node:crypto';

const stepMilliseconds = 30_000;

/** Six digits for one step of time. RFC 6238 with HMAC-SHA-1, as authenticator apps do it. */
export function oneTimePassword(secret: Buffer, at: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / stepMilliseconds)));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = digest.readUInt8(digest.length - 1) & 0x0f;
  const number = digest.readUInt32BE(offset) & 0x7f_ff_ff_ff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** The step before and the one after count, too: clocks differ. */
export function isOneTimePassword(passcode: string, secret: Buffer, at: number): boolean {
  return [-1, 0, 1].some((steps) => {
    const expected = oneTimePassword(secret, at + steps * stepMilliseconds);
    return passcode.length === expected.length && timingSafeEqual(Buffer.from(passcode), Buffer.from(expected));
  });
}

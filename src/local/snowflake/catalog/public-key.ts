import { createHash, createPublicKey } from 'node:crypto';
import { SnowflakeFailure } from '../failure.ts';

/** A public key in PEM, with or without its first and last line. @throws SnowflakeFailure 390199 */
export function readPublicKey(text: string): { readonly pem: string; readonly fingerprint: string } {
  const body = text.replaceAll(/-----[A-Z ]+-----|\s/g, '');
  const pem = `-----BEGIN PUBLIC KEY-----\n${body}\n-----END PUBLIC KEY-----\n`;
  try {
    const key = createPublicKey(pem).export({ type: 'spki', format: 'der' });
    return { pem, fingerprint: `SHA256:${createHash('sha256').update(key).digest('base64')}` };
  } catch (cause) {
    throw new SnowflakeFailure('390199', '22023', "New public key rejected by current policy. Reason: 'Invalid public key'", { cause });
  }
}

import { createPrivateKey } from 'node:crypto';
import { errorMessage } from '../../../std/errors.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';

/** Shortest RSA key that Snowflake takes: https://docs.snowflake.com/en/user-guide/key-pair-auth */
const shortestKeyBits = 2_048;

/**
 * Reads the key before the driver does, because the driver tells a wrong passphrase as an internal error of OpenSSL. Throws
 * `Error` with a sentence that has nothing of the key in it.
 */
export function checkPrivateKey({ auth, private_key, private_key_passphrase }: SnowflakeSettings): void {
  if (auth !== 'key-pair') return;
  const key = readKey(private_key ?? '', private_key_passphrase);
  if (key.asymmetricKeyType !== 'rsa') throw new Error(`private_key is an ${key.asymmetricKeyType} key: Snowflake takes RSA keys.`);
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < shortestKeyBits) throw new Error(`private_key has ${bits} bits: Snowflake takes ${shortestKeyBits} or more.`);
}

function readKey(pem: string, passphrase: string | undefined) {
  const isEncrypted = /^-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(pem);
  if (isEncrypted && passphrase === undefined) throw new Error('private_key is encrypted: give its private_key_passphrase.');
  try {
    return createPrivateKey({ key: pem, format: 'pem', ...(passphrase === undefined ? {} : { passphrase }) });
  } catch (error) {
    if (isEncrypted) throw new Error('private_key_passphrase does not open the private_key.', { cause: error });
    const reason = errorMessage(error).replace(/^error:[0-9A-Fa-f]+:/, '');
    throw new Error(`private_key is no private key in PEM form (${reason}): its lines must be kept, header and footer too.`, {
      cause: error,
    });
  }
}

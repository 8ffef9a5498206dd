import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/std/random.ts';
import { createRedactor } from '../../src/std/redact.ts';
import { encodings } from './encodings.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const oneByOne = (text: string): readonly string[] => Array.from(text);
/** Never a word by chance, as the letters alone can be: a digit at least in each four characters. */
const anySecret = fc
  .array(
    fc.tuple(
      fc.string({ unit: fc.constantFrom(...oneByOne(`${letters}'"&<>+/=%\\ _-#`)), minLength: 3, maxLength: 3 }),
      fc.constantFrom(...oneByOne('0123456789')),
    ),
    {
      minLength: 4,
      maxLength: 12,
    },
  )
  .map((groups) => `k${groups.flat().join('')}`)
  .filter((secret) => !/ {2}/.test(secret));

/** What a reader could still put together: a mask hides everything between two words that we know. */
function leftOf(secret: string, form: string): string {
  const redacted = createRedactor([secret])(`⟦${form}⟧`);
  return redacted.slice(1, -1).replaceAll('***', '');
}

describe('a secret is found', () => {
  test.each(Object.entries(encodings))('as %s', (_name, encode) => {
    fc.assert(
      fc.property(anySecret, (secret) => {
        // Base64 shares a character with each neighbour and has padding: a few characters at the edges are no secret.
        expect(leftOf(secret, encode(secret)).trim().length).toBeLessThanOrEqual(6);
      }),
      { numRuns: 60 },
    );
  });

  test('in letters of any alphabet', () => {
    const secret = 'pässwörd-ключ-鍵-🔑-7';
    for (const [name, encode] of Object.entries(encodings)) expect(leftOf(secret, encode(secret)).length, name).toBeLessThanOrEqual(6);
  });

  test('of several lines: line by line, joined, escaped, quoted, in base64', () => {
    const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    // Without its armour, or the pattern for private keys would find it.
    const body = key.replaceAll(/-----[^-]+-----\n?/g, '');
    const lines = body.trim().split('\n');
    const forms = [
      ...lines.filter((line) => line.length >= 16),
      lines.join(''),
      lines.join(' '),
      lines.join(String.raw`\n`),
      JSON.stringify(body),
      lines.join('\r\n    '),
      (lines[3] as string).slice(20, 40),
      Buffer.from(body).toString('base64'),
      Buffer.from(body).toString('hex'),
      Buffer.from(key).toString('base64'),
    ];
    for (const form of forms) expect(leftOf(key, form).replaceAll(/[\s"\\nr]/g, '').length, form.slice(0, 80)).toBeLessThanOrEqual(8);
  });

  test('in a URL: what is behind its host, and the password in it', () => {
    const redact = createRedactor(['https://bob:hunter2hunter2@files.example.com/feeds/7f3kd92kfa93kd/feed.xml']);
    expect(redact('see https://files.example.com for help')).toBe('see https://files.example.com for help');
    expect(redact('GET /feeds/7f3kd92kfa93kd/feed.xml')).toBe('GET ***');
    expect(redact('password hunter2hunter2 refused')).toBe('password *** refused');
  });
});

test('redacting twice changes nothing more', () => {
  fc.assert(
    fc.property(
      fc.array(anySecret, { minLength: 1, maxLength: 3 }),
      fc.constantFrom(...Object.keys(encodings)),
      fc.string(),
      (secrets, name, around) => {
        const redact = createRedactor(secrets);
        const once = redact(
          `${around}${secrets.map((secret) => encodings[name]?.(secret)).join(around)} Authorization: Bearer abc123def456`,
        );
        expect(redact(once)).toBe(once);
      },
    ),
  );
});

test('text that holds no secret stays as it is', () => {
  const redact = createRedactor(['Zx81-hunter2-Qq']);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      expect(redact(text)).toBe(text);
    }),
  );
});

describe('ordinary text', () => {
  const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'schema.json'].map((file) => readFileSync(file, 'utf8')).join('\n');

  test('keeps every word when secrets are random', () => {
    const random = createRandom('words');
    const secretOf = (length: number): string => Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('');
    const secrets = Array.from({ length: 500 }, (_, index) => secretOf(8 + (index % 57)));
    expect(createRedactor(secrets)(documents)).toBe(documents);
  });

  test('keeps its words when secrets are made of words', () => {
    const secrets = [
      'sophia-database-2026',
      'snowflake-password1',
      'the-check-is-green',
      'correct horse battery staple',
      'production-account-77',
    ];
    const masked = createRedactor(secrets)(documents).split('***').length - documents.split('***').length;
    expect(masked).toBeLessThanOrEqual(2);
  });
});

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRedactor } from '../../src/std/redact.ts';

const secret = 'p@ss "w0rd"/+x=y&z';

test.each([
  ['as it is', `login failed for ${secret}.`],
  ['in JSON', JSON.stringify({ password: secret })],
  ['in JSON inside JSON', JSON.stringify({ body: JSON.stringify({ password: secret }) })],
  ['in a URL', `https://x.test/?p=${encodeURIComponent(secret)}`],
  ['in a URL with small letters', `https://x.test/?p=${encodeURIComponent(secret).replaceAll(/%../g, (code) => code.toLowerCase())}`],
  ['in a form', new URLSearchParams({ p: secret }).toString()],
  ['in base64', Buffer.from(secret).toString('base64')],
  ['in base64url', Buffer.from(secret).toString('base64url')],
  ['in a Basic header', `Basic ${Buffer.from(`user:${secret}`).toString('base64')}`],
  ['in a Basic header with a longer name', `Basic ${Buffer.from(`users:${secret} and more`).toString('base64')}`],
  ['in hexadecimal', Buffer.from(secret).toString('hex')],
  ['in capital hexadecimal', Buffer.from(secret).toString('hex').toUpperCase()],
])('a secret %s', (_form, text) => {
  const redacted = createRedactor([secret])(text);
  expect(redacted).toContain('***');
  for (const piece of [secret, 'w0rd', encodeURIComponent('"w0rd"'), Buffer.from('ss "w0rd"/').toString('hex')]) {
    expect(redacted.toLowerCase()).not.toContain(piece.toLowerCase());
  }
});

test('text around a secret stays', () => {
  expect(createRedactor(['hunter22'])('user bob, password hunter22, host x')).toBe('user bob, password ***, host x');
  expect(createRedactor(['hunter22'])('hunter22')).toBe('***');
  expect(createRedactor(['hunter22'])('hunter2')).toBe('hunter2');
});

test('secrets that overlap leave nothing of each other', () => {
  expect(createRedactor(['abcdefgh', 'efghijkl'])('-abcdefghijkl-')).toBe('-***-');
  expect(createRedactor(['abcd', 'abcdefgh'])('-abcdefgh-abcd-')).toBe('-***-***-');
  expect(createRedactor(['aaaa'])('aaaaaa b')).toBe('*** b');
});

test('a short secret is ignored: it would blank ordinary words', () => {
  expect(createRedactor(['abc', '', 'xyz1'])('abc xyz1')).toBe('abc ***');
});

test('a line of a private key is as secret as the key', () => {
  const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nAgEAAoIBAQC7VJTUt9Us8cKj\n-----END PRIVATE KEY-----\n';
  const redact = createRedactor([key]);
  expect(redact('bad key: AgEAAoIBAQC7VJTUt9Us8cKj')).toBe('bad key: ***');
  expect(redact(`key ${key.trim()} end`)).toBe('key *** end');
});

test('characters that mean something to a pattern are only text', () => {
  expect(createRedactor(['a.*+?^${}()|[]\\'])('x a.*+?^${}()|[]\\ y abbb')).toBe('x *** y abbb');
});

test('no secret of at least 4 characters survives, in any of its forms', () => {
  const anySecret = fc
    .string({ minLength: 4, maxLength: 40, unit: 'binary' })
    .filter((text) => text.trim().length >= 4 && !/^[*.]+$/.test(text));
  fc.assert(
    fc.property(fc.array(anySecret, { minLength: 1, maxLength: 4 }), fc.string(), fc.string(), (secrets, before, after) => {
      const redact = createRedactor(secrets);
      for (const one of secrets) {
        for (const form of [one, JSON.stringify(one), Buffer.from(one).toString('hex')]) {
          const redacted = redact(`${before}${form}${after}`);
          if (before.includes(one) || after.includes(one) || '***'.includes(one)) continue;
          const pieces = redacted.split('***');
          expect(pieces.some((piece) => piece.includes(one))).toBe(false);
        }
      }
    }),
  );
});

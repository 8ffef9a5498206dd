import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import {
  derBitString,
  derBoolean,
  derContext,
  derInteger,
  derObjectIdentifier,
  derOctetString,
  derSequence,
  derSet,
  derText,
  derTime,
} from './der.ts';

/** A certificate with its private key, both PEM. */
export interface Certificate {
  readonly certificate: string;
  readonly privateKey: string;
}

export interface Authority {
  /** PEM. */
  readonly certificate: string;
  /** Signs a certificate for one host name. */
  issue(host: string, validity: Validity): Certificate;
}

export interface Validity {
  readonly from: Date;
  readonly until: Date;
}

const authorityName = 'infra-test local CA';
const ecdsaWithSha256 = derSequence(derObjectIdentifier('1.2.840.10045.4.3.2'));
const version3 = derContext(0, derInteger(Buffer.from([2])), true);

/** A certificate authority that lives in memory for one start: its key is never written, so nobody can reuse it. */
export function createAuthority(validity: Validity): Authority {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keyId = keyIdentifier(keys.publicKey);
  const certificate = signCertificate(keys.privateKey, {
    subject: authorityName,
    publicKey: keys.publicKey,
    validity,
    extensions: [
      extension('2.5.29.19', derSequence(derBoolean(true)), true), // basicConstraints: a CA
      extension('2.5.29.15', derBitString(Buffer.from([0x06]), 1), true), // keyUsage: keyCertSign, cRLSign
      extension('2.5.29.14', derOctetString(keyId)), // subjectKeyIdentifier
    ],
  });
  return { certificate, issue: (host, leafValidity) => issueLeaf(keys.privateKey, keyId, host, leafValidity) };
}

function issueLeaf(authorityKey: KeyObject, authorityKeyId: Buffer, host: string, validity: Validity): Certificate {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const certificate = signCertificate(authorityKey, {
    subject: host,
    publicKey: keys.publicKey,
    validity,
    extensions: [
      extension('2.5.29.19', derSequence(), true), // basicConstraints: not a CA
      extension('2.5.29.15', derBitString(Buffer.from([0x80]), 7), true), // keyUsage: digitalSignature
      extension('2.5.29.37', derSequence(derObjectIdentifier('1.3.6.1.5.5.7.3.1'))), // extendedKeyUsage: serverAuth
      extension('2.5.29.17', derSequence(derContext(2, Buffer.from(host), false))), // subjectAltName: dNSName
      extension('2.5.29.14', derOctetString(keyIdentifier(keys.publicKey))), // subjectKeyIdentifier
      extension('2.5.29.35', derSequence(derContext(0, authorityKeyId, false))), // authorityKeyIdentifier
    ],
  });
  return { certificate, privateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

interface Draft {
  readonly subject: string;
  readonly publicKey: KeyObject;
  readonly validity: Validity;
  readonly extensions: readonly Buffer[];
}

/** RFC 5280 section 4.1. */
function signCertificate(authorityKey: KeyObject, draft: Draft): string {
  const body = derSequence(
    version3,
    derInteger(Buffer.concat([Buffer.from([1]), randomBytes(15)])), // The first byte keeps the serial number positive.
    ecdsaWithSha256,
    distinguishedName(authorityName),
    derSequence(derTime(draft.validity.from), derTime(draft.validity.until)),
    distinguishedName(draft.subject),
    draft.publicKey.export({ type: 'spki', format: 'der' }),
    derContext(3, derSequence(...draft.extensions), true),
  );
  const whole = derSequence(body, ecdsaWithSha256, derBitString(sign('sha256', body, authorityKey)));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

function distinguishedName(commonName: string): Buffer {
  return derSequence(derSet(derSequence(derObjectIdentifier('2.5.4.3'), derText(commonName))));
}

function extension(identifier: string, value: Buffer, critical = false): Buffer {
  return derSequence(derObjectIdentifier(identifier), ...(critical ? [derBoolean(true)] : []), derOctetString(value));
}

function keyIdentifier(key: KeyObject): Buffer {
  return createHash('sha1')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest();
}

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isForbiddenAddress, parseAddress } from '../../src/std/address.ts';

const networks = ['public', 'private', 'loopback'] as const;

/** Which networks may call each address. */
const table: Readonly<Record<string, readonly (typeof networks)[number][]>> = {
  '8.8.8.8': networks,
  '172.15.255.255': networks,
  '172.32.0.0': networks,
  '192.167.255.255': networks,
  '2606:4700::1111': networks,
  '::ffff:8.8.8.8': networks,
  '127.0.0.1': ['private', 'loopback'],
  '127.255.255.254': ['private', 'loopback'],
  '0.0.0.0': ['private', 'loopback'],
  '::1': ['private', 'loopback'],
  '::': ['private', 'loopback'],
  '0:0:0:0:0:0:0:1': ['private', 'loopback'],
  '::ffff:127.0.0.1': ['private', 'loopback'],
  '::ffff:7f00:1': ['private', 'loopback'],
  '::127.0.0.1': ['private', 'loopback'],
  '64:ff9b::7f00:1': ['private', 'loopback'],
  '2002:7f00:1::': ['private', 'loopback'],
  '10.0.0.1': ['private'],
  '172.16.0.1': ['private'],
  '172.31.255.255': ['private'],
  '192.168.1.1': ['private'],
  '100.64.0.1': ['private'],
  '198.19.255.255': ['private'],
  'fd12:3456::1': ['private'],
  'fc00::': ['private'],
  '::ffff:10.0.0.1': ['private'],
  '64:ff9b::a00:1': ['private'],
  '169.254.169.254': [],
  '169.254.0.1': [],
  '::ffff:169.254.169.254': [],
  '64:ff9b::a9fe:a9fe': [],
  '168.63.129.16': [],
  '100.100.100.200': [],
  'fd00:ec2::254': [],
  'fd20:ce::254': [],
  'fe80::1': [],
  'fe80::1%eth0': [],
  'febf:ffff::': [],
  'ff02::1': [],
  '2001:0:1::': [],
  '224.0.0.1': [],
  '255.255.255.255': [],
};

describe('isForbiddenAddress', () => {
  test.each(Object.entries(table))('%s may be called by %j', (ip, allowed) => {
    expect(networks.filter((network) => isForbiddenAddress(ip, network) === undefined)).toEqual(allowed);
  });

  test.each([
    '',
    'x',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '01.2.3.4',
    '0x7f.0.0.1',
    '1::2::3',
    ':::',
    '1:2:3',
    '1.2.3.4:',
    '12345::',
    '::1%',
    'g::',
  ])('refuses %j, which is no address', (text) => {
    expect(isForbiddenAddress(text, 'private')).toBe('not an IP address');
  });

  test('the reason continues a sentence', () => {
    expect(isForbiddenAddress('10.0.0.1', 'public')).toBe('a private address, and the environment does not say network: private');
    expect(isForbiddenAddress('169.254.169.254', 'private')).toBe(
      'a link-local address (cloud metadata lives there), which is never called',
    );
  });

  test('reads the addresses that fast-check writes, and an IPv4 address means the same inside of IPv6', () => {
    fc.assert(fc.property(fc.ipV6(), (ip) => parseAddress(ip)?.length === 16));
    fc.assert(
      fc.property(fc.ipV4(), fc.constantFrom(...networks), (ip, network) => {
        expect(parseAddress(ip)?.join('.')).toBe(ip);
        expect(isForbiddenAddress(`::ffff:${ip}`, network)).toBe(isForbiddenAddress(ip, network));
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => ['string', 'undefined'].includes(typeof isForbiddenAddress(text, 'public'))));
  });
});

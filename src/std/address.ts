/** Addresses that may be called besides public ones. `private` includes loopback: both belong to whoever runs us. */
export type Network = 'public' | 'private' | 'loopback';

type Reach = 'public' | 'private' | 'loopback' | 'never';

interface Range {
  readonly bytes: readonly number[];
  readonly bits: number;
  readonly reach: Reach;
  readonly describe: string;
}

/** First match wins, so the single addresses stand before the ranges that hold them. */
const ranges4: readonly Range[] = [
  range4('168.63.129.16/32', 'never', "Azure's metadata address"),
  range4('100.100.100.200/32', 'never', "Alibaba Cloud's metadata address"),
  range4('169.254.0.0/16', 'never', 'a link-local address (cloud metadata lives there)'),
  range4('0.0.0.0/8', 'loopback', 'an address of this machine'),
  range4('127.0.0.0/8', 'loopback', 'a loopback address'),
  range4('10.0.0.0/8', 'private', 'a private address'),
  range4('100.64.0.0/10', 'private', 'a private address (carrier-grade NAT)'),
  range4('172.16.0.0/12', 'private', 'a private address'),
  range4('192.0.0.0/24', 'private', 'a private address'),
  range4('192.168.0.0/16', 'private', 'a private address'),
  range4('198.18.0.0/15', 'private', 'a private address (benchmarks)'),
  range4('224.0.0.0/4', 'never', 'a multicast address'),
  range4('240.0.0.0/4', 'never', 'a reserved address'),
];

const ranges6: readonly Range[] = [
  range6('fd00:ec2::254/128', 'never', "AWS's metadata address"),
  range6('fd20:ce::254/128', 'never', "Google Cloud's metadata address"),
  range6('fe80::/10', 'never', 'a link-local address'),
  range6('ff00::/8', 'never', 'a multicast address'),
  range6('2001::/32', 'never', 'a Teredo address, which hides another one'),
  range6('::/128', 'loopback', 'an address of this machine'),
  range6('::1/128', 'loopback', 'a loopback address'),
  range6('fc00::/7', 'private', 'a private address'),
  range6('fec0::/10', 'private', 'a private address'),
  range6('64:ff9b:1::/48', 'private', 'a private address (NAT64)'),
];

/** Prefixes whose addresses lead to an IPv4 address, and where its four bytes stand. */
const carriers: readonly { readonly prefix: Range; readonly at: number }[] = [
  { prefix: range6('::ffff:0:0/96', 'never', ''), at: 12 },
  { prefix: range6('::ffff:0:0:0/96', 'never', ''), at: 12 },
  { prefix: range6('::/96', 'never', ''), at: 12 },
  { prefix: range6('64:ff9b::/96', 'never', ''), at: 12 },
  { prefix: range6('2002::/16', 'never', ''), at: 2 },
];

/**
 * Why a program may not call an address, in words that continue "10.0.0.5 is ...", or undefined when it may. Ranges of the
 * IANA special-purpose registries; an IPv4 address inside an IPv6 one is judged as the IPv4 address.
 */
export function isForbiddenAddress(ip: string, network: Network): string | undefined {
  const bytes = parseAddress(ip);
  if (bytes === undefined) return 'not an IP address';
  const found = findRange(bytes);
  if (found === undefined || found.reach === 'public') return undefined;
  if (found.reach === 'never') return `${found.describe}, which is never called`;
  if (found.reach === network || network === 'private') return undefined;
  return `${found.describe}, and the environment does not say network: ${found.reach}`;
}

function findRange(bytes: readonly number[]): Range | undefined {
  if (bytes.length === 4) return ranges4.find((range) => contains(range, bytes));
  const own = ranges6.find((range) => contains(range, bytes));
  if (own !== undefined) return own;
  const carrier = carriers.find(({ prefix }) => contains(prefix, bytes));
  return carrier && findRange(bytes.slice(carrier.at, carrier.at + 4));
}

function contains(range: Range, bytes: readonly number[]): boolean {
  for (let bit = 0; bit < range.bits; bit += 8) {
    const index = bit / 8;
    const mask = range.bits - bit >= 8 ? 0xff : (0xff << (8 - (range.bits - bit))) & 0xff;
    if ((((bytes[index] ?? 0) ^ (range.bytes[index] ?? 0)) & mask) !== 0) return false;
  }
  return true;
}

/** 4 or 16 bytes of an address in its textual form (RFC 4291 2.2; a zone such as `%eth0` is dropped), or undefined. */
export function parseAddress(text: string): readonly number[] | undefined {
  return text.includes(':') ? parse6(text) : parse4(text);
}

function parse4(text: string): readonly number[] | undefined {
  const parts = text.split('.');
  // Leading zeros are octal to some parsers and decimal to others, so they are refused.
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part))) return undefined;
  const bytes = parts.map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

function parse6(text: string): readonly number[] | undefined {
  const [address = '', zone] = text.split('%', 2);
  if (zone === '') return undefined;
  const halves = address.split('::');
  if (halves.length > 2) return undefined;
  const head = parseGroups(halves[0] ?? '', halves.length === 1);
  if (halves.length === 1) return head?.length === 16 ? head : undefined;
  const tail = parseGroups(halves[1] ?? '', true);
  if (head === undefined || tail === undefined || head.length + tail.length > 14) return undefined;
  return [...head, ...Array.from({ length: 16 - head.length - tail.length }, () => 0), ...tail];
}

function parseGroups(text: string, mayEndWith4: boolean): readonly number[] | undefined {
  if (text === '') return [];
  const groups = text.split(':');
  const bytes: number[] = [];
  for (const [index, group] of groups.entries()) {
    const isLast = index === groups.length - 1;
    const inner = isLast && mayEndWith4 && group.includes('.') ? parse4(group) : parseGroup(group);
    if (inner === undefined) return undefined;
    bytes.push(...inner);
  }
  return bytes;
}

function parseGroup(group: string): readonly number[] | undefined {
  if (!/^[\da-f]{1,4}$/i.test(group)) return undefined;
  const value = Number.parseInt(group, 16);
  return [value >> 8, value & 0xff];
}

function range4(text: string, reach: Reach, describe: string): Range {
  const [address = '', bits = ''] = text.split('/');
  return { bytes: parse4(address) ?? [], bits: Number(bits), reach, describe };
}

function range6(text: string, reach: Reach, describe: string): Range {
  const [address = '', bits = ''] = text.split('/');
  return { bytes: parse6(address) ?? [], bits: Number(bits), reach, describe };
}

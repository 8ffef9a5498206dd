import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prefixBits, ruleNames } from '../../../src/components/snowflake/checks/network-policy-lists.ts';
import { meetsValue } from '../../../src/components/snowflake/checks/parameters.ts';
import { hasLuhnDigit, holdsPii, isIban } from '../../../src/components/snowflake/checks/pii-patterns.ts';

describe('personal data', () => {
  test.each([
    ['email', 'write to anna.berg+calls@sophia.example.com, please'],
    ['email', 'a@b.de'],
    ['phone', 'call +49 30 1234567'],
    ['phone', '+14155552671'],
    ['phone', '(415) 555-2671'],
    ['phone', '415-555-2671'],
    ['iban', 'DE89 3704 0044 0532 0130 00'],
    ['iban', 'to GB82WEST12345698765432.'],
    ['card', '4111 1111 1111 1111'],
    ['card', 'paid with 378282246310005'],
    ['card', '5555-5555-5555-4444'],
    ['ssn', '123-45-6789'],
  ] as const)('%s in %j', (kind, text) => {
    expect(holdsPii[kind](text)).toBe(true);
  });

  test.each([
    ['email', 'a@b'],
    ['email', 'mention @anna.berg'],
    ['phone', '2026-11-01T00:00:00Z'],
    ['phone', 'call-00001'],
    ['phone', '12345678901'],
    ['phone', '+12'],
    ['iban', 'DE89 3704 0044 0532 0130 01'],
    ['iban', 'CALL00001'],
    ['card', '4111 1111 1111 1112'],
    ['card', '1234567890123452'],
    ['card', '0000000000000000'],
    ['ssn', '000-12-3456'],
    ['ssn', '123-45-67890'],
    ['ssn', '2026-11-01'],
  ] as const)('no %s in %j', (kind, text) => {
    expect(holdsPii[kind](text)).toBe(false);
  });

  const digits = fc.stringMatching(/^\d{12,18}$/);

  test('of ten last digits exactly one is right, and changing a digit makes it wrong', () => {
    const holds = (text: string, at: number, by: number): boolean => {
      const right = Array.from('0123456789', (digit) => text + digit).filter(hasLuhnDigit);
      const [whole = ''] = right;
      const index = at % whole.length;
      const changed = (Number(whole[index]) + by) % 10;
      return right.length === 1 && !hasLuhnDigit(`${whole.slice(0, index)}${changed}${whole.slice(index + 1)}`);
    };
    const property = fc.property(digits, fc.nat(), fc.integer({ min: 1, max: 9 }), holds);
    expect(() => fc.assert(property)).not.toThrow();
  });

  test('of all check digits at most two make an IBAN', () => {
    const account = fc.stringMatching(/^[A-Z0-9]{11,30}$/);
    const holds = (country: string, rest: string): boolean => {
      const right = Array.from({ length: 100 }, (_, check) => `${country}${String(check).padStart(2, '0')}${rest}`).filter(isIban);
      return right.length === 1 || right.length === 2;
    };
    expect(() => fc.assert(fc.property(fc.stringMatching(/^[A-Z]{2}$/), account, holds))).not.toThrow();
  });

  test('any text is answered, and long ones in reasonable time', () => {
    const any = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.stringMatching(/^[0-9 .()+-]{0,200}$/));
    const answers = (text: string): boolean => Object.values(holdsPii).every((holds) => typeof holds(text) === 'boolean');
    expect(() => fc.assert(fc.property(any, answers))).not.toThrow();
    for (const text of ['1 '.repeat(2_000), 'a.'.repeat(2_000), '+1-'.repeat(2_000), 'DE12 '.repeat(1_000), 'a@'.repeat(2_000)]) {
      expect(answers(text)).toBe(true);
    }
  });
});

describe('network policies', () => {
  test.each([
    ['0.0.0.0/0', 0],
    ['203.0.113.0/24', 24],
    ['127.0.0.1', 32],
    ['::/0', 0],
    ['2001:db8::/32', 32],
    ['2001:db8::1', 128],
    ['vpce-0fa383eb170331202', undefined],
  ])('%s has %s network bits', (range, bits) => {
    expect(prefixBits(range)).toBe(bits);
  });

  test('the names of rules are read from their JSON', () => {
    expect(ruleNames('[{"fullyQualifiedRuleName":"A.B.C"}]')).toEqual(['A.B.C']);
    expect(ruleNames('')).toEqual([]);
    expect(() => ruleNames('{"a":1}')).toThrow(SyntaxError);
    expect(() => ruleNames('[{"name":"A"}]')).toThrow(SyntaxError);
  });
});

test.each([
  ['true', 'TRUE', true],
  ['false', 'true', false],
  ['7', '>= 7', true],
  ['6', '>= 7', false],
  ['7', '<= 6.5', false],
  ['7', '<= 7', true],
  ['', '>= 0', false],
  ['none', '>= 0', false],
  ['256', '256', true],
])('the value %j where %j is expected: %s', (actual, expected, met) => {
  expect(meetsValue(actual, expected)).toBe(met);
});

/** Kinds of personal data that are recognised by their form. */
export const piiKinds = ['email', 'phone', 'iban', 'card', 'ssn'] as const;
export type PiiKind = (typeof piiKinds)[number];

/** True when a text holds such data. Forms with a check digit are only taken when it is right. */
export const holdsPii: Readonly<Record<PiiKind, (text: string) => boolean>> = {
  email: (text) => emails.test(text),
  phone: (text) => phones.test(text),
  iban: (text) => matches(text, ibans).some((match) => isIban(match.replaceAll(' ', ''))),
  card: (text) => matches(text, cards).some((match) => isCard(match.replaceAll(/[ -]/g, ''))),
  ssn: (text) => socialSecurityNumbers.test(text),
};

const emails = /(?<![\w.+-])[\w.+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![\w-])/;
/** International with `+`, or North American with its separators: other digits may be anything. */
const phones = /(?<![\w+])\+[1-9](?:[ ().-]{0,2}\d){7,14}(?!\d)|(?<![\w(+-])(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-.])\d{3}[-.]\d{4}(?![\w-])/;
const ibans = /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}(?![A-Za-z0-9])/g;
/** First digits of the large issuers: https://en.wikipedia.org/wiki/Payment_card_number */
const cards = /(?<![\w-])(?:4|5[1-5]|2[2-7]|3[47]|6(?:011|5))\d*(?:[ -]?\d{2,6}){1,5}(?![\w-])/g;
/** Numbers that were never given out are left out: https://www.ssa.gov/employer/randomization.html */
const socialSecurityNumbers = /(?<![\w-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/;

/** Texts can be megabytes; what is personal data stands near their beginning or is not found. */
const longestText = 10_000;

function matches(text: string, pattern: RegExp): readonly string[] {
  return [...text.slice(0, longestText).matchAll(pattern)].map(([match]) => match);
}

function isCard(digits: string): boolean {
  return digits.length >= 13 && digits.length <= 19 && hasLuhnDigit(digits);
}

/** ISO/IEC 7812-1. */
export function hasLuhnDigit(digits: string): boolean {
  const sum = Array.from(digits)
    .toReversed()
    .reduce((total, digit, index) => {
      const doubled = Number(digit) * (index % 2 === 0 ? 1 : 2);
      return total + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
  return sum % 10 === 0;
}

/** ISO 13616: the country and check digits go to the end, letters count from 10, the remainder of 97 is 1. */
export function isIban(text: string): boolean {
  if (text.length < 15 || text.length > 34) return false;
  const digits = `${text.slice(4)}${text.slice(0, 4)}`.replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  let remainder = 0;
  for (const digit of digits) remainder = (remainder * 10 + Number(digit)) % 97;
  return remainder === 1;
}

import type { Generator, Values } from './generate-values.ts';
import type { Schema } from './merge-schemas.ts';

/** Longer texts are generated only where the schema demands them. */
const usualLength = 32;
/** Each one is one character for a schema; all have hurt somebody. */
const telling = ['a', 'Z', '0', ' ', "'", '"', '\\', '/', '<', '%', '{', '\n', 'é', 'ß', '字', '🙂'];
const earliest = new Date('1970-01-01T00:00:00Z');
const latest = new Date('2100-01-01T00:00:00Z');

const formats: Readonly<Record<string, (fc: Generator) => Values>> = {
  'date-time': (fc) => instants(fc),
  date: (fc) => instants(fc).map((text) => text.slice(0, 10)),
  time: (fc) => instants(fc).map((text) => text.slice(11)),
  duration: (fc) => fc.constantFrom('PT1S', 'PT5M', 'P1D', 'P1Y2M'),
  email: (fc) => fc.emailAddress(),
  'idn-email': (fc) => fc.emailAddress(),
  hostname: (fc) => fc.domain(),
  'idn-hostname': (fc) => fc.domain(),
  ipv4: (fc) => fc.ipV4(),
  ipv6: (fc) => fc.ipV6(),
  uri: (fc) => fc.webUrl(),
  iri: (fc) => fc.webUrl(),
  'uri-reference': (fc) => fc.webPath(),
  uuid: (fc) => fc.uuid(),
  regex: (fc) => fc.constantFrom('a', '^b+$', '[a-z]*'),
  'json-pointer': (fc) => fc.constantFrom('', '/a', '/a/0'),
};

/** Texts of a schema: of its pattern, else of its format, else any, with telling characters among them. */
export function generateText(fc: Generator, { pattern, format, minLength = 0, maxLength }: Schema): Values {
  const bounds = { minLength, maxLength: Math.max(minLength, Math.min(maxLength ?? usualLength, minLength + usualLength)) };
  const ofPattern = pattern === undefined ? undefined : textsOfPattern(fc, pattern);
  if (ofPattern !== undefined) return ofPattern;
  const ofFormat = format === undefined ? undefined : formats[format];
  if (ofFormat !== undefined) return ofFormat(fc);
  return fc.oneof(
    { weight: 3, arbitrary: fc.string(bounds) },
    { weight: 1, arbitrary: fc.string({ ...bounds, unit: fc.constantFrom(...telling) }) },
  );
}

function instants(fc: Generator) {
  return fc.date({ min: earliest, max: latest, noInvalidDate: true }).map((date) => date.toISOString());
}

/** Undefined for patterns that texts cannot be made of, such as those that look ahead. */
function textsOfPattern(fc: Generator, pattern: string): Values | undefined {
  try {
    return fc.stringMatching(new RegExp(pattern, 'u'), { size: 'small' });
  } catch {
    return undefined;
  }
}

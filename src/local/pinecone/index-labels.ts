import { PineconeRefusal } from './refusal.ts';

export type Fields = Readonly<Record<string, unknown>>;
export type Tags = Readonly<Record<string, string>>;

/** What an index carries besides its vectors. */
export interface Labels {
  readonly deletionProtection?: 'enabled' | 'disabled';
  readonly tags?: Tags;
}

const tagsLimit = 20;

/** @throws PineconeRefusal */
export function parseLabels(fields: Fields): Labels {
  const protection = fields['deletion_protection'];
  if (protection !== undefined && protection !== 'enabled' && protection !== 'disabled') {
    throw new PineconeRefusal('invalid', `deletion_protection must be "enabled" or "disabled", got ${JSON.stringify(protection)}`);
  }
  const tags = fields['tags'] === undefined || fields['tags'] === null ? undefined : parseTags(fields['tags']);
  return { ...(protection === undefined ? {} : { deletionProtection: protection }), ...(tags === undefined ? {} : { tags }) };
}

/** Tags are merged; an empty value removes its tag. @throws PineconeRefusal for more than an index may have */
export function mergeTags(before: Tags, changes: Tags | undefined): Tags {
  const tags = Object.entries({ ...before, ...changes }).filter(([, value]) => value !== '');
  if (tags.length > tagsLimit) throw new PineconeRefusal('invalid', `An index may have at most ${tagsLimit} tags, got ${tags.length}`);
  return Object.fromEntries(tags);
}

export function printTags(tags: Tags): Tags | null {
  return Object.keys(tags).length === 0 ? null : tags;
}

/** @throws PineconeRefusal */
export function parseName(name: unknown): string {
  if (typeof name === 'string' && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name) && name.length <= 45) return name;
  throw new PineconeRefusal(
    'invalid',
    `Name must consist of lower case alphanumeric characters or '-', at most 45, got ${JSON.stringify(name)}`,
  );
}

/** @throws PineconeRefusal when it is not an object */
export function asFields(value: unknown, what: string): Fields {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Fields;
  throw new PineconeRefusal('invalid', `${what} must be an object, got ${JSON.stringify(value)}`);
}

function parseTags(value: unknown): Tags {
  const tags = asFields(value, 'tags');
  for (const [key, tag] of Object.entries(tags)) {
    if (typeof tag !== 'string' || tag.length > 120 || !/^[\x20-\x7e]*$/.test(tag) || !/^[A-Za-z0-9_-]{1,80}$/.test(key)) {
      const rule = "of at most 120 printable ASCII characters, its key of at most 80 letters, digits, '_' or '-'";
      throw new PineconeRefusal('invalid', `The tag ${key} must be a string ${rule}`);
    }
  }
  return tags as Tags;
}

import { asFields, asText, asWord } from './control-fields.ts';
import type { Fields } from './fields.ts';
import { invalid } from './refusal.ts';

export type Tags = Readonly<Record<string, string>>;

/** What an index carries besides its vectors. */
export interface Labels {
  readonly deletionProtection?: 'enabled' | 'disabled';
  readonly tags?: Tags;
}

const tagsLimit = 20;

/** @throws PineconeRefusal */
export function parseLabels({ deletion_protection: given, tags }: Fields): Labels {
  const isGiven = given !== undefined && given !== null;
  return {
    ...(isGiven && { deletionProtection: asWord(given, 'deletion_protection', ['enabled', 'disabled'] as const) }),
    ...(tags !== undefined && tags !== null && { tags: parseTags(tags) }),
  };
}

/** Tags are merged; an empty value removes its tag. @throws PineconeRefusal for more than an index may have */
export function mergeTags(before: Tags, changes: Tags | undefined): Tags {
  const tags = Object.entries({ ...before, ...changes }).filter(([, value]) => value !== '');
  if (tags.length > tagsLimit) throw invalid(`An index may have at most ${tagsLimit} tags, got ${tags.length}`);
  return Object.fromEntries(tags);
}

/** In the newer shape an index without tags has null; before, it has no such field. */
export function printTags(tags: Tags, schemaShape: boolean): { readonly tags?: Tags | null } {
  if (Object.keys(tags).length > 0) return { tags };
  return schemaShape ? { tags: null } : {};
}

/** Of an index, a backup or a collection. @throws PineconeRefusal */
export function parseName(value: unknown): string {
  const name = asText(value, 'name');
  if (/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name) && name.length <= 45) return name;
  throw invalid(`Name must consist of lower case alphanumeric characters or '-', at most 45, got ${JSON.stringify(name)}`);
}

function parseTags(value: unknown): Tags {
  const tags = asFields(value, 'tags');
  for (const [key, given] of Object.entries(tags)) {
    const tag = asText(given, `The tag ${key}`);
    if (tag.length <= 120 && /^[\x20-\x7e]*$/.test(tag) && /^[A-Za-z0-9_-]{1,80}$/.test(key)) continue;
    const rule = "at most 120 printable ASCII characters, its key at most 80 letters, digits, '_' or '-'";
    throw invalid(`The tag ${key} must have ${rule}`);
  }
  return tags as Tags;
}

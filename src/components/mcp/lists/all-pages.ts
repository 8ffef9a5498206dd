import { Refusal } from '../../../std/errors.ts';
import type { Listed } from './server-lists.ts';

/** A server that gives a cursor with every page would be asked for ever. */
const mostPages = 200;

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor?: string | undefined;
}

/** Asks for page after page. Throws `Refusal` where the pages do not end. */
export async function allPages<Item>(method: string, ask: (cursor: string | undefined) => Promise<Page<Item>>): Promise<Listed<Item>> {
  const items: Item[] = [];
  const seen = new Set<string>();
  let cursor: string | undefined;
  for (let pages = 1; pages <= mostPages; pages += 1) {
    const page = await ask(cursor);
    items.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === undefined) return { items, pages };
    if (seen.has(cursor)) throw new Refusal('ENDLESS_LIST', `${method}: page ${pages} leads back to a page that was read`);
    seen.add(cursor);
  }
  throw new Refusal('ENDLESS_LIST', `${method}: there is a next page after ${mostPages} pages`);
}

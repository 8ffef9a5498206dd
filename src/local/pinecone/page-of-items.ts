import { pageOfQuery } from './page.ts';
import type { PineconeRequest } from './route.ts';

interface Listed {
  readonly id: string;
  readonly createdAt: number;
}

/** The body of a list of the control plane: a page in order of creation. */
export function pageOfItems<Item extends Listed>(
  items: readonly Item[],
  request: PineconeRequest,
  print: (item: Item) => unknown,
): unknown {
  const byKey = new Map(items.map((item) => [`${String(item.createdAt).padStart(16, '0')} ${item.id}`, item]));
  const { items: keys, pagination } = pageOfQuery([...byKey.keys()].toSorted(), request.query);
  const page = keys.flatMap((key) => byKey.get(key) ?? []);
  return { data: page.map(print), ...pagination };
}

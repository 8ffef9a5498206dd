import { parseLimit } from './fields.ts';
import { pageOf } from './page.ts';
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
  const limit = parseLimit(request.query.get('limit') ?? undefined);
  const { items: keys, pagination } = pageOf([...byKey.keys()].toSorted(), limit, request.query.get('paginationToken') ?? undefined);
  const page = keys.flatMap((key) => byKey.get(key) ?? []);
  return { data: page.map(print), ...pagination };
}

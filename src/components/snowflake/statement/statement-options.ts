import * as v from 'valibot';

/** Options of every check that runs a statement of the user's. Values reach SQL as binds, never as text. */
export const statement = {
  sql: v.pipe(v.string(), v.nonEmpty('must not be empty'), v.description('One statement; `?` stands for a bind.')),
  binds: v.optional(v.array(v.union([v.string(), v.number(), v.boolean(), v.null()])), []),
};

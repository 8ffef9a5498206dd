import * as fc from 'fast-check';

/**
 * SELECTs over `people (id, team, amount, score, day)` and `teams (team, rank)` in the words that both dialects read
 * alike: NULLs are ordered by name, aggregates of whole and exact numbers, no division.
 */
const number = fc.constantFrom('id', 'amount', 'score');
const constant = fc.constantFrom('0', '3', '-2', '7.5', '12', '1.25');

const arithmetic: fc.Arbitrary<string> = fc.oneof(
  number,
  fc.tuple(number, fc.constantFrom('+', '-', '*'), fc.oneof(number, constant)).map(([left, sign, right]) => `(${left} ${sign} ${right})`),
  number.map((column) => `abs(${column})`),
  number.map((column) => `coalesce(${column}, 0)`),
  number.map((column) => `case when ${column} > 2 then ${column} else -1 end`),
);

const textual: fc.Arbitrary<string> = fc.constantFrom(
  'team', 'upper(team)', `coalesce(team, 'none')`, `team || '!'`, 'substring(team, 2, 2)', `replace(team, 'r', 'x')`, 'lower(team)', 'length(team)',
); // prettier-ignore

const comparisons = fc.constantFrom('=', '<>', '<', '<=', '>', '>=');

const atom: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(arithmetic, comparisons, fc.oneof(constant, arithmetic)).map((parts) => parts.join(' ')),
  fc.tuple(fc.constantFrom('team', 'day', 'amount', 'score'), fc.constantFrom('is null', 'is not null')).map((parts) => parts.join(' ')),
  fc.constantFrom(
    `team like 'r%'`,
    `team in ('red', 'Blue')`,
    `team not in ('red')`,
    `team <> 'green'`,
    `team like '%e_'`,
    `upper(team) = 'BLUE'`,
  ),
  fc.tuple(number, constant, constant).map(([column, low, high]) => `${column} between ${low} and ${high}`),
  fc.constantFrom(`day >= '2020-02-01'`, `day = '2020-01-05'`, `extract(month from day) = 3`, `day between '2020-01-10' and '2020-02-20'`),
  fc.constantFrom(
    'id in (select rank from teams)',
    'exists (select 1 from teams t where t.team = people.team)',
    'score is not distinct from amount',
  ),
);

const condition: fc.Arbitrary<string> = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    atom,
    fc.tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition')).map(([left, word, right]) => `(${left} ${word} ${right})`),
    tie('condition').map((inner) => `not (${inner})`),
  ),
})).condition;

const item = fc.oneof(arithmetic, textual, fc.constantFrom('day', 'id'));
const items = fc.array(item, { minLength: 1, maxLength: 4 }).map((list) => list.map((text, index) => `${text} as c${index}`).join(', '));

const plainSelect = fc
  .tuple(fc.constantFrom('', 'distinct '), items, condition)
  .map(([distinct, list, where]) => `select ${distinct}${list} from people where ${where}`);

const limited = fc
  .tuple(items, condition, fc.constantFrom('asc', 'desc'), fc.nat(20), fc.nat(5))
  .map(
    ([list, where, direction, limit, offset]) =>
      `select ${list} from people where ${where} order by id ${direction} limit ${limit} offset ${offset}`,
  );

const aggregate = fc.oneof(
  fc.constantFrom(
    'count(*)',
    'count(team)',
    'count(distinct team)',
    'min(day)',
    'max(team)',
    'sum(id)',
    'sum(amount)',
    'sum(score)',
    'max(amount)',
    'min(score)',
  ),
  arithmetic.map((value) => `sum(${value})`),
  condition.map((when) => `sum(case when ${when} then 1 else 0 end)`),
);
const aggregates = fc
  .array(aggregate, { minLength: 1, maxLength: 3 })
  .map((list) => list.map((text, index) => `${text} as a${index}`).join(', '));

const grouped = fc
  .tuple(
    fc.constantFrom('team', 'day', 'coalesce(team, $$-$$)', 'score', 'rollup(team)', 'cube(team, score)', 'grouping sets ((team), ())'),
    aggregates,
    condition,
    fc.constantFrom('', ' having count(*) > 1', ' having sum(id) > 20'),
  )
  .map(([by, list, where, having]) => {
    const shown = by.includes('(') && !by.startsWith('coalesce') ? 'team' : by;
    return `select ${shown} as k, ${list} from people where ${where} group by ${by}${having}`;
  })
  .map((sql) => sql.replaceAll('$$-$$', `'-'`));

/** Neither dialect takes a subquery in the condition of a FULL JOIN. */
const joinCondition = fc
  .array(
    fc.constantFrom(
      'people.amount > t.rank',
      'people.score is not null',
      't.rank < 4',
      'people.id between 5 and 40',
      `people.team <> 'Blue'`,
    ),
    { maxLength: 2 },
  )
  .map((parts) => ['people.team = t.team', ...parts].join(' and '));
const joined = fc
  .tuple(
    fc.constantFrom('join', 'left join', 'right join', 'full join'),
    joinCondition,
    fc.constantFrom('people.id, t.rank', 'people.team, t.team, t.rank', 'count(*), sum(t.rank), min(people.amount)'),
    fc.constantFrom('', ' where t.rank is null', ' where coalesce(people.score, 0) + coalesce(t.rank, 0) > 2'),
  )
  .map(([join, on, list, where]) => `select ${list} from people ${join} teams t on ${on}${where}`);

const order = fc.constantFrom('id', 'id desc', 'score nulls first, id', 'amount desc nulls last, id', 'team nulls last, id');
const frame = fc.constantFrom(
  '',
  ' rows between 2 preceding and current row',
  ' rows between unbounded preceding and unbounded following',
  ' rows between 1 following and 3 following',
);
const windowed = fc
  .tuple(
    fc.constantFrom('sum(amount)', 'count(*)', 'min(score)', 'max(id)', 'count(team)'),
    fc.constantFrom('', 'partition by team ', 'partition by score '),
    order,
    frame,
    fc.constantFrom('row_number()', 'rank()', 'dense_rank()', 'lag(id)', 'lead(score, 2)', 'ntile(3)'),
    condition,
    fc.constantFrom('', ' qualify r <= 2', ' qualify row_number() over (partition by team order by id) = 1'),
  )
  .map(
    ([call, partition, by, rows, ranking, where, qualify]) =>
      `select id, ${call} over (${partition}order by ${by}${rows}) as w, ${ranking} over (${partition}order by ${by}) as r from people where ${where}${qualify}`,
  );

const sets = fc
  .tuple(condition, fc.constantFrom('union', 'union all', 'intersect', 'except'), condition)
  .map(([one, word, other]) => `select team, score from people where ${one} ${word} select team, score from people where ${other}`);

const common = fc
  .tuple(condition, condition)
  .map(
    ([inner, outer]) => `with chosen as (select * from people where ${inner}) select id, team, amount from chosen people where ${outer}`,
  );

export const differentialQuery: fc.Arbitrary<string> = fc.oneof(plainSelect, limited, grouped, joined, windowed, sets, common);

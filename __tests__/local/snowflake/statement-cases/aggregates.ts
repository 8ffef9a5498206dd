import type { CaseArea } from './statement-case.ts';

export const aggregates: CaseArea = {
  area: 'Aggregates and windows',
  cases: [
    [
      'select count(*), count(x), count(distinct x), sum(x), avg(x), min(x), max(x) from values (1), (2), (2), (null) v(x)',
      [[4, 3, 2, 5, 1.666667, 1, 2]],
      { types: 'fixed(18,0) fixed(18,0) fixed(18,0) fixed(38,0) fixed(38,6) fixed(1,0) fixed(1,0)' },
    ],
    [
      'select sum(x), avg(x) from (select 1.25::number(10, 2) x union all select 2.5)',
      [[3.75, 1.875]],
      { types: 'fixed(38,2) fixed(38,8)' },
    ],
    ['select sum(x), avg(x), min(x), count(x), listagg(x), array_agg(x) from (select 1 x where false)', [[null, null, null, 0, '', []]]],
    ['select sum(x::float), avg(x::float) from values (1), (2) v(x)', [[3, 1.5]], { types: 'real real' }],
    ['select sum(distinct x), count_if(x > 1), any_value(1), mode(x), median(x) from values (1), (2), (2) v(x)', [[3, 2, 1, 2, 2]]],
    [
      'select median(x), percentile_cont(0.5) within group (order by x), percentile_disc(0.5) within group (order by x), percentile_cont(0.25) within group (order by x desc) from values (1), (2), (3), (4) v(x)',
      [[2.5, 2.5, 2, 3.25]],
      { types: 'fixed(4,3) fixed(4,3) fixed(1,0) fixed(4,3)' },
    ],
    [
      'select round(stddev(x), 4), round(variance(x), 4), round(stddev_pop(x), 4), round(var_pop(x), 6), round(var_samp(x), 4) from values (1), (2), (4) v(x)',
      [[1.5275, 2.3333, 1.2472, 1.555556, 2.3333]],
    ],
    [
      'select corr(x, y), covar_pop(x, y), covar_samp(x, y), regr_slope(y, x), regr_intercept(y, x), regr_r2(y, x), regr_count(y, x) from values (1, 2), (2, 4), (3, 6) v(x, y)',
      [[1, 1.3333333333333333, 2, 2, 0, 1, 3]],
    ],
    [
      'select bitand_agg(x), bitor_agg(x), bitxor_agg(x), booland_agg(x > 0), boolor_agg(x > 5), boolxor_agg(x = 6) from values (6), (3) v(x)',
      [[2, 7, 5, true, true, true]],
    ],
    ['select min_by(n, x), max_by(n, x), max_by(n, x, 2) from values (1, $$a$$), (2, $$b$$), (3, $$c$$) v(x, n)', [['a', 'c', ['c', 'b']]]],
    [
      `select listagg(x, '-') within group (order by x), listagg(distinct x) within group (order by x desc), listagg(n) from (select column1 x, column2 n from values ('b', 1), ('a', 2), ('a', null))`,
      [['a-a-b', 'ba', '12']],
    ],
    [
      'select array_agg(x) within group (order by x desc), array_agg(distinct x) within group (order by x), array_size(array_unique_agg(x)) from values (1), (3), (3), (null) v(x)',
      [[[3, 3, 1], [1, 3], 2]],
      { types: 'array array fixed(9,0)' },
    ],
    [`select object_agg(k, v) from values ('b', 2), ('a', 1), ('c', null) t(k, v)`, [[{ a: 1, b: 2 }]], { types: 'object' }],
    ['select approx_count_distinct(x), hll(x), approx_percentile(x, 0.5) from values (1), (2), (3) v(x)', [[3, 3, 2]]],
    [
      'select hash_agg(x) = hash_agg(y), hash_agg(x) is not null from values (1, 2), (2, 1) v(x, y)',
      [[true, true]],
      { differs: 'HASH and HASH_AGG give other numbers than a real account; the same rows give the same number.' },
    ],
    ['select hash(1, 2) = hash(1, 2), hash(1) = hash(2), hash(null) is not null', [[true, false, true]]],
    ['select count(distinct x, y), count(distinct x) from values (1, 2), (1, null), (1, 2), (2, 2) v(x, y)', [[2, 2]]],
    [
      "select k, sum(v) from values ('a', 1), ('b', 2), ('a', 3) t(k, v) group by k order by k",
      [
        ['a', 4],
        ['b', 2],
      ],
    ],
    [
      "select k, sum(v) from values ('a', 1), ('b', 2) t(k, v) group by all order by 1",
      [
        ['a', 1],
        ['b', 2],
      ],
    ],
    ["select upper(k) u, count(*) from values ('a'), ('A') t(k) group by u", [['A', 2]]],
    [
      "select k, g, sum(v), grouping(k), grouping_id(k, g) from values ('a', 'x', 1), ('a', 'y', 2) t(k, g, v) group by rollup(k, g) order by 5, 1, 2",
      [
        ['a', 'x', 1, 0, 0],
        ['a', 'y', 2, 0, 0],
        ['a', null, 3, 0, 1],
        [null, null, 3, 1, 3],
      ],
    ],
    [
      "select k, g, sum(v) from values ('a', 'x', 1), ('b', 'x', 2) t(k, g, v) group by cube(k, g) order by k, g",
      [
        ['a', 'x', 1],
        ['a', null, 1],
        ['b', 'x', 2],
        ['b', null, 2],
        [null, 'x', 3],
        [null, null, 3],
      ],
    ],
    [
      "select k, g, sum(v) from values ('a', 'x', 1), ('b', 'y', 2) t(k, g, v) group by grouping sets ((k), (g), ()) order by k, g",
      [
        ['a', null, 1],
        ['b', null, 2],
        [null, 'x', 1],
        [null, 'y', 2],
        [null, null, 3],
      ],
    ],
    ["select k, count(*) c from values ('a'), ('a'), ('b') t(k) group by k having c > 1", [['a', 2]]],
    [
      'select x, row_number() over (order by x), rank() over (order by x), dense_rank() over (order by x), ntile(2) over (order by x) from values (1), (1), (2) v(x) order by 1, 2',
      [
        [1, 1, 1, 1, 1],
        [1, 2, 1, 1, 1],
        [2, 3, 3, 2, 2],
      ],
      { types: 'fixed(1,0) fixed(18,0) fixed(18,0) fixed(18,0) fixed(18,0)' },
    ],
    [
      'select x, percent_rank() over (order by x), cume_dist() over (order by x) from values (1), (2) v(x) order by x',
      [
        [1, 0, 0.5],
        [2, 1, 1],
      ],
      { types: 'fixed(1,0) real real' },
    ],
    [
      'select x, lag(x) over (order by x), lead(x, 1, 0) over (order by x), lag(x, 2) over (order by x) from values (1), (2), (3) v(x) order by x',
      [
        [1, null, 2, null],
        [2, 1, 3, null],
        [3, 2, 0, 1],
      ],
    ],
    [
      'select x, first_value(x) over (order by x desc), last_value(x) over (order by x), nth_value(x, 2) over (order by x) from values (1), (2), (3) v(x) order by x',
      [
        [1, 3, 3, 2],
        [2, 3, 3, 2],
        [3, 3, 3, 2],
      ],
    ],
    [
      'select x, lag(n) ignore nulls over (order by x), first_value(n) ignore nulls over (order by x) from values (1, null), (2, 5), (3, null) v(x, n) order by x',
      [
        [1, null, 5],
        [2, null, 5],
        [3, 5, 5],
      ],
    ],
    [
      'select x, sum(x) over (order by x), sum(x) over (), avg(x) over (partition by x % 2) from values (1), (2), (3) v(x) order by x',
      [
        [1, 1, 6, 2],
        [2, 3, 6, 2],
        [3, 6, 6, 2],
      ],
    ],
    [
      'select x, sum(x) over (order by x rows between 1 preceding and 1 following), count(*) over (order by x rows between unbounded preceding and 1 preceding) from values (1), (2), (3) v(x) order by x',
      [
        [1, 3, 0],
        [2, 6, 1],
        [3, 5, 2],
      ],
    ],
    [
      "select d::string, sum(x) over (order by d range between interval '1 day' preceding and current row) from (select column1::date d, column2 x from values ('2020-01-01', 1), ('2020-01-02', 2), ('2020-01-04', 4)) order by 1",
      [
        ['2020-01-01', 1],
        ['2020-01-02', 3],
        ['2020-01-04', 4],
      ],
    ],
    [
      'select x, ratio_to_report(x) over (), conditional_true_event(x > 1) over (order by x) from values (1), (3) v(x) order by x',
      [
        [1, 0.25, 0],
        [3, 0.75, 1],
      ],
      { types: 'fixed(1,0) fixed(7,6) fixed(38,0)' },
    ],
    [
      "select g, listagg(x, ',') within group (order by x) over (partition by g) from values ('a', 1), ('a', 2) t(g, x) limit 1",
      [['a', '1,2']],
    ],
    ['select max(sum(x)) over () from values (1), (2) v(x) group by x limit 1', [[2]]],
    ["select sum('x')", '100038'],
    ['select conditional_change_event(x) over (order by x) from values (1) v(x)', 'LOCAL-003'],
    ['select approx_top_k(x, 2) from values (1) v(x)', 'LOCAL-003'],
    ['select minhash(5, x) from values (1) v(x)', 'LOCAL-003'],
    ['select ratio_to_report(1)', 'LOCAL-003'],
  ],
};

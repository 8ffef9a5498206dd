import type { CaseArea } from './statement-case.ts';

export const binds: CaseArea = {
  area: 'Binds',
  cases: [
    ['select ? + ? a, ? b, ? c, ? d', [[3.5, 'abc', true, null]], { binds: [1, 2.5, 'abc', true, null] }],
    ['select :2, :1', [['b', 'a']], { binds: ['a', 'b'] }],
    ['select name from accounts where account_id = ? and name is not null limit ?', [['Eastgate Networks']], { binds: [1, 1] }],
    [`select ? || '?' -- ? \n`, [['x?']], { binds: ['x'] }],
    ['select coalesce(?, 1), iff(true, ?, 2)', [[2.5, 3.25]], { binds: [2.5, 3.25] }],
    ['select ? / 2, ? * 1.5', [[2.5, 3]], { binds: [5, 2] }],
    ['select count(*) from values (1), (2), (3) v(x) where x in (?, ?)', [[2]], { binds: [1, 3] }],
    ['create table bound (id int, s varchar(5), v variant)', [['Table BOUND successfully created.']]],
    [
      'insert into bound (id, s) values (?, ?)',
      [[3]],
      {
        binds: [
          [10, 'a'],
          [11, "b'c"],
          [12, null],
        ],
      },
    ],
    [
      'select id, s from bound where id >= ? order by id',
      [
        [10, 'a'],
        [11, "b'c"],
        [12, null],
      ],
      { binds: [10] },
    ],
    ['insert into bound (id, s) values (?, ?)', '100078', { binds: [[20, 'toolong']] }],
    ['insert into bound (id, v) select ?, parse_json(?)', [[1]], { binds: [13, '{"a":[1]}'] }],
    ['select v:a[0]::int from bound where id = 13', [[1]]],
    ['update bound set s = ? where id = ?', [[1, 0]], { binds: ['z', 10] }],
    ['delete from bound where id in (?, ?)', [[2]], { binds: [10, 11] }],
    ['select ?', '002049'],
    ['create table b (a int default ?)', 'LOCAL-002', { binds: [1] }],
    ['drop table bound', [['BOUND successfully dropped.']]],
  ],
};

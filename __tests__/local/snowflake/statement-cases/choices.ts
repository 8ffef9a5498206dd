import type { CaseArea } from './statement-case.ts';

export const choices: CaseArea = {
  area: 'Choices and conversions',
  cases: [
    [`select iff(1 > 2, 'a', 'b'), decode(2, 1, 'a', 2, 'b'), nvl(null, 'x'), nvl2(1, 2, 3), nullif(1, 1)`, [['b', 'b', 'x', 2, null]]],
    [
      `select decode(null, null, 'n', 'x'), decode(3, 1, 'a', 'other'), decode(3, 1, 'a'), ifnull(null, 1), coalesce(null, null, 3)`,
      [['n', 'other', null, 1, 3]],
    ],
    [
      'select case when true then 1 else 2 end, true and null, false and null, true or null, 1 is distinct from null, null is not distinct from null',
      [[1, null, false, true, true, true]],
    ],
    [`select case 2 when 1 then 'a' when 2 then 'b' end, case when 1 = 2 then 'x' end`, [['b', null]]],
    ['select equal_null(null, null), equal_null(1, null), equal_null(1, 1), null = null', [[true, false, true, null]]],
    ['select case when true then 1 else 2.55 end', [[1]], { types: 'fixed(3,2)' }],
    [`select coalesce('5', 1), iff(true, '1', 2)`, [[5, 1]], { types: 'fixed(18,5) fixed(18,5)' }],
    ['select booland(1, 0), boolor(1, 0), boolxor(1, 1), boolnot(0), not true', [[false, true, false, true, false]]],
    ['select greatest_ignore_nulls(1, null, 3), least_ignore_nulls(null, 2)', [[3, 2]]],
    [
      `select '12.7'::number, '1.005'::number(10, 2), try_cast('x' as int), to_number('12.345', 10, 2)`,
      [[13, 1.01, null, 12.35]],
      { types: 'fixed(38,0) fixed(10,2) fixed(38,0) fixed(10,2)' },
    ],
    [
      `select 2.5::int, -2.5::int, 1.25::number(10, 1), 'true'::boolean, 'off'::boolean, 0::boolean, 1::boolean`,
      [[3, -3, 1.3, true, false, false, true]],
    ],
    [
      `select true::int, true::string, 1.50::string, 100::string, 1.5::float::string, 1e20::float > 1e19`,
      [[1, 'true', '1.50', '100', '1.5', true]],
    ],
    [
      `select try_to_number('x'), try_to_number('1.5', 10, 1), try_to_double('x'), try_to_boolean('maybe'), try_to_boolean('yes'), try_to_date('x'), try_to_timestamp('x'), try_to_time('x') is null`,
      [[null, 1.5, null, null, true, null, null, true]],
    ],
    [`select to_boolean('t'), to_boolean('no'), to_double('1.5'), to_decimal('2.5', 10, 1), to_numeric('3')`, [[true, false, 1.5, 2.5, 3]]],
    [`select to_binary('4142')::string, 'ab'::binary::string, try_to_binary('zz')`, [['4142', 'AB', null]]],
    [`select 'x'::int`, '100038'],
    [`select to_number('1,5')`, '100038'],
    [`select 'x'::float`, '100038'],
    [`select 'x'::boolean`, '100037'],
    [`select 'x'::date`, '100040'],
    [`select '2020-13-01'::date`, '100040'],
    [`select 'x'::timestamp`, '100035'],
    [`select '25:00:00'::time`, '100108'],
    ['select 1000::number(3, 0)', '100039'],
    [`select cast('1' as nothing)`, 'LOCAL-004'],
    [`select to_geography('POINT(1 2)')`, 'LOCAL-003'],
    [`select to_number('12.3', '99.9')`, 'LOCAL-003'],
  ],
};

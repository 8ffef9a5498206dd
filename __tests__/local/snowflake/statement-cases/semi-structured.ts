import type { CaseArea } from './statement-case.ts';

export const semiStructured: CaseArea = {
  area: 'Semi-structured data',
  cases: [
    [
      `select parse_json('{"a":{"b":[1,"x",null]}}') v, v:a.b[1]::string, v:a.b[0] + 1, v['a']['b'][0]::int, v:nope`,
      [[{ a: { b: [1, 'x', null] } }, 'x', 2, 1, null]],
      { types: 'variant text real fixed(38,0) variant' },
    ],
    [
      `select upper(v:s), v:s || '!', v:s = 'q', v:n > 5, v:n = 7, v:s in ('q') from (select parse_json('{"s":"q","n":7}') v)`,
      [['Q', 'q!', true, true, true, true]],
    ],
    [`select v:"A b", v:a[1], v:a[9], v['a'][0], v['a'][i] from (select parse_json('{"A b":1,"a":[5,6]}') v, 1 i)`, [[1, 6, null, 5, 6]]],
    [
      `select get(v, 'a'), get(v:b, 0), get_path(v, 'c.d'), json_extract_path_text('{"a":{"b":"x"}}', 'a.b'), get(v, 'A') from (select parse_json('{"a":1,"b":[2],"c":{"d":3}}') v)`,
      [[1, 2, 3, 'x', null]],
    ],
    [
      `select object_construct('b', 1, 'a', 'x', 'c', null), array_construct(1, 'x'), typeof(parse_json('[1]'))`,
      [[{ a: 'x', b: 1 }, [1, 'x'], 'ARRAY']],
      { types: 'object array text' },
    ],
    [
      `select object_construct(*), {'k': 1, 'n': null}, [1, null, 'a'], object_construct_keep_null('a', null), object_construct() from values (1, 'x') v(a, b)`,
      [[{ A: 1, B: 'x' }, { k: 1 }, [1, null, 'a'], { a: null }, {}]],
    ],
    [
      `select typeof(parse_json(column1)) from values ('1'), ('1.5'), ('"a"'), ('true'), ('null'), ('[]'), ('{}')`,
      [['INTEGER'], ['DECIMAL'], ['VARCHAR'], ['BOOLEAN'], ['NULL_VALUE'], ['ARRAY'], ['OBJECT']],
    ],
    [
      `select is_array(v:a), is_object(v), is_integer(v:n), is_varchar(v:s), is_boolean(v:n), is_null_value(v:z), v:z is null, v:none is null from (select parse_json('{"a":[],"n":1,"s":"x","z":null}') v)`,
      [[true, true, true, true, false, true, false, true]],
    ],
    [
      `select as_integer(v:n), as_varchar(v:s), as_double(v:d), as_integer(v:s), as_array(v:a), as_object(v:n), as_number(v:d, 10, 1) from (select parse_json('{"n":1,"s":"x","d":1.25,"a":[1]}') v)`,
      [[1, 'x', 1.25, null, [1], null, 1.3]],
    ],
    [
      `select v:n::int, v:n::string, v:n::float, v:b::boolean, v:d::date::string, v:t::timestamp::string, v:z::string from (select parse_json('{"n":"12","b":"true","d":"2020-01-02","t":"2020-01-02 03:04:05","z":null}') v)`,
      [[12, '12', 12, true, '2020-01-02', '2020-01-02 03:04:05.000', null]],
    ],
    [
      `select to_json(parse_json('{"a":1}')), parse_json('"x"')::string, parse_json('{"a":[1]}')::string, to_variant(1.50), to_variant('x'), to_array(1), strip_null_value(parse_json('null'))`,
      [['{"a":1}', 'x', '{"a":[1]}', 1.5, 'x', [1], null]],
    ],
    [`select try_parse_json('{bad'), try_parse_json('1'), parse_json(null), parse_json('')`, [[null, 1, null, null]]],
    [
      'select array_append([1, 2], 3), array_prepend([1], 0), array_cat([1], [2, 3]), array_size([1, 2]), array_size(parse_json($${}$$))',
      [[[1, 2, 3], [0, 1], [1, 2, 3], 2, null]],
    ],
    [
      "select array_contains(1::variant, [1, 2]), array_contains('x'::variant, ['y']), array_position(2::variant, [1, 2]), array_position(9::variant, [1])",
      [[true, false, 1, null]],
    ],
    [
      'select array_compact([1, null, 2]), array_distinct([1, 1, 2]), array_slice([1, 2, 3, 4], 1, 3), array_slice([1, 2, 3], 0, -1), array_reverse([1, 2])',
      [
        [
          [1, 2],
          [1, 2],
          [2, 3],
          [1, 2],
          [2, 1],
        ],
      ],
    ],
    [
      'select array_insert([1, 2], 1, 9), array_remove([1, 2, 1], 1), array_remove_at([1, 2, 3], 1), array_remove_at([1, 2], -1), array_flatten([[1], [2, 3]])',
      [[[1, 9, 2], [2], [1, 3], [1], [1, 2, 3]]],
    ],
    [
      'select array_intersection([1, 1, 2], [1, 1, 3]), array_except([1, 1, 2], [1]), arrays_overlap([1], [1, 2]), arrays_overlap([1], [2])',
      [[[1, 1], [1, 2], true, false]],
    ],
    [
      "select array_sort([3, 1, 2]), array_sort([10, 9], false), array_max([1, 10, 9]), array_min([3, 2]), array_to_string([1, 'a', null], '-'), array_generate_range(1, 4), array_generate_range(0, 10, 5)",
      [[[1, 2, 3], [10, 9], 10, 2, '1-a-', [1, 2, 3], [0, 5]]],
    ],
    [
      "select object_insert({'a': 1}, 'b', 2), object_insert({'a': 1}, 'a', 2, true), object_delete({'a': 1, 'b': 2}, 'a'), object_pick({'a': 1, 'b': 2}, 'b'), object_keys({'b': 1, 'a': 2})",
      [[{ a: 1, b: 2 }, { a: 2 }, { b: 2 }, { b: 2 }, ['a', 'b']]],
    ],
    ['select filter([1, 2, 3], x -> x > 1), transform([1, 2], x -> x * 10), array_size(filter([], y -> true))', [[[2, 3], [10, 20], 0]]],
    [
      `select f.value::int, f.index, f.key, f.path from table(flatten(input => parse_json('[7, 8]'))) f order by 2`,
      [
        [7, 0, null, '[0]'],
        [8, 1, null, '[1]'],
      ],
    ],
    [
      `select key, path, index, value from table(flatten(parse_json('{"a":1,"b c":2}'))) order by key`,
      [
        ['a', 'a', null, 1],
        ['b c', "['b c']", null, 2],
      ],
    ],
    [
      `select f.key, f.path, f.value, f.this from table(flatten(input => parse_json('{"a":1,"b":[2,3]}'), path => 'b')) f order by f.index`,
      [
        [null, 'b[0]', 2, [2, 3]],
        [null, 'b[1]', 3, [2, 3]],
      ],
    ],
    [
      `select path, value from table(flatten(input => parse_json('{"a":1,"b":[2,{"c":3}]}'), recursive => true)) order by path`,
      [
        ['a', 1],
        ['b', [2, { c: 3 }]],
        ['b[0]', 2],
        ['b[1]', { c: 3 }],
        ['b[1].c', 3],
      ],
    ],
    [
      `select x.id, f.value from (select 1 id, parse_json('[]') v union all select 2, parse_json('[5]') union all select 3, null) x, lateral flatten(input => x.v, outer => true) f order by 1`,
      [
        [1, null],
        [2, 5],
        [3, null],
      ],
    ],
    [`select count(*) from (select parse_json('[]') v), lateral flatten(input => v)`, [[0]]],
    [`select count(*) from table(flatten(input => parse_json('{"a":1}'), mode => 'ARRAY'))`, [[0]]],
    [
      `select f.seq from table(flatten(input => [1, 2])) f limit 1`,
      [[1]],
      { differs: 'SEQ of FLATTEN is always 1; a real account numbers the input rows.' },
    ],
    [
      `select count(distinct f.value:name::string) > 3 from raw.gong_calls g, lateral flatten(input => g.raw_data:content.topics) f`,
      [[true]],
    ],
    [`select x from (select parse_json(column1) x from values ('10'), ('9'), ('"a"'), (null)) order by x`, [[9], [10], ['a'], [null]]],
    [
      `select v:a < v:b, v:a = v:c, min(v:a), max(v:b) from (select parse_json('{"a":9,"b":10,"c":9.0}') v) group by 1, 2`,
      [[true, true, 9, 10]],
    ],
    [
      `select iff(true, parse_json('1'), 'x'), coalesce(parse_json(null), 5), nvl2(1, parse_json('[1]'), 'z'), case when false then 1 else parse_json('"q"') end`,
      [[1, 5, [1], 'q']],
      { types: 'variant variant variant variant' },
    ],
    [`select parse_json('{"a":1}') = parse_json('{"a":1}'), hash(parse_json('1')) = hash(parse_json('1'))`, [[true, true]]],
    [
      `select parse_json('{"b":1,"a":2}')::string`,
      [['{"b":1,"a":2}']],
      { differs: 'PARSE_JSON keeps the order of the keys; a real account sorts them.' },
    ],
    [`select array_size('[1]')`, '001044'],
    ['select array_append(1, 2)', '001044'],
    [`select array_contains('x', ['x'])`, '001044'],
    ['select object_keys(5)', '001044'],
    [`select parse_json('{bad')`, '100069'],
    [`select v:a::int from (select parse_json('{"a":"x"}') v)`, '100038'],
    [`select parse_xml('<a/>')`, 'LOCAL-003'],
    [`select reduce([1, 2], 0, (a, x) -> a + x)`, 'LOCAL-003'],
    [`select {'a': 1}::object(a number)`, 'LOCAL-002'],
    [`select get_ignore_case({'a': 1}, 'A')`, 'LOCAL-003'],
    [`select object_insert({'a': 1}, 'a', 2)`, 'LOCAL-003'],
    [`select array_union_agg([1])`, 'LOCAL-003'],
    [`select * ilike 'a%' from accounts`, 'LOCAL-002'],
  ],
};

import type { CaseArea } from './statement-case.ts';

export const text: CaseArea = {
  area: 'Text',
  cases: [
    [`select concat('a', null), concat('a', 'b', 1), 'a' || 1.5::float || true`, [[null, 'ab1', 'a1.5true']], { types: 'text text text' }],
    [`select concat_ws('-', 'a', 'b', 1), concat_ws('-', 'a', null)`, [['a-b-1', null]]],
    [
      `select substr('hello', 2, 3), substr('hello', 0, 2), substr('hello', -3), substring('hello', 2), left('abc', 2), right('abc', 2)`,
      [['ell', 'he', 'llo', 'ello', 'ab', 'bc']],
    ],
    [
      `select 'abc'::varchar(2), upper('abc'), lower('ABC'), length('日本'), octet_length('é'), bit_length('a')`,
      [['ab', 'ABC', 'abc', 2, 2, 8]],
    ],
    [`select position('l', 'hello'), position('l', 'hello', 4), charindex('x', 'hello'), position('l' in 'hello')`, [[3, 4, 0, 3]]],
    [
      `select lpad('1', 3, '0'), rpad('1', 3, 'ab'), lpad('abc', 2), trim('  a '), ltrim('xxa', 'x'), rtrim('axx', 'x'), trim('xax', 'x')`,
      [['001', '1ab', 'ab', 'a', 'a', 'a', 'a']],
    ],
    [
      `select initcap('hello wORLD-foo bar2x'), reverse('abc'), repeat('ab', 2), space(2) || 'x', replace('abcabc', 'b', 'x'), replace('abc', 'b')`,
      [['Hello World-Foo Bar2x', 'cba', 'abab', '  x', 'axcaxc', 'ac']],
    ],
    [
      `select translate('abc', 'ab', 'xy'), insert('abcdef', 3, 2, 'ZZ'), ascii('a'), chr(65), unicode('é')`,
      [['xyc', 'abZZef', 97, 'A', 233]],
    ],
    [
      `select split_part('a-b-c', '-', 2), split_part('a-b-c', '-', -1), split_part('a-b', '-', 5), split_part('a-b', '-', 0)`,
      [['b', 'c', '', 'a']],
    ],
    [
      `select split('a,b', ','), strtok('a b c', ' ', 2), strtok('a.b-c', '.-', 3), strtok('a', ',', 2), strtok_to_array('a b')`,
      [[['a', 'b'], 'b', 'c', null, ['a', 'b']]],
    ],
    [`select startswith('abc', 'ab'), endswith('abc', 'bc'), contains('abc', 'x'), startswith(null, 'a')`, [[true, true, false, null]]],
    [`select editdistance('kitten', 'sitting'), jarowinkler_similarity('abc', 'abc')`, [[3, 100]]],
    [
      `select md5('a'), sha1('a'), sha2('a')`,
      [
        [
          '0cc175b9c0f1b6a831c399e269772661',
          '86f7e437faa5a7fce15d1ddcb9eaeaea377667b8',
          'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',
        ],
      ],
    ],
    [
      `select hex_encode('a'), hex_decode_string('61'), base64_encode('abc'), base64_decode_string('YWJj'), try_base64_decode_string('?')`,
      [['61', 'a', 'YWJj', 'abc', null]],
    ],
    [
      `select 'a' like 'A', 'a' ilike 'A', 'a_b' like 'a^_b' escape '^', 'axb' like 'a^_b' escape '^', 'abc' like 'a%c', 'abc' not like 'b%'`,
      [[false, true, true, false, true, true]],
    ],
    [`select 'x' like any ('y', 'x'), 'xy' like all ('x%', '%y'), 'X' ilike any ('a', 'x')`, [[true, true, true]]],
    [
      `select regexp_like('abc', 'b'), regexp_like('abc', '.*b.*'), regexp_like('ABC', 'abc', 'i'), 'abc' rlike 'a.c', 'abc' regexp 'b'`,
      [[false, true, true, true, false]],
    ],
    [
      `select regexp_substr('a1b2', '[a-z][0-9]'), regexp_substr('a1b2', '[a-z][0-9]', 1, 2), regexp_substr('a1b2', '([a-z])([0-9])', 1, 2, 'e', 2), regexp_substr('a', 'x')`,
      [['a1', 'b2', '2', null]],
    ],
    [
      `select regexp_replace('a1b2', '[0-9]', '#'), regexp_replace('a1b2', '[0-9]'), regexp_replace('a1b2', '[0-9]', '#', 3), regexp_replace('aXbX', 'x', '-', 1, 0, 'i')`,
      [['a#b#', 'ab', 'a1b#', 'a-b-']],
    ],
    [
      `select regexp_count('a1b2', '[0-9]'), regexp_count('aXbx', 'x', 1, 'i'), regexp_instr('abc123', '[0-9]+'), regexp_instr('abc123', '[0-9]+', 1, 1, 1), regexp_instr('abc', 'x')`,
      [[2, 2, 4, 7, 0]],
    ],
    [
      `select regexp_instr('a1b22', '[0-9]+', 1, 2), regexp_substr_all('a1b2', '[a-z]([0-9])'), regexp_substr_all('a1b2', '[a-z]([0-9])', 1, 1, 'e')`,
      [[4, ['a1', 'b2'], ['1', '2']]],
    ],
    [String.raw`select 'it''s', 'a\nb', $$raw 'x'$$`, [["it's", 'a\nb', "raw 'x'"]]],
    [String.raw`select regexp_replace('2020-01', '(\\d+)-(\\d+)', '\\2/\\1')`, [['01/2020']]],
    [`select listagg(x, ',') within group (order by x desc) from values ('a'), ('b') v(x)`, [['b,a']]],
    [`select uuid_string() <> uuid_string(), length(uuid_string()), length(randstr(8, random()))`, [[true, 36, 8]]],
    [`select 'a' < 'b', 'a' = 'A', 'a' <> 'b', 'b' between 'a' and 'c', 'a' in ('A', 'a')`, [[true, false, true, true, true]]],
    [`select soundex('Robert')`, 'LOCAL-003'],
    [`select collate('a', 'en-ci')`, 'LOCAL-003'],
    [`select parse_url('https://x.y/z')`, 'LOCAL-003'],
    [`select sha2('a', 512)`, 'LOCAL-003'],
    [`select regexp_replace('aaa', 'a', 'b', 1, 2)`, 'LOCAL-003'],
  ],
};

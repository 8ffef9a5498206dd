import { timeMacros } from './time-macros.ts';
import { variantMacros } from './variant-macros.ts';

/**
 * Snowflake's semantics where DuckDB's differ. `typeof` is known when a statement is bound, so the branches that do
 * not fit a type cost nothing at run time.
 */
const valueMacros: readonly string[] = [
  // Snowflake prints a timestamp with three digits, a double without a trailing .0, a VARIANT string without quotes.
  `sf_text(x) AS CASE
     WHEN x IS NULL THEN NULL
     WHEN typeof(x) = 'JSON' THEN json_extract_string(to_json(x), '$')
     WHEN typeof(x) = 'TIMESTAMP' THEN split_part(x::VARCHAR, '.', 1) || '.' || left(rpad(split_part(x::VARCHAR, '.', 2), 3, '0'), 3)
     WHEN typeof(x) = 'TIMESTAMP WITH TIME ZONE' OR typeof(x) LIKE 'STRUCT(%' THEN error('LOCAL-003 a time with a zone whose type is only known when the statement runs; cast it first')
     WHEN typeof(x) = 'TIME' THEN split_part(x::VARCHAR, '.', 1)
     WHEN typeof(x) IN ('DOUBLE', 'FLOAT') THEN regexp_replace(x::VARCHAR, '\\.0$', '')
     WHEN typeof(x) = 'BLOB' THEN hex(x::VARCHAR::BLOB)
     ELSE x::VARCHAR END`,
  `sf_try_boolean(x) AS CASE
     WHEN typeof(x) = 'BOOLEAN' THEN x::VARCHAR::BOOLEAN
     WHEN typeof(x) NOT IN ('VARCHAR', '"NULL"') THEN x::VARCHAR::DOUBLE <> 0
     WHEN lower(trim(x::VARCHAR)) IN ('true', 't', 'yes', 'y', 'on', '1') THEN true
     WHEN lower(trim(x::VARCHAR)) IN ('false', 'f', 'no', 'n', 'off', '0') THEN false END`,
  `sf_boolean(x) AS CASE
     WHEN x IS NULL OR sf_try_boolean(x) IS NOT NULL THEN sf_try_boolean(x)
     ELSE error('Could not convert string ''' || x::VARCHAR || ''' to BOOL') END`,
  // A NUMBER divided by a NUMBER keeps 6 more digits than the dividend, 12 at most; only floats keep all of theirs.
  `sf_scale(x) AS CASE WHEN typeof(x) LIKE 'DECIMAL(%' THEN CAST(regexp_extract(typeof(x), ',(\\d+)\\)', 1) AS INTEGER) ELSE 0 END`,
  `sf_quotient_scale(x) AS greatest(sf_scale(x), least(sf_scale(x) + 6, 12))`,
  `sf_is_float(x) AS typeof(x) IN ('DOUBLE', 'FLOAT')`,
  `sf_quotient(a, b, digits) AS CASE WHEN b = 0 THEN error('SF-100051') ELSE round(a / b, digits) END`,
  `sf_div(a, b) AS CASE
     WHEN b = 0 THEN error('SF-100051')
     WHEN sf_is_float(a) OR sf_is_float(b) THEN a / b
     ELSE round(a / b, sf_quotient_scale(a)) END`,
  `sf_mod(a, b) AS CASE WHEN b = 0 THEN error('SF-100051') ELSE a % b END`,
  `sf_average(average, sample) AS CASE WHEN sf_is_float(sample) THEN average ELSE round(average, sf_quotient_scale(sample)) END`,
  // Snowflake takes position 0 as 1.
  `sf_substring(x, start) AS substring(x, CASE WHEN start = 0 THEN 1 ELSE start END)`,
  `sf_substring_length(x, start, size) AS CASE WHEN size <= 0 THEN '' ELSE substring(x, CASE WHEN start = 0 THEN 1 ELSE start END, size) END`,
  `sf_split_part(x, separator, part) AS coalesce(list_extract(string_split(x, separator), CASE WHEN part = 0 THEN 1 ELSE part END), '')`,
  // Every letter behind a sign that is neither letter nor digit is a capital.
  `sf_initcap(x) AS list_reduce(list_prepend('', string_split(lower(x), '')), lambda done, letter:
     done || CASE WHEN done = '' OR regexp_matches(right(done, 1), '[^\\p{L}\\p{N}]') THEN upper(letter) ELSE letter END)`,
  `sf_tokens(x, signs) AS list_filter(string_split(translate(x, signs, repeat(left(signs, 1), length(signs))), left(signs, 1)), lambda token: token <> '')`,
  `sf_strtok(x, signs, part) AS list_extract(sf_tokens(x, signs), part)`,
  // Where the n-th match starts, or the sign behind it; 0 when there is none. The list binds the matches to a name.
  `sf_match_position(x, found, nth, behind) AS CASE
     WHEN len(found) < nth THEN 0
     ELSE 1 + list_reduce(list_prepend(0, range(1, nth + 1)), lambda done, i:
       done + strpos(substring(x, done + 1), found[i]) - 1 + CASE WHEN i < nth OR behind = 1 THEN length(found[i]) ELSE 0 END) END`,
  `sf_first_position(x, part, start) AS CASE WHEN strpos(substring(x, start), part) = 0 THEN 0 ELSE strpos(substring(x, start), part) + start - 1 END`,
  `sf_range_random(low, high, source) AS CAST(floor(low + (high - low + 1) * source) AS BIGINT)`,
  `sf_random_of(x) AS (hash(x) / 18446744073709551616.0)`,
];

/** In the order of creation: a macro may use those before it. */
export const macros: readonly string[] = [...timeMacros, ...valueMacros, ...variantMacros];

/**
 * Snowflake's semantics where DuckDB's differ. `typeof` is known when a statement is bound, so the branches that do
 * not fit a type cost nothing at run time.
 */
export const macros: readonly string[] = [
  // Snowflake prints a timestamp with three digits, a double without a trailing .0, a VARIANT string without quotes.
  `sf_text(x) AS CASE
     WHEN x IS NULL THEN NULL
     WHEN typeof(x) = 'JSON' THEN json_extract_string(to_json(x), '$')
     WHEN typeof(x) = 'TIMESTAMP' THEN split_part(x::VARCHAR, '.', 1) || '.' || left(rpad(split_part(x::VARCHAR, '.', 2), 3, '0'), 3)
     WHEN typeof(x) = 'TIMESTAMP WITH TIME ZONE' THEN error('LOCAL-003 a TIMESTAMP_LTZ as text; cast it to TIMESTAMP_NTZ first')
     WHEN typeof(x) IN ('DOUBLE', 'FLOAT') THEN regexp_replace(x::VARCHAR, '\\.0$', '')
     WHEN typeof(x) = 'BLOB' THEN hex(x::VARCHAR::BLOB)
     ELSE x::VARCHAR END`,
  `sf_variant(x) AS CASE
     WHEN x IS NULL THEN NULL
     WHEN typeof(x) IN ('TIMESTAMP', 'TIMESTAMP WITH TIME ZONE', 'BLOB') THEN to_json(sf_text(x))
     ELSE to_json(x) END`,
  `sf_parse_json(x) AS CASE WHEN trim(x) = '' THEN NULL ELSE CAST(x AS JSON) END`,
  `sf_typeof(x) AS CASE json_type(x)
     WHEN 'UBIGINT' THEN 'INTEGER' WHEN 'BIGINT' THEN 'INTEGER' WHEN 'HUGEINT' THEN 'INTEGER' WHEN 'DOUBLE' THEN 'DECIMAL'
     WHEN 'NULL' THEN 'NULL_VALUE' ELSE json_type(x) END`,
  `sf_array(x) AS coalesce(to_json(x), CAST('[]' AS JSON))`,
  // Keys are sorted and, but for the variant with _KEEP_NULL, pairs without a value are left out.
  `sf_object_keep_null(k, v) AS to_json(map_from_entries(list_sort(list_zip(k, v))))`,
  `sf_object(k, v) AS to_json(map_from_entries(list_sort(list_filter(list_zip(k, v), lambda pair: pair[2] IS NOT NULL))))`,
  // A NUMBER divided by a NUMBER keeps 6 more digits than the dividend, 12 at most; only floats keep all of theirs.
  `sf_scale(x) AS CASE WHEN typeof(x) LIKE 'DECIMAL(%' THEN CAST(regexp_extract(typeof(x), ',(\\d+)\\)', 1) AS INTEGER) ELSE 0 END`,
  `sf_quotient_scale(x) AS greatest(sf_scale(x), least(sf_scale(x) + 6, 12))`,
  `sf_is_float(x) AS typeof(x) IN ('DOUBLE', 'FLOAT')`,
  `sf_div(a, b) AS CASE
     WHEN b = 0 THEN error('SF-100051')
     WHEN sf_is_float(a) OR sf_is_float(b) THEN a / b
     ELSE round(a / b, sf_quotient_scale(a)) END`,
  `sf_mod(a, b) AS CASE WHEN b = 0 THEN error('SF-100051') ELSE a % b END`,
  `sf_average(average, sample) AS CASE WHEN sf_is_float(sample) THEN average ELSE round(average, sf_quotient_scale(sample)) END`,
  // Snowflake takes position 0 as 1.
  `sf_substring(x, start) AS substring(x, CASE WHEN start = 0 THEN 1 ELSE start END)`,
  `sf_substring_length(x, start, size) AS CASE WHEN size <= 0 THEN '' ELSE substring(x, CASE WHEN start = 0 THEN 1 ELSE start END, size) END`,
  // A number is seconds since 1970; text and dates are read as they stand.
  `sf_timestamp(x) AS CASE
     WHEN typeof(x) IN ('VARCHAR', 'DATE', 'TIMESTAMP') THEN CAST(x::VARCHAR AS TIMESTAMP)
     WHEN typeof(x) = 'TIMESTAMP WITH TIME ZONE' THEN error('LOCAL-003 a TIMESTAMP_LTZ as TIMESTAMP_NTZ; use ::TIMESTAMP_NTZ')
     ELSE make_timestamp(CAST(CAST(x::VARCHAR AS DECIMAL(38,6)) * 1000000 AS BIGINT)) END`,
];

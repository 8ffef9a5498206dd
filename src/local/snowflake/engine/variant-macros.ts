/** VARIANT, OBJECT and ARRAY are JSON in DuckDB. */
export const variantMacros: readonly string[] = [
  `sf_variant(x) AS CASE
     WHEN x IS NULL THEN NULL
     WHEN typeof(x) = 'DATE' THEN to_json(x::VARCHAR)
     WHEN typeof(x) IN ('TIMESTAMP', 'BLOB', 'TIME') THEN to_json(sf_text(x))
     WHEN typeof(x) = 'TIMESTAMP WITH TIME ZONE' OR typeof(x) LIKE 'STRUCT("instant"%' THEN error('LOCAL-003 a time with a zone as VARIANT; cast it to text first')
     WHEN typeof(x) LIKE 'DECIMAL(%' THEN CAST(regexp_replace(regexp_replace(x::VARCHAR, '(\\.\\d*?)0+$', '\\1'), '\\.$', '') AS JSON)
     ELSE to_json(x) END`,
  `sf_parse_json(x) AS CASE WHEN trim(x) = '' THEN NULL ELSE CAST(x AS JSON) END`,
  `sf_typeof(x) AS CASE json_type(x)
     WHEN 'UBIGINT' THEN 'INTEGER' WHEN 'BIGINT' THEN 'INTEGER' WHEN 'HUGEINT' THEN 'INTEGER'
     WHEN 'DOUBLE' THEN CASE WHEN x::VARCHAR LIKE '%e%' OR x::VARCHAR LIKE '%E%' THEN 'DOUBLE' ELSE 'DECIMAL' END
     WHEN 'NULL' THEN 'NULL_VALUE' ELSE json_type(x) END`,
  `sf_is_number(x) AS json_type(x) IN ('UBIGINT', 'BIGINT', 'HUGEINT', 'DOUBLE')`,
  // VARIANTs compare by their own types: numbers as numbers, text as text.
  `sf_order(x) AS CASE WHEN x IS NULL THEN NULL ELSE {
     'kind': CASE WHEN sf_is_number(x) THEN 1 WHEN json_type(x) = 'BOOLEAN' THEN 2 WHEN json_type(x) = 'VARCHAR' THEN 3 WHEN json_type(x) = 'NULL' THEN 6 ELSE 5 END,
     'number': CASE WHEN sf_is_number(x) THEN CAST(x::VARCHAR AS DOUBLE) END,
     'text': CASE WHEN sf_is_number(x) THEN NULL ELSE json_extract_string(x, '$') END} END`,
  `sf_array(x) AS coalesce(to_json(x), CAST('[]' AS JSON))`,
  // The elements of an ARRAY; a JSON null stays an element.
  `sf_items(x) AS CASE WHEN json_type(x) = 'ARRAY' THEN list_transform(CAST(x AS JSON[]), lambda item: coalesce(item, CAST('null' AS JSON))) END`,
  `sf_index(size, i) AS CASE WHEN i < 0 THEN greatest(size + i, 0) ELSE least(i, size) END`,
  `sf_array_insert(x, i, item) AS to_json(list_concat(list_concat(x[1:sf_index(len(x), i)], [item]), x[sf_index(len(x), i) + 1:]))`,
  `sf_array_remove_at(x, i) AS to_json(CASE WHEN (CASE WHEN i < 0 THEN len(x) + i ELSE i END) BETWEEN 0 AND len(x) - 1
     THEN list_concat(x[1:CASE WHEN i < 0 THEN len(x) + i ELSE i END], x[(CASE WHEN i < 0 THEN len(x) + i ELSE i END) + 2:]) ELSE x END)`,
  `sf_array_slice(x, low, high) AS to_json(CASE WHEN sf_index(len(x), high) <= sf_index(len(x), low) THEN [] ELSE x[sf_index(len(x), low) + 1:sf_index(len(x), high)] END)`,
  `sf_array_distinct(x) AS to_json(list_filter(x, lambda item, i: list_position(x, item) = i))`,
  // Multisets: a member of both counts as often as in the one where it is rarer.
  `sf_occurrence(x, i) AS len(list_filter(x[1:i], lambda other: other = x[i]))`,
  `sf_array_intersection(x, y) AS to_json(list_filter(x, lambda item, i: sf_occurrence(x, i) <= len(list_filter(y, lambda other: other = item))))`,
  `sf_array_except(x, y) AS to_json(list_filter(x, lambda item, i: sf_occurrence(x, i) > len(list_filter(y, lambda other: other = item))))`,
  `sf_array_sorted(x) AS list_transform(list_sort(list_transform(x, lambda item: {'by': sf_order(item), 'item': item})), lambda pair: pair.item)`,
  `sf_array_to_string(x, separator) AS array_to_string(list_transform(x, lambda item: coalesce(json_extract_string(item, '$'), '')), separator)`,
  // Keys are sorted and, but for the variant with _KEEP_NULL, pairs without a value are left out.
  `sf_object_keep_null(k, v) AS to_json(map_from_entries(list_sort(list_zip(k, v))))`,
  `sf_object(k, v) AS to_json(map_from_entries(list_sort(list_filter(list_zip(k, v), lambda pair: pair[2] IS NOT NULL AND pair[1] IS NOT NULL))))`,
  `sf_pairs(x) AS map_entries(CAST(x AS MAP(VARCHAR, JSON)))`,
  `sf_object_keys(x, names) AS to_json(map_from_entries(list_sort(list_filter(sf_pairs(x), lambda pair: list_contains(names, pair.key)))))`,
  `sf_object_without(x, names) AS to_json(map_from_entries(list_sort(list_filter(sf_pairs(x), lambda pair: NOT list_contains(names, pair.key)))))`,
  `sf_object_insert(x, name, item) AS to_json(map_from_entries(list_sort(list_concat(
     list_transform(list_filter(sf_pairs(x), lambda pair: pair.key <> name), lambda pair: {'key': pair.key, 'value': coalesce(pair.value, CAST('null' AS JSON))}),
     CASE WHEN item IS NULL THEN [] ELSE [{'key': name, 'value': item}] END))))`,
  // A step into a VARIANT with a key or position that is only known when the statement runs.
  `sf_step(x, step) AS CASE
     WHEN step IS NULL THEN NULL
     WHEN typeof(step) = 'VARCHAR' THEN json_extract(x, '$."' || step::VARCHAR || '"')
     ELSE json_extract(x, '$[' || TRY_CAST(step::VARCHAR AS DOUBLE)::BIGINT::VARCHAR || ']') END`,
  `sf_key_path(key) AS CASE WHEN regexp_full_match(key, '[A-Za-z_][A-Za-z0-9_$]*') THEN key ELSE '[''' || key || ''']' END`,
  `sf_joined_path(path, step) AS CASE WHEN path = '' OR left(step, 1) = '[' THEN path || step ELSE path || '.' || step END`,
];

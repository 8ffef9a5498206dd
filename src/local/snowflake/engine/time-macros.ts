/**
 * Points in time. A TIMESTAMP_TZ is a struct of its instant in UTC and its offset, because DuckDB's own TIMESTAMPTZ keeps
 * no offset.
 */
export const timeMacros: readonly string[] = [
  // Offsets: +0530 as a text, and the minutes that a text such as '... +05:30', '...Z' or '... -8' ends with.
  `sf_offset_text(minutes) AS (CASE WHEN minutes < 0 THEN '-' ELSE '+' END) || lpad((abs(minutes) // 60)::VARCHAR, 2, '0') || lpad((abs(minutes) % 60)::VARCHAR, 2, '0')`,
  `sf_written_offset(x) AS regexp_extract(x, ':\\d{2}(?:\\.\\d+)?\\s*(Z|z|[+-]\\d{1,2}(?::?\\d{2})?)$', 1)`,
  `sf_without_offset(x) AS regexp_replace(x, '(:\\d{2}(?:\\.\\d+)?)\\s*(?:Z|z|[+-]\\d{1,2}(?::?\\d{2})?)$', '\\1')`,
  `sf_offset_minutes(written) AS CASE
     WHEN written IN ('Z', 'z') THEN 0
     ELSE (CASE WHEN left(written, 1) = '-' THEN -1 ELSE 1 END)
       * (CAST(regexp_extract(written, '^[+-](\\d{1,2})', 1) AS INTEGER) * 60 + coalesce(TRY_CAST(regexp_extract(written, '^[+-]\\d{1,2}:?(\\d{2})$', 1) AS INTEGER), 0)) END`,
  `sf_session_offset(local) AS CAST(date_part('timezone', CAST(local AS TIMESTAMPTZ)) // 60 AS INTEGER)`,
  // Text: what Snowflake reads without a format (its AUTO), epoch seconds in digits, dates of three shapes.
  `sf_date(x) AS coalesce(TRY_CAST(x AS DATE), CAST(try_strptime(x, ['%d-%b-%Y', '%m/%d/%Y']) AS DATE), CAST(x AS DATE))`,
  `sf_epoch(x) AS CASE
     WHEN abs(x) < 31536000000 THEN make_timestamp(CAST(x * 1000000 AS BIGINT))
     WHEN abs(x) < 31536000000000 THEN make_timestamp(CAST(x * 1000 AS BIGINT))
     WHEN abs(x) < 31536000000000000 THEN make_timestamp(CAST(x AS BIGINT))
     ELSE make_timestamp(CAST(x // 1000 AS BIGINT)) END`,
  `sf_read_local(x) AS CASE
     WHEN regexp_full_match(x, '-?\\d{5,}') THEN sf_epoch(TRY_CAST(x AS HUGEINT))
     ELSE coalesce(TRY_CAST(sf_without_offset(trim(x)) AS TIMESTAMP), try_strptime(x, ['%m/%d/%Y %H:%M:%S', '%d-%b-%Y %H:%M:%S', '%m/%d/%Y', '%d-%b-%Y', '%a, %d %b %Y %H:%M:%S']),
       CAST(x AS TIMESTAMP)) END`,
  `sf_zoned(local, minutes) AS {'instant': local - to_minutes(CAST(minutes AS BIGINT)), 'offset_minutes': CAST(minutes AS SMALLINT)}`,
  // The list binds a value to a name: a macro would repeat its text at every use.
  `sf_session_zoned(local) AS list_extract(list_transform([local], lambda clock: sf_zoned(clock, sf_session_offset(clock))), 1)`,
  `sf_read_zoned(x) AS list_extract(list_transform([x], lambda text: CASE
     WHEN text IS NULL THEN NULL
     WHEN sf_written_offset(text) = '' THEN sf_session_zoned(sf_read_local(text))
     ELSE sf_zoned(sf_read_local(text), sf_offset_minutes(sf_written_offset(text))) END), 1)`,
  `sf_local(x) AS x.instant + to_minutes(CAST(x.offset_minutes AS BIGINT))`,
  `sf_instant(x) AS x.instant AT TIME ZONE 'UTC'`,
  `sf_of_instant(x) AS list_extract(list_transform([x], lambda moment: sf_zoned(CAST(moment AS TIMESTAMP), sf_session_offset(CAST(moment AS TIMESTAMP)))), 1)`,
  // A number is seconds since 1970; text and dates are read as they stand.
  `sf_timestamp(x) AS CASE
     WHEN typeof(x) IN ('VARCHAR', 'DATE', 'TIMESTAMP') THEN sf_read_local(x::VARCHAR)
     WHEN typeof(x) = 'TIMESTAMP WITH TIME ZONE' OR typeof(x) LIKE 'STRUCT(%' THEN error('LOCAL-003 a time with a zone whose type is only known when the statement runs; cast it first')
     ELSE make_timestamp(CAST(CAST(x::VARCHAR AS DECIMAL(38,6)) * 1000000 AS BIGINT)) END`,
  // With TIMESTAMP_*_OUTPUT_FORMAT as it is by default: three digits, and the offset where the type has one.
  `sf_zoned_text(x) AS list_extract(list_transform([x], lambda moment:
     strftime(sf_local(moment), '%Y-%m-%d %H:%M:%S.%g ') || sf_offset_text(CAST(moment.offset_minutes AS INTEGER))), 1)`,
  `sf_convert(x, zone) AS list_extract(list_transform([x], lambda moment:
     sf_zoned(moment AT TIME ZONE zone, date_diff('minute', moment AT TIME ZONE 'UTC', moment AT TIME ZONE zone))), 1)`,
  // Weeks are counted by their Mondays; DuckDB counts every seven days.
  `sf_weeks(a, b) AS (date_diff('day', date_trunc('week', a), date_trunc('week', b)) // 7)`,
  `sf_weekday(name) AS list_position(['su', 'mo', 'tu', 'we', 'th', 'fr', 'sa'], left(lower(trim(name)), 2)) - 1`,
  `sf_next_day(x, name) AS CAST(x AS DATE) + CAST((sf_weekday(name) - dayofweek(x) + 6) % 7 + 1 AS INTEGER)`,
  `sf_previous_day(x, name) AS CAST(x AS DATE) - CAST((dayofweek(x) - sf_weekday(name) + 6) % 7 + 1 AS INTEGER)`,
  // The same day of the month, or both the last, is a whole number of months; else the rest counts in 31sts.
  `sf_months_between(a, b) AS CASE
     WHEN day(a) = day(b) OR (last_day(a) = CAST(a AS DATE) AND last_day(b) = CAST(b AS DATE))
     THEN CAST((year(a) - year(b)) * 12 + month(a) - month(b) AS DOUBLE)
     ELSE round((year(a) - year(b)) * 12 + month(a) - month(b) + (epoch(CAST(a AS TIMESTAMP)) - epoch(date_trunc('month', a)) - epoch(CAST(b AS TIMESTAMP)) + epoch(date_trunc('month', b))) / 2678400.0, 6) END`,
  // The last day of a month stays the last day.
  `sf_add_months(x, months) AS CASE
     WHEN CAST(x AS DATE) = last_day(x) THEN x + to_months(months) + to_days(CAST(date_diff('day', CAST(x + to_months(months) AS DATE), last_day(x + to_months(months))) AS INTEGER))
     ELSE x + to_months(months) END`,
];

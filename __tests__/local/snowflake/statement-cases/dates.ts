import type { CaseArea } from './statement-case.ts';

export const dates: CaseArea = {
  area: 'Dates and times',
  cases: [
    ["alter session set timezone = 'America/Los_Angeles'", [['Statement executed successfully.']]],
    [
      `select datediff('hour', '2020-01-01 00:59:00'::timestamp, '2020-01-01 01:00:00'::timestamp), datediff(day, '2020-01-01', '2020-03-01')`,
      [[1, 60]],
      { types: 'fixed(9,0) fixed(9,0)' },
    ],
    [
      `select datediff(year, '2019-12-31'::date, '2020-01-01'::date), datediff(month, '2020-01-31'::date, '2020-02-01'::date), datediff(week, '2020-01-04'::date, '2020-01-06'::date), datediff(quarter, '2020-01-01'::date, '2020-04-01'::date)`,
      [[1, 1, 1, 1]],
    ],
    [
      `select datediff(second, '10:00:00'::time, '10:01:00'::time), datediff(millisecond, '2020-01-01'::timestamp, '2020-01-01 00:00:00.5'::timestamp), timediff(day, '2020-01-02'::date, '2020-01-01'::date)`,
      [[60, 500, -1]],
    ],
    [
      `select to_char('2020-02-03'::date, 'YYYY/MM/DD'), year('2020-02-03'::date), date_part(epoch_second, '1970-01-02'::timestamp)`,
      [['2020/02/03', 2020, 86_400]],
    ],
    [`select to_timestamp_ntz(0)::string, '2020-01-01'::timestamp_ntz::string`, [['1970-01-01 00:00:00.000', '2020-01-01 00:00:00.000']]],
    [
      `select dateadd(month, 1, '2020-01-31'::timestamp)::string, date_trunc('month', '2020-02-03'::timestamp)::string`,
      [['2020-02-29 00:00:00.000', '2020-02-01 00:00:00.000']],
    ],
    [
      `select dateadd(day, 1, '2020-01-01'::date)::string, dateadd(year, -1, '2020-02-29'::date)::string, dateadd(quarter, 1, '2020-01-31'::date)::string, dateadd(week, 1, '2020-01-01'::date)::string`,
      [['2020-01-02', '2019-02-28', '2020-04-30', '2020-01-08']],
    ],
    [
      `select dateadd(day, 1, '2020-01-01'::date), dateadd(hour, 1, '2020-01-01'::date), date_trunc('month', '2020-02-03'::date), dateadd(day, 1, '2020-01-01')`,
      [['2020-01-02', '2020-01-01 01:00:00.000', '2020-02-01', '2020-01-02 00:00:00.000']],
      { types: 'date timestamp_ntz date timestamp_ntz' },
    ],
    [
      `select timestampadd(hour, 2, '2020-01-01 23:00:00'::timestamp)::string, timeadd(minute, 90, '10:00:00'::time)::string, dateadd(millisecond, 5, '2020-01-01'::timestamp)::string`,
      [['2020-01-02 01:00:00.000', '11:30:00', '2020-01-01 00:00:00.005']],
    ],
    [
      `select '2020-01-01'::date + 1, '2020-03-01'::date - '2020-02-01'::date, '2020-01-01'::date - 1`,
      [['2020-01-02', 29, '2019-12-31']],
      { types: 'date fixed(9,0) date' },
    ],
    [
      `select '2020-01-01'::date + interval '1 day', '2020-01-01'::date + interval '1 month, 2 hours', '2020-01-01'::timestamp - interval '1 year'`,
      [['2020-01-02', '2020-02-01 02:00:00.000', '2019-01-01 00:00:00.000']],
      { types: 'date timestamp_ntz timestamp_ntz' },
    ],
    [
      `select date_trunc(year, '2020-02-03'::date)::string, date_trunc('week', '2020-01-01'::date)::string, date_trunc('hour', '2020-01-01 10:20:30'::timestamp)::string, trunc('2020-02-03'::date, 'month')::string`,
      [['2020-01-01', '2019-12-30', '2020-01-01 10:00:00.000', '2020-02-01']],
    ],
    [
      `select month('2020-05-06'::date), day('2020-05-06'::date), dayofmonth('2020-05-06'::date), quarter('2020-05-06'::date), hour('2020-01-01 07:08:09'::timestamp), minute('2020-01-01 07:08:09'::timestamp), second('2020-01-01 07:08:09'::timestamp)`,
      [[5, 6, 6, 2, 7, 8, 9]],
    ],
    [
      `select dayofweek('2020-01-05'::date), dayofweekiso('2020-01-05'::date), dayofyear('2020-02-01'::date), week('2021-01-01'::date), weekiso('2021-01-01'::date), yearofweekiso('2021-01-01'::date)`,
      [[0, 7, 32, 53, 53, 2020]],
    ],
    [
      `select extract(year from '2020-02-03'::date), extract(dow from '2020-01-05'::date), date_part('quarter', '2020-05-01'::date), date_part(epoch_millisecond, '1970-01-01 00:00:01'::timestamp), date_part(nanosecond, '2020-01-01 00:00:00.5'::timestamp)`,
      [[2020, 0, 2, 1000, 500_000_000]],
    ],
    [
      `select monthname('2020-02-01'::date), dayname('2020-02-01'::date), last_day('2020-02-10'::date)::string, last_day('2020-02-10'::date, 'year')::string, last_day('2020-02-10'::date, 'week')::string`,
      [['Feb', 'Sat', '2020-02-29', '2020-12-31', '2020-02-16']],
    ],
    [
      `select next_day('2020-01-01'::date, 'fr')::string, previous_day('2020-01-01'::date, 'we')::string, add_months('2020-02-29'::date, 1)::string, add_months('2020-01-31'::date, 1)::string`,
      [['2020-01-03', '2019-12-25', '2020-03-31', '2020-02-29']],
    ],
    [
      `select months_between('2020-03-31'::date, '2020-02-29'::date), round(months_between('2020-03-15'::date, '2020-02-01'::date), 4)`,
      [[1, 1.4516]],
    ],
    [
      `select date_from_parts(2020, 2, 3)::string, date_from_parts(2020, 13, 1)::string, date_from_parts(2020, 1, 0)::string, time_from_parts(1, 2, 3)::string, timestamp_from_parts(2020, 1, 2, 3, 4, 5)::string`,
      [['2020-02-03', '2021-01-01', '2019-12-31', '01:02:03', '2020-01-02 03:04:05.000']],
    ],
    [
      `select time_slice('2020-01-01 10:35:00'::timestamp, 15, 'minute')::string, time_slice('2020-01-01 10:35:00'::timestamp, 15, 'minute', 'END')::string, time_slice('2020-02-10'::date, 1, 'month')::string`,
      [['2020-01-01 10:30:00.000', '2020-01-01 10:45:00.000', '2020-02-01']],
    ],
    [
      `select to_date('2020-01-02'), to_date('01/02/2020'), to_date('02-Jan-2020'), to_date('2020-01-02 10:00:00'), to_date('03.02.2020', 'DD.MM.YYYY')`,
      [['2020-01-02', '2020-01-02', '2020-01-02', '2020-01-02', '2020-02-03']],
    ],
    [
      `select to_timestamp('2020-01-01 10:11:12.5'), to_timestamp('1577836800'), to_timestamp(1577836800), to_timestamp(1577836800123, 3), to_timestamp('2020-01-01T10:11:12')`,
      [
        [
          '2020-01-01 10:11:12.500',
          '2020-01-01 00:00:00.000',
          '2020-01-01 00:00:00.000',
          '2020-01-01 00:00:00.123',
          '2020-01-01 10:11:12.000',
        ],
      ],
      { types: 'timestamp_ntz timestamp_ntz timestamp_ntz timestamp_ntz timestamp_ntz' },
    ],
    [
      `select to_timestamp('03/02/2020 04:05:06', 'DD/MM/YYYY HH24:MI:SS')::string, try_to_date('x', 'YYYY'), try_to_date('2020', 'YYYY')::string`,
      [['2020-02-03 04:05:06.000', null, '2020-01-01']],
    ],
    [`select to_time('10:20')::string, '10:20:30'::time, to_char('10:20:30'::time, 'HH12:MI AM')`, [['10:20:00', '10:20:30', '10:20 AM']]],
    [
      `select to_char('2020-02-03 14:05:06.789'::timestamp, 'DY MON DD, YYYY HH12:MI AM'), to_char('2020-02-03 14:05:06.789'::timestamp, 'YYMMDD"T"HH24MISS.FF2')`,
      [['Mon Feb 03, 2020 02:05 PM', '200203T140506.78']],
    ],
    [
      `select '2020-01-01 10:11:12.987'::timestamp_ntz(0)::string, '2020-01-01 10:11:12.987654'::timestamp_ntz(3)::string`,
      [['2020-01-01 10:11:12.000', '2020-01-01 10:11:12.987']],
    ],
    [
      `select '2020-01-01 10:00:00 +05:30'::timestamp_tz, '2020-01-01 10:00:00 +0530'::timestamp_tz::string, '2020-01-01T10:00:00Z'::timestamp_tz::string`,
      [['2020-01-01 10:00:00.000 +0530', '2020-01-01 10:00:00.000 +0530', '2020-01-01 10:00:00.000 +0000']],
      { types: 'timestamp_tz text text' },
    ],
    [
      `select '2020-01-01 10:00:00'::timestamp_tz::string, '2020-07-01 10:00:00'::timestamp_tz::string, '2020-01-01'::date::timestamp_tz::string`,
      [['2020-01-01 10:00:00.000 -0800', '2020-07-01 10:00:00.000 -0700', '2020-01-01 00:00:00.000 -0800']],
    ],
    [
      `select '2020-01-01 10:00:00 +0530'::timestamp_ntz::string, '2020-01-01 10:00:00 +0530'::timestamp_tz::timestamp_ntz::string, '2020-01-01 10:00:00 +0530'::timestamp_tz::timestamp_ltz::string, '2020-01-01 01:00:00 +0530'::timestamp_tz::date::string`,
      [['2020-01-01 10:00:00.000', '2020-01-01 10:00:00.000', '2019-12-31 20:30:00.000 -0800', '2020-01-01']],
    ],
    [
      `select to_timestamp_tz('2020-01-01 10:00:00 -0800') = to_timestamp_tz('2020-01-01 18:00:00 Z'), '2020-01-01 10:00:00 +0500'::timestamp_tz < '2020-01-01 06:00:00 +0000'::timestamp_tz`,
      [[true, true]],
    ],
    [
      `select dateadd(day, 1, '2020-01-01 10:00:00 +0530'::timestamp_tz)::string, date_trunc('day', '2020-01-01 10:00:00 +0530'::timestamp_tz)::string, hour('2020-01-01 10:00:00 +0530'::timestamp_tz), date_part(epoch_second, '1970-01-01 01:00:00 +0100'::timestamp_tz), date_part(tzh, '2020-01-01 10:00:00 +0530'::timestamp_tz)`,
      [['2020-01-02 10:00:00.000 +0530', '2020-01-01 00:00:00.000 +0530', 10, 0, 5]],
    ],
    [
      `select to_char('2020-01-01 10:00:00 +05:30'::timestamp_tz, 'HH24:MI TZH:TZM'), to_char('2020-01-01 10:00:00'::timestamp_ltz, 'HH24:MI TZHTZM'), '2020-01-01 10:00:00'::timestamp_ltz::string`,
      [['10:00 +05:30', '10:00 -0800', '2020-01-01 10:00:00.000 -0800']],
    ],
    [
      `select convert_timezone('UTC', 'Asia/Tokyo', '2020-01-01 00:00:00'::timestamp_ntz)::string, convert_timezone('Asia/Tokyo', '2020-01-01 00:00:00 +0000'::timestamp_tz)::string, convert_timezone('UTC', '2020-07-01 10:00:00'::timestamp_ltz)::string`,
      [['2020-01-01 09:00:00.000', '2020-01-01 09:00:00.000 +0900', '2020-07-01 17:00:00.000 +0000']],
    ],
    [
      `select d = '2020-01-01', n > '2019-12-31', d < n, d in ('2020-01-01'), n between '2020-01-01' and '2021-01-01' from (select '2020-01-01'::date d, '2020-01-01 10:00:00'::timestamp n)`,
      [[true, true, true, true, true]],
    ],
    [
      'select current_timestamp()::date = current_date(), sysdate() is not null, current_time() is not null, datediff(minute, current_timestamp(), getdate())',
      [[true, true, true, 0]],
      { types: 'boolean boolean boolean fixed(9,0)' },
    ],
    [
      `select system$typeof(current_timestamp()), system$typeof('2020-01-01'::timestamp_tz), system$typeof(current_date()), system$typeof(sysdate())`,
      [['TIMESTAMP_LTZ(9)', 'TIMESTAMP_TZ(9)', 'DATE', 'TIMESTAMP_NTZ(9)']],
    ],
    [
      `select '2020-01-01 00:00:00.123456789'::timestamp::string, to_char('2020-01-01 00:00:00.123456789'::timestamp, 'FF9')`,
      [['2020-01-01 00:00:00.123', '123456000']],
      { differs: 'Times keep microseconds; digits behind the sixth are zero.' },
    ],
    [
      `select count(*) from (select '2020-01-01 10:00:00 +0100'::timestamp_tz t union all select '2020-01-01 09:00:00 +0000'::timestamp_tz) group by t order by 1`,
      [[1], [1]],
      { differs: 'GROUP BY and DISTINCT tell two TIMESTAMP_TZ of the same instant with different offsets apart.' },
    ],
    [`select to_date('x')`, '100040'],
    [`select to_timestamp('nonsense')`, '100035'],
    [`select dateadd(fortnight, 1, '2020-01-01'::date)`, 'LOCAL-003'],
    [`select to_char('2020-01-01'::date, 'Q')`, 'LOCAL-003'],
    [`select to_timestamp('2020-01-01 10:00 +01:00', 'YYYY-MM-DD HH24:MI TZH:TZM')`, 'LOCAL-003'],
    [`select '2020-01-01'::timestamp_ntz(2)`, 'LOCAL-004'],
  ],
};

import type { CaseArea } from './statement-case.ts';

export const session: CaseArea = {
  area: 'Containers and the session',
  cases: [
    // Containers and session
    ['create schema s1', [['Schema S1 successfully created.']]],
    [
      'select current_schema(), current_database(), current_role(), current_warehouse(), current_user()',
      [['S1', 'SOPHIA', 'TESTER', 'TEST_XS', 'TESTER_USER']],
    ],
    ['create table inside (a int)', [['Table INSIDE successfully created.']]],
    ['drop schema s1', [['S1 successfully dropped.']]],
    ['select * from inside', '090106'],
    ['use schema core', [['Statement executed successfully.']]],
    ['use database nope', '002043'],
    ['use role accountadmin', '003013'],
    ['use role nope', '002043'],
    ['create database x', '003001'],
    ['create role x', '003001'],
    ["alter session set query_tag = 'abc', statement_timeout_in_seconds = 60", [['Statement executed successfully.']]],
    ["alter session set timezone = 'Mars/Base'", '001008'],
    ['alter session set week_start = 3', 'LOCAL-007'],
    ['select query_tag from table(information_schema.query_history_by_session(result_limit => 1))', [['abc']]],
    ["select table_name from information_schema.tables where table_schema = 'RAW'", [['GONG_CALLS']]],
    [
      "select column_name, data_type, is_nullable from information_schema.columns where table_name = 'GONG_CALLS' and ordinal_position = 2",
      [['RAW_DATA', 'VARIANT', 'YES']],
    ],
    ['select * from information_schema.load_history', 'LOCAL-003'],
  ],
};

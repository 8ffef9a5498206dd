import type { CaseArea } from './statement-case.ts';

export const refusedStatements: CaseArea = {
  area: 'Statements that are refused',
  cases: [
    // Never with success
    ['call nothing()', 'LOCAL-001'],
    ['copy into accounts from @stage', '002003'],
    ['create stage s', '003001'],
    ['create user x', '003001'],
    ['execute immediate $$ select 1 $$', 'LOCAL-001'],
    ['explain select 1', 'LOCAL-001'],
    ['undrop view t', 'LOCAL-001'],
    ['show stages', []],
    ['use secondary roles all', [['Statement executed successfully.']]],
    ['use secondary roles none', [['Statement executed successfully.']]],
    ["comment on table calls is 'x'", '003001'],
    ['grant ownership on table calls to role analyst', '003001'],
  ],
};

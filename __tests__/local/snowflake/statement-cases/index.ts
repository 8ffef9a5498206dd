import { aggregates } from './aggregates.ts';
import { binds } from './binds.ts';
import { changes } from './changes.ts';
import { choices } from './choices.ts';
import { dates } from './dates.ts';
import { names } from './names.ts';
import { numbers } from './numbers.ts';
import { queries } from './queries.ts';
import { refusedStatements } from './refused.ts';
import { semiStructured } from './semi-structured.ts';
import { session } from './session.ts';
import type { CaseArea } from './statement-case.ts';
import { text } from './text.ts';

/** Each area has a session of its own; the tables of one stay for the next. */
export const caseAreas: readonly CaseArea[] = [
  names, numbers, text, choices, dates, queries, aggregates, semiStructured, changes, session, binds, refusedStatements,
]; // prettier-ignore

import type { Check } from '../model/check.ts';
import { nearest } from '../std/nearest.ts';
import { describeCriterion, describeSelection } from './selection.ts';
import type { Criterion } from './selection.ts';

/** A selection that matches no check is a mistake of who asked, never an empty green run. */
export class EmptySelection extends Error {
  override readonly name = 'EmptySelection';
}

const listedValues = 8;

/** Names what was asked and, for the first field that matches nothing on its own, what exists. */
export function emptySelection(criteria: readonly Criterion[], checks: readonly Check[]): EmptySelection {
  if (checks.length === 0) return new EmptySelection('The config declares no check besides the connections of its components.');
  const lonely = criteria.find((criterion) => !checks.some((check) => criterion.accepts(check)));
  if (lonely === undefined) {
    return new EmptySelection(`No check matches ${describeSelection(criteria)} together, though each alone matches some.`);
  }
  return new EmptySelection(`No check matches ${describeCriterion(lonely)}. ${existingValues(lonely, checks)}`);
}

function existingValues(criterion: Criterion, checks: readonly Check[]): string {
  const values = criterion.values(checks);
  if (values.length === 0) return criterion.asked.length === 0 ? 'Nothing to run again.' : `No check has a ${criterion.name}.`;
  const [asked = ''] = criterion.asked;
  const known = criterion.known !== undefined && !criterion.known.includes(asked) ? criterion.known : values;
  const similar = nearest(asked.replaceAll('*', ''), known);
  const hint = similar === undefined ? '' : `Did you mean ${similar}? `;
  const more = values.length > listedValues ? ` and ${values.length - listedValues} more` : '';
  return `${hint}The config has ${values.slice(0, listedValues).join(', ')}${more}.`;
}

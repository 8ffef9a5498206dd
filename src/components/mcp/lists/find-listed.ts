import type { CheckContext } from '../../../model/component.ts';

/** Names that must be listed and are not, and names that are listed twice. */
export function findListed(what: string, names: readonly string[], required: readonly string[], context: CheckContext): void {
  for (const name of required) {
    const met = names.includes(name);
    const actual = met ? 'listed' : `not among ${names.join(', ') || `the ${what}s`}`;
    if (!met) context.find({ subject: `${what} ${name}`, expected: 'listed', actual, met });
  }
  for (const name of new Set(names.filter((name, index) => names.indexOf(name) !== index))) {
    context.find({ subject: `${what} ${name}`, expected: 'listed once', actual: 'listed more than once', met: false });
  }
}

import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { refusalCodeOf } from '../wire/refusal-code.ts';
import type { PineconeSettings } from '../settings-schema.ts';
import type { PineconeConnection } from '../vector-index.ts';

const options = v.strictObject({
  api_key: v.pipe(v.string(), v.nonEmpty(), v.description('Valid key of another project.')),
});

type Options = v.InferOutput<typeof options>;

export interface OtherProjectInput {
  readonly apiKey: string;
}

/** Any of them keeps the stranger out; which one tells whether it learns that the index exists. */
const refusals = ['401', '403', '404'];

export const otherProject: CheckKind<Options, PineconeSettings> = {
  summary: 'A valid key of another project reaches neither the index nor its records.',
  layer: 'security',
  costs: 'free',
  privileges: 'A second key, of another project',
  options,
  expand: ({ api_key: apiKey }) => [
    { name: 'other-project', title: "Another project's key is refused", input: { apiKey } satisfies OtherProjectInput },
  ],
};

export async function runOtherProject(connection: PineconeConnection, input: OtherProjectInput, context: CheckContext): Promise<void> {
  const stranger = connection.withKey(input.apiKey);
  const { settings, config, namespace } = connection;
  // A key that opens nothing at all would be refused everywhere, and prove nothing about projects.
  const seen = await stranger.control.list(context.signal);
  context.find({ subject: "other project's key in its own project", expected: 'let in', actual: 'let in', met: true });
  const sees = seen.some(({ host }) => host === config.host);
  context.find({
    subject: `index ${settings.index} among the other project's`,
    expected: 'not listed',
    actual: sees ? 'listed: the key is of this project' : 'not listed',
    met: !sees,
  });
  const records = stranger.index(config.host);
  const attempts = {
    'describe the index': () => stranger.control.describe(settings.index, context.signal),
    'count its records': () => records.count(namespace, context.signal),
    'list its ids': () => records.listPage(namespace, 1, undefined, context.signal),
  };
  for (const [words, attempt] of Object.entries(attempts)) {
    const code = await refusalCodeOf(attempt);
    // An index of the same name in the other project is not ours.
    if (words === 'describe the index' && code === undefined && !sees) continue;
    context.find({
      subject: `${words} with the other project's key`,
      expected: `refused with one of ${refusals.join(', ')}`,
      actual: code === undefined ? 'let in' : `refused with ${code}`,
      met: code !== undefined && refusals.includes(code),
    });
  }
}

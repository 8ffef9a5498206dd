import type { NewFinding } from '../../../model/outcome.ts';
import type { RawAnswer } from './ask-server.ts';
import { bearerChallenge } from './challenge.ts';
import { isWebUrl } from './metadata-places.ts';
import type { TokenRow } from './token-rows.ts';

export interface ChallengeRules {
  /** Scopes that a 403 must name. */
  readonly scopes: readonly string[];
  /** Where the metadata is when no challenge names it: RFC 9728 allows either. */
  readonly metadataUrl: string | undefined;
}

const expectations = {
  answered: { words: 'status 200 with a result', statuses: [200] },
  unauthorized: { words: 'status 401', statuses: [401] },
  forbidden: { words: 'status 403', statuses: [403] },
  refused: { words: 'status 401 or 400', statuses: [401, 400] },
} as const;

/** What one row of the matrix says of the server: whether it answered as it must, and how it words a refusal. */
export function judgeAnswer(row: TokenRow, answer: RawAnswer, rules: ChallengeRules): readonly NewFinding[] {
  const { words, statuses } = expectations[row.expected];
  const isResult = answer.message === 'result';
  const met = (statuses as readonly number[]).includes(answer.status) && isResult === (row.expected === 'answered');
  const findings: NewFinding[] = [{ subject: row.name, expected: words, actual: wordsFor(answer), met }];
  if (met && (answer.status === 401 || answer.status === 403)) findings.push(judgeChallenge(row, answer, rules));
  if (row.token !== undefined && row.expected !== 'answered') {
    const repeats = answer.text.includes(row.token);
    findings.push({
      subject: `${row.name}: the answer`,
      expected: 'does not repeat the token',
      actual: repeats ? 'repeats it' : 'does not repeat it',
      met: !repeats,
    });
  }
  return findings;
}

function wordsFor({ status, message }: RawAnswer): string {
  if (message === 'none') return `status ${status}`;
  return `status ${status} with ${message === 'result' ? 'a result' : 'a JSON-RPC error'}`;
}

/** RFC 6750 section 3, RFC 9728 section 5.1. */
function judgeChallenge({ name, expected: row, token }: TokenRow, answer: RawAnswer, rules: ChallengeRules): NewFinding {
  const error = row === 'forbidden' ? 'insufficient_scope' : 'invalid_token';
  const wantsError = token !== undefined && row !== 'refused';
  const scopes = row === 'forbidden' ? rules.scopes : [];
  const wanted = [
    'Bearer with resource_metadata',
    ...(wantsError ? [`error="${error}"`] : []),
    ...(scopes.length > 0 ? [`scope with ${scopes.join(' ')}`] : []),
  ];
  const problems = challengeProblems(answer.challenge, { error: wantsError ? error : undefined, scopes, metadataUrl: rules.metadataUrl });
  return {
    subject: `${name}: WWW-Authenticate`,
    expected: wanted.join(', '),
    actual: problems.length === 0 ? 'as expected' : problems.join('; '),
    met: problems.length === 0,
  };
}

interface WantedChallenge {
  readonly error: string | undefined;
  readonly scopes: readonly string[];
  readonly metadataUrl: string | undefined;
}

function challengeProblems(header: string | undefined, wanted: WantedChallenge): readonly string[] {
  if (header === undefined) return ['there is no such header'];
  const challenge = bearerChallenge(header);
  if (challenge === undefined) return ['it is no Bearer challenge as RFC 9110 and RFC 6750 write it'];
  const { resource_metadata: metadata, error, scope = '' } = challenge.parameters;
  const named = scope.split(' ');
  const missing = wanted.scopes.filter((one) => !named.includes(one));
  return [
    ...(metadata === undefined && wanted.metadataUrl === undefined
      ? ['it has no resource_metadata, and there is none at the well-known path']
      : []),
    ...(metadata !== undefined && !isWebUrl(metadata) ? ['its resource_metadata is no http or https URL'] : []),
    ...(wanted.error !== undefined && error !== wanted.error ? [error === undefined ? 'it has no error' : 'it has another error'] : []),
    ...(missing.length > 0 ? [`its scope has no ${missing.join(', ')}`] : []),
  ];
}

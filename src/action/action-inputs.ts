import { flag, readInputs } from '../config/inputs.ts';
import { InputError, mostShards } from '../config/inputs.ts';
import type { InputName, RunInputs } from '../config/inputs.ts';
import { quoted } from '../config/show-value.ts';
import { readInput } from './runner.ts';

const modes = ['run', 'plan', 'merge', 'report', 'fork-report'] as const;
const commentModes = ['always', 'on-change', 'on-failure', 'never'] as const;
const checkModes = ['job', 'separate', 'off'] as const;

export interface ActionInputs extends RunInputs {
  readonly mode: (typeof modes)[number];
  /** Into how many parts `plan` splits. */
  readonly shards: number;
  readonly reports: {
    readonly summary: boolean;
    readonly annotations: boolean;
    readonly artifact: boolean;
    readonly comment: (typeof commentModes)[number];
    readonly check: (typeof checkModes)[number];
  };
  /** With recent runs of the target branch. */
  readonly compare: boolean;
  readonly token: string;
  /** What GitHub tells a step through inputs only. */
  readonly place: { readonly checkRunId: string; readonly matrix: string };
}

const shared: readonly InputName[] = [
  'config',
  'environment',
  'layers',
  'stages',
  'components',
  'tags',
  'checks',
  'stack',
  'retries',
  'timeout',
  'concurrency',
  'strict',
  'fail-on',
  'output-directory',
  'shard',
];

/** Inputs of action.yml as the runner hands them over. Throws `InputError`. */
export function readActionInputs(): ActionInputs {
  const raw = Object.fromEntries(shared.map((name) => [name, readInput(name)]));
  return {
    ...readInputs(raw),
    mode: word('mode', modes),
    shards: shardCount(readInput('shards') || '1'),
    reports: {
      summary: toggle('report-summary'),
      annotations: toggle('report-annotations'),
      artifact: toggle('report-artifact'),
      comment: word('report-comment', commentModes),
      check: word('report-check', checkModes),
    },
    compare: toggle('history'),
    token: readInput('github-token'),
    place: { checkRunId: readInput('check-run-id'), matrix: readInput('matrix') },
  };
}

/** On where the input is absent. */
function toggle(name: string): boolean {
  return flag({ [name]: readInput(name) }, name) ?? true;
}

/** The first of the allowed words is the default. */
function word<Word extends string>(name: string, allowed: readonly [Word, ...Word[]]): Word {
  const text = readInput(name) || allowed[0];
  const found = allowed.find((candidate) => candidate === text);
  if (found === undefined) throw new InputError(`${name}: expected ${allowed.join(', ')}, got ${quoted(text)}`);
  return found;
}

function shardCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= mostShards) return count;
  throw new InputError(`shards: expected a whole number from 1 to ${mostShards}, got ${quoted(text)}`);
}

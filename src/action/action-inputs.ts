import { flag, readInputs } from '../config/inputs.ts';
import { InputError } from '../config/inputs.ts';
import type { InputName, RunInputs } from '../config/inputs.ts';
import { readInput } from './runner.ts';

export interface ActionInputs extends RunInputs {
  readonly mode: 'run' | 'plan' | 'report';
  readonly reports: { readonly summary: boolean; readonly annotations: boolean; readonly artifact: boolean; readonly check: boolean };
  readonly token: string;
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
];

/** Inputs of action.yml as the runner hands them over. Throws `InputError`. */
export function readActionInputs(): ActionInputs {
  const raw = Object.fromEntries(shared.map((name) => [name, readInput(name)]));
  return {
    ...readInputs(raw),
    mode: mode(readInput('mode') || 'run'),
    reports: {
      summary: toggle('report-summary', true),
      annotations: toggle('report-annotations', true),
      artifact: toggle('report-artifact', true),
      check: toggle('report-check', false),
    },
    token: readInput('github-token'),
  };
}

function toggle(name: string, absent: boolean): boolean {
  return flag({ [name]: readInput(name) }, name) ?? absent;
}

function mode(text: string): ActionInputs['mode'] {
  if (text === 'run' || text === 'plan' || text === 'report') return text;
  throw new InputError(`mode: expected run, plan or report, got "${text}"`);
}

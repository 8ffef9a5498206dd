import type { ReportPart } from '../../model/part.ts';
import type { GithubContext } from './context.ts';
import { shortHash } from './short-hash.ts';

export interface Leg {
  readonly part: ReportPart['leg'];
  /** For names of artifacts: unique for each job, step and attempt of a run. */
  readonly slug: string;
}

const slugCharacters = 60;

/** One job of a workflow run, which a matrix or a second call of a workflow may hold several times under one name. */
export function legOf({ job, run }: GithubContext): Leg {
  const identity = [job.name, job.step, job.matrix].join('\n');
  const values = matrixValues(job.matrix);
  const name = values.length === 0 ? job.name : `${job.name} (${values.join(', ')})`;
  const readable = name
    .replaceAll(/[^A-Za-z0-9._]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, slugCharacters);
  const unique = shortHash([identity, job.checkRunId].join('\n'));
  return { part: { identity, name, checkRunId: job.checkRunId }, slug: `${readable}-${unique}-${run.attempt}` };
}

/** As GitHub names the jobs of a matrix: its values, objects by theirs. */
function matrixValues(matrix: string): readonly string[] {
  try {
    return leaves(JSON.parse(matrix || 'null'));
  } catch {
    return [];
  }
}

function leaves(value: unknown): readonly string[] {
  if (value === null || value === undefined) return [];
  if (typeof value === 'object') return Object.values(value).flatMap(leaves);
  return [typeof value === 'string' ? value : JSON.stringify(value)];
}

/** What one comment belongs to: the workflow's file and the config files it runs, in any order. */
export function commentKey(workflow: string, configFiles: readonly string[]): string {
  return shortHash([workflow, ...configFiles.toSorted()].join('\n'));
}

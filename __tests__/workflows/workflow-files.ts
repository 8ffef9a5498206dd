import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'yaml';

export const root = join(import.meta.dirname, '..', '..');

/** This repository as others name it in `uses`. */
export const publicName = 'sophia/infra-test-action';

export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
}

export interface Job {
  readonly name?: string;
  readonly if?: unknown;
  readonly needs?: string | readonly string[];
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, unknown>> | string;
  readonly permissions?: Readonly<Record<string, string>> | string;
  readonly concurrency?: Concurrency | string;
  readonly steps?: readonly Step[];
  readonly 'timeout-minutes'?: unknown;
}

export interface Concurrency {
  readonly group: string;
  readonly 'cancel-in-progress'?: unknown;
}

export interface CallDeclaration {
  readonly inputs?: Readonly<Record<string, { readonly type: string; readonly required?: boolean; readonly description?: string }>>;
  readonly secrets?: Readonly<Record<string, { readonly required?: boolean }>>;
  readonly outputs?: Readonly<Record<string, { readonly description?: string }>>;
}

export interface Workflow {
  readonly name?: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>> | string;
  readonly concurrency?: Concurrency | string;
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface WorkflowFile {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
  readonly workflow: Workflow;
}

export interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: Readonly<Record<string, string>>;
}

export function workflowFile(path: string, text: string): WorkflowFile {
  return { path, text, workflow: parse(text) as Workflow };
}

function readFolder(folder: string): readonly WorkflowFile[] {
  return globSync(join(root, folder, '*.{yml,yaml}'))
    .sort()
    .map((file) => workflowFile(relative(root, file).replaceAll('\\', '/'), readFileSync(file, 'utf8')));
}

/** What GitHub runs in this repository, or others call. */
const ownWorkflows = readFolder('.github/workflows');
/** What people copy. */
export const callers = readFolder('workflows');
export const allWorkflows = [...ownWorkflows, ...callers];

export function readAction(path: string): ActionFile {
  return parse(readFileSync(join(root, path), 'utf8')) as ActionFile;
}

export function workflowAt(path: string): WorkflowFile {
  const found = allWorkflows.find((file) => file.path === path);
  if (found === undefined) throw new Error(`${path}: expected a workflow, there are ${allWorkflows.map((file) => file.path).join(', ')}`);
  return found;
}

/** Path of a workflow of this repository that a job calls; undefined when the job has steps or calls another repository. */
export function calledPath({ uses }: Job): string | undefined {
  if (uses?.startsWith('./')) return uses.slice('./'.length);
  if (uses?.startsWith(`${publicName}/`)) return uses.slice(publicName.length + 1).replace(/@.*$/, '');
  return undefined;
}

export function callDeclaration({ workflow }: WorkflowFile): CallDeclaration | undefined {
  return (workflow.on as Readonly<Record<string, CallDeclaration | undefined>>)['workflow_call'];
}

export function stepsOf({ workflow }: WorkflowFile): readonly Step[] {
  return Object.values(workflow.jobs).flatMap((job) => job.steps ?? []);
}

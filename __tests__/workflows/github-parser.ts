import { registerHooks } from 'node:module';
import { calledPath, workflowAt } from './workflow-files.ts';

// The package imports its schemas as JSON without the attribute that Node asks for.
registerHooks({
  load: (url, context, next) => next(url, url.endsWith('.min.json') ? { ...context, importAttributes: { type: 'json' } } : context),
});
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import('@actions/workflow-parser');
const { parseAction } = await import('@actions/workflow-parser/actions/index');

/** What GitHub's own parser says against a workflow; with the workflows of this repository that it calls. */
export async function workflowErrors(name: string, content: string): Promise<readonly string[]> {
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  if (value === undefined) return context.errors.getErrors().map((error) => error.message);
  const fileProvider = {
    getFileContent: async (reference: { readonly path: string }) => {
      const { path, text } = workflowAt(calledPath({ uses: `./${reference.path}` }) ?? '');
      return await Promise.resolve({ name: path, content: text });
    },
  };
  await convertWorkflowTemplate(context, value, fileProvider, { fetchReusableWorkflowDepth: 1 });
  return context.errors.getErrors().map((error) => error.message);
}

export function actionErrors(name: string, content: string): readonly string[] {
  const { context } = parseAction({ name, content }, new NoOperationTraceWriter());
  return context.errors.getErrors().map((error) => error.message);
}

import type { McpServer } from '@modelcontextprotocol/server';
import type { ServerSdk } from './register-tools.ts';

const name = 'summarise_account';
const title = 'Summarise an account';
const description = 'Asks for a summary of an account, from its figures and its calls.';
const accountId = { type: 'string', pattern: '^[1-9]\\d{0,8}$', description: 'Number of the account.' };

export interface ListedPrompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly { readonly name: string; readonly description: string; readonly required: boolean }[];
}

export const listedPrompts: readonly ListedPrompt[] = [
  { name, title, description, arguments: [{ name: 'account_id', description: accountId.description, required: true }] },
];

export function registerPrompts(sdk: ServerSdk, server: McpServer): void {
  const properties = { account_id: accountId };
  const argsSchema = sdk.fromJsonSchema<{ readonly account_id: string }>({ type: 'object', properties, required: ['account_id'] });
  server.registerPrompt(name, { title, description, argsSchema }, ({ account_id: id }) => {
    const text = `Summarise account ${id} in five sentences. Take its figures from the tool account_summary with account_id ${id}, and what was said from the tool search_calls.`;
    return { messages: [{ role: 'user', content: { type: 'text', text } }] };
  });
}

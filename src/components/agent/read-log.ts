import * as v from 'valibot';
import type { CheckContext } from '../../model/component.ts';
import { networkOf } from '../guarded-agent.ts';
import { headersSchema, httpUrl } from '../request-schema.ts';
import { AgentHttp } from './agent-http.ts';
import { parseJson } from './answer.ts';
import { entriesIn } from './log-entries.ts';
import { valuePath } from './settings-schema.ts';

const entriesPath = v.exactOptional(
  v.pipe(valuePath, v.description('Where the list of entries is; by default the whole, or a text line by line')),
);

/** Where the tool itself keeps what it was asked: behind a tool of an MCP server, or at a URL. */
export const logSchema = v.union([
  v.strictObject({
    component: v.pipe(v.string(), v.description('An mcp component in `needs`')),
    call: v.pipe(v.string(), v.description('The tool that tells the log')),
    args: v.exactOptional(v.record(v.string(), v.unknown())),
    entries: entriesPath,
  }),
  v.strictObject({
    url: v.pipe(httpUrl, v.description('GET gives the log: JSON, or text line by line')),
    headers: v.exactOptional(headersSchema),
    entries: entriesPath,
  }),
]);

export type LogPlace = v.InferOutput<typeof logSchema>;

export async function readLog(place: LogPlace, context: CheckContext): Promise<readonly unknown[]> {
  const log = 'url' in place ? await getLog(place, context) : await callLog(place, context);
  const entries = entriesIn(log, place.entries);
  if (entries === undefined) throw new Error(`the tool log has no list${place.entries === undefined ? '' : ` at ${place.entries}`}`);
  return entries;
}

async function callLog(place: Extract<LogPlace, { component: string }>, { needs, signal }: CheckContext): Promise<unknown> {
  const tool = needs[place.component]?.tool;
  if (tool === undefined) throw new Error(`log.component is ${place.component}, which is no mcp component in the agent's needs`);
  return await tool.call(place.call, place.args ?? {}, signal);
}

async function getLog(place: Extract<LogPlace, { url: string }>, { environment, signal }: CheckContext): Promise<unknown> {
  const url = new URL(place.url);
  using http = new AgentHttp(url, place.headers ?? {}, networkOf(environment));
  const text = await http.text({ method: 'GET', url }, signal);
  return parseJson(text) ?? text;
}

import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { readBody } from '../listen.ts';
import { refused } from './failure.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** A request as the routes see it. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Of `Authorization: Snowflake Token="..."`. */
  readonly token: string | undefined;
  readonly body: Fields;
  /** Where the client connects from. */
  readonly address: string;
}

const bodyLimitBytes = 64 * 1024 * 1024;

export async function readRequest(message: IncomingMessage): Promise<Request> {
  const url = new URL(message.url ?? '/', 'http://local');
  const token = /^Snowflake Token="([^"]*)"$/.exec(message.headers.authorization ?? '')?.[1];
  const address = message.socket.remoteAddress ?? '';
  return { method: message.method ?? 'GET', path: url.pathname, query: url.searchParams, token, address, body: await readFields(message) };
}

/** The body, plain or zipped. @throws SnowflakeFailure for one that is too large or no JSON */
export async function readFields(message: IncomingMessage): Promise<Fields> {
  const raw = await readBody(message, bodyLimitBytes);
  if (!raw) throw refused('LOCAL-006', `a body larger than ${bodyLimitBytes / 1024 / 1024} MiB`);
  if (raw.length === 0) return {};
  // The Node driver names the encoding of the body wrongly at times, so the first bytes decide.
  const zipped = raw[0] === 0x1f && raw[1] === 0x8b;
  try {
    const body: unknown = JSON.parse((zipped ? gunzipSync(raw, { maxOutputLength: bodyLimitBytes }) : raw).toString());
    return isFields(body) ? body : {};
  } catch (cause) {
    throw refused('LOCAL-006', 'a body that is not JSON', { cause });
  }
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function fieldsOf(parent: Fields, name: string): Fields {
  const value = parent[name];
  return isFields(value) ? value : {};
}

export function textOf(parent: Fields, name: string): string | undefined {
  const value = parent[name];
  return typeof value === 'string' ? value : undefined;
}

import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { closeServer, listenOnLoopback } from '../listen.ts';
import type { Account } from './account.ts';
import { Executions } from './execution.ts';
import type { Execution } from './execution.ts';
import { SnowflakeFailure, refused } from './failure.ts';
import { logIn } from './login.ts';
import { fieldsOf, isFields, readRequest, textOf } from './request.ts';
import type { Fields, Request } from './request.ts';
import type { Binds } from './run/binds.ts';
import { setParameter } from './run/run-session-statement.ts';
import { newToken } from './session.ts';
import type { Session } from './session.ts';
import { failureReply, runningReply, sessionParameters, successReply, toFailure } from './wire/reply.ts';
import type { Reply } from './wire/reply.ts';

/** A synchronous query that takes longer is answered "in progress" with the place of its result. */
const longestWaitMilliseconds = 20_000;

/** The HTTP face of the account: the requests of the driver, and nothing else. */
export class SnowflakeServer implements AsyncDisposable {
  readonly #http: Server;
  readonly #account: Account;
  readonly #executions: Executions;

  constructor(account: Account) {
    this.#account = account;
    this.#executions = new Executions(account);
    this.#http = createServer((message, response) => {
      const answer = async (): Promise<Reply> => {
        try {
          return await this.#route(await readRequest(message));
        } catch (error) {
          return lostSession(error) ?? failureReply(toFailure(error));
        }
      };
      void answer().then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
        response.end(body);
      });
    });
  }

  async listen(port: number | undefined): Promise<number> {
    return listenOnLoopback(this.#http, port);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await closeServer(this.#http);
    await this.#executions.cancelAll();
  }

  async #route(request: Request): Promise<Reply> {
    const { method, path } = request;
    if (method === 'POST' && path === '/session/v1/login-request') return this.#logIn(request);
    if (method === 'POST' && path === '/session/token-request') return this.#renewToken(request);
    if (method === 'POST' && path === '/telemetry/send') return successReply(null);
    const session = this.#session(request);
    if (method === 'POST' && path === '/session/heartbeat') return successReply(null);
    if (method === 'POST' && path === '/session' && request.query.get('delete') === 'true') {
      await this.#executions.cancelAll(session);
      this.#account.closeSession(session);
      return successReply(null);
    }
    if (method === 'POST' && path === '/queries/v1/query-request') return this.#query(request, session);
    if (method === 'POST' && path === '/queries/v1/abort-request') {
      this.#executions.cancelRequest(session, textOf(request.body, 'requestId') ?? '');
      return successReply(null);
    }
    const [, kind, id = ''] = /^(\/queries|\/monitoring\/queries)\/([\w-]+)/.exec(path) ?? [];
    if (kind === '/monitoring/queries' && method === 'GET') return this.#monitor(id, session);
    if (kind === '/queries' && method === 'GET' && path === `/queries/${id}/result`) return this.#wait(this.#execution(id, session), false);
    if (kind === '/queries' && method === 'POST' && path === `/queries/${id}/abort-request`) {
      this.#execution(id, session).cancel();
      return successReply(null);
    }
    throw refused('LOCAL-006', `${method} ${path}`);
  }

  async #logIn({ query, body }: Request): Promise<Reply> {
    const data = fieldsOf(body, 'data');
    const accountName = textOf(data, 'ACCOUNT_NAME');
    // A real service has no such host; 403 is what drivers see and do not retry.
    if (accountName !== undefined && accountName.toUpperCase() !== this.#account.name) return { status: 403, body: '{}' };
    const asked = (name: string): string | undefined => query.get(name) ?? undefined;
    const session = await logIn(
      {
        accountName,
        userName: textOf(data, 'LOGIN_NAME'),
        password: textOf(data, 'PASSWORD'),
        authenticator: textOf(data, 'AUTHENTICATOR'),
        token: textOf(data, 'TOKEN'),
        provider: textOf(data, 'PROVIDER'),
        role: asked('roleName'),
        database: asked('databaseName'),
        schema: asked('schemaName'),
        warehouse: asked('warehouse'),
      },
      this.#account,
    );
    await applyParameters(fieldsOf(data, 'SESSION_PARAMETERS'), session, true);
    return successReply({
      ...tokens(session),
      sessionId: session.id,
      serverVersion: this.#account.version,
      parameters: sessionParameters(session),
      sessionInfo: {
        databaseName: session.database ?? null,
        schemaName: session.schema ?? null,
        warehouseName: session.warehouse ?? null,
        roleName: session.role,
      },
    });
  }

  /** A new session token for the master token; the old one is void from then on. */
  #renewToken(request: Request): Reply {
    const session = this.#account.sessions.find((candidate) => candidate.masterToken === request.token);
    if (!session) throw new SnowflakeFailure('390114', '08001', 'Authentication token has expired. The user must authenticate again.');
    session.token = newToken();
    session.tokenExpired = false;
    const { token, masterToken, validityInSeconds, masterValidityInSeconds } = tokens(session);
    return successReply({
      sessionToken: token,
      validityInSecondsST: validityInSeconds,
      masterToken,
      validityInSecondsMT: masterValidityInSeconds,
      sessionId: session.id,
    });
  }

  #session(request: Request): Session {
    const session = this.#account.sessions.find((candidate) => candidate.token === request.token);
    if (!session) throw new LostSession();
    if (session.tokenExpired) throw new SnowflakeFailure('390112', '08001', 'Session token has expired.');
    return session;
  }

  async #query({ query, body }: Request, session: Session): Promise<Reply> {
    if (textOf(body, 'bindStage') !== undefined) throw refused('LOCAL-006', 'binds in a stage');
    await applyParameters(fieldsOf(body, 'parameters'), session, false);
    const asynchronous = body['asyncExec'] === true;
    const execution = this.#executions.start(
      query.get('requestId') ?? newToken(),
      { sql: textOf(body, 'sqlText') ?? '', binds: readBinds(fieldsOf(body, 'bindings')), describeOnly: body['describeOnly'] === true },
      session,
    );
    return asynchronous ? runningReply(execution.queryId, true) : this.#wait(execution, asynchronous);
  }

  async #wait(execution: Execution, asynchronous: boolean): Promise<Reply> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Reply>((resolve) => {
      timer = setTimeout(() => resolve(runningReply(execution.queryId, asynchronous)), longestWaitMilliseconds);
    });
    try {
      return await Promise.race([execution.reply, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  #execution(queryId: string, session: Session): Execution {
    const found = this.#executions.find(queryId);
    if (!found || found.session.user.name !== session.user.name) {
      throw new SnowflakeFailure('000709', '02000', `Statement ${queryId} not found.`);
    }
    return found;
  }

  #monitor(queryId: string, session: Session): Reply {
    const { entry } = this.#execution(queryId, session);
    return successReply({
      queries: [{ id: queryId, status: entry.status, errorCode: entry.errorCode ?? null, errorMessage: entry.errorMessage ?? '' }],
    });
  }
}

/** The token of no session: the one answer whose HTTP status is not 200, because drivers expect 401 there. */
class LostSession extends Error {}

function lostSession(error: unknown): Reply | undefined {
  if (!(error instanceof LostSession)) return undefined;
  const code = '390104';
  const message = 'The session does not exist any more, or its token is wrong. Log in again.';
  return { status: 401, body: JSON.stringify({ data: { nextAction: 'RETRY_LOGIN' }, code, message, success: false }) };
}

function tokens(session: Session) {
  return { token: session.token, masterToken: session.masterToken, validityInSeconds: 3600, masterValidityInSeconds: 14_400 };
}

/** Parameters of a login or of one request. Those a driver always sends (CLIENT_*) are its own business. */
async function applyParameters(values: Fields, session: Session, login: boolean): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const upper = name.toUpperCase();
    const own = upper.startsWith('CLIENT_') || upper.startsWith('SPCS_');
    if (login && own) continue;
    if (upper === 'MULTI_STATEMENT_COUNT' && Number(value) === 1) continue;
    await setParameter(upper, String(value), session);
  }
}

function readBinds(fields: Fields): Binds {
  return Object.fromEntries(
    Object.entries(fields).map(([index, bind]) => {
      const { type, value } = isFields(bind) ? bind : {};
      const isValue = (cell: unknown): cell is string | null => cell === null || typeof cell === 'string';
      if (typeof type !== 'string' || !(isValue(value) || (Array.isArray(value) && value.every(isValue)))) {
        throw refused('LOCAL-002', `the bind :${index}`);
      }
      return [index, { type, value }];
    }),
  );
}

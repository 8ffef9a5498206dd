import { open } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { closeServer, listenOnLoopback } from '../listen.ts';
import type { Account } from './account.ts';
import { isAdminUrl } from '../admin/refuse-stranger.ts';
import { answerAdmin } from './admin/admin-route.ts';
import { readLoginRequest } from './authentication/login-request.ts';
import { Executions } from './execution.ts';
import type { Execution } from './execution.ts';
import { pauseInTheMiddle } from './faults/pause-in-the-middle.ts';
import { disturb } from './faults/disturb.ts';
import { faultOf, newFaultBoard } from './faults/fault-board.ts';
import { SnowflakeFailure, refused } from './failure.ts';
import { logIn } from './login.ts';
import { fieldsOf, readRequest, textOf } from './request.ts';
import type { Request } from './request.ts';
import { readBinds } from './run/binds.ts';
import { newToken, sessionLifeSeconds, tokenLifeSeconds } from './session.ts';
import type { Session } from './session.ts';
import { readParameters, setParameters } from './session-parameters.ts';
import { readStagedBinds } from './stage/staged-binds.ts';
import { failureReply, runningReply, sessionParameters, successReply, toFailure } from './wire/reply.ts';
import type { Reply } from './wire/reply.ts';

/** A synchronous query that takes longer is answered "in progress" with the place of its result. */
const longestWaitMilliseconds = 20_000;
const expiryCheckMilliseconds = 60_000;

/** The HTTP face of the account: the requests of the driver, and nothing else. */
export class SnowflakeServer implements AsyncDisposable {
  readonly #http: Server;
  readonly #account: Account;
  readonly #executions: Executions;
  readonly #expiry: NodeJS.Timeout;
  readonly #faults = newFaultBoard();
  readonly #adminToken: string | undefined;

  /** With a token, faults can be set over HTTP. */
  constructor(account: Account, adminToken?: string) {
    this.#account = account;
    this.#adminToken = adminToken;
    this.#executions = new Executions(account);
    this.#expiry = setInterval(() => this.#closeExpired(), expiryCheckMilliseconds).unref();
    this.#http = createServer((message, response) => {
      void this.#answer(message, response).then((reply) => reply && send(reply, response));
    });
  }

  async listen(port: number | undefined): Promise<number> {
    const listening = await listenOnLoopback(this.#http, port);
    this.#account.results.serveAt(`http://127.0.0.1:${listening}`);
    return listening;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#expiry);
    await closeServer(this.#http);
    await this.#executions.cancelAll();
  }

  /** Undefined when no answer may be sent. Never rejects. */
  async #answer(message: IncomingMessage, response: ServerResponse): Promise<Reply | undefined> {
    const token = this.#adminToken;
    if (token !== undefined && isAdminUrl(message.url ?? '')) {
      return answerAdmin(message, { token, faults: this.#faults, account: this.#account });
    }
    try {
      const request = await readRequest(message);
      const fault = faultOf(request, this.#faults);
      if (!fault) return await this.#answered(request);
      const session = this.#account.sessions.find((candidate) => candidate.token === request.token);
      const expireToken = (): void => {
        if (session) session.tokenExpiresAt = 0;
      };
      return await disturb(fault, { response, expireToken, answer: (queue) => this.#answered(request, queue) });
    } catch (error) {
      return failureReply(toFailure(error));
    }
  }

  async #answered(request: Request, queueMilliseconds = 0): Promise<Reply> {
    try {
      return await this.#route(request, queueMilliseconds);
    } catch (error) {
      return lostSession(error) ?? failureReply(toFailure(error));
    }
  }

  async #route(request: Request, queueMilliseconds: number): Promise<Reply> {
    const { method, path } = request;
    if (method === 'POST' && path === '/session/v1/login-request') return this.#logIn(request);
    if (method === 'POST' && path === '/session/token-request') return this.#renewToken(request);
    if (method === 'POST' && path === '/telemetry/send') return successReply(null);
    if (method === 'GET' && path.startsWith('/results/')) return this.#chunk(path.slice('/results/'.length));
    const session = this.#session(request);
    if (method === 'POST' && path === '/session/heartbeat') return successReply(null);
    if (method === 'POST' && path === '/session' && request.query.get('delete') === 'true') {
      await this.#executions.cancelAll(session);
      this.#account.closeSession(session);
      return successReply(null);
    }
    if (method === 'POST' && path === '/queries/v1/query-request') return this.#query(request, session, queueMilliseconds);
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

  async #logIn({ query, body, address }: Request): Promise<Reply> {
    const data = fieldsOf(body, 'data');
    const accountName = textOf(data, 'ACCOUNT_NAME');
    // A real service has no such host; 403 is what drivers see and do not retry.
    if (accountName !== undefined && accountName.toUpperCase() !== this.#account.name) return { status: 403, body: '{}' };
    const session = await logIn(readLoginRequest(query, data, address), this.#account);
    try {
      await setParameters(readParameters(fieldsOf(data, 'SESSION_PARAMETERS')), session);
    } catch (error) {
      this.#account.closeSession(session);
      throw error;
    }
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
    const now = this.#account.now();
    const session = this.#account.sessions.find((candidate) => candidate.masterToken === request.token);
    if (!session || session.expiresAt <= now) {
      if (session) this.#account.closeSession(session);
      throw new SnowflakeFailure('390114', '08001', 'Authentication token has expired. The user must authenticate again.');
    }
    session.renewToken(now);
    session.keepAlive(now);
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
    if (!session) {
      if (!this.#account.isAborted(request.token ?? '')) throw new LostSession();
      throw new SnowflakeFailure('390111', '08001', 'Session no longer exists. New login required to access the service.');
    }
    const now = this.#account.now();
    if (session.tokenExpiresAt <= now) throw new SnowflakeFailure('390112', '08001', 'Session token has expired.');
    session.keepAlive(now);
    return session;
  }

  /** Sessions that nobody has used for four hours, unless something runs in them. */
  #closeExpired(): void {
    const now = this.#account.now();
    for (const session of this.#account.sessions) {
      if (session.expiresAt <= now && session.running.size === 0) this.#account.closeSession(session);
    }
  }

  async #query({ query, body }: Request, session: Session, queueMilliseconds: number): Promise<Reply> {
    const stage = textOf(body, 'bindStage');
    const binds = stage === undefined ? readBinds(fieldsOf(body, 'bindings')) : await readStagedBinds(stage, session, this.#account);
    const asynchronous = body['asyncExec'] === true;
    const execution = this.#executions.start(
      query.get('requestId') ?? newToken(),
      {
        sql: textOf(body, 'sqlText') ?? '',
        binds,
        describeOnly: body['describeOnly'] === true,
        parameters: readParameters(fieldsOf(body, 'parameters')),
        queueMilliseconds,
      },
      session,
    );
    if (asynchronous) return runningReply(execution.queryId, true);
    // What never ends is told at once, so that its query id is known.
    return queueMilliseconds === Infinity ? runningReply(execution.queryId, false) : this.#wait(execution, false);
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

  #chunk(name: string): Reply {
    const file = this.#account.results.fileOf(name);
    return file === undefined ? { status: 404, body: '' } : { status: 200, body: '', file };
  }
}

async function send({ status, body, file, pauseMilliseconds = 0 }: Reply, response: ServerResponse): Promise<void> {
  if (file !== undefined) return sendChunk(file, response, pauseMilliseconds);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

async function sendChunk(file: string, response: ServerResponse, pauseMilliseconds: number): Promise<void> {
  try {
    await using content = await open(file);
    // Not JSON by name: the Node driver would parse it, and it has no outer brackets.
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-encoding': 'gzip' });
    const pause = pauseMilliseconds === 0 ? [] : [pauseInTheMiddle(pauseMilliseconds)];
    await pipeline([content.createReadStream(), ...pause, response]);
  } catch {
    // A chunk that is forgotten, or a client that went away.
    if (!response.headersSent) response.writeHead(404).end();
    else response.destroy();
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
  return {
    token: session.token,
    masterToken: session.masterToken,
    validityInSeconds: tokenLifeSeconds,
    masterValidityInSeconds: sessionLifeSeconds,
  };
}

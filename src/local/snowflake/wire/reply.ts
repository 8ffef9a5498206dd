import { textType } from '../catalog/data-type.ts';
import { refused, SnowflakeFailure } from '../failure.ts';
import type { ResultColumn } from '../engine/engine.ts';
import type { Session } from '../session.ts';
import { statementType, totalRows } from './result.ts';
import type { Result } from './result.ts';

/** HTTP status and JSON body. Everything but a lost session token is 200: drivers retry other statuses. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  /** A zipped part of a result, sent instead of the body. */
  readonly file?: string;
  /** How long to stop in the middle of the file. */
  readonly pauseMilliseconds?: number;
}

export function successReply(data: unknown): Reply {
  return { status: 200, body: JSON.stringify({ data, code: null, message: null, success: true }) };
}

export function failureReply(failure: SnowflakeFailure, queryId?: string): Reply {
  const { code, sqlState, message } = failure;
  const data = { errorCode: code, sqlState, queryId: queryId ?? null, internalError: false, pos: -1, line: -1, type: 'COMPILATION' };
  return { status: 200, body: JSON.stringify({ data, code, message, success: false, headers: null }) };
}

/** For errors that are a mistake of ours: still an answer, still not a success. */
export function toFailure(error: unknown): SnowflakeFailure {
  return error instanceof SnowflakeFailure ? error : refused('LOCAL-005', `an internal error: ${String(error)}`, { cause: error });
}

/** The query is not finished; the driver asks again at `getResultUrl`. */
export function runningReply(queryId: string, asynchronous: boolean): Reply {
  const data = { queryId, getResultUrl: `/queries/${queryId}/result`, progressDesc: null, queryAbortsAfterSecs: 300 };
  const code = asynchronous ? '333334' : '333333';
  return { status: 200, body: JSON.stringify({ data, code, message: null, success: true }) };
}

export function sessionParameters(session: Session): readonly { readonly name: string; readonly value: unknown }[] {
  return [...session.parameters].map(([name, value]) => ({ name, value }));
}

/** The rows are already JSON text, so they are put in between and not rendered again. */
export function resultReply(result: Result, queryId: string, session: Session, chunkUrl: (name: string) => string): Reply {
  const total = totalRows(result);
  const chunks = result.chunks?.map(({ name, rowCount, plainBytes, zippedBytes }) => ({
    url: chunkUrl(name),
    rowCount,
    uncompressedSize: plainBytes,
    compressedSize: zippedBytes,
  }));
  const head = JSON.stringify({
    parameters: sessionParameters(session),
    rowtype: result.columns.map(describeColumn),
    total,
    returned: total,
    queryId,
    databaseProvider: null,
    ...finalNames(session),
    numberOfBinds: 0,
    arrayBindSupported: false,
    statementTypeId: result.statementType,
    version: 1,
    sendResultTime: Date.now(),
    queryResultFormat: 'json',
    ...(chunks && chunks.length > 0 && { chunks, chunkHeaders: {} }),
    ...result.transfer,
  });
  return {
    status: 200,
    body: `{"data":${head.slice(0, -1)},"rowset":[${result.rows.join(',')}]},"code":null,"message":null,"success":true}`,
  };
}

/** Of several statements in one request: the ids under which their results are fetched. */
export function multiReply(
  children: readonly { readonly queryId: string; readonly statementType: number }[],
  queryId: string,
  session: Session,
): Reply {
  const status = [['Multiple statements executed successfully.']];
  return successReply({
    parameters: sessionParameters(session),
    rowtype: [describeColumn({ name: 'multiple statement execution', type: textType, nullable: false })],
    rowset: status,
    total: 1,
    returned: 1,
    queryId,
    ...finalNames(session),
    resultIds: children.map((child) => child.queryId).join(','),
    resultTypes: children.map((child) => child.statementType).join(','),
    statementTypeId: statementType.multi,
    version: 1,
    queryResultFormat: 'json',
  });
}

function finalNames(session: Session) {
  return {
    finalDatabaseName: session.database ?? null,
    finalSchemaName: session.schema ?? null,
    finalWarehouseName: session.warehouse ?? null,
    finalRoleName: session.role,
  };
}

function describeColumn({ name, type, nullable }: ResultColumn) {
  const length = type.kind === 'text' || type.kind === 'binary' ? type.length : null;
  const precision = type.kind === 'fixed' ? type.precision : 'scale' in type ? 0 : null;
  const scale = 'scale' in type ? type.scale : null;
  const byteLength = type.kind === 'text' ? Math.min(type.length * 4, 16_777_216) : length;
  return { name, database: '', schema: '', table: '', nullable, type: type.kind, byteLength, length, scale, precision, collation: null };
}

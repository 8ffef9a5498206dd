import type { Options } from '../catalog/objects.ts';
import type { CreateMode } from '../sql/statement.ts';

/** Statements about access tokens, security integrations and sessions. */
export type AccessStatement =
  | {
      readonly type: 'add-access-token';
      /** Unset is the user of the session. */
      readonly user: string | undefined;
      readonly ifExists: boolean;
      readonly token: string;
      readonly options: Options;
    }
  | { readonly type: 'alter-access-token'; readonly user: string | undefined; readonly token: string; readonly change: AccessTokenChange }
  | { readonly type: 'show-access-tokens'; readonly user: string | undefined }
  | { readonly type: 'create-integration'; readonly name: string; readonly mode: CreateMode; readonly options: Options }
  | { readonly type: 'system-call'; readonly call: SystemCall; readonly argument: string | undefined; readonly label: string };

export type AccessTokenChange =
  | { readonly kind: 'rename'; readonly to: string }
  | { readonly kind: 'set'; readonly options: Options }
  | { readonly kind: 'remove' }
  | { readonly kind: 'rotate'; readonly options: Options };

export const systemCalls = [
  'SYSTEM$ABORT_SESSION',
  'SYSTEM$CANCEL_QUERY',
  'SYSTEM$CANCEL_ALL_QUERIES',
  'SYSTEM$GET_LOGIN_FAILURE_DETAILS',
] as const;

export type SystemCall = (typeof systemCalls)[number];

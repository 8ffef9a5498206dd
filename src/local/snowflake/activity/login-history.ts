import type { StatementContext } from '../run/statement-context.ts';
import type { SystemView } from './system-view.ts';

const loginHistory = (isVisible: (userName: string, context: StatementContext) => boolean): SystemView => ({
  columns: [
    ['EVENT_TIMESTAMP', 'time'], ['EVENT_ID', 'number'], ['EVENT_TYPE', 'text'], ['USER_NAME', 'text'], ['CLIENT_IP', 'text'], ['REPORTED_CLIENT_TYPE', 'text'],
    ['REPORTED_CLIENT_VERSION', 'text'], ['FIRST_AUTHENTICATION_FACTOR', 'text'], ['SECOND_AUTHENTICATION_FACTOR', 'text'], ['IS_SUCCESS', 'text'],
    ['ERROR_CODE', 'number'], ['ERROR_MESSAGE', 'text'], ['RELATED_EVENT_ID', 'number'], ['CONNECTION', 'text'],
  ], // prettier-ignore
  rows: (context) =>
    context.account.authentication.log.events
      .filter((event) => isVisible(event.userName, context))
      .map((event) => {
        const { address, type, version } = event.client;
        const factors = [event.firstFactor, event.secondFactor];
        const outcome = [event.errorCode === undefined ? 'YES' : 'NO', event.errorCode, event.errorMessage];
        return [event.at, event.id, 'LOGIN', event.userName, address, type, version, ...factors, ...outcome, 0, null];
      })
      .toReversed(),
});

/** Of the INFORMATION_SCHEMA functions: own logins, and those of others to whoever may monitor the account. */
export const visibleLogins: SystemView = loginHistory((userName, { account: { access }, session }) => {
  if (userName === session.user.name || access.inheritedRoles(session.authority).has('ACCOUNTADMIN')) return true;
  return access.has(session.authority, 'MONITOR USAGE', 'ACCOUNT') || access.has(session.authority, 'MONITOR SECURITY', 'ACCOUNT');
});

/** Of ACCOUNT_USAGE: all logins. */
export const usageLogins: SystemView = loginHistory(() => true);

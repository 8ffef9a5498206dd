import type { ConnectContext } from '../../model/component.ts';
import { networkOf } from '../guarded-agent.ts';
import { HttpConnection } from './client.ts';
import { isSecure } from './route.ts';
import type { HttpSettings } from './settings-schema.ts';

/** DNS, TCP and TLS to the origin. The certificate is not judged: that is what the checks are for. */
export async function connect(settings: HttpSettings, context: ConnectContext): Promise<HttpConnection> {
  const connection = new HttpConnection(settings, networkOf(context.environment));
  try {
    await connection.open(context.signal, () => undefined);
  } catch (error) {
    await connection[Symbol.asyncDispose]();
    throw error;
  }
  const expected = isSecure(connection.url) ? 'accepts TLS connections' : 'accepts connections';
  context.find({ subject: connection.url.origin, expected, actual: 'connected', met: true });
  return connection;
}

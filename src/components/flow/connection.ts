import type { Capabilities } from '../../model/capability.ts';
import type { ConnectContext } from '../../model/component.ts';

/** A flow owns nothing: it asks the components it needs, which are connected already. */
export interface FlowConnection extends AsyncDisposable {
  readonly needs: Readonly<Record<string, Capabilities>>;
}

export async function connect(_: unknown, context: ConnectContext): Promise<FlowConnection> {
  const names = Object.keys(context.needs);
  if (names.length === 0) throw new Error('a flow needs other components: name them in its `needs`');
  context.find({ subject: 'components', expected: 'connected', actual: names.join(', '), met: true });
  return { needs: context.needs, [Symbol.asyncDispose]: () => Promise.resolve() };
}

/** One capability of a needed component. Throws when the component is not needed or cannot do this. */
export function capabilityOf<Name extends keyof Capabilities>(
  connection: FlowConnection,
  component: string,
  name: Name,
): NonNullable<Capabilities[Name]> {
  const capabilities = connection.needs[component];
  const known = Object.keys(connection.needs).join(', ');
  if (capabilities === undefined) throw new Error(`it uses ${component}, which is not in the flow's needs (${known})`);
  const capability = capabilities[name];
  if (capability === undefined)
    throw new Error(`${component} has no ${name}; it offers ${Object.keys(capabilities).join(', ') || 'nothing'}`);
  return capability;
}

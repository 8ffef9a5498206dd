export interface OwnAddress {
  readonly address: string;
  /** On the loopback interface. */
  readonly internal: boolean;
}

/**
 * Addresses of this machine that a server which is reached at `served` does not need; undefined when it is on another machine.
 * Loopback has several addresses, and which of them a server has does not matter.
 */
export function otherAddresses(served: readonly string[], own: readonly OwnAddress[]): readonly string[] | undefined {
  const reached = own.filter(({ address }) => served.includes(address));
  if (reached.length === 0) return undefined;
  const isLoopback = reached.some(({ internal }) => internal);
  const others = own.filter(({ address, internal }) => !served.includes(address) && !(isLoopback && internal));
  // Link-local addresses of IPv6 need an interface to be told, and lead to the same sockets.
  return others.map(({ address }) => address).filter((address) => !address.toLowerCase().startsWith('fe80:'));
}

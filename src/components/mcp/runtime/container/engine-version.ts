import { Refusal } from '../../../../std/errors.ts';

/** Oldest and newest version of Docker's API whose answers are known here. */
const oldest = '1.40';
const newest = '1.52';

/** Answer of `GET /version`. */
export interface EngineVersion {
  readonly Version: string;
  readonly ApiVersion: string;
  readonly MinAPIVersion?: string;
  readonly Components?: readonly { readonly Name: string; readonly Version: string; readonly Details?: Readonly<Record<string, string>> }[];
}

export interface AgreedVersion {
  readonly title: string;
  readonly isPodman: boolean;
  /** Begins the path of every request, such as `/v1.44`. */
  readonly prefix: string;
  /** The same of Podman's own API; empty with Docker. */
  readonly ownPrefix: string;
}

/** The newest version that both sides know. Throws `Refusal` where there is none. */
export function agreedVersion(found: EngineVersion): AgreedVersion {
  const podman = found.Components?.find(({ Name }) => Name === 'Podman Engine');
  const title = podman === undefined ? `Docker ${found.Version}` : `Podman ${podman.Version}`;
  const atLeast = found.MinAPIVersion ?? oldest;
  if (compareVersions(found.ApiVersion, oldest) < 0 || compareVersions(atLeast, newest) > 0) {
    const speaks = `${atLeast} to ${found.ApiVersion}`;
    throw new Refusal('API_VERSION', `${title} speaks the versions ${speaks} of the API, and ${oldest} to ${newest} are known here`);
  }
  const agreed = compareVersions(found.ApiVersion, newest) > 0 ? newest : found.ApiVersion;
  const ownVersion = podman?.Details?.['APIVersion'] ?? podman?.Version ?? '';
  return { title, isPodman: podman !== undefined, prefix: `/v${agreed}`, ownPrefix: podman === undefined ? '' : `/v${ownVersion}/libpod` };
}

/** Below zero when the first is older. */
export function compareVersions(one: string, other: string): number {
  const [major = 0, minor = 0] = one.split('.').map(Number);
  const [otherMajor = 0, otherMinor = 0] = other.split('.').map(Number);
  return major - otherMajor || minor - otherMinor;
}

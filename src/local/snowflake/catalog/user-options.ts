import { refused } from '../failure.ts';
import { optionList, optionText, valueText } from './objects.ts';
import type { OptionValue, Options } from './objects.ts';
import { invalidValue } from './option-rules.ts';
import { readPublicKey } from './public-key.ts';
import type { User, UserType, WorkloadIdentity } from './user.ts';

type Writable = { -readonly [Name in keyof User]?: User[Name] | undefined };
type Setter = (value: OptionValue, name: string) => Writable;

const text =
  (key: 'loginName' | 'displayName' | 'email' | 'comment' | 'password' | 'defaultWarehouse' | 'defaultNamespace'): Setter =>
  (value) => ({ [key]: value === null ? undefined : valueText(value) });

const flag =
  (key: 'disabled' | 'mustChangePassword'): Setter =>
  (value, name) => {
    if (value !== null && typeof value !== 'boolean') throw invalidValue(name, value);
    return { [key]: value ?? undefined };
  };

const key =
  (pem: 'publicKey' | 'secondPublicKey', print: 'keyFingerprint' | 'secondKeyFingerprint'): Setter =>
  (value) => {
    const found = value === null ? undefined : readPublicKey(valueText(value));
    return { [pem]: found?.pem, [print]: found?.fingerprint };
  };

const types: readonly UserType[] = ['PERSON', 'SERVICE', 'LEGACY_SERVICE'];

const setters: Readonly<Record<string, Setter>> = {
  LOGIN_NAME: (value) => ({ loginName: value === null ? undefined : valueText(value).toUpperCase() }),
  DISPLAY_NAME: text('displayName'),
  EMAIL: text('email'),
  COMMENT: text('comment'),
  PASSWORD: text('password'),
  DISABLED: flag('disabled'),
  MUST_CHANGE_PASSWORD: flag('mustChangePassword'),
  DEFAULT_ROLE: (value) => ({ defaultRole: value === null ? 'PUBLIC' : valueText(value) }),
  DEFAULT_WAREHOUSE: text('defaultWarehouse'),
  DEFAULT_NAMESPACE: text('defaultNamespace'),
  DEFAULT_SECONDARY_ROLES: (value, name) => ({ defaultSecondaryRoles: secondaryRoles(value, name) }),
  NETWORK_POLICY: (value) => ({ networkPolicy: value === null ? undefined : valueText(value) }),
  TYPE: (value, name) => {
    const found = types.find((type) => type === valueText(value).toUpperCase());
    if (value !== null && !found) throw invalidValue(name, value);
    return { type: found };
  },
  WORKLOAD_IDENTITY: (value) => ({ identity: value === null ? undefined : identityOf(value) }),
  RSA_PUBLIC_KEY: key('publicKey', 'keyFingerprint'),
  RSA_PUBLIC_KEY_2: key('secondPublicKey', 'secondKeyFingerprint'),
};

/** What Snowflake expects of a token where the user's identity lists no audiences. */
const defaultAudience = 'snowflakecomputing.com';

/** `(TYPE = OIDC ISSUER = '..' SUBJECT = '..' OIDC_AUDIENCE_LIST = ('..'))`. */
function identityOf(value: OptionValue): WorkloadIdentity {
  const options = typeof value === 'object' && !Array.isArray(value) ? (value as Options) : {};
  const { TYPE: type = '', ISSUER: issuer, SUBJECT: subject } = options;
  if (type !== 'OIDC') throw refused('LOCAL-002', `WORKLOAD_IDENTITY of TYPE = ${valueText(type)}`);
  if (typeof issuer !== 'string' || typeof subject !== 'string') throw invalidValue('WORKLOAD_IDENTITY', value);
  const audiences = optionList(options, 'OIDC_AUDIENCE_LIST');
  return { issuer, subject, audiences: audiences.length > 0 ? audiences : [defaultAudience] };
}

function secondaryRoles(value: OptionValue, name: string): 'ALL' | 'NONE' {
  const list = Array.isArray(value) ? (value as readonly OptionValue[]).map(String) : value === null ? [] : [valueText(value)];
  if (list.length === 0) return 'NONE';
  if (list.length === 1 && list[0]?.toUpperCase() === 'ALL') return 'ALL';
  throw invalidValue(name, value);
}

/** The user with these options set; null takes one away. @throws SnowflakeFailure LOCAL-002, 001008, 390199 */
export function withUserOptions(user: User, options: Options): User {
  let changed: Writable = { ...user };
  for (const [name, value] of Object.entries(options)) {
    const set = setters[name];
    if (!set) throw refused('LOCAL-002', `${name} of a user`);
    changed = { ...changed, ...set(value, name) };
  }
  if (changed.type === 'SERVICE' && changed.password !== undefined && optionText(options, 'PASSWORD') !== undefined)
    throw refused('LOCAL-002', 'PASSWORD of a user of TYPE SERVICE; Snowflake lets no service user have one');
  return Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined)) as unknown as User;
}

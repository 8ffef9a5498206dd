import type { StackEndpoint } from '../model/stack.ts';

/** How programs other than ours connect to the embedded Snowflake. */
export interface SnowflakeConnect {
  readonly users: readonly { readonly username: string; readonly password: string; readonly role: string }[];
  /** Options of snowflake-sdk's createConnection. */
  readonly node: Readonly<Record<string, string>>;
  /** As JDBC names them. */
  readonly jdbc: { readonly url: string; readonly properties: Readonly<Record<string, string>> };
}

/** Undefined for another kind of endpoint. */
export function snowflakeConnect({ uses, settings, access }: StackEndpoint): SnowflakeConnect | undefined {
  if (uses !== 'snowflake' || !access?.administrator) return undefined;
  const { account, access_url: accessUrl, username, password } = settings as Readonly<Record<string, string>>;
  const { administrator } = access;
  const names = { account: account ?? '', warehouse: 'TEST_XS', role: 'ACCOUNTADMIN' };
  return {
    users: [
      { ...administrator, role: 'ACCOUNTADMIN' },
      { username: username ?? '', password: password ?? '', role: 'TESTER' },
    ],
    node: { accessUrl: accessUrl ?? '', ...administrator, ...names },
    jdbc: {
      url: `jdbc:snowflake://${new URL(accessUrl ?? '').host}/?ssl=off`,
      properties: { user: administrator.username, password: administrator.password, ...names },
    },
  };
}

/** For people: users, settings, and a program to copy. */
export function snowflakeGuide(endpoint: StackEndpoint, connect: SnowflakeConnect): string {
  const list = (values: Readonly<Record<string, string>>): string =>
    Object.entries(values)
      .map(([name, value]) => `    ${name} = ${value}`)
      .join('\n');
  const users = connect.users.map(({ username, password, role }) => `    ${username} / ${password} (role ${role})`);
  const admin = endpoint.access?.admin;
  const faults = `  faults and clock: ${admin?.url}, authorization: Bearer ${admin?.token}`;
  return [
    '  users:',
    ...users,
    '  Node, with npm install snowflake-sdk:',
    nodeProgram(connect.node),
    `  JDBC: ${connect.jdbc.url}`,
    list(connect.jdbc.properties),
    ...(admin ? [faults] : []),
    ...(endpoint.access?.lost ?? []).map((sentence) => `  LOST: ${sentence}`),
  ].join('\n');
}

function nodeProgram(options: Readonly<Record<string, string>>): string {
  const lines = Object.entries(options).map(([name, value]) => `      ${name}: ${JSON.stringify(value)},`);
  return `    import snowflake from 'snowflake-sdk';
    const connection = snowflake.createConnection({
${lines.join('\n')}
    });
    await connection.connectAsync();
    connection.execute({ sqlText: 'SELECT CURRENT_VERSION() AS V', complete: (error, _, rows) => console.log(error ?? rows) });`;
}

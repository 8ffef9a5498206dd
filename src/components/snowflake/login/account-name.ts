/** `myorg-account1`, also with a suffix such as `.privatelink`; or a locator, `xy12345`, with its region and cloud where needed. */
const accountShape = /^[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*(?:\.[A-Za-z0-9_-]+){0,3}$/;
const hostSuffix = /\.snowflakecomputing\.(?:com|cn|mil)$/i;

/** What is wrong with an account identifier, in a sentence for people; undefined when nothing is. */
export function accountFault(text: string): string | undefined {
  const host = text
    .trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/[/?#].*$/s, '');
  const bare = host.replace(hostSuffix, '');
  if (accountShape.test(bare) && text !== bare) return `expected the account alone, ${bare}, not its URL or host name`;
  if (accountShape.test(text)) return undefined;
  return 'expected an account as organization-account, such as myorg-account1, or as a locator with its region, such as xy12345.eu-central-1';
}

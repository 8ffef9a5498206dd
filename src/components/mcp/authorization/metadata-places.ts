/** Where RFC 9728 puts the metadata of a server, in the order in which clients look: with its path, then without. */
export function resourceMetadataPlaces(server: string): readonly string[] {
  const { origin } = new URL(server);
  const path = pathOf(server);
  const places = ['', path].map((suffix) => `${origin}/.well-known/oauth-protected-resource${suffix}`);
  return path === '' ? places.slice(0, 1) : places.toReversed();
}

/** Where RFC 8414 and OpenID Connect put the metadata of an authorization server. */
export function issuerMetadataPlaces(issuer: string): readonly string[] {
  const { origin } = new URL(issuer);
  const path = pathOf(issuer);
  const oauth = `${origin}/.well-known/oauth-authorization-server${path}`;
  const openId = `${origin}${path}/.well-known/openid-configuration`;
  return path === '' ? [oauth, openId] : [oauth, `${origin}/.well-known/openid-configuration${path}`, openId];
}

/** An address that a stranger names and that can be asked. */
export function isWebUrl(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}

function pathOf(url: string): string {
  return new URL(url).pathname.replace(/\/$/, '');
}

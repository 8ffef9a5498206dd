/** RFC 3986: a scheme, then characters of URIs, others as `%41`. */
const uri = /^[A-Za-z][A-Za-z\d+.-]*:(?:[A-Za-z\d\-._~:/?#[\]@!$&'()*+,;=]|%[\dA-Fa-f]{2})+$/;
/** One expression of RFC 6570, such as `{path}` or `{?a,b*}`. */
const expression = /\{[+#./;?&]?[\w.%]{1,256}(?::\d{1,4}|\*)?(?:,[\w.%]{1,256}(?::\d{1,4}|\*)?){0,64}\}/g;
/** RFC 9110: type and subtype, then parameters. */
const mimeType = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;\s*[\w!#$&^.+-]+=(?:[\w!#$&^.+:/-]+|"[^"]*"))*$/;

export function isUri(text: string): boolean {
  return uri.test(text);
}

/** A template is one whose expressions could be replaced by letters. */
export function isUriTemplate(text: string): boolean {
  return isUri(text.replaceAll(expression, 'x')) || isUri(`x:${text.replaceAll(expression, 'x')}`);
}

export function isMimeType(text: string): boolean {
  return mimeType.test(text);
}

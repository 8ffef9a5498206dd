export const id = 6869;

export const ids = [ 6869 ];

export const modules = {
36498: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
I: () => checkName
});
var valibot__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77934);
const checkName = valibot__WEBPACK_IMPORTED_MODULE_0__.FsL(valibot__WEBPACK_IMPORTED_MODULE_0__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__.Ru6(64), valibot__WEBPACK_IMPORTED_MODULE_0__.yGV(/^[A-Za-z_](?:\w|-(?=[A-Za-z_]))*$/, "expected a name of letters, digits, _ and - before a letter"), valibot__WEBPACK_IMPORTED_MODULE_0__.h_("Part of the id of the check"));
},
8202: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
EW: () => ForbiddenAddress,
n0: () => bareHost,
Sn: () => createAgent,
rN: () => guardedLookup,
cW: () => isLoopbackHost,
Af: () => networkOf,
QV: () => refuseForbiddenHost
});
var external_node_dns_ = __webpack_require__(40610);
var external_node_http_ = __webpack_require__(37067);
var external_node_https_ = __webpack_require__(44708);
var external_node_net_ = __webpack_require__(77030);
const ranges4 = [ range4("168.63.129.16/32", "never", "Azure's metadata address"), range4("100.100.100.200/32", "never", "Alibaba Cloud's metadata address"), range4("169.254.0.0/16", "never", "a link-local address (cloud metadata lives there)"), range4("0.0.0.0/8", "loopback", "an address of this machine"), range4("127.0.0.0/8", "loopback", "a loopback address"), range4("10.0.0.0/8", "private", "a private address"), range4("100.64.0.0/10", "private", "a private address (carrier-grade NAT)"), range4("172.16.0.0/12", "private", "a private address"), range4("192.0.0.0/24", "private", "a private address"), range4("192.168.0.0/16", "private", "a private address"), range4("198.18.0.0/15", "private", "a private address (benchmarks)"), range4("224.0.0.0/4", "never", "a multicast address"), range4("240.0.0.0/4", "never", "a reserved address") ];
const ranges6 = [ range6("fd00:ec2::254/128", "never", "AWS's metadata address"), range6("fd20:ce::254/128", "never", "Google Cloud's metadata address"), range6("fe80::/10", "never", "a link-local address"), range6("ff00::/8", "never", "a multicast address"), range6("2001::/32", "never", "a Teredo address, which hides another one"), range6("::/128", "loopback", "an address of this machine"), range6("::1/128", "loopback", "a loopback address"), range6("fc00::/7", "private", "a private address"), range6("fec0::/10", "private", "a private address"), range6("64:ff9b:1::/48", "private", "a private address (NAT64)") ];
const carriers = [ {
prefix: range6("::ffff:0:0/96", "never", ""),
at: 12
}, {
prefix: range6("::ffff:0:0:0/96", "never", ""),
at: 12
}, {
prefix: range6("::/96", "never", ""),
at: 12
}, {
prefix: range6("64:ff9b::/96", "never", ""),
at: 12
}, {
prefix: range6("2002::/16", "never", ""),
at: 2
} ];
function isForbiddenAddress(ip, network) {
const bytes = parseAddress(ip);
if (bytes === undefined) return "not an IP address";
const found = findRange(bytes);
if (found === undefined || found.reach === "public") return undefined;
if (found.reach === "never") return `${found.describe}, which is never called`;
if (found.reach === network || network === "private") return undefined;
return `${found.describe}, and the environment does not say network: ${found.reach}`;
}
function findRange(bytes) {
if (bytes.length === 4) return ranges4.find(range => contains(range, bytes));
const own = ranges6.find(range => contains(range, bytes));
if (own !== undefined) return own;
const carrier = carriers.find(({prefix: prefix}) => contains(prefix, bytes));
return carrier && findRange(bytes.slice(carrier.at, carrier.at + 4));
}
function contains(range, bytes) {
for (let bit = 0; bit < range.bits; bit += 8) {
const index = bit / 8;
const mask = range.bits - bit >= 8 ? 255 : 255 << 8 - (range.bits - bit) & 255;
if ((((bytes[index] ?? 0) ^ (range.bytes[index] ?? 0)) & mask) !== 0) return false;
}
return true;
}
function parseAddress(text) {
return text.includes(":") ? parse6(text) : parse4(text);
}
function parse4(text) {
const parts = text.split(".");
if (parts.length !== 4 || !parts.every(part => /^(0|[1-9]\d{0,2})$/.test(part))) return undefined;
const bytes = parts.map(Number);
return bytes.every(byte => byte <= 255) ? bytes : undefined;
}
function parse6(text) {
const [address = "", zone] = text.split("%", 2);
if (zone === "") return undefined;
const halves = address.split("::");
if (halves.length > 2) return undefined;
const head = parseGroups(halves[0] ?? "", halves.length === 1);
if (halves.length === 1) return head?.length === 16 ? head : undefined;
const tail = parseGroups(halves[1] ?? "", true);
if (head === undefined || tail === undefined || head.length + tail.length > 14) return undefined;
return [ ...head, ...Array.from({
length: 16 - head.length - tail.length
}, () => 0), ...tail ];
}
function parseGroups(text, mayEndWith4) {
if (text === "") return [];
const groups = text.split(":");
const bytes = [];
for (const [index, group] of groups.entries()) {
const isLast = index === groups.length - 1;
const inner = isLast && mayEndWith4 && group.includes(".") ? parse4(group) : parseGroup(group);
if (inner === undefined) return undefined;
bytes.push(...inner);
}
return bytes;
}
function parseGroup(group) {
if (!/^[\da-f]{1,4}$/i.test(group)) return undefined;
const value = Number.parseInt(group, 16);
return [ value >> 8, value & 255 ];
}
function range4(text, reach, describe) {
const [address = "", bits = ""] = text.split("/");
return {
bytes: parse4(address) ?? [],
bits: Number(bits),
reach: reach,
describe: describe
};
}
function range6(text, reach, describe) {
const [address = "", bits = ""] = text.split("/");
return {
bytes: parse6(address) ?? [],
bits: Number(bits),
reach: reach,
describe: describe
};
}
class ForbiddenAddress extends Error {
name="ForbiddenAddress";
constructor(host, address, reason) {
super(host === address ? `${address} is ${reason}` : `${host} leads to ${address}, which is ${reason}`);
}
}
function networkOf(environment) {
return environment.stack === "embedded" && environment.network === "public" ? "loopback" : environment.network;
}
function refuseForbiddenHost(host, network) {
const address = bareHost(host);
if ((0, external_node_net_.isIP)(address) === 0) return;
const reason = isForbiddenAddress(address, network);
if (reason !== undefined) throw new ForbiddenAddress(address, address, reason);
}
function guardedLookup(network) {
return (host, options, callback) => {
(0, external_node_dns_.lookup)(host, {
...options,
all: true
}, (error, addresses) => {
if (error !== null) return callback(error, "", 0);
for (const {address: address} of addresses) {
const reason = isForbiddenAddress(address, network);
if (reason !== undefined) return callback(new ForbiddenAddress(host, address, reason), "", 0);
}
const [first] = addresses;
if (options.all === true || first === undefined) return callback(null, [ ...addresses ]);
return callback(null, first.address, first.family);
});
};
}
function createAgent({secure: secure, keepAlive: keepAlive, mayProxy: mayProxy}) {
const options = {
keepAlive: keepAlive,
maxCachedSessions: 0,
...mayProxy && {
proxyEnv: proxyVariables()
}
};
return secure ? new external_node_https_.Agent(options) : new external_node_http_.Agent(options);
}
function isLoopbackHost(host) {
const name = bareHost(host);
return name === "localhost" || name.endsWith(".localhost") || name === "::1" || (0, 
external_node_net_.isIP)(name) === 4 && name.startsWith("127.");
}
function bareHost(host) {
return host.startsWith("[") && host.endsWith("]") ? host.slice(1, -1) : host;
}
function proxyVariables() {
const names = [ "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy" ];
return Object.fromEntries(names.flatMap(name => process.env[name] ? [ [ name, process.env[name] ] ] : []));
}
},
13553: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
R: () => createGuardedFetch
});
var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37067);
var node_https__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44708);
var node_stream__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(57075);
var _std_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(37734);
var _guarded_agent_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8202);
var _network_error_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(71437);
const answerLimitBytes = 8 * 1024 * 1024;
function createGuardedFetch(origin, network) {
const agent = (0, _guarded_agent_js__WEBPACK_IMPORTED_MODULE_4__.Sn)({
secure: origin.protocol === "https:",
keepAlive: true,
mayProxy: !(0, _guarded_agent_js__WEBPACK_IMPORTED_MODULE_4__.cW)(origin.hostname)
});
return {
fetch: async (url, init) => refuseOverload(await send(new URL(url), init ?? {}, agent, network), new URL(url)),
[Symbol.dispose]: () => agent.destroy()
};
}
async function send(url, init, agent, network) {
(0, _guarded_agent_js__WEBPACK_IMPORTED_MODULE_4__.QV)(url.hostname, network);
const {promise: promise, resolve: resolve, reject: reject} = Promise.withResolvers();
const signal = init.signal ?? undefined;
const request = (url.protocol === "https:" ? node_https__WEBPACK_IMPORTED_MODULE_1__.request : node_http__WEBPACK_IMPORTED_MODULE_0__.request)({
host: (0, _guarded_agent_js__WEBPACK_IMPORTED_MODULE_4__.n0)(url.hostname),
port: url.port,
path: `${url.pathname}${url.search}`,
method: init.method ?? "GET",
headers: Object.fromEntries(new Headers(init.headers)),
agent: agent,
lookup: (0, _guarded_agent_js__WEBPACK_IMPORTED_MODULE_4__.rN)(network),
...signal && {
signal: signal
}
});
request.on("error", error => {
reject(error.name === "AbortError" ? error : (0, _network_error_js__WEBPACK_IMPORTED_MODULE_5__.x)(error, url.host, "talking to the server", false));
});
request.on("socket", surviveAbort);
request.on("response", message => resolve(toResponse(message, url)));
request.end(init.body ?? undefined);
return await promise;
}
const survivors = new WeakSet;
function surviveAbort(socket) {
if (survivors.has(socket)) return;
survivors.add(socket);
socket.on("error", () => undefined);
}
function toResponse(message, url) {
const status = message.statusCode ?? 0;
const headers = new Headers;
for (const [name, values] of Object.entries(message.headersDistinct)) {
for (const value of values ?? []) headers.append(name, value);
}
if (status === 204 || status === 205 || status === 304) {
message.resume();
return new Response(null, {
status: status,
headers: headers
});
}
const body = node_stream__WEBPACK_IMPORTED_MODULE_2__.Readable.toWeb(node_stream__WEBPACK_IMPORTED_MODULE_2__.Readable.from(limitBytes(message, url), {
objectMode: false
}));
return new Response(body, {
status: status,
headers: headers
});
}
async function* limitBytes(message, url) {
let size = 0;
for await (const chunk of message) {
size += chunk.length;
if (size > answerLimitBytes) throw new _std_errors_js__WEBPACK_IMPORTED_MODULE_3__.P_("ANSWER_TOO_LARGE", `${url.host} sent more than 8 MiB as one answer`);
yield chunk;
}
}
async function refuseOverload(response, url) {
if (response.status !== 429 && response.status < 500) return response;
await (response.body?.cancel());
const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
throw new _std_errors_js__WEBPACK_IMPORTED_MODULE_3__.wX(response.status === 429 ? "429" : "5xx", `${url.host} answered HTTP ${response.status}`, {
...seconds >= 0 && {
retryAfterMilliseconds: seconds * 1e3
}
});
}
},
92203: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
d: () => judgeSchema,
m: () => mismatchOf
});
var ajv = __webpack_require__(42463);
var _2020 = __webpack_require__(52210);
var errors = __webpack_require__(37734);
var external_node_vm_ = __webpack_require__(30714);
const testTimeoutMilliseconds = 100;
const context = (0, external_node_vm_.createContext)({
regExp: /x/,
text: ""
});
const script = new external_node_vm_.Script("regExp.test(text)");
function testPattern(regExp, text) {
Object.assign(context, {
regExp: regExp,
text: text
});
return script.runInContext(context, {
timeout: testTimeoutMilliseconds
});
}
const dataKeys = new Set([ "const", "default", "enum", "examples" ]);
const deepest = 64;
function invalidPattern(schema, depth = 0) {
if (typeof schema !== "object" || schema === null || depth > deepest) return undefined;
const own = [ ..."pattern" in schema && typeof schema.pattern === "string" ? [ schema.pattern ] : [], ..."patternProperties" in schema ? Object.keys(schema.patternProperties ?? {}) : [] ];
const wrong = own.find(pattern => !isRegularExpression(pattern));
if (wrong !== undefined) return wrong;
for (const [key, value] of Object.entries(schema)) {
const found = dataKeys.has(key) ? undefined : invalidPattern(value, depth + 1);
if (found !== undefined) return found;
}
return undefined;
}
function isRegularExpression(text) {
try {
return new RegExp(text, "u") instanceof RegExp;
} catch {
return false;
}
}
const options = {
strict: false,
logger: false,
validateFormats: false,
code: {
regExp: Object.assign((pattern, flags) => {
const regExp = new RegExp(pattern, flags);
return {
test: text => testPattern(regExp, text),
toString: () => String(regExp)
};
}, {
code: "bounded"
})
}
};
const dialects = {
"http://json-schema.org/draft-07/schema": {
title: "draft-07",
make: () => new ajv.Ajv(options)
},
"https://json-schema.org/draft/2020-12/schema": {
title: "2020-12",
make: () => new _2020.Ajv2020(options)
}
};
const defaultDialect = "https://json-schema.org/draft/2020-12/schema";
const metaSchemas = new Map;
const compiled = new WeakMap;
function judgeSchema(schema) {
if (typeof schema !== "object" || schema === null) return {
dialect: "2020-12",
problem: "not an object"
};
const declared = declaredDialect(schema);
const dialect = dialects[declared];
if (dialect === undefined) return {
dialect: declared,
problem: `written in the dialect ${declared}, which is not known here`
};
const {title: title} = dialect;
const ajv = metaSchemas.get(dialect) ?? dialect.make();
metaSchemas.set(dialect, ajv);
if (ajv.validateSchema(schema) === true) {
const pattern = invalidPattern(schema);
return {
dialect: title,
...pattern !== undefined && {
problem: `${JSON.stringify(pattern)} is no regular expression`
}
};
}
const [first] = ajv.errors ?? [];
return {
dialect: title,
problem: `${first?.instancePath || "the schema"} ${first?.message ?? "is not valid"}`
};
}
function mismatchOf(schema, value) {
try {
const validate = compiled.get(schema) ?? compile(schema);
if (validate(value)) return undefined;
const [first] = validate.errors ?? [];
return `${first?.instancePath || "the value"} ${first?.message ?? "does not match"}`;
} catch (error) {
return `the schema cannot be applied: ${(0, errors.gJ)(error)}`;
}
}
function compile(schema) {
const declared = declaredDialect(schema);
const dialect = dialects[declared];
if (dialect === undefined) throw new Error(`its dialect ${declared} is not known here`);
const validate = dialect.make().compile(schema);
compiled.set(schema, validate);
return validate;
}
function declaredDialect(schema) {
return "$schema" in schema ? String(schema.$schema).replace(/#$/, "") : defaultDialect;
}
},
71437: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
x: () => networkError
});
var _std_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37734);
var _guarded_agent_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8202);
const certificateErrors = new Set([ "CERT_CHAIN_TOO_LONG", "CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID", "CERT_REJECTED", "CERT_REVOKED", "CERT_SIGNATURE_FAILURE", "CERT_UNTRUSTED", "CRL_HAS_EXPIRED", "CRL_NOT_YET_VALID", "CRL_SIGNATURE_FAILURE", "DEPTH_ZERO_SELF_SIGNED_CERT", "ERR_TLS_CERT_ALTNAME_FORMAT", "ERR_TLS_CERT_ALTNAME_INVALID", "ERROR_IN_CERT_NOT_AFTER_FIELD", "ERROR_IN_CERT_NOT_BEFORE_FIELD", "HOSTNAME_MISMATCH", "INVALID_CA", "INVALID_PURPOSE", "PATH_LENGTH_EXCEEDED", "SELF_SIGNED_CERT_IN_CHAIN", "UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY", "UNABLE_TO_DECRYPT_CERT_SIGNATURE", "UNABLE_TO_GET_CRL", "UNABLE_TO_GET_ISSUER_CERT", "UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "UNABLE_TO_VERIFY_LEAF_SIGNATURE" ]);
const sentences = {
ECONNREFUSED: "nothing listens there (connection refused)",
ECONNRESET: "the connection was reset",
EPIPE: "the connection was closed while sending",
EHOSTUNREACH: "the host is unreachable",
ENETUNREACH: "the network is unreachable",
ENOTFOUND: "the name does not exist (DNS)",
EAI_AGAIN: "the name server gave no answer (DNS)",
ERR_SSL_WRONG_VERSION_NUMBER: "what answers there does not speak TLS"
};
function networkError(error, where, stage, isAborted) {
if (error instanceof _guarded_agent_js__WEBPACK_IMPORTED_MODULE_1__.EW || error instanceof _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.P_ || error instanceof _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.wX) return error;
if (isAborted) return new _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.wX("timeout", `${where} gave no answer in time: still ${stage}`, {
cause: error
});
const code = errorCode(error);
if (certificateErrors.has(code)) {
return new _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.P_(code, `the certificate of ${where} is not trusted: ${(0, 
_std_errors_js__WEBPACK_IMPORTED_MODULE_0__.gJ)(error)}`, {
cause: error
});
}
const kind = code === "ETIMEDOUT" ? "timeout" : "network";
return new _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.wX(kind, `${where}, ${stage}: ${sentences[code] ?? describe(error, code)}`, {
cause: error
});
}
function errorCode(error) {
if (typeof error !== "object" || error === null) return "";
if ("code" in error && typeof error.code === "string") return error.code;
return error instanceof AggregateError ? errorCode(error.errors[0]) : "";
}
function describe(error, code) {
const message = (0, _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.gJ)(error).trim().split("\n")[0] ?? "";
return code === "" || message.includes(code) ? message : `${message} (${code})`;
}
},
54192: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
C: () => firstWords,
o: () => shortText
});
const longestError = 300;
function shortText(text) {
return firstWords(text, longestError) || "an error without words";
}
function firstWords(text, longest) {
const line = text.replaceAll(/\s+/g, " ").trim();
if (line.length <= longest) return line;
const end = line.lastIndexOf(" ", longest);
return end < 1 ? "..." : `${line.slice(0, end)} ...`;
}
}
};

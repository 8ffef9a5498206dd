export const id = 6417;

export const ids = [ 6417 ];

export const modules = {
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
86417: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
default: () => snowflake
});
var clone_restore = __webpack_require__(71767);
var latency = __webpack_require__(87379);
var query = __webpack_require__(95741);
var refuses_wrong_password = __webpack_require__(75764);
var roles = __webpack_require__(25200);
var structure = __webpack_require__(25268);
var unique = __webpack_require__(43634);
var guarded_agent = __webpack_require__(8202);
const sdkSwitches = {
SNOWFLAKE_DISABLE_PLATFORM_DETECTION: "true",
SNOWFLAKE_DISABLE_MINICORE: "true",
SF_TELEMETRY_DISABLE_CONNECTION_SHAPE: "true"
};
for (const [name, value] of Object.entries(sdkSwitches)) process.env[name] ??= value;
var dist = __webpack_require__(10618);
var errors = __webpack_require__(37734);
var external_node_http_ = __webpack_require__(37067);
var external_node_https_ = __webpack_require__(44708);
var consumers_ = __webpack_require__(38321);
var backoff = __webpack_require__(5713);
var deadline = __webpack_require__(33237);
var network_error = __webpack_require__(71437);
const audience = "snowflakecomputing.com";
const mostRequests = 3;
const requestTimeoutMilliseconds = 1e4;
const firstBackoffMilliseconds = 500;
async function fetchIdentityToken(signal) {
const {url: url, requestToken: requestToken} = tokenService();
for (let number = 1; ;number += 1) {
try {
return await requestIdentityToken(url, requestToken, AbortSignal.any([ signal, AbortSignal.timeout(requestTimeoutMilliseconds) ]));
} catch (error) {
if (!(error instanceof errors.wX) || number === mostRequests || signal.aborted) throw error;
await (0, deadline.v7)((0, backoff.p)(number, firstBackoffMilliseconds, Math.random), signal);
}
}
}
function tokenService() {
const address = process.env["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "";
const requestToken = process.env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? "";
if (address === "" || requestToken === "") {
throw new errors.P_("NO_IDENTITY_TOKEN", "auth: github-oidc needs an identity token of GitHub Actions, and this job may not ask for one (ACTIONS_ID_TOKEN_REQUEST_URL is not set): " + "add `permissions: id-token: write` to the job. Pull requests from forks and runs outside of GitHub Actions never get one.");
}
const url = URL.canParse(address) ? new URL(address) : undefined;
if (url === undefined || url.protocol !== "https:" && !(0, guarded_agent.cW)(url.hostname)) {
throw new errors.P_("NO_IDENTITY_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_URL is no https address, so the token that it would be sent is kept back");
}
url.searchParams.set("audience", audience);
return {
url: url,
requestToken: requestToken
};
}
async function requestIdentityToken(url, requestToken, signal) {
const where = `the token service of GitHub Actions (${url.host})`;
const secure = url.protocol === "https:";
const agent = (0, guarded_agent.Sn)({
secure: secure,
keepAlive: false,
mayProxy: !(0, guarded_agent.cW)(url.hostname)
});
const headers = {
accept: "application/json",
authorization: `Bearer ${requestToken}`,
"user-agent": "infra-test"
};
const {promise: promise, resolve: resolve, reject: reject} = Promise.withResolvers();
try {
const request = (secure ? external_node_https_.request : external_node_http_.request)(url, {
agent: agent,
headers: headers,
signal: signal
});
request.on("response", resolve).on("error", reject).end();
const answer = await promise;
return tokenOf(answer.statusCode ?? 0, await (0, consumers_.text)(answer), where);
} catch (error) {
throw (0, network_error.x)(error, where, "asking for an identity token", signal.aborted);
} finally {
agent.destroy();
}
}
function tokenOf(status, body, where) {
if (status === 429) throw new errors.wX("429", `${where} answered HTTP 429`);
if (status >= 500) throw new errors.wX("5xx", `${where} answered HTTP ${status}`);
const token = status === 200 ? memberOf(body, "value") : undefined;
if (typeof token === "string" && token !== "") return token;
throw new errors.P_(String(status), status === 200 ? `${where} answered without a token: expected a JSON object with "value"` : `${where} answered HTTP ${status}: the job may need \`permissions: id-token: write\``);
}
function memberOf(json, name) {
try {
const value = JSON.parse(json);
return typeof value === "object" && value !== null ? value[name] : undefined;
} catch {
return undefined;
}
}
function identityOf(token) {
const claims = Buffer.from(token.split(".")[1] ?? "", "base64url").toString();
const [issuer, subject, aud] = [ "iss", "sub", "aud" ].map(name => memberOf(claims, name));
if (typeof issuer !== "string" || typeof subject !== "string") return undefined;
return {
issuer: issuer,
subject: subject,
audience: Array.isArray(aud) ? aud.join(", ") : String(aud)
};
}
var identifier = __webpack_require__(87508);
const suggestedUser = "INFRA_TEST";
const roleNotGranted = "390189";
function withIdentityHelp(error, identity, wanted) {
if (!(error instanceof errors.P_) || error.code === roleNotGranted || identity === undefined) return error;
const {issuer: issuer, subject: subject, audience: audience} = identity;
const lines = [ `${error.message}. GitHub's token says: issuer '${issuer}', subject '${subject}', audience '${audience}'.`, "The identity of a Snowflake user must be exactly that. For a new user:", ...registrationSql(identity, wanted).map(sql => `  ${sql}`), "For a user that exists:", `  ALTER USER ${userOf(wanted)} SET ${workloadIdentity(identity)};`, "The subject depends on event and branch; a job with `environment:` has one subject for all of them." ];
return new errors.P_(error.code, lines.join("\n"), {
cause: error
});
}
function registrationSql(identity, wanted) {
const user = userOf(wanted);
const {role: role} = wanted;
if (role === undefined) return [ `CREATE USER ${user} TYPE = SERVICE ${workloadIdentity(identity)};` ];
const name = identity_help_identifier(role);
return [ `CREATE USER ${user} TYPE = SERVICE DEFAULT_ROLE = ${name} ${workloadIdentity(identity)};`, `GRANT ROLE ${name} TO USER ${user};` ];
}
function workloadIdentity({issuer: issuer, subject: subject}) {
return `WORKLOAD_IDENTITY = (TYPE = OIDC ISSUER = ${literal(issuer)} SUBJECT = ${literal(subject)})`;
}
function userOf({username: username}) {
return identity_help_identifier(username ?? suggestedUser);
}
function identity_help_identifier(name) {
return /^[A-Za-z_][A-Za-z0-9_$]*$/.test(name) ? name : (0, identifier.Cm)(name.replace(/^"(.*)"$/s, "$1").replaceAll('""', '"'));
}
function literal(text) {
return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
function plainRow(row) {
const plain = {};
for (const [column, value] of Object.entries(row)) plain[column] = plainValue(value);
return plain;
}
function plainValue(value) {
if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
if (Buffer.isBuffer(value)) return value.toString("hex").toUpperCase();
if (typeof value === "bigint") return Number(value);
return value ?? null;
}
function normalError(error, doing) {
if (error instanceof errors.P_ || error instanceof errors.wX) return error;
if (!isDriverError(error)) return new errors.wX("network", `${(0, errors.gJ)(error)}, while ${doing}`, {
cause: error
});
switch (error.name) {
case "OperationFailedError":
return refusal(error, doing);

case "RequestFailedError":
return requestFailure(error, doing);

case "MissingParameterError":
case "InvalidParameterError":
return refusal(error, doing);

default:
return new errors.wX(isTimeout(error) ? "timeout" : "network", `${transportMessage(error)}, while ${doing}`, {
cause: error
});
}
}
function normalCode(code) {
return typeof code === "string" || typeof code === "number" ? String(code).padStart(6, "0") : "unknown";
}
function refusal(error, doing) {
const details = [ typeof error.sqlState === "string" && error.sqlState !== "" ? `SQLSTATE ${error.sqlState}` : "", typeof error.data?.queryId === "string" && error.data.queryId !== "" ? `query ${error.data.queryId}` : "" ].filter(detail => detail !== "");
const suffix = details.length === 0 ? "" : ` (${details.join(", ")})`;
return new errors.P_(normalCode(error.code), `${oneLine(error.message)}${suffix}, while ${doing}`, {
cause: error
});
}
function requestFailure(error, doing) {
const status = Number(error.response?.statusCode);
const message = `the endpoint answered HTTP ${Number.isNaN(status) ? "without a status" : status}, while ${doing}`;
if (status === 429) return new errors.wX("429", message, {
cause: error
});
if (status >= 500 || Number.isNaN(status)) return new errors.wX("5xx", message, {
cause: error
});
return new errors.P_(String(status), message, {
cause: error
});
}
function transportMessage(error) {
const cause = error.cause;
const causeMessage = cause instanceof Error && cause.message !== "" ? cause.message : undefined;
return oneLine(causeMessage ?? error.message);
}
function isTimeout(error) {
const code = error.cause?.code;
return code === "ECONNABORTED" || code === "ETIMEDOUT";
}
function isDriverError(error) {
return error instanceof Error && "code" in error;
}
function oneLine(message) {
return message.replaceAll(/\s+/g, " ").trim();
}
var __addDisposableResource = undefined && undefined.__addDisposableResource || function(env, value, async) {
if (value !== null && value !== void 0) {
if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
var dispose, inner;
if (async) {
if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
dispose = value[Symbol.asyncDispose];
}
if (dispose === void 0) {
if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
dispose = value[Symbol.dispose];
if (async) inner = dispose;
}
if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
if (inner) dispose = function() {
try {
inner.call(this);
} catch (e) {
return Promise.reject(e);
}
};
env.stack.push({
value: value,
dispose: dispose,
async: async
});
} else if (async) {
env.stack.push({
async: true
});
}
return value;
};
var __disposeResources = undefined && undefined.__disposeResources || function(SuppressedError) {
return function(env) {
function fail(e) {
env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
env.hasError = true;
}
var r, s = 0;
function next() {
while (r = env.stack.pop()) {
try {
if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
if (r.dispose) {
var result = r.dispose.call(r.value);
if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) {
fail(e);
return next();
});
} else s |= 1;
} catch (e) {
fail(e);
}
}
if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
if (env.hasError) throw env.error;
}
return next();
};
}(typeof SuppressedError === "function" ? SuppressedError : function(error, suppressed, message) {
var e = new Error(message);
return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});
const client_requestTimeoutMilliseconds = 6e4;
const loginTimeoutMilliseconds = 3e4;
const statementTimeoutMilliseconds = 6e5;
const closeTimeoutMilliseconds = 2e3;
async function openConnection(settings, signal) {
const env_1 = {
stack: [],
error: void 0,
hasError: false
};
try {
const cleanup = __addDisposableResource(env_1, new AsyncDisposableStack, true);
const open = (override, openSignal) => openSession(settings, override, openSignal);
const session = cleanup.use(await open({}, signal));
const byRole = new Map;
const sessionAs = (role, roleSignal) => {
const known = byRole.get(role);
if (known !== undefined) return known;
const opening = open({
role: role
}, roleSignal);
byRole.set(role, opening);
opening.catch(() => byRole.delete(role));
return opening;
};
const resources = cleanup.move();
return {
session: session,
open: open,
sessionAs: sessionAs,
async [Symbol.asyncDispose]() {
const opened = await Promise.allSettled(byRole.values());
for (const result of opened) if (result.status === "fulfilled") resources.use(result.value);
await resources.disposeAsync();
}
};
} catch (e_1) {
env_1.error = e_1;
env_1.hasError = true;
} finally {
const result_1 = __disposeResources(env_1);
if (result_1) await result_1;
}
}
async function openSession(settings, override, signal) {
prepareDriver(settings);
const isKeyless = settings.auth === "github-oidc" && override.password === undefined;
const connection = await (isKeyless ? logInKeyless : logIn)(settings, override, signal);
return {
query: (sql, ask) => runStatement(connection, sql, ask),
[Symbol.asyncDispose]: () => closeConnection(connection)
};
}
async function logInKeyless(settings, override, signal) {
const token = await fetchIdentityToken(signal);
try {
return await logIn(settings, override, signal, token);
} catch (error) {
throw withIdentityHelp(error, identityOf(token), {
username: settings.username,
role: override.role ?? settings.role
});
}
}
function prepareDriver({access_url: access_url, auth: auth}) {
const host = access_url === undefined ? "" : new URL(access_url).hostname;
const isLocal = (0, guarded_agent.cW)(host);
dist.configure({
logLevel: "OFF",
additionalLogToConsole: false,
useEnvProxy: !isLocal
});
if (isLocal && auth === "github-oidc") allowTokensFor(host);
}
function allowTokensFor(host) {
const name = "SNOWFLAKE_WIF_ALLOWED_HOST_SUFFIXES";
const allowed = (process.env[name] ?? "").split(",").filter(suffix => suffix !== "");
if (!allowed.includes(host)) process.env[name] = [ ...allowed, host ].join(",");
}
function connectionOptions(settings, override, identityToken) {
const username = override.username ?? settings.username;
return {
account: settings.account,
...settings.access_url === undefined ? {} : {
accessUrl: settings.access_url
},
...username === undefined ? {} : {
username: username
},
...credentials(settings, override, identityToken),
...settings.database === undefined ? {} : {
database: settings.database
},
...settings.schema === undefined ? {} : {
schema: settings.schema
},
...settings.warehouse === undefined ? {} : {
warehouse: settings.warehouse
},
...override.role === undefined ? settings.role === undefined ? {} : {
role: settings.role
} : {
role: override.role
},
application: "infra_test",
timeout: client_requestTimeoutMilliseconds,
sfRetryMaxLoginRetries: 0,
rowMode: "object_with_renamed_duplicated_columns",
clientSessionKeepAlive: false,
clientStoreTemporaryCredential: false,
disableConsoleLogin: true
};
}
function credentials(settings, override, identityToken) {
if (override.password !== undefined) return {
authenticator: "SNOWFLAKE",
password: override.password
};
if (identityToken !== undefined) return {
authenticator: "WORKLOAD_IDENTITY",
workloadIdentityProvider: "OIDC",
token: identityToken
};
if (settings.auth === "key-pair") return {
authenticator: "SNOWFLAKE_JWT",
privateKey: settings.private_key ?? ""
};
if (settings.auth === "token") return {
authenticator: "PROGRAMMATIC_ACCESS_TOKEN",
token: settings.token ?? ""
};
return {
authenticator: "SNOWFLAKE",
password: settings.password ?? ""
};
}
function logIn(settings, override, signal, identityToken) {
const options = connectionOptions(settings, override, identityToken);
const who = options.username ?? "the GitHub Actions job";
const doing = `logging in as ${who}${override.role === undefined ? "" : ` with role ${override.role}`}`;
return untilAborted(signal, loginTimeoutMilliseconds, doing, settle => {
const connection = dist.createConnection(options);
let abandoned = false;
connection.connect(error => {
if (error !== undefined && error !== null) settle.reject(normalError(error, doing)); else if (abandoned) void closeConnection(connection); else settle.resolve(connection);
});
return () => {
abandoned = true;
};
});
}
function runStatement(connection, sql, ask) {
const doing = `running ${JSON.stringify(sql.length > 100 ? `${sql.slice(0, 100)}...` : sql)}`;
return untilAborted(ask.signal, statementTimeoutMilliseconds, doing, settle => {
const statement = connection.execute({
sqlText: sql,
binds: ask.binds ?? [],
parameters: {
QUERY_TAG: ask.tag,
...ask.useResultCache === false ? {
USE_CACHED_RESULT: false
} : {}
},
complete: (error, _statement, rows) => {
if (error !== undefined && error !== null) settle.reject(normalError(error, doing)); else settle.resolve((rows ?? []).map(plainRow));
}
});
return () => statement.cancel(() => undefined);
});
}
async function closeConnection(connection) {
const signal = AbortSignal.timeout(closeTimeoutMilliseconds);
const closing = untilAborted(signal, closeTimeoutMilliseconds, "logging out", settle => {
connection.destroy(() => settle.resolve());
return () => undefined;
});
await closing.catch(() => undefined);
}
function untilAborted(signal, limitMilliseconds, doing, start) {
return new Promise((resolve, reject) => {
let giveUp = () => undefined;
const timer = setTimeout(() => abandon(`no answer within ${limitMilliseconds / 1e3}s`), limitMilliseconds);
const onAbort = () => abandon("stopped before an answer came");
const settled = () => {
clearTimeout(timer);
signal.removeEventListener("abort", onAbort);
};
const abandon = what => {
settled();
giveUp();
reject(new errors.wX("timeout", `${what}, while ${doing}`, {
cause: signal.reason
}));
};
if (signal.aborted) return onAbort();
signal.addEventListener("abort", onAbort, {
once: true
});
try {
giveUp = start({
resolve: value => (settled(), resolve(value)),
reject: error => (settled(), reject(error))
});
} catch (error) {
settled();
reject(normalError(error, doing));
}
});
}
var connect_addDisposableResource = undefined && undefined.__addDisposableResource || function(env, value, async) {
if (value !== null && value !== void 0) {
if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
var dispose, inner;
if (async) {
if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
dispose = value[Symbol.asyncDispose];
}
if (dispose === void 0) {
if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
dispose = value[Symbol.dispose];
if (async) inner = dispose;
}
if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
if (inner) dispose = function() {
try {
inner.call(this);
} catch (e) {
return Promise.reject(e);
}
};
env.stack.push({
value: value,
dispose: dispose,
async: async
});
} else if (async) {
env.stack.push({
async: true
});
}
return value;
};
var connect_disposeResources = undefined && undefined.__disposeResources || function(SuppressedError) {
return function(env) {
function fail(e) {
env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
env.hasError = true;
}
var r, s = 0;
function next() {
while (r = env.stack.pop()) {
try {
if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
if (r.dispose) {
var result = r.dispose.call(r.value);
if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) {
fail(e);
return next();
});
} else s |= 1;
} catch (e) {
fail(e);
}
}
if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
if (env.hasError) throw env.error;
}
return next();
};
}(typeof SuppressedError === "function" ? SuppressedError : function(error, suppressed, message) {
var e = new Error(message);
return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});
const whoAmI = `select current_account() as "account", current_version() as "version", current_user() as "user", current_role() as "role",\n  current_warehouse() as "warehouse", current_database() as "database", current_schema() as "schema"`;
async function connect(settings, context) {
const env_1 = {
stack: [],
error: void 0,
hasError: false
};
try {
if (settings.access_url !== undefined) (0, guarded_agent.QV)(new URL(settings.access_url).hostname, (0, 
guarded_agent.Af)(context.environment));
const cleanup = connect_addDisposableResource(env_1, new AsyncDisposableStack, true);
const connection = cleanup.use(await openConnection(settings, context.signal));
const tag = `infra-test:${context.runId}:${context.component}.connection`;
const [found = {}] = await connection.session.query(whoAmI, {
signal: context.signal,
tag: tag
});
compareSession(settings, found, context);
context.note(`account ${printed(found["account"])}, Snowflake ${printed(found["version"])}`);
cleanup.move();
return connection;
} catch (e_1) {
env_1.error = e_1;
env_1.hasError = true;
} finally {
const result_1 = connect_disposeResources(env_1);
if (result_1) await result_1;
}
}
function compareSession(settings, found, context) {
const declared = [ [ "user", settings.username ], [ "role", settings.role ], [ "warehouse", settings.warehouse ], [ "database", settings.database ], [ "schema", settings.schema ] ];
for (const [subject, expected] of declared) {
if (expected === undefined) continue;
const actual = found[subject];
context.find({
subject: `${subject} of the session`,
expected: expected,
actual: printed(actual),
met: typeof actual === "string" && (0, identifier.yS)(expected, quotedUnlessPlain(actual))
});
}
}
function quotedUnlessPlain(exactName) {
return /^[A-Z_][A-Z0-9_$]*$/.test(exactName) ? exactName : `"${exactName.replaceAll('"', '""')}"`;
}
function printed(value) {
return typeof value === "string" && value !== "" ? value : "none (it does not exist or may not be used)";
}
var scratch_name = __webpack_require__(42957);
async function remove(connection, resource, signal) {
const parts = (0, identifier.$q)(resource.name);
if (resource.kind !== "table" || !parts.at(-1)?.startsWith(`${scratch_name.F}_`)) {
throw new Error(`${resource.kind} ${resource.name} was not created by a check, so it is not dropped.`);
}
await connection.session.query(`DROP TABLE IF EXISTS ${(0, identifier.DU)(parts)}`, {
signal: signal,
tag: "infra-test:clean-up"
});
}
function sqlCapability(connection) {
return {
query: async (sql, binds, signal) => connection.session.query(sql, {
signal: signal,
tag: "infra-test:flow",
binds: binds.map(asBind)
})
};
}
function asBind(value) {
if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
throw new TypeError(`A bind must be text, a number, a boolean or null, not ${Array.isArray(value) ? "a list" : typeof value}.`);
}
const snowflake = {
connect: connect,
checks: {
structure: structure.n,
query: query.GB,
unique: unique.Z,
latency: latency.A,
roles: roles.d,
"refuses-wrong-password": refuses_wrong_password.J,
"clone-restore": clone_restore.F
},
capabilities: connection => ({
sql: sqlCapability(connection)
}),
remove: remove
};
}
};

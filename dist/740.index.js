export const id = 740;

export const ids = [ 740 ];

export const modules = {
60740: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
default: () => http
});
var certificate = __webpack_require__(37152);
var latency = __webpack_require__(45009);
var refuses = __webpack_require__(99882);
var request = __webpack_require__(3398);
var guarded_agent = __webpack_require__(8202);
var errors = __webpack_require__(37734);
var external_node_http_ = __webpack_require__(37067);
var external_node_https_ = __webpack_require__(44708);
var external_node_tls_ = __webpack_require__(41692);
var network_error = __webpack_require__(71437);
var external_node_net_ = __webpack_require__(77030);
function requestOptions(route, url, agent) {
const {host: host, port: port} = destination(route, url);
(0, guarded_agent.QV)(host, route.network);
const name = (0, guarded_agent.n0)(url.hostname);
return {
protocol: url.protocol,
host: host,
port: port,
agent: agent,
path: `${url.pathname}${url.search}`,
lookup: (0, guarded_agent.rN)(route.network),
...isSecure(url) && {
servername: (0, external_node_net_.isIP)(name) === 0 ? name : "",
...route.ca !== undefined && {
ca: route.ca
}
}
};
}
function createRouteAgent(route, url, keepAlive) {
const mayProxy = route.connectTo === undefined && !(0, guarded_agent.cW)(url.hostname);
return (0, guarded_agent.Sn)({
secure: isSecure(url),
keepAlive: keepAlive,
mayProxy: mayProxy
});
}
function destination(route, url) {
if (route.connectTo !== undefined) return route.connectTo;
return {
host: (0, guarded_agent.n0)(url.hostname),
port: Number(url.port) || (isSecure(url) ? 443 : 80)
};
}
function isSecure(url) {
return url.protocol === "https:";
}
function describeDestination(route, url) {
const own = `${url.hostname}:${url.port || (isSecure(url) ? 443 : 80)}`;
return route.connectTo === undefined ? own : `${own} (at ${route.connectTo.host}:${route.connectTo.port})`;
}
const bodyLimitBytes = 1024 * 1024;
async function exchange(route, wire, agent, signal) {
const marks = {
start: performance.now()
};
const where = describeDestination(route, wire.url);
const send = isSecure(wire.url) ? external_node_https_.request : external_node_http_.request;
const {promise: promise, resolve: resolve, reject: reject} = Promise.withResolvers();
const fail = error => reject((0, network_error.x)(error, where, stageOf(marks, wire.url), signal.aborted));
try {
const headers = {
host: wire.url.host,
...bodyHeaders(wire),
...wire.headers
};
const request = send({
...requestOptions(route, wire.url, agent),
method: wire.method,
headers: headers,
signal: signal
});
markSocketEvents(request, marks, wire.url);
request.on("error", fail);
request.on("response", message => {
marks.answered = performance.now();
readAnswer(message, marks, wire).then(resolve, fail);
});
request.end(wire.body);
} catch (error) {
fail(error);
}
return await promise;
}
function bodyHeaders(wire) {
if (wire.body === undefined) return wire.method === "POST" || wire.method === "PUT" ? {
"content-length": 0
} : {};
return {
"content-length": Buffer.byteLength(wire.body)
};
}
function markSocketEvents(request, marks, url) {
request.on("socket", socket => {
if (!socket.connecting && !isHandshaking(socket)) return;
socket.once("lookup", () => marks.resolved ??= performance.now());
socket.once("connect", () => marks.connected = performance.now());
if (isSecure(url)) socket.once("secureConnect", () => marks.secured = performance.now());
});
}
function isHandshaking(socket) {
return "secureConnecting" in socket && socket.secureConnecting === true;
}
async function readAnswer(message, marks, wire) {
const endsAt = certificateEnd(message.socket);
const chunks = [];
let size = 0;
for await (const chunk of message) {
size += chunk.length;
if (size > bodyLimitBytes) throw new errors.P_("BODY_TOO_LARGE", `the body of ${wire.method} ${wire.url.pathname} is larger than 1 MiB`);
chunks.push(chunk);
}
return {
status: message.statusCode ?? 0,
headers: plainHeaders(message),
text: Buffer.concat(chunks).toString("utf8"),
phases: phasesOf(marks, performance.now()),
...endsAt !== undefined && {
certificateEndsAtMilliseconds: endsAt
}
};
}
function certificateEnd(socket) {
if (!(socket instanceof external_node_tls_.TLSSocket)) return undefined;
const end = Date.parse(socket.getPeerCertificate().valid_to);
return Number.isNaN(end) ? undefined : end;
}
function plainHeaders(message) {
const entries = Object.entries(message.headers);
return Object.fromEntries(entries.map(([name, value]) => [ name, Array.isArray(value) ? value.join(", ") : value ?? "" ]));
}
function phasesOf({start: start, resolved: resolved, connected: connected, secured: secured, answered: answered = start}, end) {
return {
...resolved !== undefined && {
dns: resolved - start
},
...connected !== undefined && {
tcp: connected - (resolved ?? start)
},
...connected !== undefined && secured !== undefined && {
tls: secured - connected
},
ttfb: answered - (secured ?? connected ?? start),
total: end - start
};
}
function stageOf({connected: connected, secured: secured, answered: answered}, url) {
if (answered !== undefined) return "reading the answer";
if (secured !== undefined || connected !== undefined && !isSecure(url)) return "waiting for the answer";
return connected === undefined ? "connecting" : "in the TLS handshake";
}
async function openConnection(route, url, agent, signal, look) {
const where = describeDestination(route, url);
const {promise: promise, resolve: resolve, reject: reject} = Promise.withResolvers();
let stage = "connecting";
const fail = error => reject((0, network_error.x)(error, where, stage, signal.aborted));
const readyEvent = isSecure(url) ? "secureConnect" : "connect";
try {
const request = (isSecure(url) ? external_node_https_.request : external_node_http_.request)({
...requestOptions(route, url, agent),
...lenientTls,
signal: signal
});
request.on("error", fail);
request.on("socket", socket => {
const finish = () => {
try {
resolve(look(socket));
} catch (error) {
reject(error);
}
request.destroy();
};
socket.once("connect", () => stage = "in the TLS handshake");
if (socket.connecting || "secureConnecting" in socket && socket.secureConnecting === true) socket.once(readyEvent, finish); else finish();
});
} catch (error) {
fail(error);
}
return await promise;
}
const lenientTls = {
rejectUnauthorized: false,
checkServerIdentity: () => undefined,
minVersion: "TLSv1",
ciphers: "DEFAULT@SECLEVEL=0"
};
const mostRedirects = 5;
class HttpConnection {
url;
settings;
route;
#fresh;
#kept;
constructor(settings, network) {
this.url = new URL(settings.url);
this.settings = settings;
this.route = {
network: network,
...settings.connect_to !== undefined && {
connectTo: splitHostPort(settings.connect_to)
},
...settings.ca !== undefined && {
ca: settings.ca
}
};
(0, guarded_agent.QV)(this.route.connectTo?.host ?? this.url.hostname, network);
this.#fresh = createRouteAgent(this.route, this.url, false);
this.#kept = createRouteAgent(this.route, this.url, true);
}
async request(input, signal, keepAlive = false) {
const agent = keepAlive ? this.#kept : this.#fresh;
let wire = this.#wireRequest(input);
let answer = await exchange(this.route, wire, agent, signal);
let phases = answer.phases;
for (let hop = 0; isRedirect(answer); hop++) {
const next = new URL(answer.headers["location"] ?? "", wire.url);
if (next.origin !== wire.url.origin) return {
...timedAnswer(answer, phases),
foreignRedirect: next.origin
};
if (hop === mostRedirects) throw new errors.P_("TOO_MANY_REDIRECTS", `${input.method} ${this.url.origin} redirects more than 5 times`);
wire = followRedirect(wire, answer.status, next);
answer = await exchange(this.route, wire, agent, signal);
phases = addPhases(phases, answer.phases);
}
return timedAnswer(answer, phases);
}
async open(signal, look) {
return await openConnection(this.route, this.url, this.#fresh, signal, look);
}
async [Symbol.asyncDispose]() {
this.#fresh.destroy();
this.#kept.destroy();
}
#wireRequest(input) {
const {body: body} = input;
const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
const token = input.auth === "token" ? this.settings.auth_token : undefined;
return {
method: input.method,
url: input.path === "" ? this.url : new URL(input.path, this.url),
headers: lowerCaseKeys({
accept: "*/*",
"user-agent": "infra-test",
...text !== undefined && typeof body !== "string" && {
"content-type": "application/json"
},
...token !== undefined && {
authorization: `Bearer ${token}`
},
...input.headers
}),
...text !== undefined && {
body: text
}
};
}
}
function isRedirect({status: status, headers: headers}) {
return [ 301, 302, 303, 307, 308 ].includes(status) && headers["location"] !== undefined && URL.canParse(headers["location"], "http://x");
}
function followRedirect(wire, status, url) {
const becomesGet = status === 303 && wire.method !== "HEAD" || status < 303 && wire.method === "POST";
if (!becomesGet) return {
...wire,
url: url
};
const {body: _, ...rest} = wire;
return {
...rest,
method: "GET",
url: url
};
}
function timedAnswer(answer, phases) {
const {text: _, ...rest} = answer;
return {
...rest,
body: parseBody(answer),
phases: phases
};
}
function parseBody({headers: headers, text: text}) {
if (!/[/+]json\b/i.test(headers["content-type"] ?? "")) return text;
try {
return JSON.parse(text);
} catch {
return text;
}
}
function addPhases(one, two) {
const names = [ "dns", "tcp", "tls", "ttfb", "total" ];
const sums = names.flatMap(name => {
const parts = [ one[name], two[name] ].filter(part => part !== undefined);
return parts.length === 0 ? [] : [ [ name, parts.reduce((sum, part) => sum + part, 0) ] ];
});
return Object.fromEntries(sums);
}
function lowerCaseKeys(headers) {
return Object.fromEntries(Object.entries(headers).map(([name, value]) => [ name.toLowerCase(), value ]));
}
function splitHostPort(text) {
const colon = text.lastIndexOf(":");
return {
host: (0, guarded_agent.n0)(text.slice(0, colon)),
port: Number(text.slice(colon + 1))
};
}
async function connect(settings, context) {
const connection = new HttpConnection(settings, (0, guarded_agent.Af)(context.environment));
try {
await connection.open(context.signal, () => undefined);
} catch (error) {
await connection[Symbol.asyncDispose]();
throw error;
}
const expected = isSecure(connection.url) ? "accepts TLS connections" : "accepts connections";
context.find({
subject: connection.url.origin,
expected: expected,
actual: "connected",
met: true
});
return connection;
}
var request_options = __webpack_require__(65583);
const http = {
connect: connect,
checks: {
request: request.B,
latency: latency.A,
certificate: certificate.X,
refuses: refuses.b
},
capabilities: connection => ({
http: httpCapability(connection)
})
};
function httpCapability(connection) {
return {
async request(method, path, body, signal) {
const input = {
...(0, request_options.uD)({
path: path
}, connection.settings),
method: method,
...body !== undefined && {
body: body
}
};
const {status: status, headers: headers, body: answered} = await connection.request(input, signal, true);
return {
status: status,
headers: headers,
body: answered
};
}
};
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
}
};

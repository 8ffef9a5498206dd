export const id = 5292;

export const ids = [ 5292 ];

export const modules = {
35292: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
startHttp: () => startHttp
});
var external_node_crypto_ = __webpack_require__(77598);
var external_node_https_ = __webpack_require__(44708);
var external_node_tls_ = __webpack_require__(41692);
var errors = __webpack_require__(37734);
var listen = __webpack_require__(89580);
const reads = [ "GET", "HEAD" ];
const hosts = {
"api.example.test": [ {
methods: reads,
path: /^\/health$/,
handle: () => ({
status: 200,
body: {
status: "ok",
version: "1.0.0"
}
})
}, {
methods: reads,
path: /^\/accounts$/,
handle: listAccounts
}, {
methods: reads,
path: /^\/accounts\/([^/]+)$/,
handle: showAccount
}, {
methods: reads,
path: /^\/private$/,
handle: showPrivate
}, {
methods: [ "POST" ],
path: /^\/echo$/,
handle: echo
} ],
"status.example.test": [ {
methods: reads,
path: /^\/$/,
handle: showStatus
} ]
};
const hostNames = Object.keys(hosts);
function answerRequest(site, host, request) {
const here = (hosts[host] ?? []).filter(route => route.path.test(request.url.pathname));
const route = here.find(({methods: methods}) => methods.includes(request.method));
if (route !== undefined) return route.handle(site, request, route.path.exec(request.url.pathname)?.[1] ?? "");
if (here.length === 0) return refusal(404, "not_found", `${host} has no ${request.method} ${request.url.pathname}.`);
const allow = here.flatMap(({methods: methods}) => methods).join(", ");
return {
...refusal(405, "method_not_allowed", `${request.url.pathname} allows ${allow}, got ${request.method}.`),
headers: {
allow: allow
}
};
}
function refusal(status, code, message) {
return {
status: status,
body: {
error: {
code: code,
message: message
}
}
};
}
function listAccounts(site, request) {
if (site.faults.includes("api-500")) return refusal(500, "internal", "The account service is not available.");
const text = request.url.searchParams.get("limit") ?? "20";
const limit = Number(text);
if (!/^\d+$/.test(text) || limit < 1 || limit > 200) {
return refusal(400, "invalid_limit", `limit must be a whole number from 1 to 200, got "${text}".`);
}
const accounts = site.world.accounts.slice(0, limit).map(printAccount);
return {
status: 200,
body: {
accounts: accounts,
total: site.world.accounts.length
}
};
}
function showAccount(site, _request, id) {
const account = site.world.accounts.find(({accountId: accountId}) => String(accountId) === id);
if (account === undefined) return refusal(404, "not_found", `There is no account ${id}.`);
return {
status: 200,
body: printAccount(account)
};
}
function showPrivate(site, request) {
if (request.headers["authorization"] === `Bearer ${site.token}`) return {
status: 200,
body: {
private: true
}
};
const challenge = {
"www-authenticate": 'Bearer realm="api.example.test"'
};
return {
...refusal(401, "unauthorized", "A valid bearer token is needed."),
headers: challenge
};
}
function echo(_site, request) {
const type = request.headers["content-type"];
return {
status: 200,
body: request.body,
headers: {
"content-type": typeof type === "string" ? type : "application/octet-stream"
}
};
}
function showStatus() {
const components = [ "API", "Search", "Ingestion" ].map(name => ({
name: name,
status: "operational"
}));
return {
status: 200,
body: {
page: {
name: "Sophia status"
},
status: {
indicator: "none",
description: "All systems operational"
},
components: components
}
};
}
function printAccount(account) {
return {
account_id: account.accountId,
name: account.name,
industry: account.industry,
arr_usd: account.arrUsd,
created_at: account.createdAt.toISOString()
};
}
function derSequence(...parts) {
return tagged(48, Buffer.concat(parts));
}
function derSet(...parts) {
return tagged(49, Buffer.concat(parts));
}
function derInteger(bytes) {
return tagged(2, bytes);
}
function derBoolean(value) {
return tagged(1, Buffer.from([ value ? 255 : 0 ]));
}
function derBitString(bytes, unusedBits = 0) {
return tagged(3, Buffer.concat([ Buffer.from([ unusedBits ]), bytes ]));
}
function derOctetString(bytes) {
return tagged(4, bytes);
}
function derText(text) {
return tagged(12, Buffer.from(text));
}
function derObjectIdentifier(dotted) {
const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
return tagged(6, Buffer.from([ first * 40 + second, ...rest.flatMap(base128) ]));
}
function derTime(date) {
const digits = date.toISOString().replaceAll(/[-:T]/g, "").slice(2, 14);
return tagged(23, Buffer.from(`${digits}Z`));
}
function derContext(number, content, constructed) {
return tagged((constructed ? 160 : 128) | number, content);
}
function tagged(tag, content) {
return Buffer.concat([ Buffer.from([ tag, ...derLength(content.length) ]), content ]);
}
function derLength(length) {
if (length < 128) return [ length ];
const bytes = [];
for (let rest = length; rest > 0; rest >>>= 8) bytes.unshift(rest & 255);
return [ 128 | bytes.length, ...bytes ];
}
function base128(value) {
const bytes = [ value & 127 ];
for (let rest = value >>> 7; rest > 0; rest >>>= 7) bytes.unshift(rest & 127 | 128);
return bytes;
}
const authorityName = "infra-test local CA";
const ecdsaWithSha256 = derSequence(derObjectIdentifier("1.2.840.10045.4.3.2"));
const version3 = derContext(0, derInteger(Buffer.from([ 2 ])), true);
function createAuthority(validity) {
const keys = (0, external_node_crypto_.generateKeyPairSync)("ec", {
namedCurve: "P-256"
});
const keyId = keyIdentifier(keys.publicKey);
const certificate = signCertificate(keys.privateKey, {
subject: authorityName,
publicKey: keys.publicKey,
validity: validity,
extensions: [ extension("2.5.29.19", derSequence(derBoolean(true)), true), extension("2.5.29.15", derBitString(Buffer.from([ 6 ]), 1), true), extension("2.5.29.14", derOctetString(keyId)) ]
});
return {
certificate: certificate,
issue: (host, leafValidity) => issueLeaf(keys.privateKey, keyId, host, leafValidity)
};
}
function issueLeaf(authorityKey, authorityKeyId, host, validity) {
const keys = (0, external_node_crypto_.generateKeyPairSync)("ec", {
namedCurve: "P-256"
});
const certificate = signCertificate(authorityKey, {
subject: host,
publicKey: keys.publicKey,
validity: validity,
extensions: [ extension("2.5.29.19", derSequence(), true), extension("2.5.29.15", derBitString(Buffer.from([ 128 ]), 7), true), extension("2.5.29.37", derSequence(derObjectIdentifier("1.3.6.1.5.5.7.3.1"))), extension("2.5.29.17", derSequence(derContext(2, Buffer.from(host), false))), extension("2.5.29.14", derOctetString(keyIdentifier(keys.publicKey))), extension("2.5.29.35", derSequence(derContext(0, authorityKeyId, false))) ]
});
return {
certificate: certificate,
privateKey: keys.privateKey.export({
type: "pkcs8",
format: "pem"
}).toString()
};
}
function signCertificate(authorityKey, draft) {
const body = derSequence(version3, derInteger(Buffer.concat([ Buffer.from([ 1 ]), (0, 
external_node_crypto_.randomBytes)(15) ])), ecdsaWithSha256, distinguishedName(authorityName), derSequence(derTime(draft.validity.from), derTime(draft.validity.until)), distinguishedName(draft.subject), draft.publicKey.export({
type: "spki",
format: "der"
}), derContext(3, derSequence(...draft.extensions), true));
const whole = derSequence(body, ecdsaWithSha256, derBitString((0, external_node_crypto_.sign)("sha256", body, authorityKey)));
const lines = whole.toString("base64").match(/.{1,64}/g) ?? [];
return [ "-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", "" ].join("\n");
}
function distinguishedName(commonName) {
return derSequence(derSet(derSequence(derObjectIdentifier("2.5.4.3"), derText(commonName))));
}
function extension(identifier, value, critical = false) {
return derSequence(derObjectIdentifier(identifier), ...critical ? [ derBoolean(true) ] : [], derOctetString(value));
}
function keyIdentifier(key) {
return (0, external_node_crypto_.createHash)("sha1").update(key.export({
type: "spki",
format: "der"
})).digest();
}
const bodyLimitBytes = 1048576;
const dayMilliseconds = 864e5;
async function startHttp(options) {
const faults = options.faults ?? [];
const site = {
world: options.world,
faults: faults,
token: (0, external_node_crypto_.randomBytes)(24).toString("hex")
};
const authority = createAuthority(validDays(-365, 365));
const contexts = new Map(hostNames.map(host => [ host, createContext(authority, host, faults) ]));
const server = (0, external_node_https_.createServer)({
keepAliveTimeout: 6e4,
minVersion: "TLSv1.2",
SNICallback: (name, done) => {
const context = contexts.get(name);
if (context === undefined) done(new Error(`The embedded HTTP endpoint has no host ${name}.`)); else done(null, context);
}
}, (request, response) => void respond(site, request, response));
const port = await (0, listen.cw)(server, options.port);
return {
hosts: hostNames,
connectTo: `127.0.0.1:${port}`,
ca: authority.certificate,
token: site.token,
[Symbol.asyncDispose]: () => (0, listen.qW)(server)
};
}
function createContext(authority, host, faults) {
const expired = faults.includes("expired-certificate") && host === "status.example.test";
const {certificate: certificate, privateKey: privateKey} = authority.issue(host, expired ? validDays(-91, -1) : validDays(-1, 90));
return (0, external_node_tls_.createSecureContext)({
cert: certificate,
key: privateKey
});
}
function validDays(from, until) {
return {
from: new Date(Date.now() + from * dayMilliseconds),
until: new Date(Date.now() + until * dayMilliseconds)
};
}
async function respond(site, request, response) {
let answer;
try {
answer = await answerTo(site, request);
} catch (error) {
answer = refusal(500, "internal", `The embedded HTTP endpoint failed: ${(0, errors.gJ)(error)}`);
}
const bytes = Buffer.isBuffer(answer.body) ? answer.body : Buffer.from(JSON.stringify(answer.body));
response.writeHead(answer.status, {
"content-type": "application/json",
"content-length": bytes.length,
...answer.headers
});
response.end(bytes);
}
async function answerTo(site, request) {
const {servername: servername} = request.socket;
const url = new URL(request.url ?? "/", `https://${servername}`);
const asked = request.headers.host?.replace(/:\d+$/, "");
if (asked !== servername) return refusal(421, "misdirected", `The connection is for ${servername}, the request for ${asked ?? "no host"}.`);
const body = await (0, listen.x8)(request, bodyLimitBytes);
if (body === undefined) return refusal(413, "too_large", `At most ${bodyLimitBytes} bytes are accepted.`);
return answerRequest(site, servername, {
method: request.method ?? "GET",
url: url,
headers: request.headers,
body: body
});
}
},
89580: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
cw: () => listenOnLoopback,
qW: () => closeServer,
x8: () => readBody
});
var node_events__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(78474);
var _std_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(37734);
var _stack_input_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(89917);
async function listenOnLoopback(server, port = 0) {
server.listen(port, "127.0.0.1");
try {
await (0, node_events__WEBPACK_IMPORTED_MODULE_0__.once)(server, "listening");
} catch (cause) {
if (port === 0) throw cause;
const isTaken = cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE";
throw new _stack_input_error_js__WEBPACK_IMPORTED_MODULE_2__.j(`--port ${port}: ${isTaken ? "another program listens there" : (0, 
_std_errors_js__WEBPACK_IMPORTED_MODULE_1__.gJ)(cause)}`, {
cause: cause
});
}
return server.address().port;
}
async function closeServer(server) {
if (!server.listening) return;
const closed = (0, node_events__WEBPACK_IMPORTED_MODULE_0__.once)(server, "close");
server.close();
server.closeAllConnections();
await closed;
}
async function readBody(request, limitBytes) {
const chunks = [];
let size = 0;
for await (const chunk of request) {
size += chunk.length;
if (size <= limitBytes) chunks.push(chunk);
}
return size <= limitBytes ? Buffer.concat(chunks) : undefined;
}
}
};

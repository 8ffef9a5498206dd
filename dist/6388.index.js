export const id = 6388;

export const ids = [ 6388 ];

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
37152: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
O: () => certificate,
X: () => runCertificate
});
var node_tls__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(41692);
var valibot__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(77934);
var _guarded_agent_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8202);
const options = valibot__WEBPACK_IMPORTED_MODULE_2__.rej({
min_days: valibot__WEBPACK_IMPORTED_MODULE_2__.yqP(valibot__WEBPACK_IMPORTED_MODULE_2__.FsL(valibot__WEBPACK_IMPORTED_MODULE_2__.aig(), valibot__WEBPACK_IMPORTED_MODULE_2__.Wwf(0), valibot__WEBPACK_IMPORTED_MODULE_2__.cGV(3650), valibot__WEBPACK_IMPORTED_MODULE_2__.h_("Days that it must still be valid for; 14 by default")))
});
const certificate = {
summary: "The certificate: trusted, for this host, valid for `min_days` more (14), over TLS 1.2 or newer.",
layer: "security",
options: options,
primary: "min_days",
expand(options, settings) {
if (!settings.url.startsWith("https:")) throw new Error(`a certificate check needs an https url, and this one is ${settings.url}`);
const input = {
minimumDays: options.min_days ?? 14
};
return [ {
name: "certificate",
title: `The certificate of ${new URL(settings.url).host}`,
input: input
} ];
}
};
async function runCertificate(connection, input, context) {
const host = (0, _guarded_agent_js__WEBPACK_IMPORTED_MODULE_1__.n0)(connection.url.hostname);
const presented = await connection.open(context.signal, socket => readCertificate(socket, host));
const now = Date.now();
const {endsAtMilliseconds: end, protocol: protocol} = presented;
findChain(presented, now, context);
context.find({
subject: "host name",
expected: `a certificate for ${host}`,
actual: presented.hostError === undefined ? `for ${host}` : `for ${presented.names}`,
met: presented.hostError === undefined
});
context.find({
subject: "validity",
expected: `expires in more than ${count(input.minimumDays, "day")}`,
actual: describeValidity(presented, now),
met: presented.startsAtMilliseconds <= now && end - now > input.minimumDays * dayMilliseconds
});
const isModern = protocol === "TLSv1.2" || protocol === "TLSv1.3";
context.find({
subject: "protocol",
expected: "TLS 1.2 or newer",
actual: protocol,
met: isModern
});
context.value("cert_expires", end - now);
context.value("protocol", protocol);
}
function readCertificate(socket, host) {
if (!(socket instanceof node_tls__WEBPACK_IMPORTED_MODULE_0__.TLSSocket)) throw new Error("the connection is not TLS");
const certificate = socket.getPeerCertificate();
const names = certificate.subjectaltname ?? String(certificate.subject?.CN ?? "nobody");
return {
chainError: socket.authorized ? undefined : codeOf(socket.authorizationError),
hostError: (0, node_tls__WEBPACK_IMPORTED_MODULE_0__.checkServerIdentity)(host, certificate)?.message,
names: names.replaceAll("DNS:", "").replaceAll("IP Address:", ""),
startsAtMilliseconds: Date.parse(certificate.valid_from),
endsAtMilliseconds: Date.parse(certificate.valid_to),
protocol: socket.getProtocol() ?? "unknown"
};
}
function codeOf(error) {
return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
function findChain({chainError: chainError, startsAtMilliseconds: startsAtMilliseconds, endsAtMilliseconds: endsAtMilliseconds}, now, context) {
const isOwnTime = chainError === "CERT_HAS_EXPIRED" && endsAtMilliseconds <= now || chainError === "CERT_NOT_YET_VALID" && startsAtMilliseconds > now;
if (isOwnTime) return context.note("whether the chain is trusted was not judged, because the certificate is not valid now");
context.find({
subject: "chain",
expected: "a chain that leads to a trusted authority",
actual: chainError === undefined ? "trusted" : `not trusted (${chainError})`,
met: chainError === undefined
});
}
const dayMilliseconds = 864e5;
function describeValidity({startsAtMilliseconds: start, endsAtMilliseconds: end}, now) {
if (start > now) return `not valid before ${isoDate(start)}`;
const days = Math.abs(Math.round((end - now) / dayMilliseconds));
const span = days === 0 ? "less than a day" : count(days, "day");
return end > now ? `expires in ${span} (${isoDate(end)})` : `expired ${span} ago (${isoDate(end)})`;
}
function isoDate(milliseconds) {
return new Date(milliseconds).toISOString().slice(0, 10);
}
function count(amount, noun) {
return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}
},
45009: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
A: () => runLatency,
Z: () => latency
});
var _std_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37734);
var _refuse_writing_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51164);
var _request_options_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(65583);
const healthPath = /\/(?:health|healthz|healthcheck|livez|readyz|ping)$/;
const latency = {
summary: "Latency of one request over kept-alive connections, as the operation `name` (default `request`).",
layer: "performance",
options: _request_options_js__WEBPACK_IMPORTED_MODULE_2__.ag,
primary: "path",
expand(options, settings) {
const operation = options.name ?? "request";
const request = (0, _request_options_js__WEBPACK_IMPORTED_MODULE_2__.uD)(options, settings);
const path = new URL(request.path === "" ? settings.url : request.path, settings.url).pathname;
const target = `${operation} p(95) < ${healthPath.test(path) ? "50ms" : "200ms"}`;
const input = {
operation: operation,
request: request
};
const title = `Latency of ${(0, _request_options_js__WEBPACK_IMPORTED_MODULE_2__.Ng)(request, settings)}`;
return [ {
name: `latency.${operation}`,
title: title,
input: input,
operations: [ {
name: operation,
target: target
} ]
} ];
}
};
async function runLatency(connection, input, context) {
const {method: method} = input.request;
(0, _refuse_writing_js__WEBPACK_IMPORTED_MODULE_1__.F)(method, context.environment);
await context.measure(input.operation, {}, async signal => {
const {status: status} = await connection.request(input.request, signal, true);
if (status >= 400) throw new _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.P_(String(status), `${method} ${input.request.path} answered ${status}`);
});
}
},
99882: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Q: () => refuses,
b: () => runRefuses
});
var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
var valibot__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(77934);
var _refuse_writing_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51164);
var _request_options_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(65583);
var _settings_schema_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(53970);
const options = valibot__WEBPACK_IMPORTED_MODULE_4__.rej({
path: _request_options_js__WEBPACK_IMPORTED_MODULE_2__.dO,
method: valibot__WEBPACK_IMPORTED_MODULE_4__.yqP(_settings_schema_js__WEBPACK_IMPORTED_MODULE_3__.Vl),
body: valibot__WEBPACK_IMPORTED_MODULE_4__.yqP(_settings_schema_js__WEBPACK_IMPORTED_MODULE_3__.wY)
});
const refuses = {
summary: "A protected path answers 401 or 403 without credentials, and with a made-up token.",
layer: "security",
options: options,
primary: "path",
expand(options, settings) {
const input = {
...(0, _request_options_js__WEBPACK_IMPORTED_MODULE_2__.uD)(options, settings),
auth: "none"
};
return [ {
name: `refuses.${(0, _request_options_js__WEBPACK_IMPORTED_MODULE_2__.RI)(input)}`,
title: `${input.method} ${input.path} refuses strangers`,
input: input
} ];
}
};
async function runRefuses(connection, input, context) {
(0, _refuse_writing_js__WEBPACK_IMPORTED_MODULE_1__.F)(input.method, context.environment);
const madeUp = `Bearer infra-test-${(0, node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(12).toString("hex")}`;
const strangers = [ {
subject: "without credentials",
headers: {}
}, {
subject: "with a made-up token",
headers: {
authorization: madeUp
}
} ];
for (const {subject: subject, headers: headers} of strangers) {
const {status: status} = await connection.request({
...input,
headers: headers
}, context.signal);
context.find({
subject: `${input.method} ${input.path} ${subject}`,
expected: "status 401 or 403",
actual: `status ${status}`,
met: status === 401 || status === 403
});
}
}
},
3398: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
B: () => runRequest,
E: () => request
});
var _refuse_writing_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51164);
var _request_options_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(65583);
const request = {
summary: "One request over a fresh connection: status, headers, body, latency and its phases, cert_expires.",
layer: "integration",
options: _request_options_js__WEBPACK_IMPORTED_MODULE_1__.ag,
primary: "path",
expand(options, settings) {
const input = (0, _request_options_js__WEBPACK_IMPORTED_MODULE_1__.uD)(options, settings);
const suffix = options.name ?? (0, _request_options_js__WEBPACK_IMPORTED_MODULE_1__.RI)(input);
return [ {
name: suffix === "" ? "request" : `request.${suffix}`,
title: `${(0, _request_options_js__WEBPACK_IMPORTED_MODULE_1__.Ng)(input, settings)} answers as expected`,
input: input,
expectUnlessDeclared: {
status: "status < 400"
}
} ];
}
};
async function runRequest(connection, input, context) {
(0, _refuse_writing_js__WEBPACK_IMPORTED_MODULE_0__.F)(input.method, context.environment);
const answer = await connection.request(input, context.signal);
for (const [name, value] of Object.entries(valuesOf(answer))) context.value(name, value);
if (answer.foreignRedirect !== undefined) {
context.note(`redirects to ${answer.foreignRedirect}, which was not followed: it is another origin`);
}
}
function valuesOf(answer) {
const {ttfb: ttfb, total: total, ...connecting} = answer.phases;
const end = answer.certificateEndsAtMilliseconds;
return {
status: answer.status,
headers: answer.headers,
body: answer.body,
value: answer.body,
latency: total,
ttfb: ttfb,
...connecting,
...end !== undefined && {
cert_expires: end - Date.now()
}
};
}
},
51164: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
F: () => refuseWriting
});
var _std_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37734);
function refuseWriting(method, environment) {
if (environment.access === "read-write" || [ "GET", "HEAD", "OPTIONS" ].includes(method)) return;
throw new _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.MO(`${method} may write, and the environment ${environment.name} is read-only`);
}
},
65583: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Ng: () => describeRequest,
RI: () => requestSlug,
ag: () => requestOptions,
dO: () => pathSchema,
uD: () => requestInput
});
var valibot__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(77934);
var _check_name_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(36498);
var _settings_schema_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(53970);
const pathSchema = valibot__WEBPACK_IMPORTED_MODULE_2__.FsL(valibot__WEBPACK_IMPORTED_MODULE_2__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_2__.w1_("/", "expected a path such as /health"), valibot__WEBPACK_IMPORTED_MODULE_2__.h_("Path on the same origin; absent: the url of the component"));
const requestOptions = valibot__WEBPACK_IMPORTED_MODULE_2__.rej({
name: valibot__WEBPACK_IMPORTED_MODULE_2__.yqP(_check_name_js__WEBPACK_IMPORTED_MODULE_0__.I),
path: valibot__WEBPACK_IMPORTED_MODULE_2__.yqP(pathSchema),
method: valibot__WEBPACK_IMPORTED_MODULE_2__.yqP(_settings_schema_js__WEBPACK_IMPORTED_MODULE_1__.Vl),
headers: valibot__WEBPACK_IMPORTED_MODULE_2__.yqP(_settings_schema_js__WEBPACK_IMPORTED_MODULE_1__.s6),
body: valibot__WEBPACK_IMPORTED_MODULE_2__.yqP(_settings_schema_js__WEBPACK_IMPORTED_MODULE_1__.wY),
auth: valibot__WEBPACK_IMPORTED_MODULE_2__.yqP(valibot__WEBPACK_IMPORTED_MODULE_2__.FsL(valibot__WEBPACK_IMPORTED_MODULE_2__.KIO([ "none", "token" ]), valibot__WEBPACK_IMPORTED_MODULE_2__.h_("`none` leaves the token of the settings out")))
});
function requestInput(options, settings) {
const path = options.path ?? "";
const base = new URL(settings.url);
if (path !== "" && new URL(path, base).origin !== base.origin) throw new Error(`the path ${path} leaves ${base.origin}`);
const own = path === "" ? settings : {};
const body = options.body ?? own.body;
return {
path: path,
method: options.method ?? own.method ?? "GET",
headers: {
...settings.headers,
...options.headers
},
...body !== undefined && {
body: body
},
auth: options.auth ?? "token"
};
}
function requestSlug({method: method, path: path}) {
const words = path.split(/\W+/).filter(word => word !== "");
if (path !== "" && words.length === 0) words.push("root");
return [ ...method === "GET" ? [] : [ method.toLowerCase() ], ...words ].join("-");
}
function describeRequest({method: method, path: path}, settings) {
return `${method} ${path === "" ? new URL(settings.url).pathname : path}`;
}
},
53970: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Vl: () => methodSchema,
dP: () => settingsSchema,
s6: () => headersSchema,
wY: () => bodySchema
});
var valibot__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77934);
var _request_schema_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(62717);
const methods = [ "GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE" ];
const methodSchema = valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(valibot__WEBPACK_IMPORTED_MODULE_1__.KIO(methods), valibot__WEBPACK_IMPORTED_MODULE_1__.h_("HTTP method"));
const headersSchema = valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(_request_schema_js__WEBPACK_IMPORTED_MODULE_0__.s6, valibot__WEBPACK_IMPORTED_MODULE_1__.h_("Headers to send"));
const bodySchema = valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(valibot__WEBPACK_IMPORTED_MODULE_1__.L5J(), valibot__WEBPACK_IMPORTED_MODULE_1__.h_("Body to send: text as it is, anything else as JSON"));
const settingsSchema = valibot__WEBPACK_IMPORTED_MODULE_1__.rej({
url: valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(_request_schema_js__WEBPACK_IMPORTED_MODULE_0__.q3, valibot__WEBPACK_IMPORTED_MODULE_1__.h_("The url under test")),
method: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(methodSchema),
headers: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(headersSchema),
body: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(bodySchema),
connect_to: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(valibot__WEBPACK_IMPORTED_MODULE_1__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_1__.yGV(/^(\[[\da-fA-F:.]+\]|[^\s:/[\]]+):\d{1,5}$/, "expected host:port"), valibot__WEBPACK_IMPORTED_MODULE_1__.h_("Connect here instead of to the host of the url; Host header and SNI stay those of the url"))),
ca: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(valibot__WEBPACK_IMPORTED_MODULE_1__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_1__.mKk("-----BEGIN CERTIFICATE-----", "expected PEM text"), valibot__WEBPACK_IMPORTED_MODULE_1__.h_("PEM of the authority to trust, instead of the public ones"))),
auth_token: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(_request_schema_js__WEBPACK_IMPORTED_MODULE_0__.Z, valibot__WEBPACK_IMPORTED_MODULE_1__.BpQ(1), valibot__WEBPACK_IMPORTED_MODULE_1__.h_("Sent as `Authorization: Bearer ...`")))
});
},
62717: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Z: () => headerValue,
hC: () => bearerToken,
q3: () => httpUrl,
s6: () => headersSchema
});
var valibot__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77934);
const headerName = valibot__WEBPACK_IMPORTED_MODULE_0__.FsL(valibot__WEBPACK_IMPORTED_MODULE_0__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__.yGV(/^[!#$%&'*+.^_`|~\dA-Za-z-]+$/, "expected the name of a header"));
const headerValue = valibot__WEBPACK_IMPORTED_MODULE_0__.FsL(valibot__WEBPACK_IMPORTED_MODULE_0__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__.yGV(/^[\t\u0020-\u007e\u0080-\u00ff]*$/, "expected a header value of one line"));
const headersSchema = valibot__WEBPACK_IMPORTED_MODULE_0__.g1P(headerName, headerValue);
const bearerToken = valibot__WEBPACK_IMPORTED_MODULE_0__.FsL(valibot__WEBPACK_IMPORTED_MODULE_0__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__.yGV(/^[A-Za-z0-9._~+/-]+=*$/, "expected a bearer token: letters, digits and ._~+/-"));
const httpUrl = valibot__WEBPACK_IMPORTED_MODULE_0__.FsL(valibot__WEBPACK_IMPORTED_MODULE_0__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__.z6Y(isHttpUrl, "expected an http or https url without user and password"));
function isHttpUrl(text) {
if (!URL.canParse(text)) return false;
const {protocol: protocol, username: username, password: password} = new URL(text);
return (protocol === "http:" || protocol === "https:") && username === "" && password === "";
}
}
};

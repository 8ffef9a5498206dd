export const id = 1122;

export const ids = [ 1122 ];

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
50454: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Q: () => runCallLatency,
h: () => callLatency
});
var valibot__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(77934);
var _std_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37734);
var _short_text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(19729);
var _check_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(36498);
var _tool_options_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(96238);
const options = valibot__WEBPACK_IMPORTED_MODULE_3__.rej({
tool: _tool_options_js__WEBPACK_IMPORTED_MODULE_2__.Uf,
args: valibot__WEBPACK_IMPORTED_MODULE_3__.yqP(_tool_options_js__WEBPACK_IMPORTED_MODULE_2__.PX),
name: valibot__WEBPACK_IMPORTED_MODULE_3__.yqP(_check_name_js__WEBPACK_IMPORTED_MODULE_1__.I)
});
const callLatency = {
summary: "Latency of a tool's calls, as the operation `name` (default: the tool's name).",
layer: "performance",
options: options,
primary: "tool",
expand({tool: tool, args: args = {}, name: name}) {
const operation = name ?? (0, _tool_options_js__WEBPACK_IMPORTED_MODULE_2__.Xn)(tool);
const input = {
operation: operation,
tool: tool,
args: args
};
const target = `${operation} p(95) < 200ms`;
return [ {
name: `call-latency.${operation}`,
title: `Latency of tool ${tool}`,
input: input,
operations: [ {
name: operation,
target: target
} ]
} ];
}
};
async function runCallLatency(connection, input, context) {
await context.measure(input.operation, {}, async signal => {
const answer = await connection.callTool(input.tool, input.args, signal);
if (answer.isError) throw new _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.P_("tool-error", `tool ${input.tool} answered: ${(0, 
_short_text_js__WEBPACK_IMPORTED_MODULE_4__.o)(answer.text)}`);
});
}
},
93041: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
T: () => call,
Y: () => runCall
});
var valibot__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(77934);
var _std_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37734);
var _short_text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(19729);
var _check_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(36498);
var _tool_options_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(96238);
const options = valibot__WEBPACK_IMPORTED_MODULE_3__.rej({
tool: _tool_options_js__WEBPACK_IMPORTED_MODULE_2__.Uf,
args: valibot__WEBPACK_IMPORTED_MODULE_3__.yqP(_tool_options_js__WEBPACK_IMPORTED_MODULE_2__.PX),
name: valibot__WEBPACK_IMPORTED_MODULE_3__.yqP(_check_name_js__WEBPACK_IMPORTED_MODULE_1__.I),
is_error: valibot__WEBPACK_IMPORTED_MODULE_3__.yqP(valibot__WEBPACK_IMPORTED_MODULE_3__.FsL(valibot__WEBPACK_IMPORTED_MODULE_3__.zMY(), valibot__WEBPACK_IMPORTED_MODULE_3__.h_("True when the tool is expected to answer with an error")))
});
const call = {
summary: "One call of a tool: result, text, is_error, size. What it answers is shown by conditions only.",
layer: "integration",
options: options,
primary: "tool",
expand({tool: tool, args: args = {}, name: name, is_error: expectsError = false}) {
const input = {
tool: tool,
args: args,
expectsError: expectsError
};
return [ {
name: `call.${name ?? (0, _tool_options_js__WEBPACK_IMPORTED_MODULE_2__.Xn)(tool)}`,
title: `Tool ${tool} answers as expected`,
input: input
} ];
}
};
async function runCall(connection, input, context) {
const {tool: tool, args: args, expectsError: expectsError} = input;
const definition = (await connection.listTools(context.signal)).find(({name: name}) => name === tool);
const answer = await connection.callTool(tool, args, context.signal, definition);
context.value("result", answer.result);
context.value("value", answer.result);
context.value("text", answer.text);
context.value("is_error", answer.isError);
context.value("size", answer.sizeBytes);
if (answer.isError && !expectsError) throw new _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.P_("tool-error", `tool ${tool} answered: ${(0, 
_short_text_js__WEBPACK_IMPORTED_MODULE_4__.o)(answer.text)}`);
const answered = answer.isError ? "an error" : `an answer of ${answer.sizeBytes} bytes`;
context.find({
subject: `tool ${tool}`,
expected: expectsError ? "an error" : "an answer",
actual: answered,
met: answer.isError === expectsError
});
}
},
93046: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
N: () => runDiscover,
k: () => discover
});
var valibot__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77934);
const options = valibot__WEBPACK_IMPORTED_MODULE_0__.rej({
capabilities: valibot__WEBPACK_IMPORTED_MODULE_0__.yqP(valibot__WEBPACK_IMPORTED_MODULE_0__.FsL(valibot__WEBPACK_IMPORTED_MODULE_0__.YOg(valibot__WEBPACK_IMPORTED_MODULE_0__.YjP()), valibot__WEBPACK_IMPORTED_MODULE_0__.h_("Capabilities that the server must offer; `tools` by default")))
});
const discover = {
summary: "What the server says of itself: name, version, protocol revision, capabilities.",
layer: "unit",
options: options,
primary: "capabilities",
expand({capabilities: capabilities = [ "tools" ]}) {
const input = {
capabilities: capabilities
};
return [ {
name: "discover",
title: "The server introduces itself",
input: input
} ];
}
};
async function runDiscover(connection, input, context) {
const {name: name, version: version, protocol: protocol, era: era, capabilities: capabilities} = connection.server;
const pinned = connection.settings.protocol;
const wanted = pinned === undefined || pinned === "auto" || pinned === "legacy" ? undefined : pinned;
context.find({
subject: "server",
expected: "a name and a version",
actual: `${name === "" ? "no name" : name} ${version === "" ? "without version" : version}`,
met: name !== "" && version !== ""
});
context.find({
subject: "protocol revision",
expected: wanted ?? "one that is agreed on",
actual: `${protocol} (${era})`,
met: wanted === undefined ? protocol !== "unknown" : protocol === wanted
});
for (const capability of input.capabilities) {
const met = capabilities.includes(capability);
const actual = met ? "offered" : `not offered (it offers ${capabilities.join(", ") || "nothing"})`;
context.find({
subject: `capability ${capability}`,
expected: "offered",
actual: actual,
met: met
});
}
for (const [key, value] of Object.entries(connection.server)) context.value(key, value);
}
},
18191: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
K: () => runHealth,
v: () => health
});
var valibot__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77934);
const health = {
summary: "New connections shake hands, timed as the operation `handshake`.",
layer: "performance",
options: valibot__WEBPACK_IMPORTED_MODULE_0__.rej({}),
expand(_, settings) {
const handshake = settings.url === undefined ? {
name: "handshake"
} : {
name: "handshake",
target: "handshake p(95) < 50ms"
};
return [ {
name: "health",
title: "The server shakes hands",
input: {},
operations: [ handshake ]
} ];
}
};
const mostSamples = 60;
const mostProcesses = 3;
async function runHealth(connection, _, context) {
const most = connection.settings.url === undefined ? mostProcesses : mostSamples;
const opened = [];
try {
const options = {
samples: Math.min(context.samples, most),
warmup: Math.min(context.warmup, 3)
};
await context.measure("handshake", options, async signal => opened.push(await connection.openAnother(signal)));
} finally {
await Promise.allSettled(opened.map(other => other[Symbol.asyncDispose]()));
}
}
},
67572: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
F: () => runRefusesForeignOrigin,
q: () => refusesForeignOrigin
});
var valibot__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77934);
var _guarded_fetch_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76862);
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
const foreignOrigin = "http://evil.example";
const refusesForeignOrigin = {
summary: "A request with a foreign Origin is answered 403, so that no web page reaches the server through a browser.",
layer: "security",
options: valibot__WEBPACK_IMPORTED_MODULE_1__.rej({}),
expand(_, {url: url}) {
if (url === undefined) throw new Error("refuses-foreign-origin needs a url: a server over stdio has no origin");
const input = {
url: url
};
return [ {
name: "refuses-foreign-origin",
title: "A foreign origin is refused",
input: input
} ];
}
};
const initialize = {
jsonrpc: "2.0",
id: 1,
method: "initialize",
params: {
protocolVersion: "2025-06-18",
capabilities: {},
clientInfo: {
name: "infra-test",
version: "1"
}
}
};
async function runRefusesForeignOrigin(connection, _, context) {
const env_1 = {
stack: [],
error: void 0,
hasError: false
};
try {
const url = connection.settings.url ?? "";
const web = __addDisposableResource(env_1, (0, _guarded_fetch_js__WEBPACK_IMPORTED_MODULE_0__.R)(new URL(url), connection.network), false);
const headers = {
...connection.settings.headers,
accept: "application/json, text/event-stream",
"content-type": "application/json",
origin: foreignOrigin
};
const response = await web.fetch(url, {
method: "POST",
headers: headers,
body: JSON.stringify(initialize),
signal: context.signal
});
await (response.body?.cancel());
const session = response.headers.get("mcp-session-id");
if (session !== null) {
const ended = await web.fetch(url, {
method: "DELETE",
headers: {
...headers,
"mcp-session-id": session
},
signal: context.signal
});
await (ended.body?.cancel());
}
context.find({
subject: `Origin: ${foreignOrigin}`,
expected: "status 403",
actual: `status ${response.status}`,
met: response.status === 403
});
} catch (e_1) {
env_1.error = e_1;
env_1.hasError = true;
} finally {
__disposeResources(env_1);
}
}
},
74794: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
M: () => refusesUnknownTool,
Z: () => runRefusesUnknownTool
});
var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
var valibot__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(77934);
var _std_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(37734);
const refusesUnknownTool = {
summary: "A tool that does not exist is refused, with a protocol error or an error result.",
layer: "security",
options: valibot__WEBPACK_IMPORTED_MODULE_2__.rej({}),
expand: () => [ {
name: "refuses-unknown-tool",
title: "An unknown tool is refused",
input: {}
} ]
};
async function runRefusesUnknownTool(connection, _, context) {
const tool = `infra_test_${(0, node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(6).toString("hex")}`;
const {actual: actual, met: met} = await tryTool(connection, tool, context.signal);
context.find({
subject: "a tool that does not exist",
expected: "refused",
actual: actual,
met: met
});
}
async function tryTool(connection, tool, signal) {
try {
const {isError: isError} = await connection.callTool(tool, {}, signal);
return isError ? {
actual: "refused with an error result",
met: true
} : {
actual: "answered as if it existed",
met: false
};
} catch (error) {
if (error instanceof _std_errors_js__WEBPACK_IMPORTED_MODULE_1__.P_) return {
actual: `refused with ${error.code}`,
met: true
};
throw error;
}
}
},
37654: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Y: () => tools,
v: () => runTools
});
var valibot__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77934);
var _tool_options_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(96238);
const options = valibot__WEBPACK_IMPORTED_MODULE_1__.rej({
require: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(valibot__WEBPACK_IMPORTED_MODULE_1__.YOg(_tool_options_js__WEBPACK_IMPORTED_MODULE_0__.Uf), valibot__WEBPACK_IMPORTED_MODULE_1__.h_("Tools that must be listed")))
});
const tools = {
summary: "The tools are listed, with valid JSON Schemas, and required ones are among them.",
layer: "unit",
options: options,
primary: "require",
expand(options) {
const input = {
require: options.require ?? []
};
return [ {
name: "tools",
title: "The tools are listed and described",
input: input
} ];
}
};
async function runTools(connection, input, context) {
const listed = await connection.listTools(context.signal);
const names = listed.map(({name: name}) => name);
context.value("tools", names);
if (names.length === 0) context.find({
subject: "tools",
expected: "at least one tool",
actual: "none is listed",
met: false
});
for (const name of input.require.filter(required => !names.includes(required))) {
context.find({
subject: `tool ${name}`,
expected: "listed",
actual: `not among ${names.join(", ") || "the tools"}`,
met: false
});
}
for (const name of names.filter((name, index) => names.indexOf(name) !== index)) {
context.find({
subject: `tool ${name}`,
expected: "listed once",
actual: "listed more than once",
met: false
});
}
for (const tool of listed) findSchemas(tool, connection, context);
}
function findSchemas(tool, connection, context) {
const input = connection.judgeSchema(tool.inputSchema);
const output = tool.outputSchema === undefined ? undefined : connection.judgeSchema(tool.outputSchema);
const problems = [ ...input.problem === undefined ? [] : [ `input schema: ${input.problem}` ], ...output?.problem === undefined ? [] : [ `output schema: ${output.problem}` ] ];
context.find({
subject: `tool ${tool.name}`,
expected: `valid JSON Schema (${input.dialect})`,
actual: problems.length === 0 ? "valid" : problems.join("; "),
met: problems.length === 0
});
}
},
76862: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
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
request.on("response", message => resolve(toResponse(message, url)));
request.end(init.body ?? undefined);
return await promise;
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
19729: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
o: () => shortText
});
const longest = 300;
function shortText(text) {
const line = text.replaceAll(/\s+/g, " ").trim();
if (line === "") return "an error without words";
return line.length > longest ? `${line.slice(0, longest)}...` : line;
}
},
96238: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
PX: () => toolArguments,
Uf: () => toolName,
Xn: () => operationName
});
var valibot__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77934);
const toolName = valibot__WEBPACK_IMPORTED_MODULE_0__.FsL(valibot__WEBPACK_IMPORTED_MODULE_0__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__.hq("expected the name of a tool"), valibot__WEBPACK_IMPORTED_MODULE_0__.Ru6(128), valibot__WEBPACK_IMPORTED_MODULE_0__.h_("Name of the tool"));
const toolArguments = valibot__WEBPACK_IMPORTED_MODULE_0__.FsL(valibot__WEBPACK_IMPORTED_MODULE_0__.g1P(valibot__WEBPACK_IMPORTED_MODULE_0__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__.L5J()), valibot__WEBPACK_IMPORTED_MODULE_0__.h_("Arguments of the call"));
function operationName(tool) {
const name = tool.replaceAll(/\W+/g, "_");
return /^[A-Za-z_]/.test(name) ? name : `_${name}`;
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

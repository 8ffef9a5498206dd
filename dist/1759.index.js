export const id = 1759;

export const ids = [ 1759 ];

export const modules = {
91759: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
default: () => mcp
});
var errors = __webpack_require__(37734);
var call_latency = __webpack_require__(50454);
var call = __webpack_require__(93041);
var discover = __webpack_require__(93046);
var health = __webpack_require__(18191);
var refuses_foreign_origin = __webpack_require__(67572);
var refuses_unknown_tool = __webpack_require__(74794);
var tools = __webpack_require__(37654);
var guarded_agent = __webpack_require__(8202);
var external_node_events_ = __webpack_require__(78474);
var dist = __webpack_require__(83211);
var stdio = __webpack_require__(42494);
var ajv = __webpack_require__(42463);
var _2020 = __webpack_require__(52210);
var guarded_fetch = __webpack_require__(76862);
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
const resultLimitBytes = 1024 * 1024;
const closeTimeoutMilliseconds = 2e3;
const sdkTimeoutMilliseconds = 36e5;
class McpConnection {
settings;
network;
server;
#client;
#transport;
#web;
constructor(settings, network, client, transport, web) {
this.settings = settings;
this.network = network;
this.#client = client;
this.#transport = transport;
this.#web = web;
this.server = describeServer(client);
}
async openAnother(signal) {
return await openMcp(this.settings, this.network, signal);
}
async listTools(signal) {
if (!this.server.capabilities.includes("tools")) return [];
const {tools: tools} = await answered("tools/list", signal, this.#client.listTools({}, requestOptions(signal)));
return tools;
}
async callTool(tool, args, signal, definition) {
const options = {
...requestOptions(signal),
...definition && {
toolDefinition: definition
}
};
const result = await answered(`tool ${tool}`, signal, this.#client.callTool({
name: tool,
arguments: {
...args
}
}, options));
return toolAnswer(tool, result);
}
judgeSchema(schema) {
return judgeSchema(schema);
}
async [Symbol.asyncDispose]() {
await closeAll(this.#client, this.#transport, this.#web);
}
}
async function openMcp(settings, network, signal) {
const mode = negotiationMode(settings);
const client = new dist.Kj({
name: "infra-test",
version: "1"
}, {
versionNegotiation: {
mode: mode
}
});
const {transport: transport, web: web, lastWords: lastWords} = createTransport(settings, network);
try {
const where = settings.url === undefined ? `the server ${settings.command}` : new URL(settings.url).host;
await answered(`handshake with ${where}`, signal, client.connect(transport, requestOptions(signal)), lastWords);
return new McpConnection(settings, network, client, transport, web);
} catch (error) {
await closeAll(client, transport, web);
throw error;
}
}
function negotiationMode({url: url, protocol: protocol}) {
if (protocol === undefined) return url === undefined ? "legacy" : "auto";
return protocol === "auto" || protocol === "legacy" ? protocol : {
pin: protocol
};
}
function createTransport(settings, network) {
if (settings.url === undefined) return createStdioTransport(settings);
const url = new URL(settings.url);
const web = (0, guarded_fetch.R)(url, network);
const transport = new dist.jS(url, {
fetch: (address, init) => web.fetch(address, init),
requestInit: {
headers: settings.headers ?? {}
},
onInsufficientScope: "throw",
reconnectionOptions: {
maxRetries: 0,
initialReconnectionDelay: 1e3,
maxReconnectionDelay: 1e3,
reconnectionDelayGrowFactor: 1
}
});
return {
transport: transport,
web: web,
lastWords: () => ""
};
}
function createStdioTransport({command: command = "", args: args = [], env: env = {}}) {
const transport = new stdio.oQ({
command: command,
args: [ ...args ],
env: {
...env
},
stderr: "pipe"
});
let words = "";
transport.stderr?.on("data", chunk => words = `${words}${chunk.toString("utf8")}`.slice(-300));
return {
transport: transport,
lastWords: () => words.trim()
};
}
async function closeAll(client, transport, web) {
const timeout = Promise.withResolvers();
const timer = setTimeout(timeout.resolve, closeTimeoutMilliseconds);
try {
await Promise.race([ closeGently(client, transport), timeout.promise ]);
} finally {
clearTimeout(timer);
web?.[Symbol.dispose]();
}
}
async function closeGently(client, transport) {
try {
if (transport instanceof dist.jS && transport.sessionId !== undefined) await transport.terminateSession();
} catch {}
await client.close().catch(() => undefined);
}
function requestOptions(signal) {
(0, external_node_events_.setMaxListeners)(0, signal);
return {
signal: signal,
timeout: sdkTimeoutMilliseconds
};
}
function describeServer(client) {
const {name: name = "", version: version = ""} = client.getServerVersion() ?? {};
return {
name: name,
version: version,
protocol: client.getNegotiatedProtocolVersion() ?? "unknown",
era: client.getProtocolEra() ?? "legacy",
capabilities: Object.keys(client.getServerCapabilities() ?? {}).sort()
};
}
function toolAnswer(tool, {content: content, structuredContent: structuredContent, isError: isError}) {
const text = content.flatMap(part => part.type === "text" ? [ part.text ] : []).join("\n");
const sizeBytes = Buffer.byteLength(JSON.stringify([ content, structuredContent ?? null ]));
if (sizeBytes > resultLimitBytes) throw new errors.P_("RESULT_TOO_LARGE", `tool ${tool} answered more than 1 MiB`);
return {
isError: isError === true,
text: text,
result: structuredContent ?? parseJson(text),
sizeBytes: sizeBytes
};
}
function parseJson(text) {
try {
return JSON.parse(text);
} catch {
return text;
}
}
async function answered(what, signal, work, lastWords = () => "") {
const abort = Promise.withResolvers();
const late = () => new errors.wX("timeout", `${what}: no answer in time`, {
cause: signal.reason
});
const stop = () => abort.reject(late());
signal.addEventListener("abort", stop, {
once: true
});
if (signal.aborted) stop();
try {
return await Promise.race([ work, abort.promise ]);
} catch (error) {
throw signal.aborted ? late() : meaningOf(error, what, lastWords());
} finally {
signal.removeEventListener("abort", stop);
work.catch(() => undefined);
}
}
const transportCodes = [ dist.OH.ConnectionClosed, dist.OH.SendFailed, dist.OH.NotConnected ];
function meaningOf(error, what, lastWords) {
const inner = ownError(error);
if (inner instanceof errors.wX) {
return new errors.wX(inner.kind, `${what}: ${inner.message}`, {
cause: error,
...retryAfter(inner)
});
}
if (inner !== undefined) return inner;
const message = `${what}: ${(0, errors.gJ)(error)}${lastWords === "" ? "" : ` (its last words: ${lastWords})`}`;
if (error instanceof dist.bd) return new errors.P_(String(error.code), message, {
cause: error
});
if (error instanceof dist.HC) return new errors.P_(String(error.status), message, {
cause: error
});
if (!(error instanceof dist.Fp)) return new errors.wX("network", message, {
cause: error
});
if (error.code === dist.OH.RequestTimeout) return new errors.wX("timeout", message, {
cause: error
});
if (transportCodes.includes(error.code)) return new errors.wX("network", message, {
cause: error
});
return new errors.P_(error.code, message, {
cause: error
});
}
function retryAfter({retryAfterMilliseconds: retryAfterMilliseconds}) {
return retryAfterMilliseconds === undefined ? {} : {
retryAfterMilliseconds: retryAfterMilliseconds
};
}
function ownError(error) {
if (error instanceof errors.wX || error instanceof errors.P_ || error instanceof guarded_agent.EW) return error;
return error instanceof Error && error.cause !== undefined ? ownError(error.cause) : undefined;
}
const ajvOptions = {
strict: false,
logger: false
};
const dialects = {
"http://json-schema.org/draft-07/schema": {
title: "draft-07",
ajv: once(() => new ajv.Ajv(ajvOptions))
},
"https://json-schema.org/draft/2020-12/schema": {
title: "2020-12",
ajv: once(() => new _2020.Ajv2020(ajvOptions))
}
};
const defaultDialect = "https://json-schema.org/draft/2020-12/schema";
function judgeSchema(schema) {
if (typeof schema !== "object" || schema === null) return {
dialect: "2020-12",
problem: "not an object"
};
const declared = "$schema" in schema ? String(schema.$schema).replace(/#$/, "") : defaultDialect;
const dialect = dialects[declared];
if (dialect === undefined) return {
dialect: declared,
problem: `written in the dialect ${declared}, which is not known here`
};
const ajv = dialect.ajv();
if (ajv.validateSchema(schema) === true) {
const pattern = invalidPattern(schema);
return {
dialect: dialect.title,
...pattern !== undefined && {
problem: `${JSON.stringify(pattern)} is no regular expression`
}
};
}
const [first] = ajv.errors ?? [];
return {
dialect: dialect.title,
problem: `${first?.instancePath || "the schema"} ${first?.message ?? "is not valid"}`
};
}
function once(make) {
let made;
return () => (made ??= {
value: make()
}).value;
}
async function connect(settings, context) {
const connection = await openMcp(settings, (0, guarded_agent.Af)(context.environment), context.signal);
const {name: name, version: version, protocol: protocol, era: era} = connection.server;
context.find({
subject: "handshake",
expected: "agreement on a protocol revision",
actual: protocol,
met: true
});
context.note(`${name || "the server"} ${version} speaks MCP ${protocol} (${era})`);
return connection;
}
var short_text = __webpack_require__(19729);
const mcp = {
connect: connect,
checks: {
health: health.K,
discover: discover.N,
tools: tools.v,
call: call.Y,
"call-latency": call_latency.Q,
"refuses-foreign-origin": refuses_foreign_origin.F,
"refuses-unknown-tool": refuses_unknown_tool.Z
},
capabilities: connection => ({
tool: {
call: (tool, args, signal) => callForFlow(connection, tool, args, signal)
}
})
};
async function callForFlow(connection, tool, args, signal) {
const {isError: isError, text: text, result: result} = await connection.callTool(tool, args, signal);
if (isError) throw new errors.P_("tool-error", `tool ${tool} answered: ${(0, short_text.o)(text)}`);
return result;
}
}
};

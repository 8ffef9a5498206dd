export const id = 251;

export const ids = [ 251 ];

export const modules = {
55450: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
m: () => givenCredentials
});
var _std_ambient_secrets_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(86741);
const shortestCredentialLength = 8;
const credentialHeader = /auth|cookie|key|token|secret|password|credential|session/i;
function givenCredentials({env: env, headers: headers = {}, token: token, tokens: tokens = {}, runtime: runtime}) {
const variables = Object.entries({
...env,
...runtime?.env,
...runtime?.process?.env
}).filter(([name, value]) => (0, _std_ambient_secrets_js__WEBPACK_IMPORTED_MODULE_0__.m)({
[name]: value
}).length > 0);
const secretHeaders = Object.entries(headers).filter(([name]) => credentialHeader.test(name));
const named = [ ...variables.map(([name, value]) => ({
name: `env ${name}`,
value: value.trim()
})), ...secretHeaders.map(([name, value]) => ({
name: `header ${name}`,
value: value.replace(/^\s*[A-Za-z][\w-]*\s+(?=\S)/, "").trim()
})), ...[ token, ...Object.values(tokens) ].flatMap(value => value === undefined ? [] : [ {
name: "the access token",
value: value
} ]) ];
return named.filter(({value: value}) => value.length >= shortestCredentialLength);
}
},
90251: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
default: () => mcp
});
var authorization = __webpack_require__(36232);
var binding = __webpack_require__(99313);
var call_latency = __webpack_require__(50454);
var call = __webpack_require__(93041);
var conformance = __webpack_require__(52567);
var discover = __webpack_require__(93046);
var handshake = __webpack_require__(22947);
var health = __webpack_require__(18191);
var refuses_foreign_origin = __webpack_require__(67572);
var refuses_unknown_tool = __webpack_require__(74794);
var tools = __webpack_require__(37654);
var resources = __webpack_require__(50360);
var read = __webpack_require__(51629);
var prompts = __webpack_require__(33986);
var checks_prompt = __webpack_require__(24759);
var resource_metadata = __webpack_require__(20245);
var schema_drift = __webpack_require__(4523);
var crash_loop = __webpack_require__(65601);
var deployment = __webpack_require__(80090);
var limits = __webpack_require__(7122);
var restart = __webpack_require__(17670);
var session_survives = __webpack_require__(96521);
var concurrency = __webpack_require__(83350);
var generated_calls = __webpack_require__(15960);
var guarded_agent = __webpack_require__(8202);
var external_node_events_ = __webpack_require__(78474);
var dist = __webpack_require__(95072);
var stdio = __webpack_require__(42494);
var errors = __webpack_require__(37734);
var guarded_fetch = __webpack_require__(13553);
const mostPages = 200;
async function allPages(method, ask) {
const items = [];
const seen = new Set;
let cursor;
for (let pages = 1; pages <= mostPages; pages += 1) {
const page = await ask(cursor);
items.push(...page.items);
cursor = page.nextCursor;
if (cursor === undefined) return {
items: items,
pages: pages
};
if (seen.has(cursor)) throw new errors.P_("ENDLESS_LIST", `${method}: page ${pages} leads back to a page that was read`);
seen.add(cursor);
}
throw new errors.P_("ENDLESS_LIST", `${method}: there is a next page after ${mostPages} pages`);
}
var output_watch = __webpack_require__(25592);
function ownError(error) {
if (error instanceof errors.wX || error instanceof errors.P_ || error instanceof guarded_agent.EW) return error;
return error instanceof Error && error.cause !== undefined ? ownError(error.cause) : undefined;
}
function negotiationMode({url: url, protocol: protocol}) {
if (protocol === undefined) return url === undefined ? "legacy" : "auto";
return protocol === "auto" || protocol === "legacy" ? protocol : {
pin: protocol
};
}
var request_headers = __webpack_require__(92710);
var json_schema = __webpack_require__(92203);
const resultLimitBytes = 1024 * 1024;
function toolAnswer(tool, result, json, definition) {
const {content: content, structuredContent: structuredContent, isError: isError} = result;
const text = content.flatMap(part => part.type === "text" ? [ part.text ?? "" ] : []).join("\n");
const sizeBytes = Buffer.byteLength(json);
if (sizeBytes > resultLimitBytes) throw new errors.P_("RESULT_TOO_LARGE", `tool ${tool} answered more than 1 MiB`);
const mismatch = definition?.outputSchema === undefined || isError === true ? undefined : mismatchOfOutput(definition.outputSchema, result);
return {
isError: isError === true,
text: text,
result: structuredContent ?? parsedJson(text),
sizeBytes: sizeBytes,
...mismatch !== undefined && {
mismatch: mismatch
}
};
}
function mismatchOfOutput(schema, {structuredContent: structuredContent}) {
return structuredContent === undefined ? "there is no structured content" : (0, 
json_schema.m)(schema, structuredContent);
}
function parsedJson(text) {
try {
return JSON.parse(text);
} catch {
return text;
}
}
function resourceAnswer({contents: contents}) {
const text = contents.flatMap(part => part.text ?? []).join("\n");
const sizeBytes = contents.reduce((sum, part) => sum + Buffer.byteLength(part.text ?? "") + Buffer.byteLength(part.blob ?? "", "base64"), 0);
return {
text: text,
result: parsedJson(text),
mimeType: contents[0]?.mimeType ?? "",
sizeBytes: sizeBytes,
uris: contents.map(({uri: uri}) => uri)
};
}
function missingRuntime(reason) {
const skip = () => Promise.reject(new errors.MO(reason));
return {
title: "no runtime",
inspect: skip,
kill: skip,
run: skip,
usage: skip,
events: skip,
lastWords: skip,
[Symbol.asyncDispose]: () => Promise.resolve()
};
}
function promptAnswer({messages: messages}) {
const text = messages.flatMap(({content: content}) => content.type === "text" ? [ content.text ?? "" ] : []).join("\n");
return {
text: text,
roles: messages.map(({role: role}) => role),
sizeBytes: Buffer.byteLength(JSON.stringify(messages))
};
}
var server_lists = __webpack_require__(53330);
var within_signal = __webpack_require__(26321);
const unknownRuntime = "nothing is known of what runs the server (with: runtime)";
const closeTimeoutMilliseconds = 2e3;
const processCloseTimeoutMilliseconds = 4500;
const sdkTimeoutMilliseconds = 36e5;
const headerMismatch = "-32020";
class McpConnection {
settings;
network;
server;
watch;
#link;
constructor(settings, network, link, watch) {
this.settings = settings;
this.network = network;
this.#link = link;
this.watch = watch;
this.server = describeServer(link.client);
}
get sessionId() {
const {transport: transport} = this.#link;
return transport instanceof dist.jS ? transport.sessionId : undefined;
}
get runtime() {
return this.#link.runtime;
}
runsOn(runtime) {
this.#link.runtime = runtime;
}
watchedBy(watch) {
return new McpConnection(this.settings, this.network, this.#link, watch);
}
async openAnother(signal) {
return await openMcp(this.settings, this.network, signal, this.watch);
}
async discover(signal) {
await answered("server/discover", signal, this.#link.client.discover(requestOptions(signal)));
}
async list(name, signal) {
const {method: method, capability: capability} = server_lists.v[name];
if (!this.server.capabilities.includes(capability)) return {
items: [],
pages: 0
};
return await allPages(method, async cursor => {
const request = this.#link.client.request({
method: method,
params: cursor === undefined ? {} : {
cursor: cursor
}
}, requestOptions(signal));
const page = await answered(method, signal, request);
return {
items: page[name],
nextCursor: page.nextCursor
};
});
}
async listTools(signal) {
const {items: items} = await this.list("tools", signal);
for (const tool of items) this.#link.tools.set(tool.name, tool);
return items;
}
async callTool(tool, args, signal, definition) {
const call = async known => {
const options = {
...requestOptions(signal),
toolDefinition: withoutOutputSchema(tool, known)
};
return await this.#ask(`tool ${tool}`, signal, this.#link.client.callTool({
name: tool,
arguments: {
...args
}
}, options));
};
const known = definition ?? this.#link.tools.get(tool);
const {result: result, json: json} = await call(known).catch(async error => {
if (known !== undefined || !(error instanceof errors.P_) || error.code !== headerMismatch) throw error;
await this.listTools(signal);
return await call(this.#link.tools.get(tool));
});
return toolAnswer(tool, result, json, definition);
}
async readResource(uri, signal) {
const options = {
...requestOptions(signal),
cacheMode: "bypass"
};
const {result: result} = await this.#ask(`resource ${uri}`, signal, this.#link.client.readResource({
uri: uri
}, options));
return resourceAnswer(result);
}
async getPrompt(name, args, signal) {
const request = this.#link.client.getPrompt({
name: name,
arguments: {
...args
}
}, requestOptions(signal));
const {result: result} = await this.#ask(`prompt ${name}`, signal, request);
return promptAnswer(result);
}
async #ask(subject, signal, work) {
try {
const result = await answered(subject, signal, work);
const json = JSON.stringify(result);
this.watch.see(subject, result, json);
return {
result: result,
json: json
};
} catch (error) {
if (error instanceof errors.P_) this.watch.see(subject, {
error: error.message
}, error.message);
throw error;
}
}
async [Symbol.asyncDispose]() {
const {client: client, transport: transport, web: web, runtime: runtime} = this.#link;
await closeAll(client, transport, web);
await runtime[Symbol.asyncDispose]();
}
}
async function openMcp(settings, network, signal, watch = output_watch.$.withoutRun()) {
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
await answered(`handshake with ${where}`, signal, client.connect(transport, requestOptions(signal)), () => watch.redact(lastWords()).trim().slice(-300));
return new McpConnection(settings, network, {
client: client,
transport: transport,
web: web,
tools: new Map,
runtime: missingRuntime(unknownRuntime)
}, watch);
} catch (error) {
await closeAll(client, transport, web);
throw error;
}
}
function createTransport(settings, network) {
if (settings.url === undefined) return createStdioTransport(settings);
const url = new URL(settings.url);
const web = (0, guarded_fetch.R)(url, network);
const transport = new dist.jS(url, {
fetch: (address, init) => web.fetch(address, init),
requestInit: {
headers: {
...(0, request_headers.A)(settings)
}
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
transport.stderr?.on("data", chunk => words = `${words}${chunk.toString("utf8")}`.slice(-4e3));
return {
transport: transport,
lastWords: () => words
};
}
async function closeAll(client, transport, web) {
const timeout = Promise.withResolvers();
const isProcess = transport instanceof stdio.oQ;
const timer = setTimeout(timeout.resolve, isProcess ? processCloseTimeoutMilliseconds : closeTimeoutMilliseconds);
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
async function answered(what, signal, work, lastWords = () => "") {
const told = work.catch(error => {
throw meaningOf(error, what, lastWords());
});
return await (0, within_signal.e)(what, signal, told);
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
function withoutOutputSchema(tool, definition) {
const {outputSchema: _outputSchema, ...known} = definition ?? {
name: tool,
inputSchema: {
type: "object"
}
};
return known;
}
var deadline = __webpack_require__(33237);
const pauseMilliseconds = 50;
const mostRestarts = 4;
const shownWords = 1e3;
async function connectWhenReady(runtime, connect, redact, signal) {
for (;;) {
try {
return await connect();
} catch (error) {
const state = await askInTime(moment => runtime.inspect(moment));
if (!mayStillCome(error, state) || signal.aborted) throw await withReason(error, runtime, state, redact);
await (0, deadline.v7)(pauseMilliseconds, signal);
}
}
}
async function explained(runtime, connect, redact) {
try {
return await connect();
} catch (error) {
throw await withReason(error, runtime, await askInTime(moment => runtime.inspect(moment)), redact);
}
}
function mayStillCome(error, state) {
if (!(error instanceof errors.wX) || state === undefined) return false;
return state.status === "running" || isRestarted(state) && state.restartCount < mostRestarts;
}
function isRestarted({status: status, restartPolicy: restartPolicy, exitCode: exitCode}) {
if (status === "restarting") return true;
return restartPolicy === "on-failure" ? exitCode !== 0 : restartPolicy !== "no";
}
async function withReason(error, runtime, state, redact) {
if (!(error instanceof errors.wX) || state === undefined) return error;
const {status: status, restartCount: restartCount, exitCode: exitCode, health: health} = state;
if (status === "running" && restartCount === 0 && health !== "unhealthy") return error;
const facts = [ status, ...health === "unhealthy" ? [ "unhealthy" ] : [], ...restartCount > 0 ? [ `restarted ${restartCount} times` ] : [], ...status === "running" ? [] : [ `last exit code ${exitCode}` ] ];
const words = redact(await askInTime(moment => runtime.lastWords(moment)) ?? "").slice(-shownWords);
const told = `${(0, errors.gJ)(error)} (${runtime.title}: ${facts.join(", ")}${words === "" ? "" : `; its last words: ${words}`})`;
if (status !== "running") return new errors.P_(status.toUpperCase(), told, {
cause: error
});
return new errors.wX(error.kind, told, {
cause: error
});
}
async function askInTime(ask) {
try {
return await ask(AbortSignal.timeout(1e3));
} catch {
return undefined;
}
}
var refuse_read_only = __webpack_require__(84546);
var external_node_os_ = __webpack_require__(48161);
var server_runtime = __webpack_require__(91887);
const usualCpuPeriod = 1e5;
function containerState(details) {
const {Config: Config, HostConfig: HostConfig, State: State} = details;
return {
status: State.Status,
restartCount: details.RestartCount ?? 0,
restartPolicy: restartPolicy(HostConfig.RestartPolicy?.Name),
startedAt: State.StartedAt,
exitCode: State.ExitCode,
health: healthOf(details),
limits: limitsOf(HostConfig),
ports: portsOf(details.NetworkSettings.Ports ?? {}),
isRoot: isRoot(Config.User ?? ""),
container: {
image: Config.Image,
imageId: details.Image,
readOnlyRoot: HostConfig.ReadonlyRootfs === true,
isPrivileged: HostConfig.Privileged === true,
addedCapabilities: HostConfig.CapAdd ?? [],
usesHostNetwork: HostConfig.NetworkMode === "host",
...HostConfig.MemorySwap !== undefined && HostConfig.MemorySwap > 0 && {
memoryWithSwapBytes: HostConfig.MemorySwap
}
}
};
}
function restartPolicy(name = "") {
return server_runtime.O.find(policy => policy === name) ?? "no";
}
const healthWords = [ "none", "starting", "healthy", "unhealthy" ];
function healthOf({State: State, Config: Config}) {
const test = Config.Healthcheck?.Test ?? [];
if (test.length === 0 || test[0] === "NONE") return "none";
const status = (State.Health ?? State.Healthcheck)?.Status;
return healthWords.find(word => word === status && word !== "none") ?? "starting";
}
function limitsOf({Memory: Memory, NanoCpus: NanoCpus, CpuQuota: CpuQuota, CpuPeriod: CpuPeriod, PidsLimit: PidsLimit}) {
const cpus = isLimit(NanoCpus) ? NanoCpus / 1e9 : isLimit(CpuQuota) ? CpuQuota / (CpuPeriod || usualCpuPeriod) : undefined;
return {
...isLimit(Memory) && {
memoryBytes: Memory
},
...cpus !== undefined && {
cpus: cpus
},
...isLimit(PidsLimit) && {
pids: PidsLimit
}
};
}
function isLimit(value) {
return typeof value === "number" && value > 0;
}
function portsOf(published) {
return Object.entries(published).flatMap(([name, bindings]) => (bindings ?? []).map(({HostIp: HostIp, HostPort: HostPort}) => ({
port: Number.parseInt(name, 10),
address: HostIp === undefined || HostIp === "" ? "0.0.0.0" : HostIp,
machinePort: Number(HostPort)
})));
}
function isRoot(user) {
const [name = ""] = user.split(":");
return name === "" || name === "root" || name === "0";
}
const headerBytes = 8;
function textOfFrames(stream) {
const parts = [];
for (let at = 0; at + headerBytes <= stream.length; ) {
const length = stream.readUInt32BE(at + 4);
parts.push(stream.subarray(at + headerBytes, at + headerBytes + length));
at += headerBytes + length;
}
return Buffer.concat(parts).toString("utf8");
}
var external_node_child_process_ = __webpack_require__(31421);
var external_node_fs_ = __webpack_require__(73024);
var external_node_util_ = __webpack_require__(57975);
const run = (0, external_node_util_.promisify)(external_node_child_process_.execFile);
async function killServer({pid: pid, container: container, inside: inside}, signal) {
if (isOfContainer(pid, container)) return await killHere(pid, signal);
if (inside !== undefined) return await killFromInside(inside);
throw new errors.MO(`the server's process ${pid} is not one of this machine: its engine runs in a virtual machine or elsewhere (with init: true it could be killed from inside)`);
}
function isOfContainer(pid, container) {
try {
return pid > 1 && (0, external_node_fs_.readFileSync)(`/proc/${pid}/cgroup`, "utf8").includes(container);
} catch {
return false;
}
}
async function killFromInside(inside) {
const {exitCode: exitCode} = await inside({
command: [ "sh", "-c", "kill -KILL -1" ]
});
if ((0, server_runtime.c)(exitCode)) throw new errors.MO("there is no sh in the container, with which its server could be killed from inside");
}
async function killHere(pid, signal) {
try {
process.kill(pid, "SIGKILL");
} catch (error) {
if (!(error instanceof Error && "code" in error && error.code === "EPERM")) throw error;
await killAsRoot(pid, signal);
}
}
async function killAsRoot(pid, signal) {
try {
await run("sudo", [ "-n", "kill", "-KILL", String(pid) ], {
signal: signal,
timeout: 1e4
});
} catch (error) {
throw new errors.MO(`the server's process ${pid} belongs to another user, and sudo does not help without a password`, {
cause: error
});
}
}
const outputLimit = 64 * 1024;
async function runProgram(engine, container, program, signal) {
const body = {
AttachStdout: true,
AttachStderr: true,
Cmd: program.command,
Env: Object.entries(program.env ?? {}).map(([name, value]) => `${name}=${value}`)
};
const {Id: Id} = await engine.json("POST", `/containers/${container}/exec`, {
body: body,
signal: signal
});
try {
const stream = await engine.bytes("POST", `/exec/${Id}/start`, {
body: {
Detach: false,
Tty: false
},
signal: signal
});
const {ExitCode: ExitCode} = await engine.json("GET", `/exec/${Id}/json`, {
signal: signal
});
return {
exitCode: ExitCode,
output: textOfFrames(stream).slice(0, outputLimit)
};
} catch (error) {
if (error instanceof errors.P_ && /not found|no such file/i.test(error.message)) return {
exitCode: 127,
output: error.message
};
throw error;
}
}
class ContainerRuntime {
title;
#engine;
#name;
constructor(engine, name) {
this.#engine = engine;
this.#name = encodeURIComponent(name);
this.title = `container ${name} (${engine.title})`;
}
async inspect(signal) {
const state = containerState(await this.#details(signal));
return this.#engine.isPodman && state.status === "running" && state.health !== "none" ? {
...state,
health: await this.#runHealthcheck(signal)
} : state;
}
async kill(signal) {
const {Id: Id, State: State, HostConfig: HostConfig} = await this.#details(signal);
const inside = HostConfig.Init === true ? program => this.run(program, signal) : undefined;
await killServer({
pid: State.Pid,
container: Id,
...inside && {
inside: inside
}
}, signal);
}
async run(program, signal) {
return await runProgram(this.#engine, this.#name, program, signal);
}
async usage(signal) {
const query = {
stream: "false",
"one-shot": "true"
};
const stats = await this.#engine.json("GET", `/containers/${this.#name}/stats`, {
query: query,
signal: signal
});
return {
cpuSeconds: stats.cpu_stats.cpu_usage.total_usage / 1e9,
memoryBytes: stats.memory_stats.usage ?? 0,
pids: stats.pids_stats.current ?? 0,
machineCpus: stats.cpu_stats.online_cpus ?? (0, external_node_os_.availableParallelism)()
};
}
async events(sinceMilliseconds, signal) {
const {Id: Id} = await this.#details(signal);
const filters = JSON.stringify({
type: [ "container" ],
container: [ Id ]
});
const query = {
since: seconds(sinceMilliseconds),
until: seconds(Date.now()),
filters: filters
};
const lines = await this.#engine.bytes("GET", "/events", {
query: query,
signal: signal
});
const events = lines.toString("utf8").split("\n").filter(Boolean);
const names = events.map(line => JSON.parse(line).Action);
return names.filter(name => !name.startsWith("exec_"));
}
async lastWords(signal) {
const query = {
stdout: "true",
stderr: "true",
tail: "5"
};
const stream = await this.#engine.bytes("GET", `/containers/${this.#name}/logs`, {
query: query,
signal: signal
});
return textOfFrames(stream).trim();
}
[Symbol.asyncDispose]() {
return Promise.resolve();
}
async #details(signal) {
return await this.#engine.json("GET", `/containers/${this.#name}/json`, {
signal: signal
});
}
async #runHealthcheck(signal) {
try {
const path = `/containers/${this.#name}/healthcheck`;
const {Status: Status} = await this.#engine.ownJson("GET", path, {
signal: signal
});
return Status === "healthy" || Status === "unhealthy" ? Status : "starting";
} catch (error) {
if (error instanceof errors.P_) return "starting";
throw error;
}
}
}
function seconds(milliseconds) {
return (milliseconds / 1e3).toFixed(9);
}
var external_node_net_ = __webpack_require__(77030);
async function freePort() {
const server = (0, external_node_net_.createServer)().listen(0, "127.0.0.1");
await (0, external_node_events_.once)(server, "listening");
const {port: port} = server.address();
server.close();
await (0, external_node_events_.once)(server, "close");
return port;
}
var duration = __webpack_require__(38849);
var size = __webpack_require__(78728);
const nanosecondsPerMillisecond = 1e6;
const runLabel = "infra-test.run";
const expiryLabel = "infra-test.expires";
function containerSpec(settings, machinePort, labels) {
const {image: image, command: command, env: env = {}, port: port, user: user, health: health, init: init} = settings;
return {
Image: image,
...command !== undefined && {
Cmd: command
},
...user !== undefined && {
User: user
},
Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
Labels: labels,
ExposedPorts: {
[`${port}/tcp`]: {}
},
...health !== undefined && {
Healthcheck: healthcheck(health)
},
HostConfig: {
PortBindings: {
[`${port}/tcp`]: [ {
HostIp: "127.0.0.1",
HostPort: String(machinePort)
} ]
},
RestartPolicy: {
Name: settings.restart ?? "no"
},
ReadonlyRootfs: settings.read_only ?? false,
SecurityOpt: [ "no-new-privileges" ],
...init !== undefined && {
Init: init
},
...settings.memory !== undefined && memory((0, size.z_)(settings.memory)),
...settings.cpus !== undefined && {
NanoCpus: Math.round(settings.cpus * 1e9)
},
...settings.pids !== undefined && {
PidsLimit: settings.pids
}
}
};
}
function memory(bytes) {
return {
Memory: bytes,
MemorySwap: bytes
};
}
function healthcheck({command: command, interval: interval, timeout: timeout, retries: retries, start_period: start_period}) {
const nanoseconds = text => Math.round((0, duration._J)(text) * nanosecondsPerMillisecond);
return {
Test: [ "CMD", ...command ],
Interval: nanoseconds(interval ?? "5s"),
Timeout: nanoseconds(timeout ?? "3s"),
Retries: retries ?? 3,
StartPeriod: nanoseconds(start_period ?? "0s")
};
}
async function pullImage(engine, image, signal) {
if (await isThere(engine, image, signal)) return;
const {name: name, tag: tag} = splitReference(image);
const progress = await engine.bytes("POST", "/images/create", {
query: {
fromImage: name,
tag: tag
},
signal: signal
});
const lines = progress.toString("utf8").split("\n").filter(Boolean);
const error = lines.map(line => JSON.parse(line).error).find(text => text !== undefined);
if (error !== undefined) throw new errors.P_("PULL", `image ${image} was not fetched: ${error}`);
}
async function isThere(engine, image, signal) {
try {
await engine.json("GET", `/images/${image}/json`, {
signal: signal
});
return true;
} catch (error) {
if (error instanceof errors.P_ && error.code === "404") return false;
throw error;
}
}
function splitReference(image) {
const [, name = image, tag = "latest"] = /^(.+?)(?:@(sha256:[0-9a-f]{64}))$/.exec(image) ?? /^(.+?)(?::([\w][\w.-]*))?$/.exec(image) ?? [];
return {
name: name,
tag: tag
};
}
const containerPrefix = "infra-test-mcp";
const lifetimeMilliseconds = 6 * 36e5;
async function deployContainer(engine, settings, context) {
const {signal: signal} = context;
if (!engine.isOfThisMachine) throw new errors.MO(`the engine at ${engine.address.text} is elsewhere, so a server started there is out of reach`);
await removeExpired(engine, signal);
if (settings.pull === "missing") await pullImage(engine, settings.image, signal);
const name = context.uniqueName(containerPrefix, "-");
const labels = {
[runLabel]: context.runId,
[expiryLabel]: new Date(Date.now() + lifetimeMilliseconds).toISOString()
};
await context.create({
kind: "container",
name: name
}, async () => start(engine, name, containerSpec(settings, await freePort(), labels), signal), removing => removeContainer(engine, name, removing));
return new ContainerRuntime(engine, name);
}
async function start(engine, name, body, signal) {
try {
await engine.json("POST", "/containers/create", {
query: {
name: name
},
body: body,
signal: signal
});
} catch (error) {
if (error instanceof errors.P_ && error.code === "404") throw new errors.P_("404", `${error.message} (pull: missing would fetch it)`, {
cause: error
});
throw error;
}
await engine.json("POST", `/containers/${name}/start`, {
signal: signal
});
}
async function removeContainer(engine, name, signal) {
try {
await engine.bytes("DELETE", `/containers/${name}`, {
query: {
force: "true",
v: "true"
},
signal: signal
});
} catch (error) {
if (!(error instanceof errors.P_ && error.code === "404")) throw error;
}
}
async function removeExpired(engine, signal) {
const query = {
all: "true",
filters: JSON.stringify({
label: [ expiryLabel ]
})
};
const found = await engine.json("GET", "/containers/json", {
query: query,
signal: signal
});
for (const {Names: Names, Labels: Labels} of found) {
const name = Names[0]?.replace(/^\//, "") ?? "";
const isExpired = Date.parse(Labels[expiryLabel] ?? "") < Date.now();
if (isExpired && name.startsWith(`${containerPrefix}-`)) await removeContainer(engine, name, signal);
}
}
var external_node_path_ = __webpack_require__(76760);
var external_node_http_ = __webpack_require__(37067);
var external_node_https_ = __webpack_require__(44708);
var network_error = __webpack_require__(71437);
const answerLimitBytes = 8 * 1024 * 1024;
class EngineClient {
address;
#network;
#certificates;
constructor(address, network, certificates) {
this.address = address;
this.#network = network;
this.#certificates = certificates;
}
async json(method, path, request) {
const body = await this.bytes(method, path, request);
return body.length === 0 ? undefined : JSON.parse(body.toString("utf8"));
}
async bytes(method, path, request) {
try {
const answer = await this.#send(method, path, request);
const body = await engine_client_read(answer);
const status = answer.statusCode ?? 0;
if (status >= 400) throw new errors.P_(String(status), wordsOf(body) || `the engine answered HTTP ${status}`);
return body;
} catch (error) {
throw (0, network_error.x)(error, `the engine at ${this.address.text}`, `asking for ${path}`, request.signal.aborted);
}
}
async #send(method, path, {query: query, body: body, signal: signal}) {
const {promise: promise, resolve: resolve, reject: reject} = Promise.withResolvers();
const text = body === undefined ? undefined : JSON.stringify(body);
const search = query === undefined ? "" : `?${new URLSearchParams(query).toString()}`;
const length = text === undefined ? {} : {
"content-type": "application/json",
"content-length": Buffer.byteLength(text)
};
const headers = this.address.kind === "socket" ? {
...length,
host: "engine"
} : length;
const request = this.#request({
method: method,
path: `${path}${search}`,
headers: headers,
signal: signal,
agent: false
});
request.on("response", resolve);
request.on("error", reject);
request.end(text);
return await promise;
}
#request(options) {
const {address: address} = this;
if (address.kind === "socket") return (0, external_node_http_.request)({
...options,
socketPath: address.path
});
const {hostname: hostname, port: port, protocol: protocol} = address.url;
(0, guarded_agent.QV)(hostname, this.#network);
const remote = {
...options,
host: (0, guarded_agent.n0)(hostname),
port: port,
lookup: (0, guarded_agent.rN)(this.#network)
};
if (protocol !== "https:" && this.#certificates === undefined) return (0, external_node_http_.request)(remote);
return (0, external_node_https_.request)({
...remote,
...this.#certificates
});
}
}
async function engine_client_read(answer) {
const chunks = [];
let size = 0;
for await (const chunk of answer) {
size += chunk.length;
if (size > answerLimitBytes) throw new errors.wX("network", "the engine sent more than 8 MiB as one answer");
chunks.push(chunk);
}
return Buffer.concat(chunks);
}
function wordsOf(body) {
try {
const {message: message} = JSON.parse(body.toString("utf8"));
return message ?? "";
} catch {
return body.toString("utf8").slice(0, 300).trim();
}
}
var engine_address = __webpack_require__(82817);
const oldest = "1.40";
const newest = "1.52";
function agreedVersion(found) {
const podman = found.Components?.find(({Name: Name}) => Name === "Podman Engine");
const title = podman === undefined ? `Docker ${found.Version}` : `Podman ${podman.Version}`;
const atLeast = found.MinAPIVersion ?? oldest;
if (compareVersions(found.ApiVersion, oldest) < 0 || compareVersions(atLeast, newest) > 0) {
const speaks = `${atLeast} to ${found.ApiVersion}`;
throw new errors.P_("API_VERSION", `${title} speaks the versions ${speaks} of the API, and ${oldest} to ${newest} are known here`);
}
const agreed = compareVersions(found.ApiVersion, newest) > 0 ? newest : found.ApiVersion;
const ownVersion = podman?.Details?.["APIVersion"] ?? podman?.Version ?? "";
return {
title: title,
isPodman: podman !== undefined,
prefix: `/v${agreed}`,
ownPrefix: podman === undefined ? "" : `/v${ownVersion}/libpod`
};
}
function compareVersions(one, other) {
const [major = 0, minor = 0] = one.split(".").map(Number);
const [otherMajor = 0, otherMinor = 0] = other.split(".").map(Number);
return major - otherMajor || minor - otherMinor;
}
async function openEngine(declared, network, signal) {
const addresses = (0, engine_address.$)(declared, process.env, process.platform);
const looked = [];
for (const address of addresses) {
if (isAbsent(address)) {
looked.push(`${address.text} does not exist`);
continue;
}
try {
return await shakeHands(new EngineClient(address, network, certificates(address)), signal);
} catch (error) {
if (!(error instanceof errors.wX) || signal.aborted) throw error;
looked.push((0, errors.gJ)(error));
}
}
throw new errors.MO(`no container engine: ${looked.join("; ")}`);
}
function isAbsent(address) {
return address.kind === "socket" && process.platform !== "win32" && !(0, external_node_fs_.existsSync)(address.path);
}
function certificates({kind: kind}) {
const directory = process.env["DOCKER_CERT_PATH"];
if (kind !== "web" || directory === undefined || directory === "") return undefined;
const file = name => (0, external_node_fs_.readFileSync)((0, external_node_path_.join)(directory, name));
return {
ca: file("ca.pem"),
cert: file("cert.pem"),
key: file("key.pem")
};
}
async function shakeHands(client, signal) {
const {title: title, isPodman: isPodman, prefix: prefix, ownPrefix: ownPrefix} = agreedVersion(await client.json("GET", "/version", {
signal: signal
}));
const {address: address} = client;
return {
title: title,
address: address,
isPodman: isPodman,
isOfThisMachine: address.kind === "socket" || [ "127.0.0.1", "localhost", "[::1]" ].includes(address.url.hostname),
json: (method, path, request) => client.json(method, `${prefix}${path}`, request),
bytes: (method, path, request) => client.bytes(method, `${prefix}${path}`, request),
ownJson: (method, path, request) => client.json(method, `${ownPrefix}${path}`, request)
};
}
function limitedCommand(command, memoryBytes) {
if (memoryBytes === undefined) return command;
if (process.platform !== "linux") throw new errors.MO(`a limit of memory for a process needs Linux (prlimit), and this is ${process.platform}`);
return [ "prlimit", `--data=${memoryBytes}`, "--", ...command ];
}
const clockTicksPerSecond = 100;
const listening = "0A";
function memoryLimitOf(pid) {
const [, soft = "unlimited"] = /^Max data size\s+(\S+)/m.exec(readProc(`${pid}/limits`)) ?? [];
return soft === "unlimited" ? undefined : Number(soft);
}
function usageOf(pid) {
const status = readProc(`${pid}/status`);
const fields = readProc(`${pid}/stat`).replace(/^.*\)\s/s, "").split(" ");
const ticks = Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
return {
cpuSeconds: ticks / clockTicksPerSecond,
memoryBytes: kilobytes(status, "VmRSS") * 1024,
pids: kilobytes(status, "Threads"),
machineCpus: (0, external_node_os_.availableParallelism)()
};
}
function process_facts_portsOf(pid) {
if (process.platform !== "linux") return undefined;
const sockets = new Set(socketsOf(pid));
return [ "tcp", "tcp6" ].flatMap(table => listeners(readProc(`${pid}/net/${table}`)).filter(({socket: socket}) => sockets.has(socket)).map(({port: port}) => port));
}
function listeners(table) {
return table.split("\n").slice(1).flatMap(line => {
const [, local = "", , state, , , , , , socket = ""] = line.trim().split(/\s+/);
if (state !== listening) return [];
const [address = "", port = ""] = local.split(":");
const number = Number.parseInt(port, 16);
return [ {
socket: socket,
port: {
port: number,
machinePort: number,
address: readAddress(address)
}
} ];
});
}
function readAddress(hex) {
const words = hex.match(/.{8}/g) ?? [];
const bytes = words.flatMap(word => (word.match(/../g) ?? []).toReversed());
if (words.length === 1) return bytes.map(byte => Number.parseInt(byte, 16)).join(".");
if (bytes.every(byte => byte === "00")) return "::";
if (bytes.slice(0, -1).every(byte => byte === "00") && bytes.at(-1) === "01") return "::1";
return (bytes.join("").match(/.{4}/g) ?? []).join(":").toLowerCase();
}
function socketsOf(pid) {
try {
const directory = `/proc/${pid}/fd`;
return (0, external_node_fs_.readdirSync)(directory).flatMap(name => /^socket:\[(\d+)\]$/.exec(linkOf(`${directory}/${name}`))?.[1] ?? []);
} catch {
return [];
}
}
function linkOf(path) {
try {
return (0, external_node_fs_.readlinkSync)(path);
} catch {
return "";
}
}
function kilobytes(status, name) {
return Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
}
function readProc(path) {
try {
return (0, external_node_fs_.readFileSync)(`/proc/${path}`, "utf8");
} catch {
return "";
}
}
const script = `\n  const groups = new Set();\n  const end = (group) => {\n    try { process.kill(process.platform === 'win32' ? group : -group, 'SIGKILL'); } catch {}\n  };\n  require('node:readline').createInterface({ input: process.stdin })\n    .on('line', (line) => (line[0] === '+' ? groups.add(Number(line.slice(1))) : groups.delete(Number(line.slice(1)))))\n    .on('close', () => { groups.forEach(end); process.exit(0); });\n`;
class Reaper {
#child;
constructor() {
this.#child = (0, external_node_child_process_.spawn)(process.execPath, [ "-e", script ], {
stdio: [ "pipe", "ignore", "ignore" ],
env: {},
detached: true
});
this.#child.on("error", () => undefined);
this.#child.stdin?.on("error", () => undefined);
this.#child.unref();
}
watch(group) {
this.#child.stdin?.write(`+${group}\n`);
}
forget(group) {
this.#child.stdin?.write(`-${group}\n`);
}
[Symbol.dispose]() {
this.#child.stdin?.end();
}
}
function endGroup(group) {
try {
process.kill(process.platform === "win32" ? group : -group, "SIGKILL");
} catch (error) {
if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
}
}
const firstWaitMilliseconds = 100;
const longestWaitMilliseconds = 6e4;
const livedMilliseconds = 1e4;
const keptWords = 8e3;
class Supervisor {
events=[];
restartCount=0;
exitCode=0;
lastWords="";
#program;
#reaper=new Reaper;
#child;
#timer;
#startedAtMilliseconds=0;
#waitMilliseconds=firstWaitMilliseconds;
#isStopped=false;
constructor(program) {
this.#program = program;
}
get pid() {
return this.#child?.pid;
}
get status() {
if (this.#child !== undefined) return "running";
return this.#timer === undefined ? "exited" : "restarting";
}
get startedAt() {
return new Date(this.#startedAtMilliseconds).toISOString();
}
async start() {
const [command = "", ...args] = this.#program.command;
const child = (0, external_node_child_process_.spawn)(command, args, {
env: this.#program.env,
stdio: [ "ignore", "pipe", "pipe" ],
detached: true
});
const listen = chunk => void (this.lastWords = `${this.lastWords}${chunk.toString("utf8")}`.slice(-keptWords));
child.stdout.on("data", listen);
child.stderr.on("data", listen);
try {
await (0, external_node_events_.once)(child, "spawn");
} catch (error) {
throw new errors.wX("network", `the server ${command} could not be started: ${(0, 
errors.gJ)(error)}`, {
cause: error
});
}
this.#child = child;
this.#startedAtMilliseconds = Date.now();
this.#record("start");
this.#reaper.watch(child.pid ?? 0);
child.once("exit", (code, signal) => this.#ended(child, code ?? 128 + (signal === null ? 0 : external_node_os_.constants.signals[signal])));
if (this.#isStopped) endGroup(child.pid ?? 0);
}
async [Symbol.asyncDispose]() {
this.#isStopped = true;
clearTimeout(this.#timer);
const child = this.#child;
if (child?.pid !== undefined) {
const exited = (0, external_node_events_.once)(child, "exit");
endGroup(child.pid);
await exited;
}
this.#reaper[Symbol.dispose]();
}
#ended(child, exitCode) {
const pid = child.pid ?? 0;
endGroup(pid);
this.#reaper.forget(pid);
this.#child = undefined;
this.exitCode = exitCode;
this.#record("die");
if (!this.#isStopped && this.#wantsRestart(exitCode)) this.#restartLater();
}
#wantsRestart(exitCode) {
const {restart: restart} = this.#program;
return restart !== "no" && (restart !== "on-failure" || exitCode !== 0);
}
#restartLater() {
const hasLived = Date.now() - this.#startedAtMilliseconds >= livedMilliseconds;
const wait = hasLived ? firstWaitMilliseconds : this.#waitMilliseconds;
this.#waitMilliseconds = Math.min(wait * 2, longestWaitMilliseconds);
this.#timer = setTimeout(() => {
this.#timer = undefined;
this.restartCount += 1;
this.start().catch(error => this.lastWords = (0, errors.gJ)(error));
}, wait);
}
#record(name) {
this.events.push({
name: name,
atMilliseconds: Date.now()
});
}
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
const passedOn = [ "PATH", "HOME", "LANG", "TMPDIR", "TEMP", "TMP", "SystemRoot" ];
const process_runtime_outputLimit = 64 * 1024;
class ProcessRuntime {
title;
#restart;
#supervisor;
#memoryBytes;
#env;
constructor(settings, port) {
const {command: command, args: args = [], env: env = {}} = settings.process;
this.title = `process ${command}`;
this.#memoryBytes = settings.memory === undefined ? undefined : (0, size.z_)(settings.memory);
this.#restart = settings.restart ?? "no";
const inherited = passedOn.flatMap(name => process.env[name] === undefined ? [] : [ [ name, process.env[name] ] ]);
this.#env = {
...Object.fromEntries(inherited),
PORT: String(port),
...env
};
this.#supervisor = new Supervisor({
command: limitedCommand([ command, ...args ], this.#memoryBytes),
env: this.#env,
restart: this.#restart
});
}
static async start(settings, port) {
const env_1 = {
stack: [],
error: void 0,
hasError: false
};
try {
const cleanup = __addDisposableResource(env_1, new AsyncDisposableStack, true);
const runtime = cleanup.use(new ProcessRuntime(settings, port));
await runtime.#supervisor.start();
cleanup.move();
return runtime;
} catch (e_1) {
env_1.error = e_1;
env_1.hasError = true;
} finally {
const result_1 = __disposeResources(env_1);
if (result_1) await result_1;
}
}
async inspect() {
const {pid: pid, status: status, startedAt: startedAt, restartCount: restartCount, exitCode: exitCode} = this.#supervisor;
const memoryBytes = pid === undefined ? this.#memoryBytes : memoryLimitOf(pid);
const ports = pid === undefined ? undefined : process_facts_portsOf(pid);
return {
status: status,
startedAt: startedAt,
restartCount: restartCount,
exitCode: exitCode,
restartPolicy: this.#restart,
health: "none",
limits: memoryBytes === undefined ? {} : {
memoryBytes: memoryBytes
},
isRoot: process.getuid?.() === 0,
...ports !== undefined && {
ports: ports
}
};
}
async kill() {
const {pid: pid} = this.#supervisor;
if (pid === undefined) throw new errors.MO("the server is not running, so there is nothing to kill");
process.kill(pid, "SIGKILL");
}
async run(program, signal) {
const [command = "", ...args] = limitedCommand(program.command, this.#memoryBytes);
const {promise: promise, resolve: resolve} = Promise.withResolvers();
const options = {
env: {
...this.#env,
...program.env
},
signal: signal,
maxBuffer: process_runtime_outputLimit,
killSignal: "SIGKILL"
};
const child = (0, external_node_child_process_.execFile)(command, args, options, (error, stdout, stderr) => {
const {exitCode: exitCode, signalCode: signalCode} = child;
const ended = exitCode ?? (signalCode === null ? 127 : 128 + external_node_os_.constants.signals[signalCode]);
resolve({
exitCode: error === null ? 0 : ended,
output: `${stdout}${stderr}`
});
});
return await promise;
}
async usage() {
const {pid: pid} = this.#supervisor;
if (pid === undefined) throw new errors.MO("the server is not running, so it uses nothing");
return usageOf(pid);
}
async events(sinceMilliseconds) {
return this.#supervisor.events.filter(({atMilliseconds: atMilliseconds}) => atMilliseconds >= sinceMilliseconds).map(({name: name}) => name);
}
async lastWords() {
return this.#supervisor.lastWords.trim();
}
async [Symbol.asyncDispose]() {
await this.#supervisor[Symbol.asyncDispose]();
}
}
var runtime_settings = __webpack_require__(13227);
async function startRuntime(settings, context) {
if (settings === undefined) return {
runtime: missingRuntime("the settings do not say what runs the server (runtime)")
};
const path = settings.path ?? "/mcp";
if ((0, runtime_settings.kg)(settings)) {
const port = settings.process.port ?? await freePort();
return {
runtime: await ProcessRuntime.start(settings, port),
url: `http://127.0.0.1:${port}${path}`
};
}
if ((0, runtime_settings.wu)(settings)) return await startImage(settings, path, context);
return {
runtime: await findContainer(settings, context)
};
}
async function startImage(settings, path, context) {
(0, refuse_read_only.H)(context);
const engine = await openEngine(settings.engine, (0, guarded_agent.Af)(context.environment), context.signal);
const runtime = await deployContainer(engine, settings, context);
const {ports: ports = []} = await runtime.inspect(context.signal);
const published = ports.find(({port: port}) => port === settings.port);
if (published === undefined) throw new Error(`${runtime.title} did not publish port ${settings.port}: ${await runtime.lastWords(context.signal)}`);
return {
runtime: runtime,
url: `http://127.0.0.1:${published.machinePort}${path}`
};
}
async function findContainer({container: container = "", engine: engine}, context) {
if (context.environment.stack === "embedded") return missingRuntime(`the embedded stack answers here, not container ${container}`);
try {
return new ContainerRuntime(await openEngine(engine, (0, guarded_agent.Af)(context.environment), context.signal), container);
} catch (error) {
if (error instanceof errors.MO) return missingRuntime((0, errors.gJ)(error));
throw error;
}
}
var given_credentials = __webpack_require__(55450);
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
async function connect(settings, context) {
const env_1 = {
stack: [],
error: void 0,
hasError: false
};
try {
const watch = new output_watch.$((0, given_credentials.m)(settings), context);
const cleanup = connect_addDisposableResource(env_1, new AsyncDisposableStack, true);
const {runtime: runtime, url: url} = await startRuntime(settings.runtime, context);
cleanup.use(runtime);
const open = () => openMcp({
...settings,
...url !== undefined && {
url: url
}
}, network(context, url), context.signal, watch);
const redact = text => watch.redact(text);
const connection = await (url === undefined ? explained(runtime, open, redact) : connectWhenReady(runtime, open, redact, context.signal));
connection.runsOn(runtime);
cleanup.move();
const {name: name, version: version, protocol: protocol, era: era} = connection.server;
context.find({
subject: "handshake",
expected: "agreement on a protocol revision",
actual: protocol,
met: true
});
context.note(`${name || "the server"} ${version} speaks MCP ${protocol} (${era})`);
return connection;
} catch (e_1) {
env_1.error = e_1;
env_1.hasError = true;
} finally {
const result_1 = connect_disposeResources(env_1);
if (result_1) await result_1;
}
}
function network({environment: environment}, startedAt) {
return startedAt === undefined ? (0, guarded_agent.Af)(environment) : "loopback";
}
var tool_error = __webpack_require__(11934);
function toolCapability(connection) {
return {
async call(tool, args, signal) {
const watch = connection.watch.fresh();
const watching = connection.watchedBy(watch);
const answer = await watching.callTool(tool, args, signal);
const [leak] = watch.leaks();
if (leak !== undefined) throw new errors.P_("leak", `${leak.subject} answered with ${leak.words}`);
if (answer.isError) throw (0, tool_error.$)(watching, tool, answer);
return answer.result;
}
};
}
function watched(runners) {
return Object.fromEntries(Object.entries(runners).map(([kind, run]) => [ kind, watchedRunner(run) ]));
}
function watchedRunner(run) {
return async (connection, input, context) => {
const watch = connection.watch.fresh();
try {
await run(connection.watchedBy(watch), input, context);
} finally {
tellLeaks(watch, context);
}
};
}
function tellLeaks(watch, context) {
const leaks = watch.leaks();
if (context.signal.aborted) return;
for (const {subject: subject, words: words} of leaks) {
context.find({
subject: subject,
expected: "no credentials in what it answers",
actual: words,
met: false
});
}
}
const mcp = {
connect: connect,
checks: watched({
handshake: handshake.v,
health: health.K,
discover: discover.N,
tools: tools.v,
"schema-drift": schema_drift.E,
call: call.Y,
"call-latency": call_latency.Q,
"generated-calls": generated_calls.G,
concurrency: concurrency.X,
resources: resources.f,
read: read.W,
prompts: prompts.L,
prompt: checks_prompt.k,
authorization: authorization.X,
binding: binding.h,
conformance: conformance.N,
"resource-metadata": resource_metadata.f,
"refuses-foreign-origin": refuses_foreign_origin.F,
"refuses-unknown-tool": refuses_unknown_tool.Z,
deployment: deployment.p,
limits: limits.g,
"crash-loop": crash_loop.v,
restart: restart.Z,
"session-survives": session_survives.h
}),
disturbing: [ "limits", "restart", "session-survives" ],
capabilities: connection => ({
tool: toolCapability(connection)
})
};
},
25592: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
$: () => OutputWatch
});
var redact = __webpack_require__(55222);
var ambient_secrets = __webpack_require__(86741);
var secret_patterns = __webpack_require__(39913);
const shortestLeakLength = 8;
const mostLeaks = 100;
const namedSecret = "a value with the name of a secret";
const deepest = 64;
const pagingName = /(?:page|cursor|continuation|continue|sync|next|resume|csrf)[_-]?token$/i;
const tokenName = /tokens?$/i;
const assignment = /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w{0,127})[ \t]*=[ \t]*["']?([^\s"']+)/gm;
const encodedKeys = new Set([ "data", "blob" ]);
function findLeaks(output, known) {
const leaks = [];
visit(output, "", "", 0, (text, key, path) => {
if (leaks.length < mostLeaks) leaks.push(...leaksIn(text, key, path, known));
});
return leaks.slice(0, mostLeaks);
}
function visit(value, key, path, depth, seen) {
if (depth > deepest) return seen(typeof value === "string" ? value : JSON.stringify(value), key, path);
if (typeof value === "string") visitText(value, key, path, depth, seen); else if (Array.isArray(value)) value.forEach((item, index) => visit(item, key, `${path}[${index}]`, depth + 1, seen)); else if (typeof value === "object" && value !== null) {
for (const [name, member] of Object.entries(value)) {
const inner = path === "" ? name : `${path}.${name}`;
seen(name, "", `the name of ${inner}`);
visit(member, name, inner, depth + 1, seen);
}
}
}
function visitText(text, key, path, depth, seen) {
const inner = parsedObject(text);
if (inner !== undefined) visit(inner, key, path, depth + 1, seen); else if (encodedKeys.has(key)) seen(Buffer.from(text, "base64").toString("latin1"), key, path); else seen(text, key, path);
}
function parsedObject(text) {
if (!/^\s*[[{]/.test(text)) return undefined;
try {
return JSON.parse(text);
} catch {
return undefined;
}
}
function leaksIn(text, key, path, {given: given, redact: redact}) {
const held = given.filter(({value: value}) => text.includes(value)).map(({name: name, value: value}) => ({
kind: `the value of ${name}`,
path: path,
value: value
}));
const tokens = (0, secret_patterns.N)(text).filter(({start: start, end: end}) => end - start >= shortestLeakLength).map(({kind: kind, start: start, end: end}) => ({
kind: kind,
path: path,
value: text.slice(start, end)
}));
const named = [ ...isNamedSecret(key, text) ? [ {
kind: namedSecret,
path: path,
value: text
} ] : [], ...assignedSecrets(text).map(({name: name, value: value}) => ({
kind: namedSecret,
path: `${path}.${name}`,
value: value
})) ];
const isNew = ({value: value}, others) => !others.some(other => other.value.includes(value) || value.includes(other.value));
const unknownTokens = tokens.filter(leak => isNew(leak, held));
const found = [ ...held, ...unknownTokens, ...named.filter(leak => isNew(leak, [ ...held, ...tokens ])) ];
if (found.length > 0) return found;
const plain = withoutTokens(text);
return redact(plain) === plain ? [] : [ {
kind: "a secret of this run",
path: path
} ];
}
function assignedSecrets(text) {
if (!text.includes("=")) return [];
return [ ...text.matchAll(assignment) ].map(([, name = "", value = ""]) => ({
name: name,
value: value
})).filter(({name: name, value: value}) => isNamedSecret(name, value));
}
function isNamedSecret(key, text) {
if (text.length < shortestLeakLength || key === "" || pagingName.test(key)) return false;
if (tokenName.test(key) && !(/\d/.test(text) && /[A-Za-z]/.test(text))) return false;
if ((0, ambient_secrets.m)({
[snakeCase(key)]: text
}).length > 0 && !/\s/.test(text)) return true;
return (0, secret_patterns.N)(`"${key}": ${JSON.stringify(text)}`).length > 0;
}
function snakeCase(name) {
return name.replaceAll(/([a-z\d])([A-Z])/g, "$1_$2");
}
function withoutTokens(text) {
let rest = "";
let at = 0;
for (const {start: start, end: end} of (0, secret_patterns.N)(text).toSorted((left, right) => left.start - right.start)) {
if (start > at) rest += text.slice(at, start);
at = Math.max(at, end);
}
return rest + text.slice(at);
}
const mostWaitingBytes = 16 * 1024 * 1024;
const longestPath = 120;
class OutputWatch {
#given;
#secrets;
#waiting=new Map;
#found=new Map;
#waitingBytes=0;
constructor(given, secrets) {
this.#given = given;
this.#secrets = secrets;
for (const {value: value} of given) secrets.keepSecret(value);
}
static withoutRun() {
return new OutputWatch([], {
redact: (0, redact.l)([]),
keepSecret: () => undefined
});
}
fresh() {
return new OutputWatch(this.#given, this.#secrets);
}
see(subject, output, json) {
const key = `${subject} ${json}`;
if (this.#waiting.has(key)) return;
this.#waiting.set(key, {
subject: subject,
output: output
});
this.#waitingBytes += json.length;
if (this.#waitingBytes > mostWaitingBytes) this.#look();
}
leaks() {
this.#look();
return [ ...this.#found.values() ];
}
redact(text) {
this.#look();
return this.#secrets.redact(text);
}
#look() {
for (const {subject: subject, output: output} of this.#waiting.values()) {
for (const {kind: kind, path: path, value: value} of findLeaks(output, {
given: this.#given,
redact: text => this.#secrets.redact(text)
})) {
if (value !== undefined) this.#secrets.keepSecret(value);
const clean = this.#secrets.redact(path);
const shown = clean.length > longestPath ? `${clean.slice(0, longestPath)}...` : clean;
this.#found.set(`${subject} ${kind} ${path}`, {
subject: subject,
words: `${kind} at ${shown}`
});
}
}
this.#waiting.clear();
this.#waitingBytes = 0;
}
}
}
};

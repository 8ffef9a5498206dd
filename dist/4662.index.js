export const id = 4662;

export const ids = [ 4662 ];

export const modules = {
34662: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
default: () => agent
});
var errors = __webpack_require__(37734);
var agent_usage = __webpack_require__(37905);
function accounted(runners) {
return Object.fromEntries(Object.entries(runners).map(([kind, run]) => [ kind, accountedRunner(run) ]));
}
function accountedRunner(run) {
return async (connection, input, context) => {
const own = connection.forCheck();
try {
await run(own, input, context);
} finally {
if (!context.signal.aborted) tell(own, context);
}
if (own.refusal !== undefined) throw new errors.MO(own.refusal);
};
}
function tell(connection, context) {
const {used: used, answeredBy: answeredBy, settings: settings, watch: watch} = connection;
if (used !== undefined) {
context.metric("input_tokens", used.input);
context.metric("output_tokens", used.output);
}
if (used !== undefined && settings.prices !== undefined) {
const cost = (0, agent_usage.ho)(used, settings.prices);
context.metric("cost", cost, "USD");
context.note(`cost ${(0, agent_usage.bc)(cost)}`);
}
if (answeredBy.size > 0) context.note(`answered by ${[ ...answeredBy ].sort().join(", ")}`);
for (const {subject: subject, words: words} of watch.leaks()) context.find({
subject: subject,
expected: "no credentials",
actual: words,
met: false
});
}
var ask = __webpack_require__(99667);
var budget = __webpack_require__(66809);
var cancel = __webpack_require__(17174);
var concurrency = __webpack_require__(81485);
var discovery = __webpack_require__(96432);
var latency = __webpack_require__(78832);
var refuses_strangers = __webpack_require__(91041);
var streaming = __webpack_require__(66646);
var tool_use = __webpack_require__(83636);
var given_credentials = __webpack_require__(55450);
var guarded_agent = __webpack_require__(8202);
var output_watch = __webpack_require__(25592);
var agent_answer = __webpack_require__(15858);
class AgentConnection {
settings;
protocol;
meter;
watch;
answeredBy=new Set;
#used;
#refusal;
constructor({settings: settings, protocol: protocol, meter: meter, watch: watch}) {
this.settings = settings;
this.protocol = protocol;
this.meter = meter;
this.watch = watch;
}
forCheck() {
return new AgentConnection({
settings: this.settings,
protocol: this.protocol,
meter: this.meter,
watch: this.watch.fresh()
});
}
get used() {
return this.#used;
}
get refusal() {
return this.#refusal;
}
async ask(question, signal) {
const asked = typeof question === "string" ? (0, agent_answer.YH)(question) : question;
const answer = await this.#counted(async () => await this.protocol.ask(asked, signal));
const problem = (0, agent_answer.Zw)(answer, this.settings.error_markers ?? []);
if (problem !== undefined) throw new errors.P_("NO_ANSWER", problem);
return answer;
}
async stream(question, options) {
const streamed = await this.#counted(async () => {
const answer = await (this.protocol.stream?.(question, options));
if (answer === undefined) throw new Error(`the protocol ${this.settings.protocol} brings no answers in pieces`);
return answer;
}, options.untilFirstText);
const error = (0, agent_answer.XN)(streamed.text, this.settings.error_markers ?? []);
return error === undefined ? streamed : {
...streamed,
problems: [ ...streamed.problems, error ]
};
}
async cancel(question, signal) {
this.#reserve();
try {
const cancellation = await (this.protocol.cancel?.(question, signal));
if (cancellation === undefined) throw new Error(`the protocol ${this.settings.protocol} cancels nothing`);
return cancellation;
} finally {
this.meter.settleUnknown();
}
}
async [Symbol.asyncDispose]() {
this.protocol[Symbol.dispose]();
}
async #counted(work, isCutOff = false) {
this.#reserve();
let result;
try {
result = await work();
} catch (error) {
this.meter.settleUnknown();
if (error instanceof errors.P_) this.#see("the error of the agent", {
text: error.message
});
throw error;
}
const {usage: usage, answeredBy: answeredBy} = result;
if (isCutOff && usage === undefined) this.meter.settleUnknown(); else this.meter.settle(usage);
if (usage !== undefined) this.#used = this.#used === undefined ? usage : (0, agent_usage.vk)(this.#used, usage);
if (answeredBy !== undefined) this.answeredBy.add(answeredBy);
this.#see("the answer", shownIn(result));
return result;
}
#see(subject, output) {
this.watch.see(subject, output, JSON.stringify(output));
}
#reserve() {
try {
this.meter.reserve();
} catch (error) {
if (error instanceof errors.MO) this.#refusal = error.message;
throw error;
}
}
}
function shownIn(result) {
if ("problems" in result) return {
text: result.text,
problems: result.problems
};
const {text: text, json: json, toolCalls: toolCalls, shortfall: shortfall} = result;
return {
text: text,
json: json,
toolCalls: toolCalls,
shortfall: shortfall
};
}
var agent_http = __webpack_require__(70032);
var deadline = __webpack_require__(33237);
var as_record = __webpack_require__(73028);
var dist = __webpack_require__(77934);
const a2a_card_text = dist.FsL(dist.YjP(), dist.BpQ(1));
const modes = dist.YOg(a2a_card_text);
const skill = dist.Ikc({
id: a2a_card_text,
name: a2a_card_text,
description: dist.YjP(),
tags: dist.YOg(dist.YjP())
});
const shared = {
name: a2a_card_text,
description: dist.YjP(),
version: a2a_card_text,
capabilities: dist.Ikc({
streaming: dist.lqM(dist.zMY()),
pushNotifications: dist.lqM(dist.zMY())
}),
defaultInputModes: modes,
defaultOutputModes: modes,
skills: dist.YOg(skill),
securitySchemes: dist.lqM(dist.g1P(dist.YjP(), dist.g1P(dist.YjP(), dist.L5J())))
};
const modernCard = dist.Ikc({
...shared,
supportedInterfaces: dist.FsL(dist.YOg(dist.Ikc({
url: a2a_card_text,
protocolBinding: a2a_card_text,
protocolVersion: a2a_card_text
})), dist.BpQ(1))
});
const legacyCard = dist.Ikc({
...shared,
protocolVersion: a2a_card_text,
url: a2a_card_text,
preferredTransport: dist.lqM(a2a_card_text),
additionalInterfaces: dist.lqM(dist.YOg(dist.Ikc({
url: a2a_card_text,
transport: a2a_card_text
})))
});
function readCard(body) {
const card = (0, as_record.qY)(body);
const isModern = card["supportedInterfaces"] !== undefined;
const checked = isModern ? dist.xLC(modernCard, body) : dist.xLC(legacyCard, body);
return {
name: (0, as_record.e1)(card["name"]) ?? "",
version: (0, as_record.e1)(card["version"]) ?? "",
interfaces: isModern ? modernInterfaces(card) : legacyInterfaces(card),
streams: (0, as_record.qY)(card["capabilities"])["streaming"] === true,
skills: (0, as_record.DD)(card["skills"]).flatMap(skill => (0, as_record.e1)((0, 
as_record.qY)(skill)["id"]) ?? []),
securitySchemes: Object.entries((0, as_record.qY)(card["securitySchemes"])).map(([name, scheme]) => schemeWords(name, (0, 
as_record.qY)(scheme))),
problems: (checked.issues ?? []).map(issue => `${dist.BuJ(issue) ?? "the card"}: ${issue.message}`)
};
}
function chooseInterface(interfaces, version) {
const spoken = interfaces.filter(offer => offer.binding === "JSONRPC" && isSpoken(offer.version));
const fitting = spoken.filter(offer => version === undefined || majorMinor(offer.version) === version);
return fitting.toSorted((one, two) => majorMinor(two.version).localeCompare(majorMinor(one.version)))[0];
}
function majorMinor(version) {
return /^\d+\.\d+/.exec(version)?.[0] ?? version;
}
function modernInterfaces(card) {
return (0, as_record.DD)(card["supportedInterfaces"]).map(offer => {
const {url: url, protocolBinding: protocolBinding, protocolVersion: protocolVersion} = (0, 
as_record.qY)(offer);
return {
url: (0, as_record.e1)(url) ?? "",
binding: (0, as_record.e1)(protocolBinding) ?? "",
version: (0, as_record.e1)(protocolVersion) ?? ""
};
});
}
function legacyInterfaces(card) {
const version = (0, as_record.e1)(card["protocolVersion"]) ?? "";
const own = {
url: (0, as_record.e1)(card["url"]) ?? "",
binding: (0, as_record.e1)(card["preferredTransport"]) ?? "JSONRPC",
version: version
};
const others = (0, as_record.DD)(card["additionalInterfaces"]).map(offer => {
const {url: url, transport: transport} = (0, as_record.qY)(offer);
return {
url: (0, as_record.e1)(url) ?? "",
binding: (0, as_record.e1)(transport) ?? "",
version: version
};
});
return own.url === "" ? others : [ own, ...others ];
}
function isSpoken(version) {
return [ "0.3", "1.0" ].includes(majorMinor(version));
}
function schemeWords(name, scheme) {
const [kind = ""] = Object.keys(scheme);
return `${name} (${typeof scheme["type"] === "string" ? scheme["type"] : kind.replace(/SecurityScheme$/, "")})`;
}
var short_text = __webpack_require__(54192);
const methods = {
"1.0": {
send: "SendMessage",
stream: "SendStreamingMessage",
getTask: "GetTask",
cancelTask: "CancelTask"
},
.3: {
send: "message/send",
stream: "message/stream",
getTask: "tasks/get",
cancelTask: "tasks/cancel"
}
};
function messageParams(version, question, waits) {
const contextId = question.earlier.at(-1)?.answer.conversation;
const shared = {
messageId: crypto.randomUUID(),
...contextId !== undefined && {
contextId: contextId
}
};
if (version === "0.3") {
const message = {
kind: "message",
role: "user",
parts: [ {
kind: "text",
text: question.text
} ],
...shared
};
return {
message: message,
configuration: {
blocking: waits
}
};
}
const message = {
role: "ROLE_USER",
parts: [ {
text: question.text
} ],
...shared
};
return {
message: message,
configuration: {
returnImmediately: !waits
}
};
}
function readEvent(result) {
const record = (0, as_record.qY)(result);
const kind = record["kind"];
if (kind === "task") return readTask(record);
if (kind === "message") return readMessage(record);
if (kind === "status-update") return readStatusUpdate(record);
if (kind === "artifact-update") return readArtifactUpdate(record);
if (record["task"] !== undefined) return readTask((0, as_record.qY)(record["task"]));
if (record["message"] !== undefined) return readMessage((0, as_record.qY)(record["message"]));
if (record["statusUpdate"] !== undefined) return readStatusUpdate((0, as_record.qY)(record["statusUpdate"]));
if (record["artifactUpdate"] !== undefined) return readArtifactUpdate((0, as_record.qY)(record["artifactUpdate"]));
return undefined;
}
function readTask(record) {
return {
kind: "task",
id: (0, as_record.e1)(record["id"]) ?? "",
contextId: (0, as_record.e1)(record["contextId"]) ?? "",
...readStatus(record["status"]),
artifacts: (0, as_record.DD)(record["artifacts"]).map(readArtifact),
metadata: (0, as_record.qY)(record["metadata"])
};
}
function isOver(state) {
return [ "completed", "failed", "canceled", "rejected", "input-required", "auth-required" ].includes(state);
}
function answerOf(event) {
const isMessage = event.kind === "message";
const artifacts = isMessage ? [] : event.artifacts;
const said = isMessage ? event.text : artifacts.map(artifact => artifact.text).join("\n") || event.statusText;
const data = isMessage ? event.data : artifacts.flatMap(artifact => artifact.data);
const finish = isMessage ? "message" : event.state;
const json = data.length === 0 ? (0, agent_answer.qF)(said) : data.length === 1 ? data[0] : data;
const text = said.trim() === "" && data.length > 0 ? JSON.stringify(json) : said;
const usage = (0, agent_usage.k9)(event.metadata["usage"]);
const answeredBy = (0, as_record.e1)(event.metadata["model"]);
return {
text: text,
toolCalls: [],
finish: finish,
...json !== undefined && {
json: json
},
...usage !== undefined && {
usage: usage
},
...answeredBy !== undefined && {
answeredBy: answeredBy
},
...event.contextId !== "" && {
conversation: event.contextId
},
...shortfallOf(event, text)
};
}
function shortfallOf(event, text) {
if (event.kind === "message" || event.state === "completed") return {};
const words = text === "" ? "" : `: ${(0, short_text.C)(text, 200)}`;
return {
shortfall: `the task ended as ${event.state || "nothing"}${words}`
};
}
function readMessage(record) {
const {text: text, data: data} = readParts(record["parts"]);
return {
kind: "message",
contextId: (0, as_record.e1)(record["contextId"]) ?? "",
text: text,
data: data,
metadata: (0, as_record.qY)(record["metadata"])
};
}
function readStatusUpdate(record) {
return {
kind: "status",
taskId: (0, as_record.e1)(record["taskId"]) ?? "",
...readStatus(record["status"]),
metadata: (0, as_record.qY)(record["metadata"])
};
}
function readArtifactUpdate(record) {
const artifact = readArtifact(record["artifact"]);
return {
kind: "artifact",
taskId: (0, as_record.e1)(record["taskId"]) ?? "",
artifact: artifact,
append: record["append"] === true
};
}
function readArtifact(value) {
const record = (0, as_record.qY)(value);
return {
id: (0, as_record.e1)(record["artifactId"]) ?? "",
...readParts(record["parts"])
};
}
function readParts(value) {
const parts = (0, as_record.DD)(value).map(as_record.qY);
return {
text: parts.map(part => (0, as_record.e1)(part["text"]) ?? "").join(""),
data: parts.flatMap(part => part["data"] === undefined ? [] : [ part["data"] ])
};
}
function readStatus(value) {
const status = (0, as_record.qY)(value);
const state = ((0, as_record.e1)(status["state"]) ?? "").replace(/^TASK_STATE_/, "").toLowerCase().replaceAll("_", "-");
return {
state: state,
statusText: readParts((0, as_record.qY)(status["message"])["parts"]).text
};
}
var body_error = __webpack_require__(88615);
function rpcRequest(url, call, headers) {
return {
method: "POST",
url: url,
headers: headers,
body: {
jsonrpc: "2.0",
...call
}
};
}
async function callRpc(http, url, call, headers, signal) {
return resultOf(await http.json(rpcRequest(url, call, headers), signal), call);
}
function resultOf(body, {id: id, method: method}) {
const answer = (0, as_record.qY)(body);
const error = (0, body_error.w)(answer);
if (error !== undefined) throw new errors.P_(error.code, `${method} answered with error ${error.code}: ${(0, 
short_text.o)(error.message)}`);
if (answer["jsonrpc"] !== "2.0") throw new errors.P_("NO_JSON_RPC", `${method} was not answered in JSON-RPC 2.0`);
if (answer["id"] !== id) throw new errors.P_("OTHER_CALL", `${method} was answered with the id of another call`);
if (answer["result"] === undefined) throw new errors.P_("NO_RESULT", `${method} was answered without result and error`);
return answer["result"];
}
class A2aStream {
#call;
#artifacts=new Map;
#message="";
#state="";
#statusText="";
#isFirst=true;
#isOver=false;
#usage;
#model;
taskId;
constructor(call) {
this.#call = call;
}
get text() {
return [ ...this.#artifacts.values() ].join("\n") || this.#message;
}
take({number: number, data: data}, onProblem) {
const body = (0, agent_answer.qF)(data);
if (body === undefined) return onProblem(`event ${number} is no JSON`);
if (this.#isOver) return onProblem(`event ${number} came after the end (${this.#state})`);
const event = readEvent(resultOf(body, this.#call));
if (event === undefined) return onProblem(`event ${number} is none of task, message, status update and artifact update`);
if (this.#isFirst && event.kind !== "task" && event.kind !== "message") onProblem("the stream does not begin with a task or a message");
this.#isFirst = false;
this.#takeEvent(event, number, onProblem);
}
finish() {
const problems = [ ...this.#isOver ? [] : [ `the stream ended while the task was ${this.#state || "not begun"}` ], ...this.#isOver && ![ "completed", "message" ].includes(this.#state) ? [ `the task ended as ${this.#state}${said(this.#statusText)}` ] : [], ...this.text === "" && this.#state === "completed" ? [ "no piece of text came" ] : [] ];
return {
problems: problems,
...this.#state !== "" && {
finish: this.#state
},
...this.#usage !== undefined && {
usage: this.#usage
},
...this.#model !== undefined && {
answeredBy: this.#model
}
};
}
#takeEvent(event, number, onProblem) {
if (event.kind === "artifact") return this.#takeArtifact(event, number, onProblem);
this.#usage = (0, agent_usage.k9)(event.metadata["usage"]) ?? this.#usage;
this.#model ??= (0, as_record.e1)(event.metadata["model"]);
if (event.kind === "message") {
this.#message += event.text;
this.#end("message", "");
return;
}
if (event.kind === "task") {
this.taskId = event.id;
for (const {id: id, text: text} of event.artifacts) this.#artifacts.set(id, text);
} else if (event.taskId !== this.taskId) onProblem(`event ${number} belongs to another task`);
if (isOver(event.state)) this.#end(event.state, event.statusText); else this.#state = event.state;
}
#takeArtifact({taskId: taskId, artifact: artifact, append: append}, number, onProblem) {
if (taskId !== this.taskId) onProblem(`event ${number} belongs to another task`);
const before = this.#artifacts.get(artifact.id);
if (append && before === undefined) onProblem(`event ${number} adds to an artifact that was not begun`);
this.#artifacts.set(artifact.id, append ? `${before ?? ""}${artifact.text}` : artifact.text);
}
#end(state, statusText) {
this.#isOver = true;
this.#state = state;
this.#statusText = statusText;
}
}
function said(words) {
return words === "" ? "" : `: ${(0, short_text.C)(words, 200)}`;
}
var eventsource_parser_dist = __webpack_require__(2309);
var duration = __webpack_require__(38849);
class StreamStuck extends Error {
name="StreamStuck";
constructor(idleMilliseconds, events) {
super(`nothing came for ${(0, duration.MH)(idleMilliseconds)} after ${events} ${events === 1 ? "event" : "events"}`);
}
}
async function* readEvents(response, options) {
const type = response.headers.get("content-type") ?? "no content type";
if (!/^text\/event-stream\b/i.test(type)) options.onProblem(`the content type is ${type} instead of text/event-stream`);
const arrived = [];
let count = 0;
const parser = (0, eventsource_parser_dist.C)({
onEvent: ({data: data}) => arrived.push({
number: count += 1,
data: data,
at: performance.now()
}),
onError: ({type: kind, line: line}) => options.onProblem(`a line is not one of an event stream (${kind}): ${JSON.stringify((0, 
short_text.C)(line ?? "", 60))}`)
});
const decoder = new TextDecoder("utf-8", {
fatal: true
});
const reader = (response.body ?? new Blob([]).stream()).getReader();
let isOpen = true;
try {
while (isOpen) {
const {value: value, done: done} = await nextChunk(reader, options.idleMilliseconds, count);
isOpen = !done;
if (value !== undefined) parser.feed(decode(decoder, value, options));
yield* arrived.splice(0);
}
parser.feed("\n\n");
if (arrived.length > 0) options.onProblem("the stream ended in the middle of an event");
} finally {
await reader.cancel().catch(() => undefined);
}
}
function decode(decoder, bytes, {onProblem: onProblem}) {
try {
return decoder.decode(bytes, {
stream: true
});
} catch {
onProblem("the stream has bytes that are not UTF-8");
return Buffer.from(bytes).toString("utf8");
}
}
async function nextChunk(reader, idleMilliseconds, count) {
const idle = Promise.withResolvers();
const timer = setTimeout(() => idle.reject(new StreamStuck(idleMilliseconds, count)), (0, 
deadline.nR)(idleMilliseconds));
const read = reader.read();
try {
return await Promise.race([ read, idle.promise ]);
} finally {
clearTimeout(timer);
read.catch(() => undefined);
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
async function readStream(http, request, reader, {signal: signal, idleMilliseconds: idleMilliseconds, untilFirstText: untilFirstText = false}) {
const env_1 = {
stack: [],
error: void 0,
hasError: false
};
try {
const closing = __addDisposableResource(env_1, new Closing(signal), false);
const problems = [];
const onProblem = problem => problems.push(problem);
const started = performance.now();
let events = 0;
let firstTextAt;
const response = await http.open(request, closing.signal);
if (isJson(response)) throw await notStreamed(request, response);
try {
for await (const event of readEvents(response, {
idleMilliseconds: idleMilliseconds,
onProblem: onProblem
})) {
events = event.number;
reader.take(event, onProblem);
if (firstTextAt === undefined && reader.text !== "") firstTextAt = event.at;
if (untilFirstText && firstTextAt !== undefined) break;
}
} catch (error) {
if (signal.aborted) throw new errors.wX("timeout", `${(0, agent_http.Ng)(request)}: the stream was not over in time`, {
cause: error
});
if (!(error instanceof StreamStuck)) throw (0, agent_http.qE)(error, request, signal);
onProblem(`the stream is stuck: ${error.message}`);
}
const {problems: lacks, ...told} = reader.finish();
return {
text: reader.text,
events: events,
...firstTextAt !== undefined && {
firstTextMilliseconds: firstTextAt - started
},
totalMilliseconds: performance.now() - started,
...told,
problems: untilFirstText ? [] : [ ...problems, ...lacks ]
};
} catch (e_1) {
env_1.error = e_1;
env_1.hasError = true;
} finally {
__disposeResources(env_1);
}
}
class Closing {
#controller=new AbortController;
signal;
constructor(outer) {
this.signal = AbortSignal.any([ outer, this.#controller.signal ]);
}
[Symbol.dispose]() {
this.#controller.abort();
}
}
function isJson({status: status, headers: headers}) {
return status >= 300 || /^application\/(?:[\w.+-]*\+)?json\b/i.test(headers.get("content-type") ?? "");
}
async function notStreamed(request, response) {
(0, agent_http.EN)(request, response, await response.text());
return new errors.P_("NO_STREAM", `${(0, agent_http.Ng)(request)} answered with JSON where a stream was asked for`);
}
async function statusOf(http, request, signal) {
const {status: status, body: body} = await http.open(request, signal);
await (body?.cancel());
return status;
}
const cardPath = "/.well-known/agent-card.json";
const pollMilliseconds = 200;
class A2a {
#http;
#settings;
#version;
#endpoint;
constructor(http, settings, version, endpoint) {
this.#http = http;
this.#settings = settings;
this.#version = version;
this.#endpoint = endpoint;
}
static async open(http, settings, signal) {
const card = await fetchCard(http, settings, signal);
const chosen = chooseInterface(card.interfaces, settings.version);
const offers = card.interfaces.map(({binding: binding, version: version}) => `${binding} ${version}`).join(", ") || "nothing";
if (chosen === undefined) {
throw new errors.P_("NO_INTERFACE", `the card offers ${offers}, and this speaks JSONRPC in version ${settings.version ?? "1.0 or 0.3"}`);
}
return new A2a(http, settings, majorMinor(chosen.version), endpointOf(chosen, settings));
}
async discover(signal) {
const card = await fetchCard(this.#http, this.#settings, signal);
const {name: name, version: version, skills: skills, interfaces: interfaces, securitySchemes: securitySchemes, streams: streams} = card;
const versions = [ ...new Set(interfaces.map(offer => offer.version)) ];
const findings = [ {
subject: "agent card",
expected: "as its version says",
actual: card.problems.join("; ") || "valid",
met: card.problems.length === 0
}, {
subject: "interfaces",
expected: "on the origin of the url",
actual: foreignWords(interfaces, this.#settings),
met: foreignWords(interfaces, this.#settings) === "all are"
} ];
return {
words: `${name} ${version} speaks A2A ${this.#version}`,
findings: findings,
names: skills,
values: {
name: name,
version: version,
versions: versions,
protocol: this.#version,
skills: skills,
security: securitySchemes,
streaming: streams
}
};
}
async ask(question, signal) {
const method = methods[this.#version].send;
let event = readMessageOrTask(await this.#call(method, messageParams(this.#version, question, true), signal), method);
while (event.kind === "task" && !isOver(event.state)) {
await (0, deadline.v7)(pollMilliseconds, signal);
event = await this.#getTask(event.id, signal);
}
return answerOf(event);
}
async stream(question, options) {
const call = this.#newCall(methods[this.#version].stream, messageParams(this.#version, question, true));
const reader = new A2aStream(call);
const request = rpcRequest(this.#endpoint, call, {
...this.#headers(),
accept: "text/event-stream"
});
const streamed = await readStream(this.#http, request, reader, options);
if (options.untilFirstText === true || reader.taskId === undefined || streamed.problems.length > 0) return streamed;
const {text: text} = answerOf(await this.#getTask(reader.taskId, options.signal));
const problems = text === streamed.text ? [] : [ "the pieces do not add up to the answer of the task" ];
return {
...streamed,
problems: problems
};
}
async cancel(question, signal) {
const {send: send, cancelTask: cancelTask} = methods[this.#version];
const begun = readMessageOrTask(await this.#call(send, messageParams(this.#version, question, false), signal), send);
if (begun.kind === "message") throw new Error("the agent answered with a message, and only a task can be cancelled: ask what takes longer");
if (isOver(begun.state)) throw new Error(`the task was ${begun.state} before it could be cancelled: ask what takes longer`);
const cancelled = readTask((0, as_record.qY)(await this.#call(cancelTask, {
id: begun.id
}, signal)));
const later = await this.#getTask(begun.id, signal);
return {
findings: [ {
subject: cancelTask,
expected: "the task is canceled",
actual: cancelled.state || "no state",
met: cancelled.state === "canceled"
}, {
subject: "the task afterwards",
expected: "canceled",
actual: later.state || "no state",
met: later.state === "canceled"
} ],
notes: []
};
}
asStranger(headers) {
const http = this.#http.withHeaders(headers);
const call = this.#newCall(methods[this.#version].send, messageParams(this.#version, (0, 
agent_answer.YH)("Hello"), true));
const request = rpcRequest(this.#endpoint, call, this.#headers());
return {
attempts: {
"send a message": async signal => await statusOf(http, request, signal)
},
[Symbol.dispose]: () => http[Symbol.dispose]()
};
}
[Symbol.dispose]() {
this.#http[Symbol.dispose]();
}
async #getTask(id, signal) {
return readTask((0, as_record.qY)(await this.#call(methods[this.#version].getTask, {
id: id
}, signal)));
}
async #call(method, params, signal) {
if (signal.aborted) throw new errors.wX("timeout", `${method}: no answer in time`);
return await callRpc(this.#http, this.#endpoint, this.#newCall(method, params), this.#headers(), signal);
}
#newCall(method, params) {
return {
id: crypto.randomUUID(),
method: method,
params: params
};
}
#headers() {
return {
"a2a-version": this.#version
};
}
}
async function fetchCard(http, settings, signal) {
const url = new URL(settings.card_path ?? cardPath, settings.url);
return readCard(await http.json({
method: "GET",
url: url,
headers: {
"a2a-version": settings.version ?? "1.0"
}
}, signal));
}
function endpointOf({url: url}, settings) {
const {origin: origin} = new URL(settings.url ?? "");
const endpoint = URL.canParse(url, origin) ? new URL(url, origin) : undefined;
if (endpoint?.origin === origin) return endpoint;
throw new errors.P_("OTHER_ORIGIN", `the card leads to ${endpoint?.origin ?? "no address"}: name that as url, credentials are only sent to it`);
}
function foreignWords(interfaces, settings) {
const {origin: origin} = new URL(settings.url ?? "");
const foreign = interfaces.filter(({url: url}) => !URL.canParse(url, origin) || new URL(url, origin).origin !== origin);
return foreign.length === 0 ? "all are" : `${foreign.length} of ${interfaces.length} are elsewhere`;
}
function readMessageOrTask(result, method) {
const event = readEvent(result);
if (event?.kind === "task" || event?.kind === "message") return event;
throw new errors.P_("NO_ANSWER", `${method} was answered with neither a task nor a message`);
}
const healthyStates = [ "Healthy", "HealthyBusy" ];
const agentCore = {
title: "an agent by the contract of Bedrock AgentCore",
request: {
path: "/invocations",
body: {
prompt: "{question}"
},
answer: "result",
usage: "usage"
},
headers: {
"x-amzn-bedrock-agentcore-runtime-session-id": "{conversation}"
},
health: {
path: "/ping",
expected: "status 200 with Healthy or HealthyBusy",
isWell: body => healthyStates.includes((0, as_record.qY)(body)["status"])
}
};
function langGraph(assistant) {
return {
title: "an agent by the API of LangGraph",
request: {
path: "/runs/wait",
body: {
assistant_id: assistant,
input: {
messages: [ {
role: "user",
content: "{question}"
} ]
}
},
answer: "messages[-1].content"
},
health: {
path: "/ok",
expected: "status 200 with ok",
isWell: body => (0, as_record.qY)(body)["ok"] === true
}
};
}
function httpContract(settings) {
const {title: title, request: usual, headers: headers = {}, health: health} = presetOf(settings);
const request = {
...usual,
...settings.request
};
const at = path => `${(settings.url ?? "").replace(/\/$/, "")}${path}`;
const declared = settings.health;
const own = declared === undefined ? undefined : {
url: new URL(at(declared)),
expected: "status 200",
isWell: () => true
};
const known = health && {
url: new URL(at(health.path)),
expected: health.expected,
isWell: health.isWell
};
const asked = own ?? known;
return {
title: title,
method: request.method ?? "POST",
url: at(request.path ?? "/"),
headers: headers,
...request.body !== undefined && {
body: request.body
},
answerPath: request.answer ?? "",
...request.usage !== undefined && {
usagePath: request.usage
},
...asked !== undefined && {
health: asked
}
};
}
function presetOf({protocol: protocol, assistant: assistant = "agent"}) {
if (protocol === "agentcore") return agentCore;
if (protocol === "langgraph") return langGraph(assistant);
return {
title: "an agent over HTTP",
request: {}
};
}
var fill_template = __webpack_require__(90932);
var value_at = __webpack_require__(2321);
function answerAt(body, {answerPath: answerPath, usagePath: usagePath}) {
const found = answerPath === undefined ? body : (0, value_at.f)(body, answerPath);
if (found === undefined || found === null) return undefined;
const isText = typeof found === "string";
const json = isText ? (0, agent_answer.qF)(found) : found;
const usage = usagePath === undefined ? undefined : (0, agent_usage.k9)((0, value_at.f)(body, usagePath));
const answeredBy = (0, as_record.e1)((0, as_record.qY)(body)["model"]);
return {
text: isText ? found : JSON.stringify(found),
toolCalls: [],
finish: "answered",
...json !== undefined && {
json: json
},
...usage !== undefined && {
usage: usage
},
...answeredBy !== undefined && {
answeredBy: answeredBy
}
};
}
class HttpJson {
#http;
#contract;
constructor(http, contract) {
this.#http = http;
this.#contract = contract;
}
async discover(signal) {
const {title: title, health: health} = this.#contract;
if (health === undefined) return {
words: `${title}, not asked yet: it has no health`,
findings: [],
values: {}
};
const request = {
method: "GET",
url: health.url
};
const {status: status, text: text} = await this.#http.read(request, signal);
const isWell = status === 200 && health.isWell((0, agent_answer.qF)(text));
const finding = {
subject: (0, agent_http.Ng)(request),
expected: health.expected,
actual: `status ${status}${text === "" ? "" : ` with ${(0, short_text.C)(text, 80)}`}`,
met: isWell
};
return {
words: title,
findings: [ finding ],
values: {
status: status
}
};
}
async ask(question, signal) {
const request = this.#request(question);
const body = await this.#http.json(request, signal);
const answer = answerAt(body, this.#contract);
if (answer === undefined) throw new errors.P_("NO_ANSWER", `${(0, agent_http.Ng)(request)} answered without ${this.#contract.answerPath}`);
return answer;
}
asStranger(headers) {
const http = this.#http.withHeaders(headers);
const request = this.#request((0, agent_answer.YH)("Hello"));
return {
attempts: {
"ask a question": async signal => await statusOf(http, request, signal)
},
[Symbol.dispose]: () => http[Symbol.dispose]()
};
}
[Symbol.dispose]() {
this.#http[Symbol.dispose]();
}
#request({text: text, conversation: conversation}) {
const {method: method, url: url, headers: headers, body: body} = this.#contract;
const values = {
question: text,
conversation: conversation
};
const filled = (0, fill_template.o)(headers, values);
const encoded = {
question: encodeURIComponent(text),
conversation: conversation
};
return {
method: method,
url: new URL((0, fill_template.B)(url, encoded)),
headers: filled,
...body !== undefined && {
body: (0, fill_template.o)(body, values)
}
};
}
}
class ToolAgent {
#tool;
#via;
constructor(tool, via) {
this.#tool = tool;
this.#via = via;
}
async discover() {
return {
words: `the tool ${this.#via.tool} of ${this.#via.component}`,
findings: [],
values: {}
};
}
async ask(question, signal) {
const {tool: tool, argument: argument = "question", answer: answerPath, usage: usagePath} = this.#via;
const result = await this.#tool.call(tool, {
[argument]: question.text
}, signal);
const given = answerAt(result, {
answerPath: answerPath,
usagePath: usagePath
});
if (given === undefined) throw new errors.P_("NO_ANSWER", `the tool ${tool} answered without ${answerPath ?? "anything"}`);
return given;
}
[Symbol.dispose]() {}
}
const wholeFinishes = [ "stop", "tool_calls", "function_call" ];
function cutBy(finish) {
return wholeFinishes.includes(finish) ? undefined : `the answer is not whole: finish_reason is ${finish}`;
}
const terminator = "[DONE]";
class ChatStream {
text="";
#finishes=[];
#ids=new Set;
#usage;
#model;
#isDone=false;
#hasToolCalls=false;
take({number: number, data: data}, onProblem) {
if (this.#isDone) return onProblem(`event ${number} came after ${terminator}`);
if (data === terminator) {
this.#isDone = true;
return;
}
const chunk = (0, as_record.qY)((0, agent_answer.qF)(data));
const error = (0, body_error.w)(chunk);
if (error !== undefined) throw new errors.P_(error.code, `event ${number} of the stream is an error: ${error.code}: ${error.message}`);
if (!Array.isArray(chunk["choices"])) return onProblem(`event ${number} is no chunk of a completion: it has no list "choices"`);
const id = (0, as_record.e1)(chunk["id"]);
if (id !== undefined) this.#ids.add(id);
this.#usage = (0, agent_usage.k9)(chunk["usage"]) ?? this.#usage;
this.#model ??= (0, as_record.e1)(chunk["model"]);
for (const choice of chunk["choices"]) this.#takeChoice((0, as_record.qY)(choice), number, onProblem);
}
finish() {
const [finish] = this.#finishes;
const cut = finish === undefined ? undefined : cutBy(finish);
const problems = [ ...this.#finishes.length === 1 ? [] : [ `the stream has ${this.#finishes.length} finish reasons instead of one` ], ...cut === undefined ? [] : [ cut ], ...this.#isDone ? [] : [ `the stream ended without ${terminator}` ], ...this.#ids.size > 1 ? [ `the chunks have ${this.#ids.size} different ids` ] : [], ...this.text === "" && !this.#hasToolCalls ? [ "no piece of text came" ] : [] ];
return {
problems: problems,
...finish !== undefined && {
finish: finish
},
...this.#usage !== undefined && {
usage: this.#usage
},
...this.#model !== undefined && {
answeredBy: this.#model
}
};
}
#takeChoice(choice, number, onProblem) {
const delta = (0, as_record.qY)(choice["delta"]);
const piece = (0, as_record.e1)(delta["content"]) ?? "";
if (piece !== "" && this.#finishes.length > 0) onProblem(`event ${number} brings text after the finish reason`);
this.text += piece;
if ((0, as_record.DD)(delta["tool_calls"]).length > 0) this.#hasToolCalls = true;
const finish = (0, as_record.e1)(choice["finish_reason"]);
if (finish !== undefined) this.#finishes.push(finish);
}
}
const longestIdleMilliseconds = 6e5;
class OpenAiChat {
#http;
#settings;
#base;
#model;
constructor(http, settings) {
this.#http = http;
this.#settings = settings;
this.#base = baseOf(settings.url ?? "");
this.#model = settings.model;
}
async discover(signal) {
const body = (0, as_record.qY)(await this.#http.json(this.#modelsRequest(), signal));
const models = (0, as_record.DD)(body["data"]).map(entry => (0, as_record.e1)((0, 
as_record.qY)(entry)["id"]));
const names = models.filter(id => id !== undefined);
const wanted = this.#settings.model;
const findings = [ {
subject: "list of models",
expected: "a list of models with ids",
actual: listWords(body, models),
met: names.length > 0 && names.length === models.length
} ];
if (wanted !== undefined) {
findings.push({
subject: `model ${wanted}`,
expected: "listed",
actual: `listed are ${names.join(", ") || "none"}`,
met: names.includes(wanted)
});
}
return {
words: `OpenAI chat with ${names.slice(0, 5).join(", ") || "no models"}`,
findings: findings,
names: names,
values: {
models: names
}
};
}
async ask(question, signal) {
const request = await this.#chatRequest(question, false, signal);
const body = (0, as_record.qY)(await this.#http.json(request, signal));
const choice = (0, as_record.qY)((0, as_record.DD)(body["choices"])[0]);
const message = (0, as_record.qY)(choice["message"]);
if (choice["message"] === undefined) throw new errors.P_("NO_CHOICE", "the completion has no choices[0].message");
const finish = (0, as_record.e1)(choice["finish_reason"]) ?? "none";
return chatAnswer({
text: textOf(message["content"]),
toolCalls: toolCallsIn(message["tool_calls"]),
finish: finish,
usage: body["usage"],
model: body["model"]
});
}
async stream(question, options) {
const request = await this.#chatRequest(question, true, options.signal);
return await readStream(this.#http, request, new ChatStream, options);
}
async cancel(question, signal) {
const begun = await this.stream(question, {
signal: signal,
idleMilliseconds: longestIdleMilliseconds,
untilFirstText: true
});
const {names: names = []} = await this.discover(signal);
return {
findings: [ {
subject: "a cancelled answer",
expected: "had begun when it was cut off",
actual: begun.firstTextMilliseconds === undefined ? "had no text" : "had begun",
met: begun.firstTextMilliseconds !== undefined
}, {
subject: "the agent afterwards",
expected: "answers",
actual: `lists ${names.length} models`,
met: names.length > 0
} ],
notes: [ "this protocol has no word for whether the agent stopped working on the answer" ]
};
}
asStranger(headers) {
const http = this.#http.withHeaders(headers);
const models = this.#modelsRequest();
const body = {
model: this.#model ?? "any",
messages: [ {
role: "user",
content: "Hello"
} ],
max_completion_tokens: 16
};
const chat = {
...this.#chat(),
body: body
};
return {
attempts: {
"list the models": async signal => await statusOf(http, models, signal),
"ask a question": async signal => await statusOf(http, chat, signal)
},
[Symbol.dispose]: () => http[Symbol.dispose]()
};
}
[Symbol.dispose]() {
this.#http[Symbol.dispose]();
}
#modelsRequest() {
return {
method: "GET",
url: new URL(`${this.#base}/models`)
};
}
async #chatRequest(question, stream, signal) {
this.#model ??= await this.#firstModel(signal);
const {system: system, max_output_tokens: limit} = this.#settings;
const {functions: functions = []} = question;
const messages = [ ...system === undefined ? [] : [ {
role: "system",
content: system
} ], ...question.earlier.flatMap(turn => [ {
role: "user",
content: turn.question
}, {
role: "assistant",
content: turn.answer.text
} ]), {
role: "user",
content: question.text
} ];
const tools = functions.map(definition => ({
type: "function",
function: definition
}));
return {
...this.#chat(),
headers: {
accept: stream ? "text/event-stream" : "application/json"
},
body: {
model: this.#model,
messages: messages,
...tools.length > 0 && {
tools: tools
},
...limit !== undefined && {
max_completion_tokens: limit
},
...stream && {
stream: true,
stream_options: {
include_usage: true
}
}
}
};
}
#chat() {
return {
method: "POST",
url: new URL(`${this.#base}/chat/completions`)
};
}
async #firstModel(signal) {
const {names: names = []} = await this.discover(signal);
if (names[0] === undefined) throw new errors.P_("NO_MODEL", "the agent lists no models: name one as `model`");
return names[0];
}
}
function baseOf(url) {
const {origin: origin, pathname: pathname} = new URL(url);
return `${origin}${pathname === "/" ? "/v1" : pathname.replace(/\/$/, "")}`;
}
function listWords(body, models) {
if (!Array.isArray(body["data"])) return "an answer without a list `data`";
return models.includes(undefined) ? "a list with an entry that has no id" : `${models.length} listed`;
}
function chatAnswer({text: text, toolCalls: toolCalls, finish: finish, usage: told, model: model}) {
const usage = (0, agent_usage.k9)(told);
const json = (0, agent_answer.qF)(text);
const answeredBy = (0, as_record.e1)(model);
const shortfall = cutBy(finish);
return {
text: text,
toolCalls: toolCalls,
finish: finish,
...json !== undefined && {
json: json
},
...usage !== undefined && {
usage: usage
},
...shortfall !== undefined && {
shortfall: shortfall
},
...answeredBy !== undefined && {
answeredBy: answeredBy
}
};
}
function textOf(content) {
if (typeof content === "string") return content;
return (0, as_record.DD)(content).map(part => (0, as_record.e1)((0, as_record.qY)(part)["text"]) ?? "").join("");
}
function toolCallsIn(value) {
return (0, as_record.DD)(value).map(entry => {
const {name: name, arguments: args} = (0, as_record.qY)((0, as_record.qY)(entry)["function"]);
return {
name: (0, as_record.e1)(name) ?? "",
arguments: (0, agent_answer.qF)((0, as_record.e1)(args) ?? "") ?? args
};
});
}
async function openProtocol(settings, {network: network, needs: needs, signal: signal}) {
if (settings.via !== undefined) return new ToolAgent(toolOf(settings.via.component, needs), settings.via);
const http = new agent_http.Aq(new URL(settings.url ?? ""), credentialHeaders(settings), network);
try {
if (settings.protocol === "openai-chat") return new OpenAiChat(http, settings);
if (settings.protocol === "a2a") return await A2a.open(http, settings, signal);
return new HttpJson(http, httpContract(settings));
} catch (error) {
http[Symbol.dispose]();
throw error;
}
}
function toolOf(component, needs) {
const tool = needs[component]?.tool;
if (tool !== undefined) return tool;
const known = Object.keys(needs).join(", ") || "none";
throw new Error(`via.component is ${component}, which is no mcp component in the agent's needs (${known})`);
}
function credentialHeaders({headers: headers = {}, token: token}) {
return {
...headers,
...token !== undefined && {
authorization: `Bearer ${token}`
}
};
}
const nothing = {
input: 0,
output: 0
};
class UsageMeter {
#budget;
#prices;
#spent=nothing;
#largest=nothing;
#pending=0;
#untold=0;
constructor(budget = {}, prices) {
this.#budget = budget;
this.#prices = prices;
}
get spent() {
return this.#spent;
}
get refusal() {
const {tokens: tokens, cost: cost} = this.#budget;
if (tokens === undefined && cost === undefined) return undefined;
if (this.#untold > 0) return "the budget of with cannot be kept: the agent answered without telling its usage";
const next = (this.#pending + 1) * Math.max(this.#budget.tokens_per_ask ?? 0, (0, 
agent_usage.k8)(this.#largest));
const used = (0, agent_usage.k8)(this.#spent);
if (tokens !== undefined && used + next > tokens) {
return `this run has used ${used} tokens, a question may use ${next}, and budget.tokens is ${tokens}: nothing more is asked`;
}
return cost === undefined || this.#prices === undefined ? undefined : this.#costRefusal(cost, this.#prices);
}
reserve() {
const {refusal: refusal} = this;
if (refusal !== undefined) throw new errors.MO(refusal);
this.#pending += 1;
}
settle(usage) {
this.#pending -= 1;
if (usage === undefined) this.#untold += 1; else this.#add(usage);
}
settleUnknown() {
this.#pending -= 1;
this.#spent = (0, agent_usage.vk)(this.#spent, this.#largest);
}
#add(usage) {
this.#spent = (0, agent_usage.vk)(this.#spent, usage);
if ((0, agent_usage.k8)(usage) > (0, agent_usage.k8)(this.#largest)) this.#largest = usage;
}
#costRefusal(cost, prices) {
const dearest = Math.max(prices.input, prices.output) / 1e6;
const one = Math.max((this.#budget.tokens_per_ask ?? 0) * dearest, (0, agent_usage.ho)(this.#largest, prices));
const next = (this.#pending + 1) * one;
const used = (0, agent_usage.ho)(this.#spent, prices);
if (used + next <= cost) return undefined;
return `this run has cost ${(0, agent_usage.bc)(used)}, a question may cost ${(0, 
agent_usage.bc)(next)}, and budget.cost is ${(0, agent_usage.bc)(cost)}: nothing more is asked`;
}
}
async function connect(settings, context) {
const {needs: needs, signal: signal} = context;
const protocol = await openProtocol(settings, {
network: (0, guarded_agent.Af)(context.environment),
needs: needs,
signal: signal
});
try {
const {words: words} = await protocol.discover(signal);
context.find({
subject: "agent",
expected: "says what it is",
actual: words,
met: true
});
context.note(words);
} catch (error) {
protocol[Symbol.dispose]();
throw error;
}
const watch = new output_watch.$((0, given_credentials.m)(settings), context);
return new AgentConnection({
settings: settings,
protocol: protocol,
watch: watch,
meter: new UsageMeter(settings.budget, settings.prices)
});
}
const agent = {
connect: connect,
checks: accounted({
ask: ask.n,
budget: budget.p,
cancel: cancel.Q,
concurrency: concurrency.X,
discovery: discovery.g,
latency: latency.A,
"refuses-no-credentials": refuses_strangers.iB,
"refuses-wrong-credentials": refuses_strangers.iB,
streaming: streaming.S,
"tool-use": tool_use.Z
}),
capabilities: connection => ({
agent: {
ask: (question, signal) => askForFlow(connection, question, signal)
}
})
};
async function askForFlow(connection, question, signal) {
const own = connection.forCheck();
const {text: text, json: json, answeredBy: answeredBy} = await own.ask(question, signal).finally(() => own.watch.leaks());
const [leak] = own.watch.leaks();
if (leak !== undefined) throw new errors.P_("leak", `${leak.subject} has ${leak.words}`);
return {
text: text,
...json !== undefined && {
json: json
},
...answeredBy !== undefined && {
answeredBy: answeredBy
}
};
}
},
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
},
2309: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
C: () => createParser
});
class ParseError extends Error {
constructor(message, options) {
super(message), this.name = "ParseError", this.type = options.type, this.field = options.field, 
this.value = options.value, this.line = options.line;
}
}
const LF = 10, CR = 13, SPACE = 32;
function noop(_arg) {}
function createParser(config) {
if (typeof config == "function") throw new TypeError("`config` must be an object, got a function instead. Did you mean `createParser({onEvent: fn})`?");
const {onEvent: onEvent = noop, onError: onError = noop, onRetry: onRetry = noop, onComment: onComment, maxBufferSize: maxBufferSize} = config, pendingFragments = [];
let pendingFragmentsLength = 0, isFirstChunk = !0, id, data = "", dataLines = 0, eventType, terminated = !1;
function feed(chunk) {
if (terminated) throw new Error("Cannot feed parser: it was terminated after exceeding the configured max buffer size. Call `reset()` to resume parsing.");
if (isFirstChunk && (isFirstChunk = !1, chunk.charCodeAt(0) === 239 && chunk.charCodeAt(1) === 187 && chunk.charCodeAt(2) === 191 && (chunk = chunk.slice(3))), 
pendingFragments.length === 0) {
const trailing2 = processLines(chunk);
trailing2 !== "" && (pendingFragments.push(trailing2), pendingFragmentsLength = trailing2.length), 
checkBufferSize();
return;
}
if (chunk.indexOf(`\n`) === -1 && chunk.indexOf("\r") === -1) {
pendingFragments.push(chunk), pendingFragmentsLength += chunk.length, checkBufferSize();
return;
}
pendingFragments.push(chunk);
const input = pendingFragments.join("");
pendingFragments.length = 0, pendingFragmentsLength = 0;
const trailing = processLines(input);
trailing !== "" && (pendingFragments.push(trailing), pendingFragmentsLength = trailing.length), 
checkBufferSize();
}
function checkBufferSize() {
maxBufferSize !== void 0 && (pendingFragmentsLength + data.length <= maxBufferSize || (terminated = !0, 
pendingFragments.length = 0, pendingFragmentsLength = 0, id = void 0, data = "", 
dataLines = 0, eventType = void 0, onError(new ParseError(`Buffered data exceeded max buffer size of ${maxBufferSize} characters`, {
type: "max-buffer-size-exceeded"
}))));
}
function processLines(chunk) {
let searchIndex = 0;
if (chunk.indexOf("\r") === -1) {
let lfIndex = chunk.indexOf(`\n`, searchIndex);
for (;lfIndex !== -1; ) {
if (searchIndex === lfIndex) {
dataLines > 0 && onEvent({
id: id,
event: eventType,
data: data
}), id = void 0, data = "", dataLines = 0, eventType = void 0, searchIndex = lfIndex + 1, 
lfIndex = chunk.indexOf(`\n`, searchIndex);
continue;
}
const firstCharCode = chunk.charCodeAt(searchIndex);
if (isDataPrefix(chunk, searchIndex, firstCharCode)) {
const valueStart = chunk.charCodeAt(searchIndex + 5) === SPACE ? searchIndex + 6 : searchIndex + 5, value = chunk.slice(valueStart, lfIndex);
if (dataLines === 0 && chunk.charCodeAt(lfIndex + 1) === LF) {
onEvent({
id: id,
event: eventType,
data: value
}), id = void 0, data = "", eventType = void 0, searchIndex = lfIndex + 2, lfIndex = chunk.indexOf(`\n`, searchIndex);
continue;
}
data = dataLines === 0 ? value : `${data}\n${value}`, dataLines++;
} else isEventPrefix(chunk, searchIndex, firstCharCode) ? eventType = chunk.slice(chunk.charCodeAt(searchIndex + 6) === SPACE ? searchIndex + 7 : searchIndex + 6, lfIndex) || void 0 : parseLine(chunk, searchIndex, lfIndex);
searchIndex = lfIndex + 1, lfIndex = chunk.indexOf(`\n`, searchIndex);
}
return chunk.slice(searchIndex);
}
for (;searchIndex < chunk.length; ) {
const crIndex = chunk.indexOf("\r", searchIndex), lfIndex = chunk.indexOf(`\n`, searchIndex);
let lineEnd = -1;
if (crIndex !== -1 && lfIndex !== -1 ? lineEnd = crIndex < lfIndex ? crIndex : lfIndex : crIndex !== -1 ? crIndex === chunk.length - 1 ? lineEnd = -1 : lineEnd = crIndex : lfIndex !== -1 && (lineEnd = lfIndex), 
lineEnd === -1) break;
parseLine(chunk, searchIndex, lineEnd), searchIndex = lineEnd + 1, chunk.charCodeAt(searchIndex - 1) === CR && chunk.charCodeAt(searchIndex) === LF && searchIndex++;
}
return chunk.slice(searchIndex);
}
function parseLine(chunk, start, end) {
if (start === end) {
dispatchEvent();
return;
}
const firstCharCode = chunk.charCodeAt(start);
if (isDataPrefix(chunk, start, firstCharCode)) {
const valueStart = chunk.charCodeAt(start + 5) === SPACE ? start + 6 : start + 5, value2 = chunk.slice(valueStart, end);
data = dataLines === 0 ? value2 : `${data}\n${value2}`, dataLines++;
return;
}
if (isEventPrefix(chunk, start, firstCharCode)) {
eventType = chunk.slice(chunk.charCodeAt(start + 6) === SPACE ? start + 7 : start + 6, end) || void 0;
return;
}
if (firstCharCode === 105 && chunk.charCodeAt(start + 1) === 100 && chunk.charCodeAt(start + 2) === 58) {
const value2 = chunk.slice(chunk.charCodeAt(start + 3) === SPACE ? start + 4 : start + 3, end);
value2.includes("\0") || (id = value2);
return;
}
if (firstCharCode === 58) {
if (onComment) {
const line2 = chunk.slice(start, end);
onComment(line2.slice(chunk.charCodeAt(start + 1) === SPACE ? 2 : 1));
}
return;
}
const line = chunk.slice(start, end), fieldSeparatorIndex = line.indexOf(":");
if (fieldSeparatorIndex === -1) {
processField(line, "", line);
return;
}
const field = line.slice(0, fieldSeparatorIndex), offset = line.charCodeAt(fieldSeparatorIndex + 1) === SPACE ? 2 : 1, value = line.slice(fieldSeparatorIndex + offset);
processField(field, value, line);
}
function processField(field, value, line) {
switch (field) {
case "event":
eventType = value || void 0;
break;

case "data":
data = dataLines === 0 ? value : `${data}\n${value}`, dataLines++;
break;

case "id":
value.includes("\0") || (id = value);
break;

case "retry":
/^\d+$/.test(value) ? onRetry(parseInt(value, 10)) : onError(new ParseError(`Invalid \`retry\` value: "${value}"`, {
type: "invalid-retry",
value: value,
line: line
}));
break;

default:
onError(new ParseError(`Unknown field "${field.length > 20 ? `${field.slice(0, 20)}…` : field}"`, {
type: "unknown-field",
field: field,
value: value,
line: line
}));
break;
}
}
function dispatchEvent() {
dataLines > 0 && onEvent({
id: id,
event: eventType,
data: data
}), id = void 0, data = "", dataLines = 0, eventType = void 0;
}
function reset(options = {}) {
if (options.consume && pendingFragments.length > 0) {
const incompleteLine = pendingFragments.join("");
parseLine(incompleteLine, 0, incompleteLine.length);
}
isFirstChunk = !0, id = void 0, data = "", dataLines = 0, eventType = void 0, pendingFragments.length = 0, 
pendingFragmentsLength = 0, terminated = !1;
}
return {
feed: feed,
reset: reset
};
}
function isDataPrefix(chunk, i, firstCharCode) {
return firstCharCode === 100 && chunk.charCodeAt(i + 1) === 97 && chunk.charCodeAt(i + 2) === 116 && chunk.charCodeAt(i + 3) === 97 && chunk.charCodeAt(i + 4) === 58;
}
function isEventPrefix(chunk, i, firstCharCode) {
return firstCharCode === 101 && chunk.charCodeAt(i + 1) === 118 && chunk.charCodeAt(i + 2) === 101 && chunk.charCodeAt(i + 3) === 110 && chunk.charCodeAt(i + 4) === 116 && chunk.charCodeAt(i + 5) === 58;
}
}
};

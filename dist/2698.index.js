export const id = 2698;

export const ids = [ 2698 ];

export const modules = {
22698: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
startAgent: () => startAgent
});
var external_node_crypto_ = __webpack_require__(77598);
var external_node_http_ = __webpack_require__(37067);
var errors = __webpack_require__(37734);
var listen = __webpack_require__(89580);
const agentName = "infra-test agent (no model)";
const modelName = "no-model";
const notice = "no model: this agent answers by rules";
const a2aPath = "/a2a";
const version = "1.0.0";
const modes = [ "text/plain" ];
const skills = [ {
id: "policies",
name: "Policies",
description: "Tells the refund window and the support hours.",
tags: [ "faq" ]
}, {
id: "accounts",
name: "Accounts",
description: "Tells calls, revenue and industry of an account, from its tools.",
tags: [ "data" ]
}, {
id: "calls",
name: "Calls",
description: "Finds the call that is about something, from its tools.",
tags: [ "search" ]
} ];
function agentCard(origin) {
const offer = {
url: `${origin}${a2aPath}`,
protocolBinding: "JSONRPC",
tenant: ""
};
return {
name: agentName,
description: `Answers questions about sales calls. ${notice}.`,
version: version,
supportedInterfaces: [ {
...offer,
protocolVersion: "1.0"
}, {
...offer,
protocolVersion: "0.3"
} ],
provider: undefined,
capabilities: {
streaming: true,
pushNotifications: false,
extensions: []
},
securitySchemes: {
bearer: {
scheme: {
$case: "httpAuthSecurityScheme",
value: {
description: "",
scheme: "Bearer",
bearerFormat: ""
}
}
}
},
securityRequirements: [ {
schemes: {
bearer: {
list: []
}
}
} ],
defaultInputModes: modes,
defaultOutputModes: modes,
skills: skills.map(skill => ({
...skill,
examples: [],
inputModes: [],
outputModes: [],
securityRequirements: []
})),
signatures: []
};
}
function legacyCard(origin) {
return {
protocolVersion: "0.3.0",
name: agentName,
description: `Answers questions about sales calls. ${notice}.`,
version: version,
url: `${origin}${a2aPath}`,
preferredTransport: "JSONRPC",
capabilities: {
streaming: true,
pushNotifications: false
},
securitySchemes: {
bearer: {
type: "http",
scheme: "bearer"
}
},
security: [ {
bearer: []
} ],
defaultInputModes: modes,
defaultOutputModes: modes,
skills: skills
};
}
var engine = __webpack_require__(55953);
var external_node_events_ = __webpack_require__(78474);
const bodyLimitBytes = 256 * 1024;
class BadRequest extends Error {
name="BadRequest";
status;
constructor(message, status = 400) {
super(message);
this.status = status;
}
}
class Exchange {
request;
response;
signal;
constructor(request, response) {
this.request = request;
this.response = response;
const controller = new AbortController;
response.on("close", () => {
if (!response.writableFinished) controller.abort(new Error("the client left"));
});
this.signal = controller.signal;
}
header(name) {
const value = this.request.headers[name];
return typeof value === "string" ? value : undefined;
}
async readText() {
const bytes = await (0, listen.x8)(this.request, bodyLimitBytes);
if (bytes === undefined) throw new BadRequest("The body is larger than 256 KiB.", 413);
return bytes.toString("utf8");
}
async readObject() {
const value = parseJson(await this.readText());
if (typeof value !== "object" || value === null || Array.isArray(value)) throw new BadRequest("The body is not a JSON object.");
return value;
}
sendJson(status, body, headers = {}) {
if (this.response.headersSent) return;
this.response.writeHead(status, {
"content-type": "application/json",
...headers
}).end(JSON.stringify(body));
}
openStream() {
this.response.writeHead(200, {
"content-type": "text/event-stream",
"cache-control": "no-cache"
});
}
async sendEvent(data) {
if (this.signal.aborted || this.response.write(`data: ${data}\n\n`)) return;
await (0, external_node_events_.once)(this.response, "drain", {
signal: this.signal
});
}
}
function parseJson(text) {
try {
return JSON.parse(text);
} catch {
throw new BadRequest("The body is not JSON.");
}
}
class AgentTrouble extends Error {
name="AgentTrouble";
}
const longestText = 8e3;
function requireText(value, name) {
if (typeof value !== "string" || value.trim() === "") throw new BadRequest(`${name} is not a text.`);
if (value.length > longestText) throw new BadRequest(`${name} is longer than 8,000 characters.`);
return value;
}
const streamingKey = "streaming";
const states = {
working: 2,
completed: 3,
failed: 4,
canceled: 5
};
const agentRole = 2;
const metadata = {
model: modelName,
notice: notice
};
class BrainExecutor {
#brain;
#conversations;
#running=new Map;
constructor(brain, conversations) {
this.#brain = brain;
this.#conversations = conversations;
}
async execute(context, bus) {
const controller = new AbortController;
this.#running.set(context.taskId, controller);
const {taskId: id, contextId: contextId} = context;
bus.publish({
kind: "task",
data: {
id: id,
contextId: contextId,
status: a2a_executor_status("working"),
artifacts: [],
history: [],
metadata: metadata
}
});
try {
const told = await this.#answer(context, controller.signal);
await this.#publishAnswer(context, told, bus, controller.signal);
} catch (error) {
if (controller.signal.aborted) return;
if (!(error instanceof AgentTrouble || error instanceof BadRequest)) throw error;
publishStatus(context, a2a_executor_status("failed", error.message), bus);
} finally {
this.#running.delete(context.taskId);
bus.finished();
}
}
async cancelTask(taskId, bus) {
this.#running.get(taskId)?.abort(new Error("cancelled"));
publishStatus({
taskId: taskId,
contextId: ""
}, a2a_executor_status("canceled"), bus);
}
stop() {
for (const controller of this.#running.values()) controller.abort(new Error("the agent stops"));
}
async #answer({userMessage: userMessage, contextId: contextId}, signal) {
const said = userMessage.parts.flatMap(({content: content}) => content?.$case === "text" ? [ content.value ] : []).join("\n");
const text = requireText(said, "The message");
return await this.#brain.answer({
text: text,
earlier: this.#conversations.add(contextId, text),
functions: [],
signal: signal
});
}
async #publishAnswer(context, told, bus, signal) {
const artifactId = (0, external_node_crypto_.randomUUID)();
const isStream = context.context.state.get(streamingKey) === true;
const pieces = isStream ? this.#brain.stream(told, signal) : [ told.text ];
let append = false;
for await (const piece of pieces) {
bus.publish({
kind: "artifactUpdate",
data: {
...placeOf(context),
artifact: {
artifactId: artifactId,
name: "answer",
description: "",
parts: [ textPart(piece) ],
metadata: undefined,
extensions: []
},
append: append,
lastChunk: !isStream,
metadata: undefined
}
});
append = true;
}
const usage = {
input_tokens: told.usage.input,
output_tokens: told.usage.output
};
publishStatus(context, a2a_executor_status("completed"), bus, {
...metadata,
usage: usage
});
}
}
function placeOf({taskId: taskId, contextId: contextId}) {
return {
taskId: taskId,
contextId: contextId
};
}
function publishStatus(place, next, bus, about = metadata) {
bus.publish({
kind: "statusUpdate",
data: {
...placeOf(place),
status: next,
metadata: {
...about
}
}
});
}
function a2a_executor_status(state, words) {
return {
state: states[state],
message: words === undefined ? undefined : message(words),
timestamp: (new Date).toISOString()
};
}
function message(text) {
return {
messageId: (0, external_node_crypto_.randomUUID)(),
contextId: "",
taskId: "",
role: agentRole,
parts: [ textPart(text) ],
metadata: metadata,
extensions: [],
referenceTaskIds: []
};
}
function textPart(value) {
return {
content: {
$case: "text",
value: value
},
metadata: undefined,
filename: "",
mediaType: ""
};
}
const mostTasks = 1e3;
class BoundedTaskStore {
#tasks=new Map;
async save(task) {
this.#tasks.delete(task.id);
this.#tasks.set(task.id, structuredClone(task));
const [oldest] = this.#tasks.keys();
if (this.#tasks.size > mostTasks && oldest !== undefined) this.#tasks.delete(oldest);
}
async load(taskId) {
return structuredClone(this.#tasks.get(taskId));
}
async list({contextId: contextId, status: status}) {
const fits = task => (!contextId || task.contextId === contextId) && (!status || task.status?.state === status);
const tasks = [ ...this.#tasks.values() ].filter(fits).map(task => structuredClone(task));
return {
tasks: tasks,
nextPageToken: "",
pageSize: tasks.length,
totalSize: tasks.length
};
}
}
const legacyVersion = "0.3";
const streamingMethods = [ "SendStreamingMessage", "message/stream" ];
async function createA2aRoutes(brain, conversations, originOf) {
const [protocol, sdk, legacy] = await Promise.all([ (0, engine.ro)("@a2a-js/sdk"), (0, 
engine.ro)("@a2a-js/sdk/server"), (0, engine.ro)("@a2a-js/sdk/compat/v0_3/server") ]);
const sdks = {
protocol: protocol,
server: sdk,
legacy: legacy
};
const executor = new BrainExecutor(brain, conversations);
let server;
const serverOnce = () => server ??= createServer(sdks, executor, originOf());
return {
showCard: exchange => {
const isLegacy = versionOf(exchange) === legacyVersion;
const card = isLegacy ? legacyCard(originOf()) : serverOnce().card;
exchange.sendJson(200, card, {
"cache-control": "public, max-age=3600",
vary: "A2A-Version"
});
},
answerRpc: async exchange => await answerRpc(sdk, serverOnce(), exchange),
stop: () => executor.stop()
};
}
function createServer({protocol: protocol, server: server, legacy: legacy}, executor, origin) {
const card = agentCard(origin);
const handler = new server.DefaultRequestHandler(card, new BoundedTaskStore, executor);
return {
card: protocol.AgentCard.toJSON(card),
validateVersion: version => server.validateVersion(version, card, "JSONRPC"),
modern: new server.JsonRpcTransportHandler(handler),
legacy: new legacy.LegacyJsonRpcTransportHandler(handler)
};
}
async function answerRpc(sdk, server, exchange) {
const version = versionOf(exchange);
const body = await exchange.readText();
try {
server.validateVersion(version);
} catch (error) {
exchange.sendJson(200, {
jsonrpc: "2.0",
id: null,
error: sdk.JsonRpcTransportHandler.mapToJSONRPCError(error)
});
return;
}
const state = new Map([ [ streamingKey, streamingMethods.some(method => body.includes(`"${method}"`)) ] ]);
const context = new sdk.ServerCallContext({
requestedVersion: version,
user: new sdk.UnauthenticatedUser,
state: state
});
const handler = version === legacyVersion ? server.legacy : server.modern;
const answer = await handler.handle(body, context);
if (isStream(answer)) await sendStream(answer, exchange); else exchange.sendJson(200, answer);
}
async function sendStream(events, exchange) {
exchange.openStream();
for await (const event of events) {
if (exchange.signal.aborted) return;
await exchange.sendEvent(JSON.stringify(event));
}
exchange.response.end();
}
function isStream(answer) {
return typeof answer === "object" && answer !== null && Symbol.asyncIterator in answer;
}
function versionOf(exchange) {
return exchange.header("a2a-version") || legacyVersion;
}
const longestWaitMilliseconds = 3e4;
const account = String.raw`\baccount\s+(\d{1,9})\b`;
const rules = [ {
pattern: /\brepeat\b\s+(?:the\s+(?:code|word)\s+)?(\S{1,200})/i,
intent: ([, text = ""]) => ({
kind: "repeat",
text: text
})
}, {
pattern: /\bcall the function (\w{1,64})/i,
intent: ([, name = ""]) => ({
kind: "function",
name: name
})
}, {
pattern: /\brefund/i,
intent: () => ({
kind: "fact",
topic: "refund"
})
}, {
pattern: /\bsupport hours\b/i,
intent: () => ({
kind: "fact",
topic: "support"
})
}, {
pattern: /\b(?:last|latest|newest) call\b/i,
intent: () => ({
kind: "latest"
})
}, {
pattern: /\bwhat is my name\b/i,
intent: () => ({
kind: "name"
})
}, {
pattern: /\btake (\d{1,6}) ?(ms|s|seconds?)\b/i,
intent: ([, amount, unit]) => waitIntent(Number(amount), unit)
}, {
pattern: new RegExp(String.raw`\bhow many calls\b[^\d]{0,100}${account}`, "i"),
intent: ([, id]) => accountIntent(id, "calls")
}, {
pattern: new RegExp(String.raw`\brevenue\b[^\d]{0,100}${account}`, "i"),
intent: ([, id]) => accountIntent(id, "revenue")
}, {
pattern: new RegExp(String.raw`\bindustry\b[^\d]{0,100}${account}`, "i"),
intent: ([, id]) => accountIntent(id, "industry")
}, {
pattern: new RegExp(String.raw`${account}\s+as json\b`, "i"),
intent: ([, id]) => accountIntent(id, "json")
}, {
pattern: /\bwhich call is about ([^?]{1,2000})/i,
intent: ([, text = ""]) => ({
kind: "search",
text: text.trim()
})
} ];
function intentOf(question) {
for (const {pattern: pattern, intent: intent} of rules) {
const found = pattern.exec(question);
if (found !== null) return intent(found);
}
return {
kind: "unknown"
};
}
function nameIn(turns) {
const names = turns.flatMap(turn => /\bmy name is (\w{1,64})/i.exec(turn)?.[1] ?? []);
return names.at(-1);
}
function accountIntent(id, wants) {
return {
kind: "account",
accountId: Number(id),
wants: wants
};
}
function waitIntent(amount, unit = "s") {
const milliseconds = unit.toLowerCase() === "ms" ? amount : amount * 1e3;
return {
kind: "wait",
milliseconds: Math.min(milliseconds, longestWaitMilliseconds)
};
}
var deadline = __webpack_require__(33237);
async function pauseOrThrow(milliseconds, signal) {
await (0, deadline.v7)(milliseconds, signal);
signal.throwIfAborted();
}
const facts = {
refund: "The refund window is 30 days after the purchase.",
support: "Support is there from 8:00 to 18:00 UTC, Monday to Friday."
};
async function answerByRules(question, means) {
const intent = intentOf(question.text);
if (intent.kind === "function") return callFunction(intent.name, question.functions);
return {
text: await textFor(intent, question, means),
calls: []
};
}
async function textFor(intent, question, means) {
switch (intent.kind) {
case "fact":
return facts[intent.topic];

case "repeat":
return `The code is ${intent.text}`;

case "name":
{
const name = nameIn(question.earlier);
return name === undefined ? "You did not tell me your name." : `Your name is ${name}.`;
}

case "wait":
await pauseOrThrow(intent.milliseconds, question.signal);
return `That took ${intent.milliseconds} ms.`;

case "account":
return tellAccount(intent, await summaryOf(intent.accountId, question, means));

case "search":
return tellCall(await nearestCall(intent.text, question, means));

case "latest":
return tellLatest(await latestCall(question, means));

case "unknown":
default:
return nameIn([ question.text ]) === undefined ? "I have no rule for this question. Ask me about refunds, support hours, calls or accounts." : "I will remember your name in this conversation.";
}
}
function callFunction(name, offered) {
if (offered.includes(name)) return {
text: "",
calls: [ {
name: name,
arguments: {}
} ]
};
return {
text: `You offer no function ${name}.`,
calls: []
};
}
async function summaryOf(accountId, question, means) {
if (means.faults.includes("agent-without-tool")) return rememberAccount(means.world, accountId);
return await callTool("account_summary", {
account_id: accountId
}, question, means);
}
async function nearestCall(query, question, means) {
if (means.faults.includes("agent-without-tool")) return rememberCall(means.world, query);
const {calls: calls} = await callTool("search_calls", {
query: query,
limit: 1
}, question, means);
return calls[0];
}
async function latestCall({signal: signal}, {faults: faults, world: world, tools: tools}) {
if (faults.includes("agent-without-tool")) return world.calls.map(({callId: callId, title: title}) => ({
call_id: callId,
title: title
})).at(-1);
const [call] = await asTrouble(signal, async () => await tools.listResources("call:", signal));
return call && {
call_id: call.name,
title: call.title ?? ""
};
}
async function callTool(tool, args, {signal: signal}, {tools: tools}) {
return await asTrouble(signal, async () => await tools.call(tool, args, signal));
}
async function asTrouble(signal, work) {
try {
return await work();
} catch (error) {
signal.throwIfAborted();
throw new AgentTrouble((0, errors.gJ)(error), {
cause: error
});
}
}
function rememberAccount({accounts: accounts, calls: calls}, accountId) {
const account = accounts.find(candidate => candidate.accountId === accountId);
if (account === undefined) throw new AgentTrouble(`There is no account ${accountId}.`);
const {name: name, industry: industry, arrUsd: arrUsd} = account;
return {
name: name,
industry: industry,
arr_usd: arrUsd,
calls: calls.filter(call => call.accountId === accountId).length
};
}
function rememberCall({calls: calls}, query) {
const wanted = new Set(wordsOf(query));
const scored = calls.map(call => ({
call: call,
score: wordsOf(call.title).filter(word => wanted.has(word)).length
}));
const best = scored.reduce((one, two) => two.score > one.score ? two : one);
return best.score === 0 ? undefined : {
call_id: best.call.callId,
title: best.call.title
};
}
function wordsOf(text) {
return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}
function tellAccount({accountId: accountId, wants: wants}, summary) {
const {name: name, industry: industry, arr_usd: revenue, calls: calls} = summary;
if (wants === "json") return JSON.stringify({
account_id: accountId,
name: name,
industry: industry,
arr_usd: revenue,
calls: calls
});
if (wants === "calls") return `Account ${accountId} (${name}) has ${calls} calls.`;
if (wants === "industry") return `Account ${accountId} (${name}) is in ${industry}.`;
return `Account ${accountId} (${name}) brings ${revenue} US dollars a year.`;
}
function tellCall(call) {
return call === undefined ? "I found no such call." : `The nearest call is ${call.call_id}: ${call.title}`;
}
function tellLatest(call) {
return call === undefined ? "No call is recorded." : `The last call is ${call.call_id}: ${call.title}`;
}
const slowMilliseconds = 2500;
const mixingMilliseconds = 20;
class Brain {
#options;
#lastText="";
constructor(options) {
this.#options = options;
}
async answer(question) {
const {faults: faults} = this.#options;
const {signal: signal} = question;
if (faults.includes("slow-agent")) await pauseOrThrow(slowMilliseconds, signal);
const text = faults.includes("mixed-conversations") ? await this.#mixed(question) : question.text;
if (faults.includes("agent-error-200") && /\brefund/i.test(text)) throw new AgentTrouble("the model behind this agent is overloaded");
const told = await answerByRules({
...question,
text: text
}, this.#options);
return {
...told,
usage: {
input: countWords([ ...question.earlier, question.text ]),
output: countWords([ told.text ])
}
};
}
async* stream(told, signal) {
const pieces = told.text.match(/\S+\s*/g) ?? [];
for (const [index, piece] of pieces.entries()) {
if (index === 2 && this.#options.faults.includes("stuck-stream")) await aborted(signal);
signal.throwIfAborted();
yield piece;
}
}
async #mixed({text: text, signal: signal}) {
this.#lastText = text;
await pauseOrThrow(mixingMilliseconds, signal);
return this.#lastText;
}
}
function aborted(signal) {
return new Promise((_, reject) => {
const stop = () => reject(signal.reason);
if (signal.aborted) stop(); else signal.addEventListener("abort", stop, {
once: true
});
});
}
function countWords(texts) {
return texts.reduce((sum, text) => sum + (text.match(/\S+/g)?.length ?? 0), 0);
}
function listModels(exchange) {
const model = {
id: modelName,
object: "model",
created: 0,
owned_by: notice
};
exchange.sendJson(200, {
object: "list",
data: [ model ]
});
}
async function completeChat({brain: brain, hidesErrors: hidesErrors}, exchange) {
try {
const body = await exchange.readObject();
const question = questionIn(body, exchange.signal);
const told = await brain.answer(question);
if (body["stream"] === true) await streamChat(brain, told, body, exchange); else exchange.sendJson(200, completion(told));
} catch (error) {
if (!(error instanceof AgentTrouble)) throw error;
exchange.sendJson(hidesErrors ? 200 : 500, {
error: {
message: error.message,
type: "server_error",
code: "agent_trouble"
}
});
}
}
function refuseChat(exchange, status, message) {
exchange.sendJson(status, {
error: {
message: message,
type: "invalid_request_error",
code: null
}
});
}
function questionIn(body, signal) {
const {model: model, messages: messages, tools: tools} = body;
if (model !== modelName) throw new BadRequest(`There is no model ${JSON.stringify(model)}, only ${modelName}.`);
if (!Array.isArray(messages)) throw new BadRequest("messages is not a list.");
const said = messages.filter(message => message?.role === "user");
const texts = said.map(({content: content}) => requireText(content, "The content of a message"));
const text = texts.at(-1);
if (text === undefined) throw new BadRequest("messages has nothing from the user.");
return {
text: text,
earlier: texts.slice(0, -1),
functions: functionNames(tools),
signal: signal
};
}
function functionNames(tools) {
if (!Array.isArray(tools)) return [];
return tools.flatMap(tool => typeof tool?.function?.name === "string" ? [ tool.function.name ] : []);
}
function completion({text: text, calls: calls, usage: usage}) {
const message = {
role: "assistant",
content: calls.length === 0 ? text : null,
...calls.length > 0 && {
tool_calls: toolCalls(calls)
}
};
return {
...header("chat.completion"),
choices: [ {
index: 0,
message: message,
finish_reason: calls.length === 0 ? "stop" : "tool_calls"
} ],
usage: wireUsage(usage)
};
}
async function streamChat(brain, told, body, exchange) {
const shared = header("chat.completion.chunk");
const send = async part => await exchange.sendEvent(JSON.stringify({
...shared,
...part
}));
exchange.openStream();
await send({
choices: [ {
index: 0,
delta: {
role: "assistant",
content: ""
},
finish_reason: null
} ]
});
for await (const piece of brain.stream(told, exchange.signal)) {
await send({
choices: [ {
index: 0,
delta: {
content: piece
},
finish_reason: null
} ]
});
}
const calls = toolCalls(told.calls).map((call, index) => ({
index: index,
...call
}));
if (calls.length > 0) await send({
choices: [ {
index: 0,
delta: {
tool_calls: calls
},
finish_reason: null
} ]
});
await send({
choices: [ {
index: 0,
delta: {},
finish_reason: calls.length === 0 ? "stop" : "tool_calls"
} ]
});
if (wantsUsage(body["stream_options"])) await send({
choices: [],
usage: wireUsage(told.usage)
});
await exchange.sendEvent("[DONE]");
exchange.response.end();
}
function header(object) {
return {
id: `chatcmpl-${(0, external_node_crypto_.randomUUID)()}`,
object: object,
created: Math.floor(Date.now() / 1e3),
model: modelName,
system_fingerprint: notice
};
}
function toolCalls(calls) {
return calls.map(({name: name, arguments: args}, index) => ({
id: `call_${index}`,
type: "function",
function: {
name: name,
arguments: JSON.stringify(args)
}
}));
}
function wireUsage({input: input, output: output}) {
return {
prompt_tokens: input,
completion_tokens: output,
total_tokens: input + output
};
}
function wantsUsage(options) {
return typeof options === "object" && options !== null && "include_usage" in options && options.include_usage === true;
}
const mostConversations = 1e3;
const mostTurns = 50;
class Conversations {
#turns=new Map;
add(conversation, text) {
const turns = this.#turns.get(conversation) ?? [];
const earlier = [ ...turns ];
turns.push(text);
if (turns.length > mostTurns) turns.shift();
this.#turns.delete(conversation);
this.#turns.set(conversation, turns);
const [oldest] = this.#turns.keys();
if (this.#turns.size > mostConversations && oldest !== undefined) this.#turns.delete(oldest);
return earlier;
}
}
const sessionHeader = "x-amzn-bedrock-agentcore-runtime-session-id";
async function invoke(options, exchange) {
const {prompt: prompt} = await exchange.readObject();
const text = requireText(prompt, "prompt");
await tell(options, exchange, text, exchange.header(sessionHeader), answer => ({
result: answer
}));
}
async function waitForRun(options, exchange) {
const {assistant_id: assistant, input: input} = await exchange.readObject();
if (assistant !== "agent") throw new BadRequest(`There is no assistant ${JSON.stringify(assistant)}, only "agent".`);
const messages = input?.messages ?? [];
const text = requireText(messages.at(-1)?.content, "The last message");
await tell(options, exchange, text, undefined, answer => ({
messages: [ {
type: "human",
content: text
}, {
type: "ai",
content: answer
} ]
}));
}
async function tell({brain: brain, conversations: conversations, hidesErrors: hidesErrors}, exchange, text, conversation, shape) {
const earlier = conversation === undefined ? [] : conversations.add(conversation, text);
try {
const {text: answer, usage: usage} = await brain.answer({
text: text,
earlier: earlier,
functions: [],
signal: exchange.signal
});
exchange.sendJson(200, {
...shape(answer),
model: modelName,
notice: notice,
usage: {
input_tokens: usage.input,
output_tokens: usage.output
}
});
} catch (error) {
if (!(error instanceof AgentTrouble)) throw error;
exchange.sendJson(hidesErrors ? 200 : 500, {
error: error.message
});
}
}
const localNames = new Set([ "127.0.0.1", "localhost", "[::1]" ]);
function isLocalRequest({headers: headers}) {
return isLocal(`http://${headers.host ?? ""}`) && (headers.origin === undefined || isLocal(headers.origin));
}
function isLocal(url) {
return URL.canParse(url) && localNames.has(new URL(url).hostname);
}
const inputSchema = {
type: "object",
properties: {
question: {
type: "string",
minLength: 1,
maxLength: 8e3
},
conversation: {
type: "string",
maxLength: 200
}
},
required: [ "question" ],
additionalProperties: false
};
async function createMcpRoute(brain, conversations) {
const [sdk, adapter] = await Promise.all([ (0, engine.ro)("@modelcontextprotocol/server"), (0, 
engine.ro)("@modelcontextprotocol/node") ]);
const input = sdk.fromJsonSchema({
...inputSchema
});
const handler = sdk.createMcpHandler(() => {
const server = new sdk.McpServer({
name: agentName,
version: "1.0.0"
});
const description = `Answers a question about sales calls. ${notice}.`;
server.registerTool("ask", {
title: "Ask the agent",
description: description,
inputSchema: input
}, (asked, context) => ask(brain, conversations, asked, context.mcpReq.signal));
return server;
});
const handle = adapter.toNodeHandler(handler);
return {
answer: async ({request: request, response: response}) => await handle(request, response),
close: async () => await handler.close()
};
}
async function ask(brain, conversations, asked, signal) {
const {question: text, conversation: conversation} = asked;
const earlier = conversation === undefined ? [] : conversations.add(conversation, text);
try {
const told = await brain.answer({
text: text,
earlier: earlier,
functions: [],
signal: signal
});
const usage = {
input_tokens: told.usage.input,
output_tokens: told.usage.output
};
return {
content: [ {
type: "text",
text: told.text
} ],
structuredContent: {
answer: told.text,
model: modelName,
notice: notice,
usage: usage
}
};
} catch (error) {
if (!(error instanceof AgentTrouble)) throw error;
return {
content: [ {
type: "text",
text: error.message
} ],
isError: true
};
}
}
var dist = __webpack_require__(95072);
const timeoutMilliseconds = 1e4;
class ToolClient {
#url;
#client;
constructor(url) {
this.#url = new URL(url);
}
async call(tool, args, signal) {
const client = await this.#connect();
const limited = AbortSignal.any([ signal, AbortSignal.timeout(timeoutMilliseconds) ]);
const {content: content, structuredContent: structuredContent, isError: isError} = await client.callTool({
name: tool,
arguments: {
...args
}
}, {
signal: limited
});
const text = content.flatMap(part => part.type === "text" ? [ part.text ] : []).join("\n");
if (isError === true) throw new Error(`the tool ${tool} answered: ${text}`);
if (structuredContent === undefined) throw new Error(`the tool ${tool} gave no structured content`);
return structuredContent;
}
async listResources(scheme, signal) {
const client = await this.#connect();
const {resources: resources} = await client.listResources({}, {
signal: AbortSignal.any([ signal, AbortSignal.timeout(timeoutMilliseconds) ])
});
return resources.filter(({uri: uri}) => uri.startsWith(scheme));
}
async [Symbol.asyncDispose]() {
const client = await (this.#client?.catch(() => undefined));
await (client?.close().catch(() => undefined));
}
async #connect() {
this.#client ??= this.#open();
try {
return await this.#client;
} catch (error) {
this.#client = undefined;
throw new Error(`the tools at ${this.#url.host} cannot be reached: ${(0, errors.gJ)(error)}`, {
cause: error
});
}
}
async #open() {
const client = new dist.Kj({
name: "infra-test-agent",
version: "1"
}, {
versionNegotiation: {
mode: "auto"
}
});
await client.connect(new dist.jS(this.#url), {
timeout: timeoutMilliseconds
});
return client;
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
async function startAgent(options) {
const env_1 = {
stack: [],
error: void 0,
hasError: false
};
try {
const faults = options.faults ?? [];
const key = `agent_${(0, external_node_crypto_.randomBytes)(24).toString("hex")}`;
const stack = __addDisposableResource(env_1, new AsyncDisposableStack, true);
const tools = stack.use(new ToolClient(options.mcpUrl));
const brain = new Brain({
world: options.world,
faults: faults,
tools: tools
});
const conversations = new Conversations;
let url = "";
const a2a = await createA2aRoutes(brain, conversations, () => url);
stack.defer(() => a2a.stop());
const mcp = await createMcpRoute(brain, conversations);
stack.defer(async () => await mcp.close());
const told = {
brain: brain,
conversations: conversations,
hidesErrors: faults.includes("agent-error-200")
};
const routes = {
"GET /.well-known/agent-card.json": {
isPublic: true,
answer: exchange => a2a.showCard(exchange)
},
[`POST ${a2aPath}`]: {
answer: async exchange => await a2a.answerRpc(exchange)
},
"GET /v1/models": {
answer: listModels
},
"POST /v1/chat/completions": {
answer: async exchange => await completeChat(told, exchange)
},
"GET /ping": {
isPublic: true,
answer: exchange => exchange.sendJson(200, {
status: "Healthy",
time_of_last_update: 0
})
},
"POST /invocations": {
answer: async exchange => await invoke(told, exchange)
},
"GET /ok": {
isPublic: true,
answer: exchange => exchange.sendJson(200, {
ok: true
})
},
"POST /runs/wait": {
answer: async exchange => await waitForRun(told, exchange)
},
"POST /mcp": {
answer: async exchange => await mcp.answer(exchange)
}
};
const needsKey = faults.includes("open-agent") ? undefined : key;
const server = (0, external_node_http_.createServer)({
keepAliveTimeout: 6e4
}, (request, response) => void respond(routes, needsKey, request, response));
url = `http://127.0.0.1:${await (0, listen.cw)(server, options.port)}`;
stack.defer(async () => await (0, listen.qW)(server));
const running = stack.move();
return {
url: url,
key: key,
[Symbol.asyncDispose]: async () => await running.disposeAsync()
};
} catch (e_1) {
env_1.error = e_1;
env_1.hasError = true;
} finally {
const result_1 = __disposeResources(env_1);
if (result_1) await result_1;
}
}
async function respond(routes, key, request, response) {
const exchange = new Exchange(request, response);
const {pathname: pathname} = new URL(request.url ?? "/", "http://127.0.0.1");
const name = `${request.method} ${pathname}`;
const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
if (!isLocalRequest(request)) return refuseChat(exchange, 403, "This agent answers this machine only.");
if (route === undefined) return refuseChat(exchange, 404, `There is no ${name}.`);
if (route.isPublic !== true && key !== undefined && !hasKey(request, key)) {
response.setHeader("www-authenticate", "Bearer");
return refuseChat(exchange, 401, "A bearer key is needed.");
}
try {
await route.answer(exchange);
} catch (error) {
if (exchange.signal.aborted) return void response.destroy();
if (error instanceof BadRequest) return refuseChat(exchange, error.status, error.message);
refuseChat(exchange, 500, (0, errors.gJ)(error));
}
}
function hasKey({headers: headers}, key) {
const given = Buffer.from(headers.authorization ?? "");
const wanted = Buffer.from(`Bearer ${key}`);
return given.length === wanted.length && (0, external_node_crypto_.timingSafeEqual)(given, wanted);
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
},
33237: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
NE: () => withDeadline,
m4: () => DeadlineExceeded,
nR: () => timerDelay,
v7: () => pause
});
class DeadlineExceeded extends Error {
name="DeadlineExceeded";
milliseconds;
constructor(milliseconds, message) {
super(message);
this.milliseconds = milliseconds;
}
}
const longestTimerMilliseconds = 2 ** 31 - 1;
function withDeadline(work, milliseconds, message) {
return new Promise((resolve, reject) => {
const timer = setTimeout(() => reject(new DeadlineExceeded(milliseconds, message)), timerDelay(milliseconds));
work.then(value => {
clearTimeout(timer);
resolve(value);
}, error => {
clearTimeout(timer);
reject(error);
});
});
}
function pause(milliseconds, signal) {
return new Promise(resolve => {
if (signal.aborted) return resolve();
const finish = () => {
clearTimeout(timer);
signal.removeEventListener("abort", finish);
resolve();
};
const timer = setTimeout(finish, timerDelay(milliseconds));
signal.addEventListener("abort", finish, {
once: true
});
});
}
function timerDelay(milliseconds) {
return milliseconds > 0 ? Math.min(milliseconds, longestTimerMilliseconds) : 0;
}
}
};

export const id = 7098;

export const ids = [ 7098 ];

export const modules = {
70032: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Aq: () => AgentHttp,
EN: () => bodyOf,
Ng: () => describeRequest,
qE: () => noAnswer
});
var _std_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37734);
var _guarded_fetch_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(13553);
var _network_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(71437);
var _short_text_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(54192);
var _answer_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(15858);
var _body_error_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(88615);
class AgentHttp {
#origin;
#headers;
#network;
#web;
constructor(url, headers, network) {
this.#origin = url.origin;
this.#headers = headers;
this.#network = network;
this.#web = (0, _guarded_fetch_js__WEBPACK_IMPORTED_MODULE_1__.R)(url, network);
}
withHeaders(headers) {
return new AgentHttp(new URL(this.#origin), headers, this.#network);
}
async open(request, signal) {
const {method: method, url: url, headers: headers, body: body} = request;
if (url.origin !== this.#origin) throw new _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.P_("OTHER_ORIGIN", `${url.origin} is not asked: credentials are for ${this.#origin}`);
const sent = {
accept: "application/json",
"user-agent": "infra-test",
...body !== undefined && {
"content-type": "application/json"
},
...this.#headers,
...headers
};
try {
return await this.#web.fetch(url, {
method: method,
headers: sent,
signal: signal,
...body !== undefined && {
body: JSON.stringify(body)
}
});
} catch (error) {
throw noAnswer(error, request, signal);
}
}
async read(request, signal) {
const response = await this.open(request, signal);
try {
return {
status: response.status,
headers: response.headers,
text: await response.text()
};
} catch (error) {
throw noAnswer(error, request, signal);
}
}
async json(request, signal) {
const {text: text, ...response} = await this.read(request, signal);
return bodyOf(request, response, text);
}
async text(request, signal) {
const {status: status, text: text} = await this.read(request, signal);
if (status < 300) return text;
throw new _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.P_(String(status), `${describeRequest(request)} answered ${status}: ${(0, 
_short_text_js__WEBPACK_IMPORTED_MODULE_3__.o)(text)}`);
}
[Symbol.dispose]() {
this.#web[Symbol.dispose]();
}
}
function bodyOf(request, {status: status, headers: headers}, text) {
const what = describeRequest(request);
const body = (0, _answer_js__WEBPACK_IMPORTED_MODULE_4__.qF)(text);
const error = (0, _body_error_js__WEBPACK_IMPORTED_MODULE_5__.w)(body);
if (status >= 300 && status < 400) {
throw new _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.P_(String(status), `${what} answered ${status}, a redirect to ${headers.get("location") ?? "nowhere"} that is not followed`);
}
if (status >= 400) throw new _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.P_(String(status), `${what} answered ${status}: ${(0, 
_short_text_js__WEBPACK_IMPORTED_MODULE_3__.o)(error?.message ?? text)}`);
if (body === undefined) throw new _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.P_("NOT_JSON", `${what} answered ${status} with ${kindOf(text, headers)} where JSON was expected`);
if (error !== undefined) {
throw new _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.P_(error.code, `${what} answered ${status} with an error in its body: ${error.code}: ${(0, 
_short_text_js__WEBPACK_IMPORTED_MODULE_3__.o)(error.message)}`);
}
return body;
}
function describeRequest({method: method, url: url}) {
return `${method} ${url.pathname}`;
}
function kindOf(text, headers) {
return text === "" ? "an empty body" : headers.get("content-type") ?? "a body of no declared type";
}
function noAnswer(error, request, signal) {
if (error instanceof _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.P_) return error;
const what = describeRequest(request);
if (signal.aborted) return new _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.wX("timeout", `${what}: no answer in time`, {
cause: error
});
if (error instanceof _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.wX) return new _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.wX(error.kind, `${what}: ${error.message}`, sameCause(error));
if (error instanceof Error && error.name === "ForbiddenAddress") return error;
return (0, _network_error_js__WEBPACK_IMPORTED_MODULE_2__.x)(error, `${request.url.host} (${what})`, "reading the answer", false);
}
function sameCause(error) {
const {retryAfterMilliseconds: retryAfterMilliseconds} = error;
return {
cause: error,
...retryAfterMilliseconds !== undefined && {
retryAfterMilliseconds: retryAfterMilliseconds
}
};
}
},
15858: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
XN: () => errorInText,
YH: () => questionOf,
Zw: () => problemOf,
nF: () => followUp,
qF: () => parseJson
});
const errorBeginnings = [ "error:", "exception:", "internal server error", "traceback (most recent call last)", "agent stopped due to", "i encountered an error" ];
function problemOf({text: text, toolCalls: toolCalls, shortfall: shortfall}, markers) {
if (shortfall !== undefined) return shortfall;
if (text.trim() === "" && toolCalls.length === 0) return "the answer is empty";
return errorInText(text, markers);
}
function errorInText(text, markers) {
const words = text.trimStart().toLowerCase();
const beginning = errorBeginnings.find(marker => words.startsWith(marker));
if (beginning !== undefined) return `the answer is an error: it begins with "${beginning}"`;
const marker = markers.find(candidate => words.includes(candidate.toLowerCase()));
return marker === undefined ? undefined : `the answer is an error: it contains "${marker}"`;
}
function parseJson(text) {
try {
return JSON.parse(text);
} catch {
return undefined;
}
}
function questionOf(text) {
return {
text: text,
earlier: [],
conversation: crypto.randomUUID()
};
}
function followUp(question, answer, text) {
return {
...question,
text: text,
earlier: [ ...question.earlier, {
question: question.text,
answer: answer
} ]
};
}
},
73028: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
DD: () => asList,
e1: () => asText,
qY: () => asRecord
});
function asRecord(value) {
return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
function asList(value) {
return Array.isArray(value) ? value : [];
}
function asText(value) {
return typeof value === "string" ? value : undefined;
}
},
88615: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
w: () => errorInBody
});
var _as_record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73028);
function errorInBody(body) {
const record = (0, _as_record_js__WEBPACK_IMPORTED_MODULE_0__.qY)(body);
const told = record["error"] ?? record["__error__"] ?? (0, _as_record_js__WEBPACK_IMPORTED_MODULE_0__.DD)(record["errors"])[0];
if (typeof told === "string" && told !== "") return {
code: "error",
message: told
};
if (typeof told === "object" && told !== null) return errorOf((0, _as_record_js__WEBPACK_IMPORTED_MODULE_0__.qY)(told));
if (told === true || record["status"] === "error" || record["status"] === "failed") return errorOf(record);
return undefined;
}
function errorOf(record) {
const code = [ record["code"], record["type"], record["error"] ].find(value => typeof value === "string" || typeof value === "number");
const words = (0, _as_record_js__WEBPACK_IMPORTED_MODULE_0__.e1)(record["message"]) ?? (0, 
_as_record_js__WEBPACK_IMPORTED_MODULE_0__.e1)(record["detail"]) ?? "an error without words";
return {
code: String(code ?? "error"),
message: words
};
}
},
99667: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
k: () => ask,
n: () => runAsk
});
var valibot__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(77934);
var _check_name_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(36498);
var _json_schema_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92203);
var _answer_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(15858);
var _question_options_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(90043);
var _usage_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(37905);
const options = valibot__WEBPACK_IMPORTED_MODULE_3__.rej({
question: _question_options_js__WEBPACK_IMPORTED_MODULE_2__.mD,
name: valibot__WEBPACK_IMPORTED_MODULE_3__.yqP(_check_name_js__WEBPACK_IMPORTED_MODULE_0__.I),
after: valibot__WEBPACK_IMPORTED_MODULE_3__.yqP(valibot__WEBPACK_IMPORTED_MODULE_3__.FsL(valibot__WEBPACK_IMPORTED_MODULE_3__.YOg(_question_options_js__WEBPACK_IMPORTED_MODULE_2__.mD), valibot__WEBPACK_IMPORTED_MODULE_3__.h_("Questions asked before it in the same conversation"))),
schema: valibot__WEBPACK_IMPORTED_MODULE_3__.yqP(valibot__WEBPACK_IMPORTED_MODULE_3__.FsL(valibot__WEBPACK_IMPORTED_MODULE_3__.g1P(valibot__WEBPACK_IMPORTED_MODULE_3__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_3__.L5J()), valibot__WEBPACK_IMPORTED_MODULE_3__.h_("JSON Schema that the answer matches as JSON"))),
functions: valibot__WEBPACK_IMPORTED_MODULE_3__.yqP(valibot__WEBPACK_IMPORTED_MODULE_3__.FsL(valibot__WEBPACK_IMPORTED_MODULE_3__.YOg(valibot__WEBPACK_IMPORTED_MODULE_3__._H3({
name: valibot__WEBPACK_IMPORTED_MODULE_3__.YjP()
})), valibot__WEBPACK_IMPORTED_MODULE_3__.h_("Functions to offer, as OpenAI describes them")))
});
const ask = {
summary: "One question: text, json, tool_calls, usage, finish, latency. An error, an empty or a cut answer fails whatever the status says.",
layer: "e2e",
costs: "compute",
options: options,
primary: "question",
expand({name: name, ...input}, {protocol: protocol}) {
if (input.functions !== undefined && protocol !== "openai-chat") throw new Error("functions are offered over openai-chat only");
if (input.after !== undefined && protocol === "langgraph") throw new Error('runs without a thread have no conversation: leave "after" out');
return [ {
name: `ask.${name ?? (0, _question_options_js__WEBPACK_IMPORTED_MODULE_2__.ub)(input.question)}`,
title: `${(0, _question_options_js__WEBPACK_IMPORTED_MODULE_2__.BM)(input.question)} is answered as expected`,
input: input
} ];
}
};
async function runAsk(connection, input, context) {
const {schema: schema} = input;
const judged = schema === undefined ? undefined : (0, _json_schema_js__WEBPACK_IMPORTED_MODULE_1__.d)(schema);
if (judged?.problem !== undefined) throw new Error(`the schema is no JSON Schema (${judged.dialect}): ${judged.problem}`);
const started = performance.now();
const answer = await answerTo(connection, input, context);
tell(answer, connection.settings, performance.now() - started, context);
const actual = answer.toolCalls.length > 0 ? `calls of ${answer.toolCalls.map(({name: name}) => name).join(", ")}` : `${answer.text.length} characters`;
context.find({
subject: "answer",
expected: "an answer",
actual: actual,
met: true
});
if (schema === undefined) return;
const mismatch = answer.json === undefined ? "the answer is no JSON" : (0, _json_schema_js__WEBPACK_IMPORTED_MODULE_1__.m)(schema, answer.json);
context.find({
subject: "answer",
expected: "JSON as the schema says",
actual: mismatch ?? "as it says",
met: mismatch === undefined
});
}
async function answerTo(connection, {question: text, after: after = [], functions: functions}, context) {
const texts = [ ...after, text ];
let question = {
...(0, _answer_js__WEBPACK_IMPORTED_MODULE_4__.YH)(texts[0] ?? text),
...functions !== undefined && {
functions: functions
}
};
let answer = await connection.ask(question, context.signal);
for (const next of texts.slice(1)) {
question = (0, _answer_js__WEBPACK_IMPORTED_MODULE_4__.nF)(question, answer, next);
answer = await connection.ask(question, context.signal);
}
return answer;
}
function tell(answer, {prices: prices}, milliseconds, context) {
const {text: text, json: json, toolCalls: toolCalls, usage: usage, finish: finish} = answer;
context.value("value", text);
context.value("text", text);
if (json !== undefined) context.value("json", json);
context.value("tool_calls", toolCalls);
context.value("finish", finish);
context.value("latency", milliseconds);
if (usage === undefined) return;
context.value("usage", {
...usage,
total: (0, _usage_js__WEBPACK_IMPORTED_MODULE_5__.k8)(usage)
});
if (prices !== undefined) context.value("cost", (0, _usage_js__WEBPACK_IMPORTED_MODULE_5__.ho)(usage, prices));
}
},
66809: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
g: () => budget,
p: () => runBudget
});
var valibot__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77934);
var _question_options_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(90043);
var _usage_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(37905);
const options = valibot__WEBPACK_IMPORTED_MODULE_1__.rej({
question: _question_options_js__WEBPACK_IMPORTED_MODULE_0__.mD,
tokens: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(valibot__WEBPACK_IMPORTED_MODULE_1__.aig(), valibot__WEBPACK_IMPORTED_MODULE_1__.ndf(), valibot__WEBPACK_IMPORTED_MODULE_1__.Wwf(1), valibot__WEBPACK_IMPORTED_MODULE_1__.h_("Most tokens of one answer, question included"))),
cost: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(valibot__WEBPACK_IMPORTED_MODULE_1__.aig(), valibot__WEBPACK_IMPORTED_MODULE_1__.zYL(0), valibot__WEBPACK_IMPORTED_MODULE_1__.h_("Most dollars of one answer, at `prices`")))
});
const budget = {
summary: "What one question uses and costs, against the caps of a question, and what the run has used against `budget` of with.",
layer: "performance",
costs: "compute",
options: options,
primary: "question",
expand(input, {prices: prices, budget: ofRun}) {
if (input.cost !== undefined && prices === undefined) throw new Error("cost needs prices in with: dollars for a million tokens");
if (input.tokens === undefined && input.cost === undefined && ofRun === undefined) {
throw new Error("there is no cap to look at: declare tokens or cost here, or budget in with");
}
return [ {
name: "budget",
title: `What ${(0, _question_options_js__WEBPACK_IMPORTED_MODULE_0__.BM)(input.question)} uses`,
input: input
} ];
}
};
async function runBudget(connection, input, context) {
const {settings: settings, meter: meter} = connection;
const {usage: usage} = await connection.ask(input.question, context.signal);
if (usage === undefined) {
context.find({
subject: "usage",
expected: "told with the answer",
actual: "not told",
met: false
});
return;
}
const tokens = (0, _usage_js__WEBPACK_IMPORTED_MODULE_2__.k8)(usage);
context.value("tokens", tokens);
findAtMost("tokens of the question", tokens, input.tokens, String, context);
findAtMost("tokens of the run so far", (0, _usage_js__WEBPACK_IMPORTED_MODULE_2__.k8)(meter.spent), settings.budget?.tokens, String, context);
if (settings.prices !== undefined) findCosts(usage, meter.spent, {
prices: settings.prices,
input: input,
settings: settings
}, context);
}
function findCosts(one, all, {prices: prices, input: input, settings: settings}, context) {
const cost = (0, _usage_js__WEBPACK_IMPORTED_MODULE_2__.ho)(one, prices);
context.value("cost", cost);
findAtMost("cost of the question", cost, input.cost, _usage_js__WEBPACK_IMPORTED_MODULE_2__.bc, context);
findAtMost("cost of the run so far", (0, _usage_js__WEBPACK_IMPORTED_MODULE_2__.ho)(all, prices), settings.budget?.cost, _usage_js__WEBPACK_IMPORTED_MODULE_2__.bc, context);
}
function findAtMost(subject, value, cap, print, context) {
if (cap !== undefined) context.find({
subject: subject,
expected: `at most ${print(cap)}`,
actual: print(value),
met: value <= cap
});
}
},
17174: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Q: () => runCancel,
Z: () => cancel
});
var valibot__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(77934);
var _answer_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(15858);
var _question_options_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(90043);
var _settings_schema_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(68745);
const options = valibot__WEBPACK_IMPORTED_MODULE_2__.rej({
question: valibot__WEBPACK_IMPORTED_MODULE_2__.FsL(_question_options_js__WEBPACK_IMPORTED_MODULE_0__.mD, valibot__WEBPACK_IMPORTED_MODULE_2__.h_("One whose answer takes long enough to be cancelled"))
});
const cancel = {
summary: "A question that is cancelled ends: over A2A at the agent too, over openai-chat as far as the protocol can tell.",
layer: "integration",
costs: "compute",
options: options,
primary: "question",
expand(input, settings) {
if (!(0, _settings_schema_js__WEBPACK_IMPORTED_MODULE_1__.JI)(settings)) throw new Error(`a question can be cancelled over a2a and openai-chat, and the protocol is ${settings.protocol}`);
return [ {
name: "cancel",
title: `${(0, _question_options_js__WEBPACK_IMPORTED_MODULE_0__.BM)(input.question)} can be cancelled`,
input: input
} ];
}
};
async function runCancel(connection, {question: question}, context) {
const {findings: findings, notes: notes} = await connection.cancel((0, _answer_js__WEBPACK_IMPORTED_MODULE_3__.YH)(question), context.signal);
for (const finding of findings) context.find(finding);
for (const note of notes) context.note(note);
}
},
81485: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
E: () => concurrency,
X: () => runConcurrency
});
var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
var valibot__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(77934);
var _std_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(37734);
var _fill_template_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(90932);
var _question_options_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(90043);
const mostAtOnce = 64;
const options = valibot__WEBPACK_IMPORTED_MODULE_3__.rej({
question: valibot__WEBPACK_IMPORTED_MODULE_3__.FsL(_question_options_js__WEBPACK_IMPORTED_MODULE_2__.mD, valibot__WEBPACK_IMPORTED_MODULE_3__.h_("With {nonce} in it, the answer must return it: so answers that are mixed up are found")),
levels: valibot__WEBPACK_IMPORTED_MODULE_3__.yqP(valibot__WEBPACK_IMPORTED_MODULE_3__.FsL(valibot__WEBPACK_IMPORTED_MODULE_3__.YOg(valibot__WEBPACK_IMPORTED_MODULE_3__.FsL(valibot__WEBPACK_IMPORTED_MODULE_3__.aig(), valibot__WEBPACK_IMPORTED_MODULE_3__.ndf(), valibot__WEBPACK_IMPORTED_MODULE_3__.Wwf(1), valibot__WEBPACK_IMPORTED_MODULE_3__.cGV(mostAtOnce))), valibot__WEBPACK_IMPORTED_MODULE_3__.BpQ(1), valibot__WEBPACK_IMPORTED_MODULE_3__.h_("Questions at the same time, one level after the other; 1, 4, 8 by default"))),
rounds: valibot__WEBPACK_IMPORTED_MODULE_3__.yqP(valibot__WEBPACK_IMPORTED_MODULE_3__.FsL(valibot__WEBPACK_IMPORTED_MODULE_3__.aig(), valibot__WEBPACK_IMPORTED_MODULE_3__.ndf(), valibot__WEBPACK_IMPORTED_MODULE_3__.Wwf(1), valibot__WEBPACK_IMPORTED_MODULE_3__.cGV(100), valibot__WEBPACK_IMPORTED_MODULE_3__.h_("Rounds of each level; 1 by default")))
});
const concurrency = {
summary: "Questions at the same time are all answered, each with its own answer; `answer_at_8` is the latency of eight at once.",
layer: "performance",
costs: "compute",
options: options,
primary: "question",
expand({question: question, levels: levels = [ 1, 4, 8 ], rounds: rounds = 1}) {
const input = {
question: question,
levels: [ ...new Set(levels) ],
rounds: rounds
};
const operations = input.levels.map(level => ({
name: operationAt(level)
}));
return [ {
name: "concurrency",
title: `${(0, _question_options_js__WEBPACK_IMPORTED_MODULE_2__.BM)(question)} from many at once`,
input: input,
operations: operations
} ];
}
};
async function runConcurrency(connection, input, context) {
for (const level of input.levels) {
const seen = [];
for (let round = 0; round < input.rounds; round++) seen.push(...await askAtOnce(connection, input.question, level, context));
tell(level, seen, context);
}
}
async function askAtOnce(connection, question, level, context) {
const nonces = Array.from({
length: level
}, () => `n${(0, node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(6).toString("hex")}`);
const seen = await Promise.all(nonces.map(async nonce => await askOne(connection, (0, 
_fill_template_js__WEBPACK_IMPORTED_MODULE_4__.B)(question, {
nonce: nonce
}), nonce, level, context)));
return seen.map(one => judgeOwn(one, question, nonces));
}
async function askOne(connection, question, nonce, level, context) {
const started = performance.now();
try {
const {text: text} = await connection.ask(question, context.signal);
context.sample(operationAt(level), performance.now() - started);
return {
nonce: nonce,
text: text
};
} catch (error) {
if (error instanceof _std_errors_js__WEBPACK_IMPORTED_MODULE_1__.MO || context.signal.aborted) throw error;
return {
nonce: nonce,
error: (0, _std_errors_js__WEBPACK_IMPORTED_MODULE_1__.gJ)(error)
};
}
}
function judgeOwn(seen, question, nonces) {
const {nonce: nonce, text: text} = seen;
if (text === undefined || !question.includes("{nonce}")) return seen;
if (nonces.some(other => other !== nonce && text.includes(other))) return {
nonce: nonce,
error: "the answer to another question"
};
return text.includes(nonce) ? seen : {
nonce: nonce,
error: "an answer without the code of its question"
};
}
function tell(level, seen, context) {
const errors = seen.flatMap(({error: error}) => error === undefined ? [] : [ error ]);
const [first] = errors;
context.find({
subject: `${level} at once`,
expected: `${seen.length} answers, each its own`,
actual: first === undefined ? `${seen.length} answers` : `${seen.length - errors.length} answers; ${errors.length} wrong: ${first}`,
met: errors.length === 0
});
}
function operationAt(level) {
return `answer_at_${level}`;
}
},
96432: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
H: () => discovery,
g: () => runDiscovery
});
var valibot__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77934);
const options = valibot__WEBPACK_IMPORTED_MODULE_0__.rej({
require: valibot__WEBPACK_IMPORTED_MODULE_0__.yqP(valibot__WEBPACK_IMPORTED_MODULE_0__.FsL(valibot__WEBPACK_IMPORTED_MODULE_0__.YOg(valibot__WEBPACK_IMPORTED_MODULE_0__.YjP()), valibot__WEBPACK_IMPORTED_MODULE_0__.h_("Models (openai-chat) or ids of skills (a2a) that must be there"))),
security: valibot__WEBPACK_IMPORTED_MODULE_0__.yqP(valibot__WEBPACK_IMPORTED_MODULE_0__.FsL(valibot__WEBPACK_IMPORTED_MODULE_0__.YOg(valibot__WEBPACK_IMPORTED_MODULE_0__.YjP()), valibot__WEBPACK_IMPORTED_MODULE_0__.h_("Names of security schemes that the card must have")))
});
const discovery = {
summary: "What the agent says of itself: card or models, valid and with what is required; health for the other protocols.",
layer: "unit",
costs: "free",
options: options,
primary: "require",
expand(input, settings) {
const {protocol: protocol} = settings;
if (protocol === "mcp") throw new Error("discovery of an agent over MCP belongs to the checks of its mcp component, such as tools");
if (input.require !== undefined && protocol !== "openai-chat" && protocol !== "a2a") throw new Error(`${protocol} lists nothing to require`);
if (input.security !== undefined && protocol !== "a2a") throw new Error("security schemes are told by agent cards: protocol a2a");
if (protocol === "http-json" && settings.health === undefined) throw new Error("discovery of http-json needs health, a path of the agent");
return [ {
name: "discovery",
title: "The agent says what it is",
input: input
} ];
}
};
async function runDiscovery(connection, input, context) {
const {findings: findings, names: names = [], values: values, words: words} = await connection.protocol.discover(context.signal);
context.note(words);
for (const finding of findings) context.find(finding);
for (const [name, value] of Object.entries(values)) context.value(name, value);
for (const name of input.require ?? []) {
context.find({
subject: name,
expected: "offered",
actual: offered(name, names),
met: names.includes(name)
});
}
const schemes = schemeNames(values["security"]);
for (const scheme of input.security ?? []) {
context.find({
subject: `security scheme ${scheme}`,
expected: "in the card",
actual: offered(scheme, schemes),
met: schemes.includes(scheme)
});
}
}
function offered(name, names) {
return names.includes(name) ? "offered" : `not among ${names.slice(0, 20).join(", ") || "nothing"}`;
}
function schemeNames(value) {
return Array.isArray(value) ? value.map(words => String(words).replace(/ \([^)]*\)$/, "")) : [];
}
},
78832: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
A: () => runLatency,
Z: () => latency
});
var valibot__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(77934);
var _std_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37734);
var _check_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(36498);
var _answer_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(15858);
var _question_options_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(90043);
var _settings_schema_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(68745);
const options = valibot__WEBPACK_IMPORTED_MODULE_4__.rej({
question: _question_options_js__WEBPACK_IMPORTED_MODULE_2__.mD,
name: valibot__WEBPACK_IMPORTED_MODULE_4__.yqP(_check_name_js__WEBPACK_IMPORTED_MODULE_1__.I)
});
const mostSamples = 60;
const mostWarmup = 2;
const idleMilliseconds = 6e5;
const latency = {
summary: "Time to the whole answer as the operation `answer`, and to the first piece of it as `first_token` where the protocol streams.",
layer: "performance",
costs: "compute",
options: options,
primary: "question",
expand({question: question, name: name}, settings) {
const suffix = name === undefined ? "" : `_${name}`;
const answer = `answer${suffix}`;
const firstToken = `first_token${suffix}`;
const input = {
question: question,
answer: answer,
...(0, _settings_schema_js__WEBPACK_IMPORTED_MODULE_3__.JI)(settings) && {
firstToken: firstToken
}
};
const operations = [ answer, ...(0, _settings_schema_js__WEBPACK_IMPORTED_MODULE_3__.JI)(settings) ? [ firstToken ] : [] ].map(operation => ({
name: operation,
target: `${operation} p(95) < 2s`
}));
return [ {
name: name === undefined ? "latency" : `latency.${name}`,
title: `Latency of ${(0, _question_options_js__WEBPACK_IMPORTED_MODULE_2__.BM)(question)}`,
input: input,
operations: operations
} ];
}
};
async function runLatency(connection, input, context) {
const counts = {
samples: Math.min(context.samples, mostSamples),
warmup: Math.min(context.warmup, mostWarmup)
};
await context.measure(input.answer, counts, async signal => await connection.ask(input.question, signal));
if (input.firstToken === undefined) return;
await context.measure(input.firstToken, counts, async signal => {
const {firstTextMilliseconds: firstTextMilliseconds} = await connection.stream((0, 
_answer_js__WEBPACK_IMPORTED_MODULE_5__.YH)(input.question), {
signal: signal,
idleMilliseconds: idleMilliseconds,
untilFirstText: true
});
if (firstTextMilliseconds === undefined) throw new _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.P_("NO_TEXT", "the stream ended without a piece of text");
});
}
},
91041: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Tt: () => refusesNoCredentials,
iB: () => runRefusesStrangers,
pT: () => refusesWrongCredentials
});
var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
var valibot__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77934);
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
const refusesNoCredentials = strangerCheck("none", "refuses-no-credentials", "A question without credentials is refused with 401 or 403.");
const refusesWrongCredentials = strangerCheck("wrong", "refuses-wrong-credentials", "A question with a made-up bearer token is refused with 401 or 403.");
async function runRefusesStrangers(connection, {credentials: credentials}, context) {
const env_1 = {
stack: [],
error: void 0,
hasError: false
};
try {
const {protocol: protocol, settings: settings} = connection;
if (protocol.asStranger === undefined) throw new Error(`credentials of an agent over ${settings.protocol} are checked at its mcp component`);
const stranger = __addDisposableResource(env_1, protocol.asStranger(credentials === "none" ? {} : {
authorization: `Bearer infra-test-${(0, node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(12).toString("hex")}`
}), false);
for (const [words, attempt] of Object.entries(stranger.attempts)) {
const status = await attempt(context.signal);
context.find({
subject: `${words} with ${credentials === "none" ? "no" : "wrong"} credentials`,
expected: "status 401 or 403",
actual: `status ${status}`,
met: status === 401 || status === 403
});
}
} catch (e_1) {
env_1.error = e_1;
env_1.hasError = true;
} finally {
__disposeResources(env_1);
}
}
function strangerCheck(credentials, name, summary) {
return {
summary: summary,
layer: "security",
costs: "free",
options: valibot__WEBPACK_IMPORTED_MODULE_1__.rej({}),
expand(_, {protocol: protocol}) {
if (protocol === "mcp") throw new Error(`${name}: the mcp component holds the credentials, so its check authorization belongs there`);
const input = {
credentials: credentials
};
return [ {
name: name,
title: summary.replace(/\.$/, ""),
input: input
} ];
}
};
}
},
66646: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
$: () => streaming,
S: () => runStreaming
});
var valibot__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(77934);
var _std_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38849);
var _check_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(36498);
var _answer_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(15858);
var _question_options_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(90043);
var _settings_schema_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(68745);
var _usage_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(37905);
const options = valibot__WEBPACK_IMPORTED_MODULE_4__.rej({
question: _question_options_js__WEBPACK_IMPORTED_MODULE_2__.mD,
name: valibot__WEBPACK_IMPORTED_MODULE_4__.yqP(_check_name_js__WEBPACK_IMPORTED_MODULE_1__.I),
idle: valibot__WEBPACK_IMPORTED_MODULE_4__.yqP(valibot__WEBPACK_IMPORTED_MODULE_4__.FsL(valibot__WEBPACK_IMPORTED_MODULE_4__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_4__.h_("Longest time without an event before the stream is stuck; 10s by default"))),
same_answer: valibot__WEBPACK_IMPORTED_MODULE_4__.yqP(valibot__WEBPACK_IMPORTED_MODULE_4__.FsL(valibot__WEBPACK_IMPORTED_MODULE_4__.zMY(), valibot__WEBPACK_IMPORTED_MODULE_4__.h_("True: asked again without a stream, the agent gives the same text")))
});
const streaming = {
summary: "A streamed answer is well-formed: events, pieces that add up, one end and nothing after it; a stuck stream ends at `idle`.",
layer: "integration",
costs: "compute",
options: options,
primary: "question",
expand({question: question, name: name, idle: idle = "10s", same_answer: comparesAnswer = false}, settings) {
if (!(0, _settings_schema_js__WEBPACK_IMPORTED_MODULE_3__.JI)(settings)) throw new Error(`streaming is judged over openai-chat and a2a, and the protocol is ${settings.protocol}`);
const input = {
question: question,
idleMilliseconds: (0, _std_duration_js__WEBPACK_IMPORTED_MODULE_0__._J)(idle),
comparesAnswer: comparesAnswer
};
return [ {
name: `streaming.${name ?? (0, _question_options_js__WEBPACK_IMPORTED_MODULE_2__.ub)(question)}`,
title: `The answer to ${(0, _question_options_js__WEBPACK_IMPORTED_MODULE_2__.BM)(question)} is streamed`,
input: input
} ];
}
};
async function runStreaming(connection, input, context) {
const {question: question, idleMilliseconds: idleMilliseconds} = input;
const streamed = await connection.stream((0, _answer_js__WEBPACK_IMPORTED_MODULE_5__.YH)(question), {
signal: context.signal,
idleMilliseconds: idleMilliseconds
});
tell(streamed, context);
for (const problem of streamed.problems) context.find({
subject: "stream",
expected: "well-formed",
actual: problem,
met: false
});
if (streamed.problems.length > 0) return;
context.find({
subject: "stream",
expected: "well-formed",
actual: `${streamed.events} events`,
met: true
});
if (!input.comparesAnswer) return;
const {text: text} = await connection.ask(question, context.signal);
const same = text === streamed.text;
context.find({
subject: "the answer without a stream",
expected: "the same text",
actual: same ? "the same text" : "another text",
met: same
});
}
function tell(streamed, context) {
const {text: text, events: events, finish: finish, usage: usage, firstTextMilliseconds: firstTextMilliseconds, totalMilliseconds: totalMilliseconds} = streamed;
context.value("value", text);
context.value("text", text);
context.value("events", events);
context.value("latency", totalMilliseconds);
if (finish !== undefined) context.value("finish", finish);
if (firstTextMilliseconds !== undefined) context.value("first_token", firstTextMilliseconds);
if (usage !== undefined) context.value("usage", {
...usage,
total: (0, _usage_js__WEBPACK_IMPORTED_MODULE_6__.k8)(usage)
});
}
},
83636: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Z: () => runToolUse,
w: () => toolUse
});
var dist = __webpack_require__(77934);
var std_deadline = __webpack_require__(33237);
var duration = __webpack_require__(38849);
var check_name = __webpack_require__(36498);
var external_node_crypto_ = __webpack_require__(77598);
var as_record = __webpack_require__(73028);
var answer = __webpack_require__(15858);
var value_at = __webpack_require__(2321);
function entriesIn(log, path) {
const found = path === undefined ? log : (0, value_at.f)(log, path);
if (Array.isArray(found)) return (0, as_record.DD)(found);
if (typeof found !== "string") return undefined;
const lines = found.split("\n").filter(line => line.trim() !== "");
return lines.map(line => (0, answer.qF)(line) ?? line);
}
function newEntries(before, after) {
const known = new Map;
for (const entry of before) known.set(keyOf(entry), (known.get(keyOf(entry)) ?? 0) + 1);
return after.filter(entry => {
const left = known.get(keyOf(entry)) ?? 0;
if (left > 0) known.set(keyOf(entry), left - 1);
return left === 0;
});
}
function isCallOf(tool, entry) {
if (typeof entry === "string") return entry.split(/[^\w.-]+/).includes(tool);
return someValue(entry, value => value === tool);
}
function showsArguments(args, entry) {
const json = sortedJson(args);
const hash = (0, external_node_crypto_.createHash)("sha256").update(json).digest("hex");
if (typeof entry === "string") return entry.includes(hash);
return someValue(entry, value => value === hash || sortedJson(typeof value === "string" ? (0, 
answer.qF)(value) : value) === json);
}
function someValue(value, accept) {
if (accept(value)) return true;
return typeof value === "object" && value !== null && Object.values(value).some(inner => someValue(inner, accept));
}
function keyOf(entry) {
return JSON.stringify(entry);
}
function sortedJson(value) {
if (Array.isArray(value)) return `[${value.map(sortedJson).join(",")}]`;
if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
const pairs = Object.entries(value).toSorted(([left], [right]) => left < right ? -1 : 1);
return `{${pairs.map(([key, inner]) => `${JSON.stringify(key)}:${sortedJson(inner)}`).join(",")}}`;
}
var question_options = __webpack_require__(90043);
var guarded_agent = __webpack_require__(8202);
var request_schema = __webpack_require__(62717);
var agent_http = __webpack_require__(70032);
var settings_schema = __webpack_require__(68745);
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
const entriesPath = dist.yqP(dist.FsL(settings_schema.nT, dist.h_("Where the list of entries is; by default the whole, or a text line by line")));
const logSchema = dist.KCZ([ dist.rej({
component: dist.FsL(dist.YjP(), dist.h_("An mcp component in `needs`")),
call: dist.FsL(dist.YjP(), dist.h_("The tool that tells the log")),
args: dist.yqP(dist.g1P(dist.YjP(), dist.L5J())),
entries: entriesPath
}), dist.rej({
url: dist.FsL(request_schema.q3, dist.h_("GET gives the log: JSON, or text line by line")),
headers: dist.yqP(request_schema.s6),
entries: entriesPath
}) ]);
async function readLog(place, context) {
const log = "url" in place ? await getLog(place, context) : await callLog(place, context);
const entries = entriesIn(log, place.entries);
if (entries === undefined) throw new Error(`the tool log has no list${place.entries === undefined ? "" : ` at ${place.entries}`}`);
return entries;
}
async function callLog(place, {needs: needs, signal: signal}) {
const tool = needs[place.component]?.tool;
if (tool === undefined) throw new Error(`log.component is ${place.component}, which is no mcp component in the agent's needs`);
return await tool.call(place.call, place.args ?? {}, signal);
}
async function getLog(place, {environment: environment, signal: signal}) {
const env_1 = {
stack: [],
error: void 0,
hasError: false
};
try {
const url = new URL(place.url);
const http = __addDisposableResource(env_1, new agent_http.Aq(url, place.headers ?? {}, (0, 
guarded_agent.Af)(environment)), false);
const text = await http.text({
method: "GET",
url: url
}, signal);
return (0, answer.qF)(text) ?? text;
} catch (e_1) {
env_1.error = e_1;
env_1.hasError = true;
} finally {
__disposeResources(env_1);
}
}
const pollMilliseconds = 100;
const toolName = dist.FsL(dist.YjP(), dist.hq("expected the name of a tool"));
const options = dist.rej({
question: question_options.mD,
tool: dist.FsL(toolName, dist.h_("The tool that must have been called")),
name: dist.yqP(check_name.I),
args: dist.yqP(dist.FsL(dist.g1P(dist.YjP(), dist.L5J()), dist.h_("Arguments of the call: the log shows them, or their SHA-256 with sorted keys"))),
forbid: dist.yqP(dist.FsL(dist.YOg(toolName), dist.h_("Tools that must not have been called"))),
log: dist.FsL(logSchema, dist.h_("Where the tool itself records its calls")),
within: dist.yqP(dist.FsL(dist.YjP(), dist.h_("How long the log may take to show a call; 5s by default")))
});
const toolUse = {
summary: "The agent used its tool for a question, proved by the tool's own log and not by what the agent says: calls, log, text.",
layer: "e2e",
costs: "compute",
options: options,
expand({name: name, within: within = "5s", ...rest}) {
const input = {
...rest,
withinMilliseconds: (0, duration._J)(within)
};
const title = `${(0, question_options.BM)(rest.question)} is answered with ${rest.tool}`;
return [ {
name: `tool-use.${name ?? rest.tool.replaceAll(/\W+/g, "_")}`,
title: title,
input: input
} ];
}
};
async function runToolUse(connection, input, context) {
const before = await readLog(input.log, context);
const {text: text} = await connection.ask(input.question, context.signal);
const added = await waitForCall(input, before, context);
const calls = added.filter(entry => isCallOf(input.tool, entry));
const proofs = calls.filter(entry => isProof(input, entry));
context.value("value", text);
context.value("text", text);
context.value("calls", calls.length);
context.value("log", added);
context.find({
subject: `tool ${input.tool}`,
expected: `its log shows a call${input.args === undefined ? "" : " with these arguments"}`,
actual: describe(calls.length, proofs.length, added.length, input),
met: proofs.length > 0
});
if (input.args === undefined) context.note("a call by somebody else at the same time would look the same: declare args to tell them apart");
for (const tool of input.forbid ?? []) {
const forbidden = added.filter(entry => isCallOf(tool, entry)).length;
context.find({
subject: `tool ${tool}`,
expected: "not called",
actual: `called ${times(forbidden)}`,
met: forbidden === 0
});
}
}
async function waitForCall(input, before, context) {
const deadline = performance.now() + input.withinMilliseconds;
for (;;) {
const added = newEntries(before, await readLog(input.log, context));
if (added.some(entry => isProof(input, entry)) || performance.now() >= deadline || context.signal.aborted) return added;
await (0, std_deadline.v7)(pollMilliseconds, context.signal);
}
}
function isProof({tool: tool, args: args}, entry) {
return isCallOf(tool, entry) && (args === undefined || showsArguments(args, entry));
}
function describe(calls, proofs, added, {withinMilliseconds: withinMilliseconds}) {
if (proofs > 0) return `called ${times(proofs)}`;
if (calls > 0) return `called ${times(calls)} with other arguments`;
return `no call within ${(0, duration.MH)(withinMilliseconds)}; ${added === 0 ? "nothing new" : `${added} new ${added === 1 ? "entry" : "entries"}`} in its log`;
}
function times(count) {
return count === 1 ? "once" : `${count} times`;
}
},
90932: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
B: () => fillText,
o: () => fillTemplate
});
function fillTemplate(template, values) {
if (typeof template === "string") return fillText(template, values);
if (Array.isArray(template)) return template.map(item => fillTemplate(item, values));
if (typeof template !== "object" || template === null) return template;
return Object.fromEntries(Object.entries(template).map(([key, value]) => [ key, fillTemplate(value, values) ]));
}
function fillText(text, values) {
return text.replaceAll(/\{(\w+)\}/g, (slot, name) => Object.hasOwn(values, name) ? values[name] ?? slot : slot);
}
},
90043: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
BM: () => shortQuestion,
mD: () => questionText,
ub: () => questionSlug
});
var valibot__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77934);
const questionText = valibot__WEBPACK_IMPORTED_MODULE_0__.FsL(valibot__WEBPACK_IMPORTED_MODULE_0__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__.z6Y(text => text.trim() !== "", "expected a question"), valibot__WEBPACK_IMPORTED_MODULE_0__.Ru6(8e3), valibot__WEBPACK_IMPORTED_MODULE_0__.h_("The question"));
const longestSlug = 40;
function questionSlug(question) {
const words = question.toLowerCase().replaceAll(/\{\w+\}/g, "").split(/[^a-z0-9]+/).filter(word => word !== "");
let slug = words[0] ?? "question";
for (const word of words.slice(1)) if (slug.length + word.length < longestSlug) slug += `_${word}`;
return /^[a-z]/.test(slug) ? slug.slice(0, longestSlug) : `_${slug.slice(0, longestSlug)}`;
}
function shortQuestion(question) {
return question.length > 60 ? `"${question.slice(0, 60)}..."` : `"${question}"`;
}
},
68745: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
JI: () => canStream,
dP: () => settingsSchema,
nT: () => valuePath
});
var valibot__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77934);
var _request_schema_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(62717);
const protocolNames = [ "openai-chat", "a2a", "http-json", "agentcore", "langgraph", "mcp" ];
const name = valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(valibot__WEBPACK_IMPORTED_MODULE_1__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_1__.hq("expected a name"));
const path = valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(valibot__WEBPACK_IMPORTED_MODULE_1__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_1__.w1_("/", "expected a path such as /ask"));
const valuePath = valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(valibot__WEBPACK_IMPORTED_MODULE_1__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_1__.yGV(/^[\w-]+(?:\.[\w-]+|\[-?\d+\])*$/, "expected a path such as output.text or messages[-1].content"));
const dollars = valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(valibot__WEBPACK_IMPORTED_MODULE_1__.aig(), valibot__WEBPACK_IMPORTED_MODULE_1__.Wwf(0));
const tokens = valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(valibot__WEBPACK_IMPORTED_MODULE_1__.aig(), valibot__WEBPACK_IMPORTED_MODULE_1__.ndf(), valibot__WEBPACK_IMPORTED_MODULE_1__.Wwf(1));
const request = valibot__WEBPACK_IMPORTED_MODULE_1__.rej({
method: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(valibot__WEBPACK_IMPORTED_MODULE_1__.KIO([ "POST", "PUT", "GET" ]), valibot__WEBPACK_IMPORTED_MODULE_1__.h_("POST by default"))),
path: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(path, valibot__WEBPACK_IMPORTED_MODULE_1__.h_("Below the url; {question} and {conversation} in it are filled in"))),
body: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(valibot__WEBPACK_IMPORTED_MODULE_1__.L5J(), valibot__WEBPACK_IMPORTED_MODULE_1__.h_("JSON; {question} and {conversation} in its texts are filled in"))),
answer: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(valuePath, valibot__WEBPACK_IMPORTED_MODULE_1__.h_("Where the answer is in what comes back, such as `output.text`"))),
usage: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(valuePath, valibot__WEBPACK_IMPORTED_MODULE_1__.h_("Where the used tokens are told, such as `usage`")))
});
const via = valibot__WEBPACK_IMPORTED_MODULE_1__.rej({
component: valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(name, valibot__WEBPACK_IMPORTED_MODULE_1__.h_("An mcp component in `needs`")),
tool: valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(name, valibot__WEBPACK_IMPORTED_MODULE_1__.h_("The tool that the agent is")),
argument: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(name, valibot__WEBPACK_IMPORTED_MODULE_1__.h_("Argument that takes the question; `question` by default"))),
answer: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(valuePath, valibot__WEBPACK_IMPORTED_MODULE_1__.h_("Where the answer is in a structured result, such as `answer`"))),
usage: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(valuePath, valibot__WEBPACK_IMPORTED_MODULE_1__.h_("Where the used tokens are told in a structured result")))
});
const prices = valibot__WEBPACK_IMPORTED_MODULE_1__.rej({
input: valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(dollars, valibot__WEBPACK_IMPORTED_MODULE_1__.h_("Dollars for a million input tokens")),
output: valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(dollars, valibot__WEBPACK_IMPORTED_MODULE_1__.h_("Dollars for a million output tokens"))
});
const budget = valibot__WEBPACK_IMPORTED_MODULE_1__.rej({
tokens: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(tokens, valibot__WEBPACK_IMPORTED_MODULE_1__.h_("Most tokens of a run: nothing is asked that could exceed it"))),
cost: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(dollars, valibot__WEBPACK_IMPORTED_MODULE_1__.h_("Most dollars of a run at `prices`"))),
tokens_per_ask: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(tokens, valibot__WEBPACK_IMPORTED_MODULE_1__.h_("What one question is expected to use at most, before the first one told")))
});
const entries = {
protocol: valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(valibot__WEBPACK_IMPORTED_MODULE_1__.KIO(protocolNames), valibot__WEBPACK_IMPORTED_MODULE_1__.h_("How the agent is spoken to")),
url: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(_request_schema_js__WEBPACK_IMPORTED_MODULE_0__.q3, valibot__WEBPACK_IMPORTED_MODULE_1__.h_("Where the agent is; for openai-chat /v1 is added to a url without a path"))),
token: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(_request_schema_js__WEBPACK_IMPORTED_MODULE_0__.hC, valibot__WEBPACK_IMPORTED_MODULE_1__.h_("Sent as `Authorization: Bearer` with every question"))),
headers: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(_request_schema_js__WEBPACK_IMPORTED_MODULE_0__.s6, valibot__WEBPACK_IMPORTED_MODULE_1__.h_("Headers of every request"))),
model: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(name, valibot__WEBPACK_IMPORTED_MODULE_1__.h_("Model to ask; by default the first that is listed"))),
system: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(valibot__WEBPACK_IMPORTED_MODULE_1__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_1__.h_("System message before every question"))),
max_output_tokens: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(tokens, valibot__WEBPACK_IMPORTED_MODULE_1__.h_("Sent as `max_completion_tokens`"))),
version: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(valibot__WEBPACK_IMPORTED_MODULE_1__.KIO([ "1.0", "0.3" ]), valibot__WEBPACK_IMPORTED_MODULE_1__.h_("Of A2A; by default the newest that the card offers"))),
card_path: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(path, valibot__WEBPACK_IMPORTED_MODULE_1__.h_("Of the agent card; /.well-known/agent-card.json by default"))),
request: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(request, valibot__WEBPACK_IMPORTED_MODULE_1__.h_("How to ask"))),
health: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(path, valibot__WEBPACK_IMPORTED_MODULE_1__.h_("Path that answers 200 while the agent is well"))),
assistant: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(name, valibot__WEBPACK_IMPORTED_MODULE_1__.h_("Assistant to run; `agent` by default"))),
via: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(via, valibot__WEBPACK_IMPORTED_MODULE_1__.h_("The MCP server whose tool the agent is"))),
error_markers: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(valibot__WEBPACK_IMPORTED_MODULE_1__.YOg(name), valibot__WEBPACK_IMPORTED_MODULE_1__.h_("Texts that give an error away although it looks like an answer"))),
prices: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(prices),
budget: valibot__WEBPACK_IMPORTED_MODULE_1__.yqP(budget)
};
const byHttp = [ "http-json", "agentcore", "langgraph" ];
const owners = {
url: protocolNames.filter(protocol => protocol !== "mcp"),
token: protocolNames.filter(protocol => protocol !== "mcp"),
headers: protocolNames.filter(protocol => protocol !== "mcp"),
model: [ "openai-chat" ],
system: [ "openai-chat" ],
max_output_tokens: [ "openai-chat" ],
version: [ "a2a" ],
card_path: [ "a2a" ],
request: byHttp,
health: byHttp,
assistant: [ "langgraph" ],
via: [ "mcp" ]
};
const settingsSchema = valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(valibot__WEBPACK_IMPORTED_MODULE_1__.rej(entries), valibot__WEBPACK_IMPORTED_MODULE_1__.H0v(({dataset: dataset, addIssue: addIssue}) => {
if (!dataset.typed) return;
const input = dataset.value;
for (const [key, protocols] of Object.entries(owners)) {
const value = input[key];
if (value === undefined || protocols.includes(input.protocol)) continue;
const message = `${key} belongs to ${protocols.join(", ")}, and the protocol is ${input.protocol}`;
addIssue({
message: message,
path: [ {
type: "object",
origin: "value",
input: input,
key: key,
value: value
} ]
});
}
}), valibot__WEBPACK_IMPORTED_MODULE_1__.z6Y(({protocol: protocol, url: url}) => protocol === "mcp" || url !== undefined, 'the key "url" is missing'), valibot__WEBPACK_IMPORTED_MODULE_1__.z6Y(({protocol: protocol, via: via}) => protocol !== "mcp" || via !== undefined, "protocol mcp needs via: the component and its tool"), valibot__WEBPACK_IMPORTED_MODULE_1__.z6Y(settings => isCompleteRequest(settings), "protocol http-json needs request with path, body and answer"), valibot__WEBPACK_IMPORTED_MODULE_1__.z6Y(({request: request}) => request?.method !== "GET" || request.body === undefined, "a GET has no body: put {question} into the path"), valibot__WEBPACK_IMPORTED_MODULE_1__.z6Y(settings => saysQuestion(settings), "the request never says {question}: put it into the body or the path"), valibot__WEBPACK_IMPORTED_MODULE_1__.z6Y(({token: token, headers: headers = {}}) => token === undefined || !Object.keys(headers).some(header => header.toLowerCase() === "authorization"), "token and a header Authorization say the same: give one"), valibot__WEBPACK_IMPORTED_MODULE_1__.z6Y(({budget: budget, prices: prices}) => budget?.cost === undefined || prices !== undefined, "budget.cost needs prices"));
function isCompleteRequest({protocol: protocol, request: request}) {
if (protocol !== "http-json") return true;
return request?.path !== undefined && request.answer !== undefined && (request.method === "GET" || request.body !== undefined);
}
function saysQuestion({protocol: protocol, request: request}) {
const isUsual = request?.body === undefined && request?.method !== "GET" && protocol !== "http-json";
return !byHttp.includes(protocol) || isUsual || JSON.stringify([ request?.path, request?.body ]).includes("{question}");
}
function canStream({protocol: protocol}) {
return protocol === "openai-chat" || protocol === "a2a";
}
},
37905: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
bc: () => printDollars,
ho: () => costOf,
k8: () => tokensOf,
k9: () => readUsage,
vk: () => addUsage
});
var _as_record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73028);
const inputNames = [ "prompt_tokens", "input_tokens", "inputTokens", "promptTokens" ];
const outputNames = [ "completion_tokens", "output_tokens", "outputTokens", "completionTokens" ];
function readUsage(value) {
const record = (0, _as_record_js__WEBPACK_IMPORTED_MODULE_0__.qY)(value);
const input = firstCount(record, inputNames);
const output = firstCount(record, outputNames);
return input === undefined || output === undefined ? undefined : {
input: input,
output: output
};
}
function tokensOf({input: input, output: output}) {
return input + output;
}
function addUsage(one, two) {
return {
input: one.input + two.input,
output: one.output + two.output
};
}
function costOf({input: input, output: output}, prices) {
return (input * prices.input + output * prices.output) / 1e6;
}
function printDollars(dollars) {
const [, decimals = ""] = String(Number(dollars.toPrecision(3))).split(".");
return `$${dollars.toFixed(Math.min(Math.max(decimals.length, 2), 12))}`;
}
function firstCount(record, names) {
const found = names.map(name => record[name]).find(value => value !== undefined && value !== null);
return typeof found === "number" && Number.isFinite(found) && found >= 0 ? found : undefined;
}
},
2321: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
f: () => valueAt
});
function valueAt(root, path) {
let current = root;
for (const [step] of path.matchAll(/[^.[\]]+/g)) {
if (typeof current !== "object" || current === null) return undefined;
const key = Array.isArray(current) && Number(step) < 0 ? String(current.length + Number(step)) : step;
if (!Object.hasOwn(current, key)) return undefined;
current = current[key];
}
return current;
}
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

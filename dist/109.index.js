export const id = 109;

export const ids = [ 109 ];

export const modules = {
75707: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
XG: () => callTexts,
sS: () => generateWorld
});
var random = __webpack_require__(3918);
function createRandom(seed) {
const fraction = (0, random.s)(String(seed));
const integer = (from, to) => from + Math.floor(fraction() * (to - from + 1));
const pick = list => {
const index = integer(0, list.length - 1);
if (index < 0 || index >= list.length) throw new RangeError("Cannot pick from an empty list.");
return list[index];
};
const shuffle = list => list.map(value => ({
value: value,
order: fraction()
})).sort((a, b) => a.order - b.order).map(({value: value}) => value);
return {
fraction: fraction,
integer: integer,
pick: pick,
shuffle: shuffle
};
}
const topics = [ {
name: "pricing",
titles: [ "Pricing review with {account}", "Quote walkthrough: {account}" ],
seller: [ "The quote covers {number} seats of {product}, and the volume discount starts at the next tier.", "If you commit for three years, I can ask finance to hold the price until {month}.", "Let me send the revised proposal with the discount and the payment terms on one page." ],
customer: [ "Your price is about {number} percent above our budget, so procurement will push back.", "We want to pay quarterly, and the invoice has to show the cost per seat.", "What discount do we get when the whole {industry} group signs?" ]
}, {
name: "security",
titles: [ "Security questionnaire, {account}", "Compliance review for {account}" ],
seller: [ "The SOC 2 report and the penetration test summary are in the trust portal.", "Data is encrypted at rest, and you can bring your own key from {month} on.", "Single sign-on with SAML is included, and audit logs are kept for {number} days." ],
customer: [ "Our security team sent {number} questions about encryption and access control.", "We cannot go live before the penetration test findings are closed.", "Who at your company can read our call recordings, and is that access logged?" ]
}, {
name: "onboarding",
titles: [ "Kick-off with {account}", "Onboarding plan for {account}" ],
seller: [ "The first workshop is for administrators, then {number} users join in the second week.", "I will set up a sandbox so that your team can try {product} before the launch in {month}.", "Your onboarding manager shares a checklist and meets you every Tuesday." ],
customer: [ "We have {number} people to train and only two administrators.", "The launch date in {month} is fixed, because the old contract ends then.", "Can the training be recorded for the night shift?" ]
}, {
name: "renewal",
titles: [ "Renewal discussion, {account}", "{account}: contract renewal" ],
seller: [ "Your contract ends in {month}, so I would like to agree on the renewal this quarter.", "Usage of {product} grew by {number} percent, which is why I suggest the larger plan.", "If we renew early, the current rate stays for the whole term." ],
customer: [ "We are happy, but the renewal has to pass the board in {month}.", "Half of the seats were not used, so we would rather renew for {number} people.", "Another vendor offered us a cheaper contract last week." ]
}, {
name: "integration",
titles: [ "Integration workshop with {account}", "API questions from {account}" ],
seller: [ "The API allows {number} requests a minute, and webhooks cover the rest.", "Our connector writes to Snowflake every hour, so your analysts need no export.", "I will invite a solution engineer who has connected {product} to the same CRM." ],
customer: [ "The webhook delivery failed {number} times last night, and nobody was told.", "We need the integration with our CRM before the rollout in {month}.", "Does the API return the transcript together with the speaker names?" ]
}, {
name: "support",
titles: [ "Support escalation: {account}", "Open tickets review with {account}" ],
seller: [ "The outage on Monday lasted {number} minutes, and the incident report is ready.", "I escalated the ticket, and an engineer calls you this afternoon.", "With the premium plan a support engineer answers within one hour." ],
customer: [ "We opened {number} tickets in {month}, and four of them are still waiting.", "When {product} was down, our support team could not see any history.", "Please give us one contact person for escalations." ]
}, {
name: "roadmap",
titles: [ "Roadmap session with {account}", "Product feedback from {account}" ],
seller: [ "The forecast feature enters beta in {month}, and you are welcome to join.", "More than {number} customers voted for that request, so it is on the roadmap.", "I will note your feedback for the product manager of {product}." ],
customer: [ "Without mobile support our field team will not use the product.", "We asked for the forecast feature {number} months ago.", "When does the roadmap bring better search over old recordings?" ]
}, {
name: "competition",
titles: [ "Evaluation call with {account}", "Vendor comparison: {account}" ],
seller: [ "In the side-by-side trial our answers were correct {number} percent more often.", "Most {industry} customers compared three vendors and chose us for the search quality.", "I can arrange a reference call with a customer who switched in {month}." ],
customer: [ "The competitor promises the same result for {number} percent less.", "We evaluate three vendors and decide in {month}.", "Why should we choose {product} and not build it ourselves?" ]
}, {
name: "migration",
titles: [ "Data migration planning, {account}", "Migration status with {account}" ],
seller: [ "The import moves {number} thousand records a day, so the weekend is enough.", "We keep the old system readable until the reconciliation shows no difference.", "A migration engineer checks the duplicates with you in {month}." ],
customer: [ "Our old warehouse has {number} tables, and half of them have no owner.", "We lost records in the last migration, so I want a count for every table.", "Can the recordings of the past years be imported into {product}?" ]
}, {
name: "legal",
titles: [ "Contract redlines with {account}", "Legal review: {account}" ],
seller: [ "Our lawyers accept the liability cap, and the redlines come back in {number} days.", "The data processing agreement lists every subprocessor and its region.", "I ask for the signature in {month}, so that the start date holds." ],
customer: [ "Legal wants the contract under our local law, with a notice period of {number} days.", "The data has to stay in the region, that is not negotiable.", "Please change the termination clause before we sign." ]
}, {
name: "adoption",
titles: [ "Adoption check-in with {account}", "Quarterly business review, {account}" ],
seller: [ "Only {number} of your managers open the weekly digest, so coaching is the next step.", "Teams that review two calls a week close deals faster.", "I prepared the usage report for {product} since {month}." ],
customer: [ "Our managers like the coaching view, but the sellers forget to use it.", "We had {number} active users in {month}, fewer than planned.", "Can you show the adoption of every team on one dashboard?" ]
}, {
name: "analytics",
titles: [ "Reporting workshop with {account}", "Dashboard review, {account}" ],
seller: [ "The dashboard compares the pipeline of {month} with the quarter before.", "You can schedule the report for {number} people and export it to the warehouse.", "Sentiment is measured for every speaker, and the trend is on the first page." ],
customer: [ "The numbers in the dashboard differ by {number} percent from our warehouse.", "Our board wants a forecast report on the first day of {month}.", "How do you calculate the sentiment of a call?" ]
} ];
const openings = [ "Thanks for joining, {contact}. I would like to use the time for {topic}, and leave ten minutes for questions.", "Good to see you again, {contact}. Last time we stopped at {topic}, so let us start there.", "Hello {contact}, thank you for the agenda. For {account} the main point today is {topic}, right?" ];
const closings = [ "That works for us. Please send the summary to {contact}, and let us talk again in {month}.", "Good, then the next step is on our side. We answer before the end of {month}.", "I have to discuss this with my team in {industry} operations, but it sounds right." ];
const products = [ "Sophia Insights", "Sophia Coach", "Sophia Forecast", "Sophia Search" ];
const months = [ "November", "December", "January", "February", "March", "April" ];
const industries = [ "Healthcare", "Financial Services", "Manufacturing", "Retail", "Logistics", "Energy", "Education", "Software" ];
const accountStems = [ "Alder", "Brightwater", "Cobalt", "Dunmore", "Eastgate", "Fairhaven", "Granite", "Harbor", "Ironwood", "Juniper", "Kestrel", "Lakeside", "Meridian", "Northwind", "Oakmont", "Pinecrest", "Quarry", "Redstone", "Silverline", "Tamarack", "Upland", "Vantage", "Westbrook", "Yarrow", "Zephyr" ];
const accountForms = [ "Group", "Systems", "Partners", "Holdings", "Labs", "Works", "Networks", "Services", "Supply", "Collective", "Industries", "Union" ];
const firstNames = [ "Amara", "Ben", "Chiara", "Daniel", "Elif", "Farid", "Grace", "Hiro", "Ines", "Jonas", "Kavya", "Liam", "Mei", "Noor", "Olga", "Pablo", "Quentin", "Rosa", "Sven", "Tara" ];
const sellers = [ "Anna Berg", "Carlos Diaz", "Emily Stone", "Jamal Wright", "Katrin Vogel", "Marco Rossi", "Priya Nair", "Tom Becker" ];
const defaultSeed = 7;
const worldEnd = new Date("2026-11-01T00:00:00Z");
const accountCount = 200;
const callCount = 2e3;
const daySeconds = 86400;
function generateWorld(seed = defaultSeed) {
const random = createRandom(seed);
const accounts = generateAccounts(random);
const starts = Array.from({
length: callCount
}, () => generateStart(random)).sort((a, b) => a - b);
const drafts = starts.map((start, index) => generateCall(random, `call-${String(index + 1).padStart(5, "0")}`, start, random.pick(accounts)));
return {
seed: seed,
accounts: accounts,
calls: drafts.map(draft => draft.call),
transcripts: drafts.flatMap(draft => draft.lines)
};
}
function callTexts(world) {
const texts = new Map(world.calls.map(call => [ call.callId, call.title ]));
for (const line of world.transcripts) texts.set(line.callId, `${texts.get(line.callId) ?? ""}\n${line.text}`);
return texts;
}
function generateAccounts(random) {
const names = random.shuffle(accountStems.flatMap(stem => accountForms.map(form => `${stem} ${form}`)));
const from = Date.UTC(2022, 0, 1) / 1e3;
const days = 1600;
return names.slice(0, accountCount).map((name, index) => ({
accountId: index + 1,
name: name,
industry: random.pick(industries),
arrUsd: Math.round(10 ** (3.8 + 2.2 * random.fraction()) * 100) / 100,
createdAt: new Date((from + random.integer(0, days * daySeconds - 1)) * 1e3)
}));
}
function generateStart(random) {
for (;;) {
const midnight = worldEnd.getTime() / 1e3 - random.integer(1, 90) * daySeconds;
const weekday = new Date(midnight * 1e3).getUTCDay();
if (weekday !== 0 && weekday !== 6) return midnight + random.integer(8 * 3600, 18 * 3600);
}
}
function generateCall(random, callId, start, account) {
const about = random.shuffle(topics).slice(0, random.pick([ 1, 2, 2, 3 ]));
const main = about[0];
if (main === undefined) throw new Error("A call needs a topic.");
const seller = random.pick(sellers);
const contact = random.pick(firstNames);
const fill = template => fillTemplate(random, template, account, contact, main.name);
const call = {
callId: callId,
accountId: account.accountId,
title: fill(random.pick(main.titles)),
startedAt: new Date(start * 1e3),
durationSeconds: random.integer(60, 5400),
sentiment: Math.round((random.integer(-100, 100) + random.integer(-100, 100)) / 2) / 100,
ownerEmail: `${seller.toLowerCase().replace(" ", ".")}@sophia.example`,
topics: about.map(topic => topic.name)
};
const texts = conversation(random, about, main).map(fill);
const lines = texts.map((text, index) => ({
callId: callId,
sequence: index + 1,
speaker: index % 2 === 0 ? seller : contact,
text: text
}));
return {
call: call,
lines: lines
};
}
function conversation(random, about, main) {
const second = about[1] ?? main;
const third = about[2] ?? second;
return [ random.pick(openings), random.pick(main.customer), random.pick(main.seller), random.pick(second.customer), random.pick(third.seller), random.pick(closings) ];
}
function fillTemplate(random, template, account, contact, topic) {
return template.replaceAll(/\{(\w+)\}/g, (slot, name) => {
if (name === "account") return account.name;
if (name === "industry") return account.industry;
if (name === "contact") return contact;
if (name === "topic") return topic;
if (name === "number") return String(random.integer(5, 240));
if (name === "month") return random.pick(months);
if (name === "product") return random.pick(products);
throw new Error(`The template has an unknown slot ${slot}.`);
});
}
},
55953: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
F0: () => resolveEngine,
jB: () => EngineMissing,
ro: () => loadEngine
});
var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(98995);
var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
var node_url__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73136);
var __rewriteRelativeImportExtension = undefined && undefined.__rewriteRelativeImportExtension || function(path, preserveJsx) {
if (typeof path === "string" && /^\.\.?\//.test(path)) {
return path.replace(/\.(tsx)$|((?:\.d)?)((?:\.[^./]+?)?)\.([cm]?)ts$/i, function(m, tsx, d, ext, cm) {
return tsx ? preserveJsx ? ".jsx" : ".js" : d && (!ext || !cm) ? m : d + ext + "." + cm.toLowerCase() + "js";
});
}
return path;
};
class EngineMissing extends Error {
name="EngineMissing";
}
function resolveEngine(specifier) {
const directory = process.env["INFRA_TEST_ENGINES"];
const require = (0, node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(directory ? (0, 
node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, "package.json") : import.meta.url);
try {
return require.resolve(specifier);
} catch (cause) {
throw new EngineMissing(`The embedded stack needs the package ${packageName(specifier)}, which is not installed${place(directory)}.`, {
cause: cause
});
}
}
async function loadEngine(name) {
const file = resolveEngine(name);
try {
return await (import(__rewriteRelativeImportExtension((0, node_url__WEBPACK_IMPORTED_MODULE_2__.pathToFileURL)(file).href)));
} catch (cause) {
const machine = `${process.platform}-${process.arch}`;
throw new EngineMissing(`The embedded stack needs the package ${name}, which does not load on ${machine}: ${String(cause)}`, {
cause: cause
});
}
}
function packageName(specifier) {
return specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}
function place(directory) {
return directory ? ` in ${directory}` : "";
}
},
52490: (__webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => {
try {
__webpack_require__.r(__webpack_exports__);
var _std_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37734);
var _stack_input_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(89917);
var _stack_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(94561);
const stopTimeoutMilliseconds = 800;
let running;
let stopping = false;
process.on("disconnect", () => void stop(0));
process.on("SIGTERM", () => void stop(0));
process.on("SIGINT", () => {});
await run();
async function run() {
if (process.send === undefined) {
process.stderr.write('The embedded stack is started by infra-test, over an IPC channel. Use "infra-test up" to run it alone.\n');
process.exit(2);
}
try {
running = await (0, _stack_js__WEBPACK_IMPORTED_MODULE_1__.V)(parseRequest(process.argv.at(-1)));
for (const {uses: uses, reason: reason} of running.unavailable) await send({
type: "unavailable",
uses: uses,
reason: reason
});
await send({
type: "ready",
endpoints: running.endpoints,
starts: running.starts
});
} catch (error) {
await send({
type: "failed",
reason: (0, _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.gJ)(error),
isInput: error instanceof _stack_input_error_js__WEBPACK_IMPORTED_MODULE_2__.j
});
await stop(1);
}
}
function parseRequest(text = "") {
const {uses: uses, seed: seed, faults: faults, ports: ports, snowflake: snowflake, pinecone: pinecone} = JSON.parse(text);
if (!Array.isArray(uses) || typeof seed !== "number") throw new TypeError(`The request needs "uses" and "seed", got ${text.slice(0, 200)}.`);
return {
uses: uses,
seed: seed,
faults: faults ?? [],
...ports && {
ports: ports
},
...snowflake && {
snowflake: snowflake
},
...pinecone && {
pinecone: pinecone
}
};
}
function send(reply) {
return new Promise(resolve => {
if (process.send === undefined || !process.connected) resolve(); else process.send(reply, undefined, {}, () => resolve());
});
}
async function stop(exitCode) {
if (stopping) return;
stopping = true;
setTimeout(() => process.exit(exitCode), stopTimeoutMilliseconds).unref();
try {
await (running?.[Symbol.asyncDispose]());
} finally {
process.exit(exitCode);
}
}
__webpack_async_result__();
} catch (e) {
__webpack_async_result__(e);
}
}, 1);
},
89917: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
j: () => StackInputError
});
class StackInputError extends Error {
name="StackInputError";
}
},
94561: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
V: () => startEndpoints
});
var data_world = __webpack_require__(75707);
var engine = __webpack_require__(55953);
var stack_input_error = __webpack_require__(89917);
const faults = {
"missing-column": "CORE.CALLS has no column DURATION_SECONDS.",
"revoked-grant": "The role ANALYST lost SELECT on CORE.CALLS.",
"slow-query": "CORE.CALL_STATISTICS is defined by a query that takes more than 300 ms.",
"wrong-dimension": "The index sophia-calls is built with dimension 128 instead of 256.",
"lost-metadata": "One record in ten of sophia-calls has no industry.",
"dead-tool": 'The MCP tool search_calls is listed, but every call answers "search backend unavailable".',
"mcp-tool-removed": "The MCP tool account_summary is gone.",
"mcp-schema-broken": "The input schema of the MCP tool search_calls is no valid JSON Schema.",
"mcp-slow-tool": "The MCP tool search_calls takes half a second longer.",
"mcp-leaking-tool": "The MCP tool ping answers with the credentials of its server.",
"mcp-dead-session": "A session of an older MCP revision is forgotten after its first request.",
"mcp-open-auth": "The protected MCP endpoint answers without an access token.",
"mcp-any-audience": "The protected MCP endpoint accepts access tokens of other servers.",
"mcp-any-origin": "The MCP server answers pages of every origin.",
"expired-certificate": "The certificate of status.example.test expired yesterday.",
"api-500": "GET /accounts of api.example.test answers 500.",
"stuck-stream": "The agent begins a stream and never ends it.",
"agent-error-200": "The agent answers the question about refunds with an error inside HTTP 200.",
"agent-without-tool": "The agent answers from its memory and never calls its tools.",
"slow-agent": "The agent takes 2.5 seconds longer for each answer.",
"mixed-conversations": "The agent answers the last question that it was asked, whoever asked it.",
"open-agent": "The agent answers without credentials."
};
function checkFaults(names) {
return names.map(name => {
if (Object.hasOwn(faults, name)) return name;
throw new stack_input_error.j(`There is no fault "${name}" to plant. Known faults: ${Object.keys(faults).join(", ")}.`);
});
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
const kinds = {
snowflake: startSnowflakeKind,
pinecone: startPineconeKind,
http: startHttpKind,
agent: startAgentKind,
mcp: async context => await (await Promise.all([ __webpack_require__.e(4494), __webpack_require__.e(9923) ]).then(__webpack_require__.bind(__webpack_require__, 59923))).startMcpKind(context),
flow: () => Promise.resolve({
endpoints: [],
resources: []
})
};
async function startEndpoints(request) {
const env_1 = {
stack: [],
error: void 0,
hasError: false
};
try {
const faults = checkFaults(request.faults);
const stack = __addDisposableResource(env_1, new AsyncDisposableStack, true);
const context = createContext(request, faults, stack);
const unavailable = [];
const results = await Promise.allSettled(request.uses.map(uses => timeStart(() => startKind(uses, context))));
const endpoints = [];
const starts = [];
const errors = [];
for (const [index, result] of results.entries()) {
if (result.status === "fulfilled") {
for (const resource of result.value.resources) stack.use(resource);
endpoints.push(...result.value.endpoints);
if (result.value.endpoints.length > 0) starts.push(kindStart(request.uses[index] ?? "", result.value));
} else if (result.reason instanceof engine.jB) {
unavailable.push({
uses: request.uses[index] ?? "",
reason: result.reason.message
});
} else {
errors.push(result.reason);
}
}
if (errors.length > 0) throw errors[0];
const running = stack.move();
return {
endpoints: endpoints,
unavailable: unavailable,
starts: starts,
[Symbol.asyncDispose]: () => running.disposeAsync()
};
} catch (e_1) {
env_1.error = e_1;
env_1.hasError = true;
} finally {
const result_1 = __disposeResources(env_1);
if (result_1) await result_1;
}
}
async function timeStart(start) {
const startedOnClock = performance.now();
return {
...await start(),
startedOnClock: startedOnClock,
readyOnClock: performance.now()
};
}
function kindStart(uses, {startedOnClock: startedOnClock, readyOnClock: readyOnClock}) {
return {
uses: uses,
beforeReadyMilliseconds: performance.now() - startedOnClock,
durationMilliseconds: readyOnClock - startedOnClock
};
}
function startKind(uses, context) {
const start = Object.hasOwn(kinds, uses) ? kinds[uses] : undefined;
if (start !== undefined) return start(context);
return Promise.reject(new engine.jB(`The embedded stack has no endpoint for "${uses}".`));
}
function createContext(request, faults, stack) {
const world = (0, data_world.sS)(request.seed);
const portOf = uses => request.ports?.[uses] ?? 0;
let snowflake;
const startSnowflakeOnce = async () => {
const {startSnowflake: startSnowflake} = await __webpack_require__.e(2490).then(__webpack_require__.bind(__webpack_require__, 2490));
return stack.use(await startSnowflake({
world: world,
seed: request.seed,
faults: faults,
port: portOf("snowflake"),
...request.snowflake
}));
};
let pinecone;
const startPineconeOnce = async () => {
const {startPinecone: startPinecone} = await Promise.all([ __webpack_require__.e(4494), __webpack_require__.e(6698) ]).then(__webpack_require__.bind(__webpack_require__, 6698));
return stack.use(await startPinecone({
world: world,
seed: request.seed,
faults: faults,
port: portOf("pinecone"),
...request.pinecone
}));
};
const stores = {
snowflake: () => snowflake ??= startSnowflakeOnce(),
pinecone: () => pinecone ??= startPineconeOnce()
};
let mcp;
const startMcpOnce = async () => {
const {startOwnMcp: startOwnMcp} = await Promise.all([ __webpack_require__.e(4494), __webpack_require__.e(9923) ]).then(__webpack_require__.bind(__webpack_require__, 59923));
return stack.use(await startOwnMcp({
world: world,
faults: faults,
portOf: portOf,
...stores
}));
};
return {
world: world,
seed: request.seed,
faults: faults,
snowflakeRequest: request.snowflake,
pineconeRequest: request.pinecone,
portOf: portOf,
...stores,
mcp: () => mcp ??= startMcpOnce()
};
}
async function startSnowflakeKind({snowflakeRequest: request, snowflake: start}) {
const snowflake = await start();
const content = request?.sqlFile === undefined ? "database SOPHIA, roles TESTER and ANALYST, warehouse TEST_XS" : `filled from ${request.sqlFile}`;
const describe = `Snowflake at ${snowflake.url}: ${snowflake.lost === undefined ? content : "the account that was kept"}`;
const endpoint = {
uses: "snowflake",
settings: snowflake.settings,
describe: describe,
...request && {
access: accessTo(snowflake)
}
};
return {
endpoints: [ endpoint ],
resources: []
};
}
function accessTo({administrator: administrator, admin: admin, lost: lost}) {
return {
administrator: administrator,
kept: lost !== undefined,
lost: lost ?? [],
...admin && {
admin: admin
}
};
}
async function startPineconeKind(context) {
const {url: url, apiKey: apiKey, keys: issued, admin: admin, lost: lost} = await context.pinecone();
const content = lost === undefined ? `index sophia-calls, ${context.world.calls.length} records` : "the project that was kept";
const keys = issued.map(({role: role, project: project, secret: secret}) => ({
role: role,
...project !== "" && {
project: project
},
apiKey: secret
}));
const access = {
keys: keys,
kept: lost !== undefined,
lost: lost ?? [],
...admin && {
admin: admin
}
};
const endpoint = {
uses: "pinecone",
settings: {
api_key: apiKey,
controller_url: url
},
describe: `Pinecone at ${url}: ${content}`,
...context.pineconeRequest && {
access: access
}
};
return {
endpoints: [ endpoint ],
resources: []
};
}
async function startHttpKind({world: world, faults: faults, portOf: portOf}) {
const {startHttp: startHttp} = await __webpack_require__.e(5292).then(__webpack_require__.bind(__webpack_require__, 35292));
const http = await startHttp({
world: world,
faults: faults,
port: portOf("http")
});
const describe = `HTTPS at ${http.connectTo}: ${http.hosts.join(", ")}`;
return {
endpoints: [ {
uses: "http",
settings: {
connect_to: http.connectTo,
ca: http.ca
},
describe: describe
} ],
resources: [ http ]
};
}
async function startAgentKind({world: world, faults: faults, portOf: portOf, mcp: mcp}) {
const {startAgent: startAgent} = await Promise.all([ __webpack_require__.e(5072), __webpack_require__.e(2698) ]).then(__webpack_require__.bind(__webpack_require__, 22698));
const agent = await startAgent({
world: world,
faults: faults,
mcpUrl: (await mcp()).url,
port: portOf("agent")
});
const token = agent.key;
const endpoint = {
uses: "agent",
settings: {
url: agent.url,
token: token
},
describe: `Agent (no model, answers by rules) at ${agent.url}: A2A 1.0 and 0.3, OpenAI chat, AgentCore, LangGraph`
};
const asTool = {
uses: "mcp",
host: "assistant.example.test",
settings: {
url: `${agent.url}/mcp`,
token: token
},
describe: `MCP at ${agent.url}/mcp: the agent as a tool (assistant.example.test)`
};
return {
endpoints: [ endpoint, asTool ],
resources: [ agent ]
};
}
},
37734: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
MO: () => Skip,
P_: () => Refusal,
gJ: () => errorMessage,
wX: () => TransportError
});
class TransportError extends Error {
name="TransportError";
kind;
retryAfterMilliseconds;
constructor(kind, message, options = {}) {
super(message, {
cause: options.cause
});
this.kind = kind;
this.retryAfterMilliseconds = options.retryAfterMilliseconds;
}
}
class Refusal extends Error {
name="Refusal";
code;
constructor(code, message, options = {}) {
super(message, options);
this.code = code;
}
}
class Skip extends Error {
name="Skip";
}
function errorMessage(error) {
return error instanceof Error ? error.message : String(error);
}
},
3918: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
q: () => hashText,
s: () => createRandom
});
function createRandom(seed) {
let state = hashText(seed);
return () => {
state = state + 1831565813 | 0;
let mixed = Math.imul(state ^ state >>> 15, 1 | state);
mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed;
return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32;
};
}
function hashText(text) {
let hash = 2166136261;
for (let index = 0; index < text.length; index += 1) {
hash = Math.imul(hash ^ text.charCodeAt(index), 16777619);
}
return hash >>> 0;
}
}
};

export const id = 879;

export const ids = [ 879 ];

export const modules = {
94905: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
V: () => embedText
});
const stopWords = new Set("a about all also an and any are as at be been but by can could do does for from get had has have how i if in into is it its just like me more my need next no not of on one or our out over so some than that the their them then there they this to up us was we were what when where which who will with would you your".split(" "));
function embedText(text, dimension) {
const sums = new Float64Array(dimension);
for (const word of text.toLowerCase().match(/[a-z0-9]+/g) ?? []) {
if (stopWords.has(word)) continue;
const hash = hashOfWord(word);
const coordinate = (hash >>> 1) % dimension;
sums[coordinate] = (sums[coordinate] ?? 0) + (hash & 1 ? 1 : -1);
}
const length = Math.sqrt(sums.reduce((total, sum) => total + sum * sum, 0));
if (length > 0) return Array.from(sums, sum => Math.fround(sum / length));
return Array.from(sums, (_, index) => index === 0 ? 1 : 0);
}
function hashOfWord(word) {
let hash = 2166136261;
for (let index = 0; index < word.length; index += 1) hash = Math.imul(hash ^ word.charCodeAt(index), 16777619);
hash = Math.imul(hash ^ hash >>> 16, 2246822507);
hash = Math.imul(hash ^ hash >>> 13, 3266489909);
return (hash ^ hash >>> 16) >>> 0;
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
879: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
startMcp: () => startMcp
});
var external_node_http_ = __webpack_require__(37067);
var engine = __webpack_require__(55953);
var listen = __webpack_require__(89580);
var errors = __webpack_require__(37734);
var embed_text = __webpack_require__(94905);
const timeoutMilliseconds = 1e4;
async function searchIndex(address, vector, topK) {
const response = await fetch(`${address.url}/query`, {
method: "POST",
headers: {
"api-key": address.apiKey,
"content-type": "application/json",
"x-pinecone-api-version": "2026-07"
},
body: JSON.stringify({
vector: vector,
topK: topK
}),
signal: AbortSignal.timeout(timeoutMilliseconds)
});
const text = await response.text();
if (!response.ok) throw new Error(`The vector index answered ${response.status}: ${text.slice(0, 300)}`);
const {matches: matches} = JSON.parse(text);
return matches;
}
const schemas = {
ping: {
type: "object",
properties: {},
additionalProperties: false
},
search: {
type: "object",
properties: {
query: {
type: "string",
minLength: 1,
description: "What the calls are about, in plain words."
},
limit: {
type: "integer",
minimum: 1,
maximum: 50,
default: 5,
description: "How many calls to return."
}
},
required: [ "query" ],
additionalProperties: false
},
searchResult: {
type: "object",
properties: {
calls: {
type: "array",
items: {
type: "object",
properties: {
call_id: {
type: "string"
},
score: {
type: "number"
},
title: {
type: "string"
}
},
required: [ "call_id", "score", "title" ],
additionalProperties: false
}
}
},
required: [ "calls" ],
additionalProperties: false
},
account: {
type: "object",
properties: {
account_id: {
type: "integer",
minimum: 1
}
},
required: [ "account_id" ],
additionalProperties: false
},
accountResult: {
type: "object",
properties: {
account_id: {
type: "integer"
},
name: {
type: "string"
},
industry: {
type: "string"
},
arr_usd: {
type: "number"
},
calls: {
type: "integer"
},
average_sentiment: {
type: [ "number", "null" ]
}
},
required: [ "account_id", "name", "industry", "arr_usd", "calls", "average_sentiment" ],
additionalProperties: false
}
};
function prepareTools(sdk, context) {
const schema = json => sdk.fromJsonSchema({
...json
});
const ping = schema(schemas.ping);
const search = schema(schemas.search);
const searchResult = schema(schemas.searchResult);
const account = schema(schemas.account);
const accountResult = schema(schemas.accountResult);
const annotations = {
readOnlyHint: true,
openWorldHint: false
};
return server => {
server.registerTool("ping", {
title: "Ping",
description: 'Answers "pong".',
inputSchema: ping,
annotations: annotations
}, () => textResult("pong"));
server.registerTool("search_calls", {
title: "Search calls",
description: "Finds the sales calls that are nearest to a text.",
inputSchema: search,
outputSchema: searchResult,
annotations: annotations
}, input => searchCalls(context, input.query, input.limit ?? 5));
server.registerTool("account_summary", {
title: "Account summary",
description: "Revenue, number of calls and average sentiment of one account.",
inputSchema: account,
outputSchema: accountResult,
annotations: annotations
}, input => summarizeAccount(context.world, input.account_id));
};
}
async function searchCalls(context, query, limit) {
if (context.faults.includes("dead-tool")) return errorResult("search backend unavailable");
try {
const matches = await searchIndex(context.index, (0, embed_text.V)(query, context.index.dimension), limit);
const titles = new Map(context.world.calls.map(call => [ call.callId, call.title ]));
const calls = matches.map(({id: id, score: score}) => ({
call_id: id,
score: score,
title: titles.get(id) ?? ""
}));
return {
content: [ {
type: "text",
text: JSON.stringify(calls)
} ],
structuredContent: {
calls: calls
}
};
} catch (error) {
return errorResult((0, errors.gJ)(error));
}
}
function summarizeAccount(world, accountId) {
const account = world.accounts.find(candidate => candidate.accountId === accountId);
if (account === undefined) return errorResult(`There is no account ${accountId}.`);
const calls = world.calls.filter(call => call.accountId === accountId);
const sentiment = calls.reduce((sum, call) => sum + call.sentiment, 0) / calls.length;
const summary = {
account_id: accountId,
name: account.name,
industry: account.industry,
arr_usd: account.arrUsd,
calls: calls.length,
average_sentiment: calls.length === 0 ? null : Math.round(sentiment * 1e3) / 1e3
};
return {
content: [ {
type: "text",
text: JSON.stringify(summary)
} ],
structuredContent: summary
};
}
function textResult(text) {
return {
content: [ {
type: "text",
text: text
} ]
};
}
function errorResult(text) {
return {
...textResult(text),
isError: true
};
}
async function startMcp(options) {
const [sdk, adapter] = await Promise.all([ (0, engine.ro)("@modelcontextprotocol/server"), (0, 
engine.ro)("@modelcontextprotocol/node") ]);
const addTools = prepareTools(sdk, options);
const handler = sdk.createMcpHandler(() => {
const server = new sdk.McpServer({
name: "infra-test-local",
version: "1.0.0"
});
addTools(server);
return server;
});
const handle = adapter.toNodeHandler(handler);
const guards = [ adapter.localhostHostValidation(), adapter.localhostOriginValidation() ];
const server = (0, external_node_http_.createServer)({
keepAliveTimeout: 6e4
}, (request, response) => {
if (!guards.every(guard => guard(request, response))) return;
if (new URL(request.url ?? "/", "http://127.0.0.1").pathname === "/mcp") void handle(request, response); else refuse(request, response);
});
const port = await (0, listen.cw)(server, options.port);
return {
url: `http://127.0.0.1:${port}/mcp`,
[Symbol.asyncDispose]: async () => {
await handler.close();
await (0, listen.qW)(server);
}
};
}
function refuse(request, response) {
response.writeHead(404, {
"content-type": "application/json"
});
response.end(JSON.stringify({
error: {
code: "not_found",
message: `There is no ${request.method ?? ""} ${request.url ?? ""}, only /mcp.`
}
}));
}
}
};

export const id = 9923;

export const ids = [ 9923 ];

export const modules = {
59923: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
startMcpKind: () => startMcpKind,
startOwnMcp: () => startOwnMcp
});
var engine = __webpack_require__(55953);
var seed_index = __webpack_require__(64209);
var external_node_child_process_ = __webpack_require__(31421);
var external_node_events_ = __webpack_require__(78474);
const startTimeoutMilliseconds = 15e3;
const preload = `\n  import { Server } from 'node:net';\n  const listen = Server.prototype.listen;\n  Server.prototype.listen = function (port, ...rest) {\n    this.once('listening', () => process.send({ port: this.address().port }));\n    return listen.call(this, { port: Number(port), host: '127.0.0.1' }, rest.find((entry) => typeof entry === 'function'));\n  };\n  process.on('disconnect', () => process.exit(0));\n`;
async function startEverything(port = 0) {
const file = (0, engine.F0)("@modelcontextprotocol/server-everything/dist/index.js");
const child = (0, external_node_child_process_.fork)(file, [ "streamableHttp" ], {
execArgv: [ "--import", `data:text/javascript,${encodeURIComponent(preload)}` ],
env: {
PORT: String(port),
PATH: process.env["PATH"],
SystemRoot: process.env["SystemRoot"]
},
stdio: [ "ignore", "ignore", "pipe", "ipc" ],
detached: true
});
try {
return {
url: `http://127.0.0.1:${await announcedPort(child)}/mcp`,
[Symbol.asyncDispose]: () => stopChild(child)
};
} catch (error) {
await stopChild(child);
throw error;
}
}
async function announcedPort(child) {
let lastWords = "";
child.stderr?.setEncoding("utf8").on("data", text => lastWords = `${lastWords}${text}`.slice(-1e3));
const {promise: promise, resolve: resolve, reject: reject} = Promise.withResolvers();
const fail = what => reject(new Error(`The MCP server "everything" ${what}. ${lastWords.trim()}`.trim()));
const timer = setTimeout(() => fail(`did not listen within ${startTimeoutMilliseconds} ms`), startTimeoutMilliseconds);
child.once("message", message => resolve(message.port));
child.once("error", error => fail(`could not be started: ${error.message}`));
child.once("exit", (code, signal) => fail(`ended with ${code ?? signal} before it listened`));
try {
return await promise;
} finally {
clearTimeout(timer);
}
}
async function stopChild(child) {
if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
const exited = (0, external_node_events_.once)(child, "exit");
child.kill("SIGKILL");
await exited;
}
var external_node_http_ = __webpack_require__(37067);
var listen = __webpack_require__(89580);
var external_node_crypto_ = __webpack_require__(77598);
class InvalidToken extends Error {}
const clockToleranceSeconds = 5;
class AccessTokens {
issuer;
algorithm;
#keyId=(0, external_node_crypto_.randomUUID)();
#privateKey;
#publicKey;
constructor(issuer, algorithm = "EdDSA") {
this.issuer = issuer;
this.algorithm = algorithm;
const {privateKey: privateKey} = algorithm === "EdDSA" ? (0, external_node_crypto_.generateKeyPairSync)("ed25519") : (0, 
external_node_crypto_.generateKeyPairSync)("rsa", {
modulusLength: 2048
});
this.#privateKey = privateKey;
this.#publicKey = (0, external_node_crypto_.createPublicKey)(privateKey);
}
get keySet() {
return {
keys: [ {
...this.#publicKey.export({
format: "jwk"
}),
kid: this.#keyId,
alg: this.algorithm,
use: "sig"
} ]
};
}
issue({client: client, audience: audience, scopes: scopes, lifetimeSeconds: lifetimeSeconds}) {
const now = Math.floor(Date.now() / 1e3);
const expiresAt = now + lifetimeSeconds;
const claims = {
iss: this.issuer,
sub: client,
client_id: client,
aud: audience,
scope: scopes.join(" "),
iat: Math.min(now, expiresAt - 1),
exp: expiresAt,
jti: (0, external_node_crypto_.randomUUID)()
};
const signed = `${encode({
alg: this.algorithm,
typ: "at+jwt",
kid: this.#keyId
})}.${encode(claims)}`;
return `${signed}.${(0, external_node_crypto_.sign)(this.#digest, Buffer.from(signed), this.#privateKey).toString("base64url")}`;
}
verify(token) {
const [head = "", body = "", signature = "", ...others] = token.split(".");
const header = decode(head);
const claims = decode(body);
if (header === undefined || claims === undefined || others.length > 0) throw new InvalidToken("The access token is malformed");
if (header["alg"] !== this.algorithm || header["kid"] !== this.#keyId) throw new InvalidToken("The access token is signed with another key");
const bytes = Buffer.from(signature, "base64url");
const isSigned = bytes.toString("base64url") === signature && (0, external_node_crypto_.verify)(this.#digest, Buffer.from(`${head}.${body}`), this.#publicKey, bytes);
if (!isSigned) throw new InvalidToken("The signature of the access token is wrong");
if (claims["iss"] !== this.issuer) throw new InvalidToken("The access token is of another issuer");
return timely(claims);
}
get #digest() {
return this.algorithm === "EdDSA" ? null : "sha256";
}
}
function timely(claims) {
const {exp: exp, nbf: nbf, iat: iat, aud: aud, scope: scope, client_id: client} = claims;
const now = Date.now() / 1e3;
if (typeof exp !== "number" || exp <= now) throw new InvalidToken("The access token has expired");
for (const from of [ nbf, iat ]) {
if (typeof from === "number" && from > now + clockToleranceSeconds) throw new InvalidToken("The access token is not valid yet");
}
return {
client: typeof client === "string" ? client : "",
audience: (Array.isArray(aud) ? aud : [ aud ]).filter(entry => typeof entry === "string"),
scopes: typeof scope === "string" ? scope.split(" ").filter(entry => entry !== "") : [],
expiresAt: exp
};
}
function encode(part) {
return Buffer.from(JSON.stringify(part)).toString("base64url");
}
function decode(part) {
try {
const value = JSON.parse(Buffer.from(part, "base64url").toString());
return typeof value === "object" && value !== null && !Array.isArray(value) ? {
...value
} : undefined;
} catch {
return undefined;
}
}
var errors = __webpack_require__(37734);
const readsOnly = {
readOnlyHint: true,
openWorldHint: false
};
function objectSchema(properties, optional = []) {
const required = Object.keys(properties).filter(name => !optional.includes(name));
return {
type: "object",
properties: properties,
...required.length > 0 && {
required: required
},
additionalProperties: false
};
}
const callIdSchema = {
type: "string",
pattern: "^[A-Za-z0-9_-]{1,32}$",
description: "Id of the call, such as call-00001."
};
const sql = `SELECT a.NAME, a.INDUSTRY, a.ARR_USD, COUNT(c.CALL_ID), AVG(c.SENTIMENT)\n    FROM SOPHIA.CORE.ACCOUNTS a LEFT JOIN SOPHIA.CORE.CALLS c ON c.ACCOUNT_ID = a.ACCOUNT_ID\n    WHERE a.ACCOUNT_ID = ? GROUP BY a.NAME, a.INDUSTRY, a.ARR_USD`;
const accountSummary = {
name: "account_summary",
title: "Account summary",
description: "Revenue, number of calls and average sentiment of one account.",
inputSchema: objectSchema({
account_id: {
type: "integer",
minimum: 1
}
}),
outputSchema: objectSchema({
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
}),
annotations: readsOnly,
async answer({account_id: account_id}, {warehouse: warehouse}) {
const [row] = await warehouse().query(sql, account_id);
if (row === undefined) throw new Error(`There is no account ${account_id}.`);
const [name, industry, revenue, calls, sentiment] = row;
return {
account_id: account_id,
name: name ?? "",
industry: industry ?? "",
arr_usd: Number(revenue),
calls: Number(calls),
average_sentiment: sentiment === null || sentiment === undefined ? null : Math.round(Number(sentiment) * 1e3) / 1e3
};
}
};
var embed_text = __webpack_require__(94905);
const mostListed = 100;
async function readCall(query, callId) {
const [call] = await query(`SELECT c.ACCOUNT_ID, c.TITLE, TO_VARCHAR(c.STARTED_AT, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), a.INDUSTRY\n       FROM SOPHIA.CORE.CALLS c LEFT JOIN SOPHIA.CORE.ACCOUNTS a ON a.ACCOUNT_ID = c.ACCOUNT_ID WHERE c.CALL_ID = ?`, callId);
if (call === undefined) throw new Error(`There is no call ${callId}.`);
const lines = await query("SELECT SPEAKER, TEXT FROM SOPHIA.CORE.TRANSCRIPTS WHERE CALL_ID = ? ORDER BY SEQUENCE", callId);
return {
callId: callId,
accountId: Number(call[0]),
title: textOf(call, 1),
startedAt: textOf(call, 2),
industry: call[3] ?? null,
lines: lines.map(line => ({
speaker: textOf(line, 0),
text: textOf(line, 1)
}))
};
}
function textOfCall({title: title, lines: lines}) {
return [ title, ...lines.map(({text: text}) => text) ].join("\n");
}
async function newestCalls(query) {
const rows = await query(`SELECT CALL_ID, TITLE FROM SOPHIA.CORE.CALLS ORDER BY STARTED_AT DESC, CALL_ID LIMIT ${mostListed}`);
return rows.map(row => ({
callId: textOf(row, 0),
title: textOf(row, 1)
}));
}
async function insertCall(query, call) {
const known = await query("SELECT 1 FROM SOPHIA.CORE.ACCOUNTS WHERE ACCOUNT_ID = ?", call.accountId);
if (known.length === 0) throw new Error(`There is no account ${call.accountId}.`);
const taken = await query("SELECT 1 FROM SOPHIA.CORE.CALLS WHERE CALL_ID = ?", call.callId);
if (taken.length > 0) throw new Error(`There is a call ${call.callId} already.`);
const values = {
CALL_ID: call.callId,
ACCOUNT_ID: call.accountId,
TITLE: call.title,
STARTED_AT: call.startedAt.toISOString().slice(0, 19).replace("T", " "),
DURATION_SECONDS: call.durationSeconds,
SENTIMENT: call.sentiment,
OWNER_EMAIL: call.ownerEmail
};
const named = Object.entries(values).flatMap(([name, value]) => value === undefined ? [] : [ [ name, value ] ]);
const columns = named.map(([name]) => name).join(", ");
const marks = named.map(() => "?").join(", ");
await query(`INSERT INTO SOPHIA.CORE.CALLS (${columns}) VALUES (${marks})`, ...named.map(([, value]) => value));
for (const [index, {speaker: speaker, text: text}] of call.lines.entries()) {
const line = [ call.callId, index + 1, speaker, text ];
await query("INSERT INTO SOPHIA.CORE.TRANSCRIPTS (CALL_ID, SEQUENCE, SPEAKER, TEXT) VALUES (?, ?, ?, ?)", ...line);
}
}
async function deleteCall(query, callId) {
await query("DELETE FROM SOPHIA.CORE.TRANSCRIPTS WHERE CALL_ID = ?", callId);
await query("DELETE FROM SOPHIA.CORE.CALLS WHERE CALL_ID = ?", callId);
}
function textOf(row, column) {
return row[column] ?? "";
}
const indexCall = {
name: "index_call",
title: "Index a call",
description: "Reads a call from the warehouse, embeds it and writes it into the vector index, so that search_calls finds it.",
inputSchema: objectSchema({
call_id: callIdSchema
}),
outputSchema: objectSchema({
call_id: {
type: "string"
},
dimension: {
type: "integer"
}
}),
annotations: {
readOnlyHint: false,
destructiveHint: false,
idempotentHint: true,
openWorldHint: false
},
async answer({call_id: call_id}, {warehouse: warehouse, index: index}) {
const call = await readCall(warehouse().query, call_id);
const {accountId: accountId, title: title, startedAt: startedAt, industry: industry} = call;
const metadata = {
title: title,
account_id: accountId,
started_at: Date.parse(startedAt) / 1e3,
...industry !== null && {
industry: industry
}
};
await index.upsert({
id: call_id,
values: (0, embed_text.V)(textOfCall(call), index.dimension),
metadata: metadata
});
return {
call_id: call_id,
dimension: index.dimension
};
}
};
const ping = {
name: "ping",
title: "Ping",
description: 'Answers "pong".',
inputSchema: objectSchema({}),
annotations: readsOnly,
answer(_, {faults: faults, environment: environment}) {
if (!faults.includes("mcp-leaking-tool")) return "pong";
return [ "pong", ...Object.entries(environment).map(([name, value]) => `${name}=${value}`) ].join("\n");
}
};
const line = objectSchema({
speaker: {
type: "string",
minLength: 1,
maxLength: 100
},
text: {
type: "string",
minLength: 1,
maxLength: 1e4
}
});
const recordCall = {
name: "record_call",
title: "Record a call",
description: "Writes a sales call and its transcript into the warehouse. It is found by search_calls after index_call.",
inputSchema: objectSchema({
account_id: {
type: "integer",
minimum: 1
},
title: {
type: "string",
minLength: 1,
maxLength: 200
},
lines: {
type: "array",
maxItems: 50,
items: line,
description: "What was said, in order."
},
call_id: {
...callIdSchema,
description: "Id of the call; a new one when absent."
},
started_at: {
type: "string",
format: "date-time",
description: "Now when absent."
},
duration_seconds: {
type: "integer",
minimum: 0,
maximum: 86400
},
sentiment: {
type: "number",
minimum: -1,
maximum: 1
},
owner_email: {
type: "string",
maxLength: 200
}
}, [ "lines", "call_id", "started_at", "duration_seconds", "sentiment", "owner_email" ]),
outputSchema: objectSchema({
call_id: {
type: "string"
},
lines: {
type: "integer"
}
}),
annotations: {
readOnlyHint: false,
destructiveHint: false,
idempotentHint: false,
openWorldHint: false
},
async answer(args, {warehouse: warehouse, recorded: recorded}) {
const {call_id: callId = `recorded-${(0, external_node_crypto_.randomBytes)(8).toString("hex")}`, lines: lines = []} = args;
const startedAt = args.started_at === undefined ? new Date : new Date(args.started_at);
if (Number.isNaN(startedAt.getTime())) throw new Error(`started_at: expected a time such as 2026-11-01T09:30:00Z, got "${args.started_at}".`);
const call = {
callId: callId,
accountId: args.account_id,
title: args.title,
startedAt: startedAt,
durationSeconds: args.duration_seconds,
sentiment: args.sentiment,
ownerEmail: args.owner_email,
lines: lines
};
await warehouse().transaction(query => insertCall(query, call));
recorded.add(callId);
return {
call_id: callId,
lines: lines.length
};
}
};
const removeCall = {
name: "remove_call",
title: "Remove a call",
description: "Removes a call that record_call wrote from the warehouse and from the vector index.",
inputSchema: objectSchema({
call_id: callIdSchema
}),
outputSchema: objectSchema({
call_id: {
type: "string"
}
}),
annotations: {
readOnlyHint: false,
destructiveHint: true,
idempotentHint: false,
openWorldHint: false
},
async answer({call_id: call_id}, {warehouse: warehouse, index: index, recorded: recorded}) {
if (!recorded.has(call_id)) throw new Error(`The call ${call_id} was not recorded by this server, so it is not removed.`);
await index.delete(call_id);
await warehouse().transaction(query => deleteCall(query, call_id));
recorded.delete(call_id);
return {
call_id: call_id
};
}
};
var promises_ = __webpack_require__(58500);
const slowMilliseconds = 500;
const searchCalls = {
name: "search_calls",
title: "Search calls",
description: "Finds the sales calls that are nearest to a text.",
inputSchema: objectSchema({
query: {
type: "string",
minLength: 1,
maxLength: 1e4,
description: "What the calls are about, in plain words."
},
limit: {
type: "integer",
minimum: 1,
maximum: 50,
default: 5,
description: "How many calls to return."
}
}, [ "limit" ]),
outputSchema: objectSchema({
calls: {
type: "array",
items: objectSchema({
call_id: {
type: "string"
},
score: {
type: "number"
},
title: {
type: "string"
}
})
}
}),
annotations: readsOnly,
async answer({query: query, limit: limit = 5}, {faults: faults, index: index, titles: titles}) {
if (faults.includes("dead-tool")) throw new Error("search backend unavailable");
if (faults.includes("mcp-slow-tool")) await (0, promises_.setTimeout)(slowMilliseconds);
const found = await index.search((0, embed_text.V)(query, index.dimension), limit);
const titleOf = (id, title) => typeof title === "string" ? title : titles.get(id) ?? "";
return {
calls: found.map(({id: id, score: score, metadata: metadata}) => ({
call_id: id,
score: score,
title: titleOf(id, metadata?.["title"])
}))
};
}
};
const entry = objectSchema({
sequence: {
type: "integer"
},
at: {
type: "string"
},
tool: {
type: "string"
},
arguments_sha256: {
type: "string"
},
caller: {
type: "string"
},
is_error: {
type: "boolean"
},
duration_ms: {
type: "number"
}
});
const toolLogName = "tool_log";
const toolLog = {
name: toolLogName,
title: "Tool log",
description: "The latest calls of the other tools, as the tools themselves recorded them.",
inputSchema: objectSchema({
since: {
type: "integer",
minimum: 0,
description: "Only calls after the one with this sequence number."
},
tool: {
type: "string",
description: "Only calls of this tool."
}
}, [ "since", "tool" ]),
outputSchema: objectSchema({
calls: {
type: "array",
items: entry
}
}),
annotations: readsOnly,
answer: ({since: since = 0, tool: tool}, {log: log}) => ({
calls: log.since(since, tool)
})
};
const allTools = [ ping, searchCalls, accountSummary, recordCall, indexCall, removeCall, toolLog ];
const writeScope = "calls:write";
function prepareTools(sdk, backends) {
const isRemoved = backends.faults.includes("mcp-tool-removed");
const tools = allTools.filter(tool => !(isRemoved && tool === accountSummary));
const schema = json => sdk.fromJsonSchema({
...json
});
const compiled = tools.map(tool => {
const {name: name, title: title, description: description, annotations: annotations} = tool;
const outputSchema = tool.outputSchema && schema(tool.outputSchema);
const scopeChallenge = annotations.readOnlyHint ? undefined : sdk.requireScopes(writeScope);
const config = {
title: title,
description: description,
annotations: annotations,
inputSchema: schema(tool.inputSchema),
...outputSchema && {
outputSchema: outputSchema
},
...scopeChallenge && {
scopeChallenge: scopeChallenge
}
};
return {
tool: tool,
name: name,
config: config
};
});
return {
listed: tools.map(tool => listedTool(tool, backends)),
register: server => {
for (const {tool: tool, name: name, config: config} of compiled) {
server.registerTool(name, config, (args, context) => answerLogged(tool, args, callerOf(server, context), backends));
}
}
};
}
function listedTool(tool, {faults: faults}) {
const {name: name, title: title, description: description, inputSchema: inputSchema, outputSchema: outputSchema, annotations: annotations} = tool;
const isBroken = tool === searchCalls && faults.includes("mcp-schema-broken");
const shownSchema = isBroken ? {
...inputSchema,
properties: {
query: {
type: "strin"
}
}
} : inputSchema;
return {
name: name,
title: title,
description: description,
inputSchema: shownSchema,
...outputSchema && {
outputSchema: outputSchema
},
annotations: annotations
};
}
async function answerLogged(tool, args, caller, backends) {
const start = performance.now();
const result = await answerOf(tool, args, backends);
const milliseconds = performance.now() - start;
if (tool.name !== toolLogName) backends.log.add({
tool: tool.name,
args: args,
caller: caller,
isError: result.isError === true,
milliseconds: milliseconds
});
return result;
}
async function answerOf(tool, args, backends) {
try {
const answer = await tool.answer(args, backends);
if (typeof answer === "string") return {
content: [ {
type: "text",
text: answer
} ]
};
return {
content: [ {
type: "text",
text: JSON.stringify(answer)
} ],
structuredContent: {
...answer
}
};
} catch (error) {
return {
content: [ {
type: "text",
text: (0, errors.gJ)(error)
} ],
isError: true
};
}
}
function callerOf(server, {http: http}) {
return http?.authInfo?.clientId ?? server.server.getClientVersion()?.name ?? "unknown";
}
const readScope = "calls:read";
class ResourceServer {
#sdk;
#tokens;
#resource;
#faults;
#metadataUrl;
constructor(sdk, tokens, resource, faults) {
this.#sdk = sdk;
this.#tokens = tokens;
this.#resource = resource;
this.#faults = faults;
this.#metadataUrl = sdk.getOAuthProtectedResourceMetadataUrl(resource);
}
get metadataPath() {
return new URL(this.#metadataUrl).pathname;
}
get metadata() {
return {
resource: this.#resource.href,
authorization_servers: [ this.#tokens.issuer ],
scopes_supported: [ readScope, writeScope ],
bearer_methods_supported: [ "header" ],
resource_name: "infra-test-local"
};
}
async admit({headers: headers}) {
if (this.#faults.includes("mcp-open-auth")) return {
token: "",
clientId: "anonymous",
scopes: [ readScope, writeScope ]
};
const challenge = {
requiredScopes: [ readScope ],
resourceMetadataUrl: this.#metadataUrl
};
try {
const verifier = {
verifyAccessToken: token => Promise.resolve(this.#verify(token))
};
return await this.#sdk.verifyBearerToken(headers.authorization, {
...challenge,
verifier: verifier,
expectedResource: this.#resource
});
} catch (error) {
return this.#sdk.bearerAuthChallengeResponse(error, challenge);
}
}
#verify(token) {
try {
const {client: client, audience: audience, scopes: scopes, expiresAt: expiresAt} = this.#tokens.verify(token);
const isOurs = audience.includes(this.#resource.href) || this.#faults.includes("mcp-any-audience");
return {
token: token,
clientId: client,
scopes: [ ...scopes ],
expiresAt: expiresAt,
...isOurs && {
resource: this.#resource
}
};
} catch (error) {
if (error instanceof InvalidToken) throw new this.#sdk.OAuthError(this.#sdk.OAuthErrorCode.InvalidToken, error.message);
throw error;
}
}
}
const bodyLimitBytes = 16384;
const lifetimeSeconds = 3600;
const tokenPath = "/oauth/token";
const keysPath = "/oauth/keys";
const authorizationPath = "/oauth/authorize";
const metadataPath = "/.well-known/oauth-authorization-server";
const scopes = [ readScope, writeScope ];
class AuthorizationServer {
client={
id: "infra-test",
secret: (0, external_node_crypto_.randomBytes)(24).toString("base64url")
};
#tokens;
#resource;
constructor(tokens, resource) {
this.#tokens = tokens;
this.#resource = resource;
}
async answer(request, path) {
if (request.method === "GET" && path === metadataPath) return Response.json(this.#metadata);
if (request.method === "GET" && path === keysPath) return Response.json(this.#tokens.keySet);
if (request.method === "GET" && path === authorizationPath) {
return refusal(400, "unsupported_response_type", "No user can log in here: get a token by client_credentials");
}
if (request.method === "POST" && path === tokenPath) return await this.#grant(request);
return undefined;
}
get #metadata() {
const {issuer: issuer} = this.#tokens;
return {
issuer: issuer,
authorization_endpoint: `${issuer}${authorizationPath}`,
token_endpoint: `${issuer}${tokenPath}`,
jwks_uri: `${issuer}${keysPath}`,
grant_types_supported: [ "client_credentials" ],
response_types_supported: [],
token_endpoint_auth_methods_supported: [ "client_secret_basic", "client_secret_post" ],
scopes_supported: scopes
};
}
async #grant(request) {
const body = await (0, listen.x8)(request, bodyLimitBytes);
if (body === undefined) return refusal(413, "invalid_request", `The request is larger than ${bodyLimitBytes} bytes`);
const form = new URLSearchParams(body.toString());
if (!this.#knows(credentialsOf(request, form))) return refusal(401, "invalid_client", "The client or its secret is unknown");
if (form.get("grant_type") !== "client_credentials") {
return refusal(400, "unsupported_grant_type", "Only client_credentials is granted here");
}
const audience = form.get("resource") ?? this.#resource;
if (audience !== this.#resource) return refusal(400, "invalid_target", `The resource of this server is ${this.#resource}`);
const wanted = form.get("scope")?.split(" ") ?? scopes;
if (!wanted.every(scope => scopes.includes(scope))) return refusal(400, "invalid_scope", `Scopes are ${scopes.join(", ")}`);
const token = this.#tokens.issue({
client: this.client.id,
audience: audience,
scopes: wanted,
lifetimeSeconds: lifetimeSeconds
});
const granted = {
access_token: token,
token_type: "Bearer",
expires_in: lifetimeSeconds,
scope: wanted.join(" ")
};
return Response.json(granted, {
headers: {
"cache-control": "no-store"
}
});
}
#knows({id: id, secret: secret}) {
return id === this.client.id && (0, external_node_crypto_.timingSafeEqual)(digest(secret), digest(this.client.secret));
}
}
function credentialsOf({headers: headers}, form) {
const [, basic] = /^Basic ([A-Za-z0-9+/]+=*)$/.exec(headers.authorization ?? "") ?? [];
if (basic === undefined) return {
id: form.get("client_id") ?? "",
secret: form.get("client_secret") ?? ""
};
const [id = "", secret = ""] = Buffer.from(basic, "base64").toString().split(":");
return {
id: id,
secret: secret
};
}
function digest(text) {
return (0, external_node_crypto_.createHash)("sha256").update(text).digest();
}
function refusal(status, error, description) {
return Response.json({
error: error,
error_description: description
}, {
status: status
});
}
const daySeconds = 86400;
function issueTestTokens(tokens, audience) {
const good = {
client: "infra-test",
audience: audience,
scopes: [ readScope, writeScope ],
lifetimeSeconds: daySeconds
};
return {
good: tokens.issue(good),
expired: tokens.issue({
...good,
lifetimeSeconds: -60
}),
wrongAudience: tokens.issue({
...good,
audience: "https://other.example.test/mcp"
}),
wrongScope: tokens.issue({
...good,
scopes: [ "profile" ]
})
};
}
const postsBeforeItForgets = 2;
class LegacySessions {
#sdk;
#newServer;
#options;
#sessions=new Map;
#sweep;
constructor(sdk, newServer, options) {
this.#sdk = sdk;
this.#newServer = newServer;
this.#options = options;
this.#sweep = setInterval(() => this.#endIdle(), Math.max(options.idleMilliseconds / 4, 10)).unref();
}
get count() {
return this.#sessions.size;
}
async answer(request, options = {}) {
const id = request.headers.get("mcp-session-id");
if (id === null) return await this.#open(request, options);
const session = this.#sessions.get(id);
if (session === undefined || session.client !== options.authInfo?.clientId) return sessionNotFound();
if (request.method === "POST") session.posts += 1;
if (this.#options.forgets && session.posts > postsBeforeItForgets) {
await this.#end(id);
return sessionNotFound();
}
session.usedAt = Date.now();
this.#sessions.delete(id);
this.#sessions.set(id, session);
return await session.transport.handleRequest(request, options);
}
async [Symbol.asyncDispose]() {
clearInterval(this.#sweep);
await Promise.all([ ...this.#sessions.keys() ].map(id => this.#end(id)));
}
async #open(request, options) {
const server = this.#newServer();
const transport = new this.#sdk.WebStandardStreamableHTTPServerTransport({
sessionIdGenerator: external_node_crypto_.randomUUID,
maxRequestBodySize: this.#options.bodyLimitBytes,
onsessioninitialized: async id => {
const [oldest] = this.#sessions.keys();
if (oldest !== undefined && this.#sessions.size >= this.#options.mostSessions) await this.#end(oldest);
this.#sessions.set(id, {
server: server,
transport: transport,
client: options.authInfo?.clientId,
usedAt: Date.now(),
posts: 0
});
},
onsessionclosed: id => void this.#sessions.delete(id)
});
await server.connect(transport);
const response = await transport.handleRequest(request, options);
if (transport.sessionId === undefined) await server.close();
return response;
}
#endIdle() {
const oldest = Date.now() - this.#options.idleMilliseconds;
for (const [id, {usedAt: usedAt}] of this.#sessions) {
if (usedAt < oldest) void this.#end(id);
}
}
async #end(id) {
const session = this.#sessions.get(id);
this.#sessions.delete(id);
await (session?.server.close());
}
}
function sessionNotFound() {
return Response.json({
jsonrpc: "2.0",
id: null,
error: {
code: -32001,
message: "Session not found"
}
}, {
status: 404
});
}
function serveBothEras(sdk, newServer, options) {
const {bodyLimitBytes: bodyLimitBytes, idleMilliseconds: idleMilliseconds, mostSessions: mostSessions, forgetsSessions: forgetsSessions} = options;
const limit = {
maxRequestBodySize: bodyLimitBytes
};
const modern = sdk.createMcpHandler(newServer, {
legacy: "reject",
...limit
});
const sessions = new LegacySessions(sdk, newServer, {
idleMilliseconds: idleMilliseconds,
mostSessions: mostSessions,
bodyLimitBytes: bodyLimitBytes,
forgets: forgetsSessions
});
return {
fetch: async (request, given) => {
const isLegacy = await sdk.isLegacyRequest(request, undefined, limit);
return isLegacy ? await sessions.answer(request, given) : await modern.fetch(request, given);
},
[Symbol.asyncDispose]: async () => {
await Promise.all([ modern.close(), sessions[Symbol.asyncDispose]() ]);
}
};
}
const mostEntries = 1e3;
class ToolLog {
#entries=[];
#count=0;
add(call) {
this.#count += 1;
this.#entries.push({
sequence: this.#count,
at: (new Date).toISOString(),
tool: call.tool,
arguments_sha256: hashOfArguments(call.args),
caller: call.caller.slice(0, 200),
is_error: call.isError,
duration_ms: Math.round(call.milliseconds * 10) / 10
});
if (this.#entries.length > mostEntries) this.#entries.shift();
}
since(sequence, tool) {
return this.#entries.filter(entry => entry.sequence > sequence && (tool === undefined || entry.tool === tool));
}
}
function hashOfArguments(args) {
return (0, external_node_crypto_.createHash)("sha256").update(sortedJson(args)).digest("hex");
}
function sortedJson(value) {
if (Array.isArray(value)) return `[${value.map(sortedJson).join(",")}]`;
if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
const pairs = Object.entries(value).toSorted(([left], [right]) => left < right ? -1 : 1);
return `{${pairs.map(([key, inner]) => `${JSON.stringify(key)}:${sortedJson(inner)}`).join(",")}}`;
}
const timeoutMilliseconds = 1e4;
class VectorIndex {
dimension;
#address;
constructor(address) {
this.#address = address;
this.dimension = address.dimension;
}
async search(vector, topK) {
const {matches: matches} = await this.#ask("/query", {
vector: vector,
topK: topK,
includeMetadata: true
});
return matches;
}
async upsert(record) {
await this.#ask("/vectors/upsert", {
vectors: [ record ]
});
}
async delete(id) {
await this.#ask("/vectors/delete", {
ids: [ id ]
});
}
async recordCount() {
const {totalVectorCount: totalVectorCount} = await this.#ask("/describe_index_stats", {});
return totalVectorCount;
}
async #ask(path, body) {
const {url: url, apiKey: apiKey} = this.#address;
const response = await fetch(`${url}${path}`, {
method: "POST",
headers: {
"api-key": apiKey,
"content-type": "application/json",
"x-pinecone-api-version": "2026-07"
},
body: JSON.stringify(body),
signal: AbortSignal.timeout(timeoutMilliseconds)
});
const text = await response.text();
if (!response.ok) throw new Error(`The vector index answered ${response.status}: ${text.slice(0, 300)}`);
return JSON.parse(text);
}
}
const warehouse_timeoutMilliseconds = 1e4;
const loginCodes = new Set([ "390104", "390111", "390112", "390114" ]);
class LoginNeeded extends Error {}
class Warehouse {
#address;
#token;
constructor(address) {
this.#address = address;
}
query=async (sql, ...binds) => {
try {
return await this.#run(await this.#sharedToken(), sql, binds);
} catch (error) {
if (!(error instanceof LoginNeeded)) throw error;
this.#token = undefined;
return await this.#run(await this.#sharedToken(), sql, binds);
}
};
async transaction(work) {
const token = await this.#logIn();
const query = (sql, ...binds) => this.#run(token, sql, binds);
try {
await query("BEGIN");
const result = await work(query);
await query("COMMIT");
return result;
} catch (error) {
await query("ROLLBACK").catch(() => undefined);
throw error;
} finally {
await this.#logOut(token);
}
}
async [Symbol.asyncDispose]() {
const token = await (this.#token?.catch(() => undefined));
if (token !== undefined) await this.#logOut(token);
}
#sharedToken() {
if (this.#token !== undefined) return this.#token;
const token = this.#logIn();
this.#token = token;
token.catch(() => this.#token = undefined);
return token;
}
async #logIn() {
const {account: account, username: username, password: password, role: role, warehouse: warehouse} = this.#address;
const names = new URLSearchParams({
roleName: role,
warehouse: warehouse
});
const data = {
CLIENT_APP_ID: "infra-test-mcp",
CLIENT_APP_VERSION: "1.0.0",
ACCOUNT_NAME: account,
LOGIN_NAME: username,
PASSWORD: password
};
const {token: token} = (await this.#ask(`/session/v1/login-request?${names.toString()}`, {
data: data
})).data ?? {};
if (token === undefined) throw new Error("Snowflake let us in and gave no token.");
return token;
}
async #logOut(token) {
await this.#ask("/session?delete=true", {}, token).catch(() => undefined);
}
async #run(token, sqlText, binds) {
const bindings = Object.fromEntries(binds.map((value, index) => [ index + 1, bindingOf(value) ]));
const {data: data} = await this.#ask(`/queries/v1/query-request?requestId=${(0, 
external_node_crypto_.randomUUID)()}`, {
sqlText: sqlText,
asyncExec: false,
bindings: bindings
}, token);
if (data?.rowset === undefined) throw new Error("Snowflake had no result yet when it answered.");
return data.rowset;
}
async #ask(path, body, token) {
const response = await fetch(`${this.#address.url}${path}`, {
method: "POST",
headers: {
accept: "application/json",
"content-type": "application/json",
...token !== undefined && {
authorization: `Snowflake Token="${token}"`
}
},
body: JSON.stringify(body),
signal: AbortSignal.timeout(warehouse_timeoutMilliseconds)
});
const text = await response.text();
const answer = text.startsWith("{") ? JSON.parse(text) : {};
if (answer.success === true) return answer;
if (loginCodes.has(answer.code ?? "")) throw new LoginNeeded(`The session is lost (${answer.code}).`);
throw new Error(`Snowflake answered ${answer.code ?? `HTTP ${response.status}`}: ${answer.message ?? text.slice(0, 300)}`);
}
}
function bindingOf(value) {
if (value === null || typeof value === "string") return {
type: "TEXT",
value: value
};
return {
type: Number.isInteger(value) ? "FIXED" : "REAL",
value: String(value)
};
}
function createBackends(options) {
const {world: world, faults: faults, index: index, noWarehouse: noWarehouse = "this server was started without one"} = options;
const warehouse = options.warehouse && new Warehouse(options.warehouse);
return {
faults: faults,
index: new VectorIndex(index),
warehouse: () => {
if (warehouse === undefined) throw new Error(`There is no warehouse: ${noWarehouse}`);
return warehouse;
},
log: new ToolLog,
titles: new Map(world.calls.map(call => [ call.callId, call.title ])),
recorded: new Set,
environment: {
PINECONE_API_KEY: index.apiKey,
SNOWFLAKE_PASSWORD: options.warehouse?.password ?? ""
},
[Symbol.asyncDispose]: async () => await (warehouse?.[Symbol.asyncDispose]())
};
}
const pageSize = 25;
function pageOf(all, cursor) {
const from = cursor === undefined ? 0 : offsetOf(cursor);
const to = from + pageSize;
return {
items: all.slice(from, to),
...to < all.length && {
nextCursor: Buffer.from(`from ${to}`).toString("base64url")
}
};
}
function offsetOf(cursor) {
const [, digits] = /^from (\d{1,9})$/.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
if (digits === undefined) throw new RangeError("The cursor is not one that this server gave out.");
return Number(digits);
}
const register_prompts_name = "summarise_account";
const title = "Summarise an account";
const description = "Asks for a summary of an account, from its figures and its calls.";
const accountId = {
type: "string",
pattern: "^[1-9]\\d{0,8}$",
description: "Number of the account."
};
const listedPrompts = [ {
name: register_prompts_name,
title: title,
description: description,
arguments: [ {
name: "account_id",
description: accountId.description,
required: true
} ]
} ];
function registerPrompts(sdk, server) {
const properties = {
account_id: accountId
};
const argsSchema = sdk.fromJsonSchema({
type: "object",
properties: properties,
required: [ "account_id" ]
});
server.registerPrompt(register_prompts_name, {
title: title,
description: description,
argsSchema: argsSchema
}, ({account_id: id}) => {
const text = `Summarise account ${id} in five sentences. Take its figures from the tool account_summary with account_id ${id}, and what was said from the tool search_calls.`;
return {
messages: [ {
role: "user",
content: {
type: "text",
text: text
}
} ]
};
});
}
const logUri = "log://calls";
const logResource = {
title: "Tool log",
description: "The latest calls of the tools, as JSON.",
mimeType: "application/json"
};
const callTemplate = {
title: "A sales call",
description: "Title and transcript of a call in the warehouse.",
mimeType: "text/plain"
};
function registerResources(sdk, server, backends) {
server.registerResource("tool-log", logUri, logResource, () => contentOf(logUri, logResource.mimeType, JSON.stringify(backends.log.since(0))));
const template = new sdk.ResourceTemplate("call://{id}", {
list: undefined
});
server.registerResource("call", template, callTemplate, async ({href: href}, {id: id}) => {
const callId = String(id);
const call = await readCall(backends.warehouse().query, callId).catch(error => {
if (error.message !== `There is no call ${callId}.`) throw error;
throw new sdk.ResourceNotFoundError(href);
});
return contentOf(href, callTemplate.mimeType, textOfCall(call));
});
}
async function listResources({warehouse: warehouse}) {
const log = {
uri: logUri,
name: "tool-log",
...logResource
};
const calls = await newestCallsOf(warehouse);
return [ log, ...calls.map(({callId: callId, title: title}) => ({
uri: `call://${callId}`,
name: callId,
title: title,
mimeType: callTemplate.mimeType
})) ];
}
async function newestCallsOf(warehouse) {
try {
return await newestCalls(warehouse().query);
} catch {
return [];
}
}
function contentOf(uri, mimeType, text) {
return {
contents: [ {
uri: uri,
mimeType: mimeType,
text: text
} ]
};
}
const capabilities = {
tools: {
listChanged: false
},
resources: {
listChanged: false
},
prompts: {
listChanged: false
}
};
function prepareServer(sdk, backends) {
const tools = prepareTools(sdk, backends);
const page = (all, cursor) => {
try {
return pageOf(all, cursor);
} catch (error) {
if (!(error instanceof RangeError)) throw error;
throw new sdk.ProtocolError(sdk.ProtocolErrorCode.InvalidParams, error.message);
}
};
return () => {
const server = new sdk.McpServer({
name: "infra-test-local",
version: "1.0.0"
}, {
capabilities: capabilities
});
tools.register(server);
registerResources(sdk, server, backends);
registerPrompts(sdk, server);
server.server.setRequestHandler("tools/list", ({params: params}) => {
const {items: items, ...next} = page(tools.listed, params?.cursor);
return {
tools: items,
...next
};
});
server.server.setRequestHandler("resources/list", async ({params: params}) => {
const {items: items, ...next} = page(await listResources(backends), params?.cursor);
return {
resources: [ ...items ],
...next
};
});
server.server.setRequestHandler("prompts/list", ({params: params}) => {
const {items: items, ...next} = page(listedPrompts, params?.cursor);
return {
prompts: items,
...next
};
});
return server;
};
}
async function readiness({index: index, warehouse: warehouse}) {
const [records, rows] = await Promise.allSettled([ index.recordCount(), (async () => await warehouse().query("SELECT 1"))() ]);
const ready = records.status === "fulfilled" && rows.status === "fulfilled";
return Response.json({
ready: ready,
index: wordFor(records),
warehouse: wordFor(rows)
}, {
status: ready ? 200 : 503
});
}
function wordFor(result) {
return result.status === "fulfilled" ? "ok" : (0, errors.gJ)(result.reason);
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
const start_mcp_bodyLimitBytes = 1024 * 1024;
const usualIdleMilliseconds = 3e5;
const usualMostSessions = 1e3;
async function startMcp(options) {
const env_1 = {
stack: [],
error: void 0,
hasError: false
};
try {
const [sdk, adapter] = await Promise.all([ (0, engine.ro)("@modelcontextprotocol/server"), (0, 
engine.ro)("@modelcontextprotocol/node") ]);
const cleanup = __addDisposableResource(env_1, new AsyncDisposableStack, true);
const backends = cleanup.use(createBackends(options));
const newServer = prepareServer(sdk, backends);
const {faults: faults, idleMilliseconds: idleMilliseconds = usualIdleMilliseconds, mostSessions: mostSessions = usualMostSessions} = options;
const eras = {
idleMilliseconds: idleMilliseconds,
mostSessions: mostSessions,
bodyLimitBytes: start_mcp_bodyLimitBytes,
forgetsSessions: faults.includes("mcp-dead-session")
};
const [open, guarded] = [ cleanup.use(serveBothEras(sdk, newServer, eras)), cleanup.use(serveBothEras(sdk, newServer, eras)) ];
const server = (0, external_node_http_.createServer)({
keepAliveTimeout: 6e4
});
const origin = `http://127.0.0.1:${await (0, listen.cw)(server, options.port)}`;
cleanup.defer(() => (0, listen.qW)(server));
const tokens = new AccessTokens(origin);
const resource = new URL("/protected/mcp", origin);
const resourceServer = new ResourceServer(sdk, tokens, resource, faults);
const authorizationServer = new AuthorizationServer(tokens, resource.href);
const routes = {
"/mcp": nodeAnswer(adapter, open),
[resource.pathname]: protect(nodeAnswer(adapter, guarded), resourceServer),
"/health": get(() => Response.json({
status: "ok"
})),
"/ready": get(() => readiness(backends)),
[resourceServer.metadataPath]: get(() => Response.json(resourceServer.metadata))
};
const elsewhere = async (request, response) => await send(response, await authorizationServer.answer(request, pathOf(request)) ?? notFound(request));
const guards = [ adapter.localhostHostValidation(), ...faults.includes("mcp-any-origin") ? [] : [ adapter.localhostOriginValidation() ] ];
server.on("request", (request, response) => {
if (!guards.every(guard => guard(request, response))) return;
const path = pathOf(request);
const answer = (Object.hasOwn(routes, path) ? routes[path] : undefined) ?? elsewhere;
answer(request, response).catch(() => response.destroy());
});
const running = cleanup.move();
return {
url: `${origin}/mcp`,
protectedUrl: resource.href,
tokens: issueTestTokens(tokens, resource.href),
client: authorizationServer.client,
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
function nodeAnswer(adapter, eras) {
const handle = adapter.toNodeHandler(eras, {
maxRequestBodySize: start_mcp_bodyLimitBytes
});
return async (request, response) => await handle(request, response);
}
function protect(answer, resourceServer) {
return async (request, response) => {
const admitted = await resourceServer.admit(request);
if (admitted instanceof Response) await send(response, admitted); else await answer(Object.assign(request, {
auth: admitted
}), response);
};
}
function get(answer) {
return async (request, response) => await send(response, request.method === "GET" ? await answer() : notFound(request));
}
function pathOf({url: url = "/"}) {
return URL.canParse(url, "http://127.0.0.1") ? new URL(url, "http://127.0.0.1").pathname : "/";
}
async function send(response, answer) {
response.writeHead(answer.status, Object.fromEntries(answer.headers));
response.end(Buffer.from(await answer.arrayBuffer()));
}
function notFound({method: method = "", url: url = ""}) {
const message = `There is no ${method} ${url.slice(0, 200)}, only /mcp, /protected/mcp, /health and /ready.`;
return Response.json({
error: {
code: "not_found",
message: message
}
}, {
status: 404
});
}
async function startMcpKind(context) {
const [ours, everything] = await bothStarted(context.mcp(), startEverything());
const openEndpoint = {
uses: "mcp",
host: "tools.example.test",
settings: {
url: ours.url
},
describe: `MCP at ${ours.url}: our tools (tools.example.test)`
};
const published = {
uses: "mcp",
host: "everything.example.test",
settings: {
url: everything.url
},
describe: `MCP at ${everything.url}: server-everything from npm (everything.example.test)`
};
return {
endpoints: [ openEndpoint, protectedEndpoint(ours), published ],
resources: [ everything ]
};
}
function protectedEndpoint({protectedUrl: protectedUrl, tokens: tokens, client: client}) {
const refused = {
expired: tokens.expired,
wrong_audience: tokens.wrongAudience,
wrong_scope: tokens.wrongScope
};
const tokenUrl = new URL("/oauth/token", protectedUrl).href;
return {
uses: "mcp",
host: "protected.example.test",
settings: {
url: protectedUrl,
token: tokens.good,
tokens: refused
},
describe: `MCP at ${protectedUrl}: our tools behind OAuth (protected.example.test)`,
access: {
oauthClient: {
...client,
tokenUrl: tokenUrl
},
kept: false,
lost: []
}
};
}
async function startOwnMcp(context) {
const {world: world, faults: faults, portOf: portOf} = context;
const [pinecone, warehouse] = await Promise.all([ context.pinecone(), warehouseOf(context) ]);
const index = {
url: pinecone.hostOf(seed_index.lT),
apiKey: pinecone.issueKey("DataPlaneEditor"),
dimension: seed_index.P0
};
return await startMcp({
world: world,
faults: faults,
index: index,
port: portOf("mcp"),
...warehouse
});
}
async function warehouseOf({snowflake: snowflake}) {
try {
const {url: url, settings: settings} = await snowflake();
const {account: account, username: username, password: password} = settings;
return {
warehouse: {
url: url,
account: account,
username: username,
password: password,
role: "TESTER",
warehouse: "TEST_XS"
}
};
} catch (error) {
if (error instanceof engine.jB) return {
noWarehouse: error.message
};
throw error;
}
}
async function bothStarted(first, second) {
try {
return await Promise.all([ first, second ]);
} catch (error) {
const [, result] = await Promise.allSettled([ first, second ]);
if (result.status === "fulfilled") await result.value[Symbol.asyncDispose]();
throw error;
}
}
}
};

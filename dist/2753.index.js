export const id = 2753;

export const ids = [ 2753, 4209 ];

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
async function listenOnLoopback(server, port = 0) {
server.listen(port, "127.0.0.1");
await (0, node_events__WEBPACK_IMPORTED_MODULE_0__.once)(server, "listening");
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
43289: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
fj: () => refusalReply,
gx: () => PineconeRefusal,
qO: () => unsupported
});
const codes = {
invalid: {
status: 400,
word: "INVALID_ARGUMENT",
number: 3
},
tooLarge: {
status: 400,
word: "OUT_OF_RANGE",
number: 11
},
forbidden: {
status: 403,
word: "FORBIDDEN",
number: 7
},
missing: {
status: 404,
word: "NOT_FOUND",
number: 5
},
exists: {
status: 409,
word: "ALREADY_EXISTS",
number: 6
},
broken: {
status: 500,
word: "UNKNOWN",
number: 2
},
unsupported: {
status: 501,
word: "UNIMPLEMENTED",
number: 12
}
};
class PineconeRefusal extends Error {
name="PineconeRefusal";
code;
constructor(code, message) {
super(message);
this.code = code;
}
}
function unsupported(what) {
return new PineconeRefusal("unsupported", `The embedded Pinecone endpoint does not support ${what}.`);
}
function refusalReply(plane, refusal) {
const {status: status, word: word, number: number} = codes[refusal.code];
const control = {
error: {
code: word,
message: refusal.message
},
status: status
};
const data = {
code: number,
message: refusal.message,
details: []
};
return {
status: status,
body: plane === "control" ? control : data
};
}
},
64209: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
seedIndex: () => seedIndex,
seededDimension: () => seededDimension,
seededIndex: () => seededIndex
});
var _data_embed_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(94905);
var _data_world_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(75707);
var _vector_index_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2567);
const seededIndex = "sophia-calls";
const seededDimension = 256;
function seedIndex(project, world, faults) {
const dimension = faults.includes("wrong-dimension") ? 128 : seededDimension;
const index = project.create({
name: seededIndex,
dimension: dimension,
metric: "cosine",
cloud: "aws",
region: "us-east-1",
deletionProtection: "disabled",
tags: {}
});
const namespace = index.writable(_vector_index_js__WEBPACK_IMPORTED_MODULE_2__.L);
const texts = (0, _data_world_js__WEBPACK_IMPORTED_MODULE_1__.XG)(world);
const industries = new Map(world.accounts.map(account => [ account.accountId, account.industry ]));
for (const [position, call] of world.calls.entries()) {
const industry = industries.get(call.accountId);
const loses = faults.includes("lost-metadata") && position % 10 === 0;
const metadata = {
account_id: call.accountId,
...industry === undefined || loses ? {} : {
industry: industry
},
sentiment: call.sentiment,
owner: call.ownerEmail,
started_at: call.startedAt.getTime() / 1e3,
topics: call.topics
};
namespace.put(call.callId, (0, _data_embed_text_js__WEBPACK_IMPORTED_MODULE_0__.V)(texts.get(call.callId) ?? call.title, dimension), metadata);
}
namespace.lsn = 1;
}
},
52753: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
startPinecone: () => startPinecone
});
var external_node_http_ = __webpack_require__(37067);
var errors = __webpack_require__(37734);
var listen = __webpack_require__(89580);
var external_node_crypto_ = __webpack_require__(77598);
var pinecone_refusal = __webpack_require__(43289);
class ApiKeys {
#roles=new Map;
issue(role) {
const key = `pcsk_${(0, external_node_crypto_.randomBytes)(3).toString("hex")}_${(0, 
external_node_crypto_.randomBytes)(24).toString("hex")}`;
this.#roles.set(key, role);
return key;
}
roleOf(key) {
return key === undefined ? undefined : this.#roles.get(key);
}
}
function checkRole(role, plane, writes) {
if (role === "ProjectEditor" || plane === "data" && !writes) return;
throw new pinecone_refusal.gx("forbidden", `The API key with the role ${role} is not authorized to ${writes ? "write" : "read"} on the ${plane} plane`);
}
const limitBytes = 40960;
function parseMetadata(value) {
if (value === undefined || value === null) return undefined;
if (typeof value !== "object" || Array.isArray(value)) throw new pinecone_refusal.gx("invalid", "Metadata must be an object.");
for (const [field, entry] of Object.entries(value)) {
if (isMetadataValue(entry)) continue;
const got = JSON.stringify(entry);
throw new pinecone_refusal.gx("invalid", `Metadata value must be a string, number, boolean or list of strings, got '${got}' for field '${field}'`);
}
const size = Buffer.byteLength(JSON.stringify(value));
if (size > limitBytes) {
throw new pinecone_refusal.gx("invalid", `Metadata size is ${size} bytes, which exceeds the limit of ${limitBytes} bytes per vector`);
}
return value;
}
function isMetadataValue(value) {
if (Array.isArray(value)) return value.every(entry => typeof entry === "string");
return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
var vector_index = __webpack_require__(2567);
const idsLimit = 1e3;
function parseFields(body) {
const value = parseJson(body);
if (value !== null && typeof value === "object" && !Array.isArray(value)) return value;
throw new pinecone_refusal.gx("invalid", `The request body must be a JSON object, got ${body.slice(0, 40)}`);
}
function parseJson(body) {
try {
return JSON.parse(body);
} catch (error) {
throw new pinecone_refusal.gx("invalid", `The request body is not JSON: ${String(error)}`);
}
}
function parseNamespace(value) {
if (value === undefined || value === null || value === "") return vector_index.L;
if (typeof value === "string") return value;
throw new pinecone_refusal.gx("invalid", `namespace must be a string, got ${JSON.stringify(value)}`);
}
function parseId(value) {
if (typeof value !== "string" || value === "") throw new pinecone_refusal.gx("invalid", `Vector ID must be a non-empty string, got ${JSON.stringify(value)}`);
if (value.length > 512) throw new pinecone_refusal.gx("invalid", `Vector ID must be at most 512 characters, got ${value.length}`);
return value;
}
function parseIds(value) {
if (!Array.isArray(value) || value.length === 0) throw new pinecone_refusal.gx("invalid", "ids must be a non-empty list of vector IDs");
if (value.length > idsLimit) throw new pinecone_refusal.gx("invalid", `At most ${idsLimit} ids are allowed in one request, got ${value.length}`);
return value.map(parseId);
}
function parseVector(value, dimension) {
if (!Array.isArray(value) || !value.every(entry => typeof entry === "number")) {
throw new pinecone_refusal.gx("invalid", "A dense vector must be a list of numbers");
}
if (value.length !== dimension) {
throw new pinecone_refusal.gx("invalid", `Vector dimension ${value.length} does not match the dimension of the index ${dimension}`);
}
return value;
}
function parseUpsert(value, dimension) {
if (!Array.isArray(value) || value.length === 0) throw new pinecone_refusal.gx("invalid", "vectors must be a non-empty list");
if (value.length > idsLimit) throw new pinecone_refusal.gx("invalid", `At most ${idsLimit} vectors are allowed in one request, got ${value.length}`);
return value.map(entry => parseRecord(entry, dimension));
}
function parseRecord(entry, dimension) {
if (entry === null || typeof entry !== "object") throw new pinecone_refusal.gx("invalid", `A vector must be an object, got ${JSON.stringify(entry)}`);
const {id: rawId, values: rawValues, metadata: metadata, sparseValues: sparseValues} = entry;
if (sparseValues !== undefined && sparseValues !== null) throw (0, pinecone_refusal.qO)("sparse values");
const id = parseId(rawId);
const values = parseVector(rawValues, dimension);
if (values.every(value => value === 0)) {
throw new pinecone_refusal.gx("invalid", `Dense vectors must contain at least one non-zero value. Vector ID ${id} contains only zeros.`);
}
return {
id: id,
values: values,
metadata: parseMetadata(metadata)
};
}
function parseTopK(value) {
if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 1e4) return value;
throw new pinecone_refusal.gx("invalid", `topK must be a whole number from 1 to 10000, got ${JSON.stringify(value)}`);
}
function parseLimit(value) {
if (value === undefined || value === null) return 100;
const limit = Number(value);
if (Number.isInteger(limit) && limit >= 1 && limit <= 100) return limit;
throw new pinecone_refusal.gx("invalid", `limit must be a whole number from 1 to 100, got ${JSON.stringify(value)}`);
}
function hasSchemaShape(version) {
if (version === undefined) return false;
if (!/^\d{4}-\d{2}(\.alpha)?$|^unstable$/.test(version)) throw new pinecone_refusal.gx("invalid", `Invalid API version: ${version}`);
return version >= "2026-07" || version.endsWith(".alpha");
}
function parseCreate(body, schemaShape) {
const fields = asFields(body, "The request body");
const name = fields["name"];
if (typeof name !== "string" || !/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name) || name.length > 45) {
throw new pinecone_refusal.gx("invalid", `Name must consist of lower case alphanumeric characters or '-', at most 45, got ${JSON.stringify(name)}`);
}
for (const key of [ "cmek_id", "embed", "source_collection", "source_backup_id" ]) {
if (fields[key] !== undefined && fields[key] !== null) throw (0, pinecone_refusal.qO)(`creating an index with "${key}"`);
}
const capacity = fields["read_capacity"];
if (capacity !== undefined && asFields(capacity, "read_capacity")["mode"] !== "OnDemand") throw (0, 
pinecone_refusal.qO)("dedicated read capacity");
const vectors = schemaShape ? schemaVectors(fields) : legacyVectors(fields);
return changeIndex({
name: name,
...vectors,
deletionProtection: "disabled",
tags: {}
}, parseLabels(fields));
}
function parseChange(body) {
const fields = asFields(body, "The request body");
for (const key of [ "deployment", "schema", "read_capacity", "spec", "embed" ]) {
if (fields[key] !== undefined) throw (0, pinecone_refusal.qO)(`changing "${key}" of an index`);
}
return parseLabels(fields);
}
function parseLabels(fields) {
const protection = fields["deletion_protection"];
if (protection !== undefined && protection !== "enabled" && protection !== "disabled") {
throw new pinecone_refusal.gx("invalid", `deletion_protection must be "enabled" or "disabled", got ${JSON.stringify(protection)}`);
}
const tags = fields["tags"] === undefined || fields["tags"] === null ? undefined : parseTags(fields["tags"]);
return {
...protection === undefined ? {} : {
deletionProtection: protection
},
...tags === undefined ? {} : {
tags: tags
}
};
}
function changeIndex(config, change) {
const tags = Object.entries({
...config.tags,
...change.tags
}).filter(([, value]) => value !== "");
return {
...config,
...change,
tags: Object.fromEntries(tags)
};
}
function printIndex(config, host, schemaShape) {
const {name: name, dimension: dimension, metric: metric, cloud: cloud, region: region} = config;
const tags = Object.keys(config.tags).length === 0 ? null : config.tags;
const common = {
name: name,
host: host,
status: {
ready: true,
state: "Ready"
},
deletion_protection: config.deletionProtection,
tags: tags
};
if (!schemaShape) return {
...common,
dimension: dimension,
metric: metric,
vector_type: "dense",
spec: {
serverless: {
cloud: cloud,
region: region
}
}
};
return {
...common,
schema: {
fields: {
_values: {
type: "dense_vector",
dimension: dimension,
metric: metric
}
}
},
deployment: {
deployment_type: "managed",
cloud: cloud,
region: region
},
read_capacity: {
mode: "OnDemand",
status: {
state: "Ready"
}
}
};
}
function schemaVectors(fields) {
const schema = asFields(asFields(fields["schema"], "schema")["fields"], "schema.fields");
const names = Object.keys(schema);
if (names.length !== 1 || names[0] !== "_values") throw (0, pinecone_refusal.qO)(`indexes with the fields ${names.join(", ")} (only _values)`);
const vector = asFields(schema["_values"], "schema.fields._values");
if (vector["type"] !== "dense_vector") throw (0, pinecone_refusal.qO)(`vectors of type ${JSON.stringify(vector["type"])}`);
const deployment = asFields(fields["deployment"] ?? {
deployment_type: "managed"
}, "deployment");
if (deployment["deployment_type"] !== "managed") throw (0, pinecone_refusal.qO)(`deployments of type ${JSON.stringify(deployment["deployment_type"])}`);
return {
...vectorSpace(vector),
...place(deployment)
};
}
function legacyVectors(fields) {
if ((fields["vector_type"] ?? "dense") !== "dense") throw (0, pinecone_refusal.qO)("sparse vectors");
const spec = asFields(fields["spec"], "spec");
if (spec["serverless"] === undefined) throw (0, pinecone_refusal.qO)(`indexes with the spec ${Object.keys(spec).join(", ")} (only serverless)`);
return {
...vectorSpace(fields),
...place(asFields(spec["serverless"], "spec.serverless"))
};
}
function vectorSpace(fields) {
const dimension = fields["dimension"];
if (typeof dimension !== "number" || !Number.isInteger(dimension) || dimension < 1 || dimension > 2e4) {
throw new pinecone_refusal.gx("invalid", `Dimension must be a whole number from 1 to 20000, got ${JSON.stringify(dimension)}`);
}
const metric = fields["metric"] ?? "cosine";
if (metric === "cosine" || metric === "dotproduct" || metric === "euclidean") return {
dimension: dimension,
metric: metric
};
throw new pinecone_refusal.gx("invalid", `Metric must be cosine, dotproduct or euclidean, got ${JSON.stringify(metric)}`);
}
function place(fields) {
const {cloud: cloud = "aws", region: region = "us-east-1"} = fields;
if (typeof cloud === "string" && typeof region === "string") return {
cloud: cloud,
region: region
};
throw new pinecone_refusal.gx("invalid", "cloud and region must be strings");
}
function parseTags(value) {
const tags = asFields(value, "tags");
for (const [key, tag] of Object.entries(tags)) {
if (typeof tag !== "string" || tag.length > 120 || key.length > 80) {
throw new pinecone_refusal.gx("invalid", `The tag ${key} must be a string of at most 120 characters, its key of at most 80`);
}
}
return tags;
}
function asFields(value, what) {
if (value !== null && typeof value === "object" && !Array.isArray(value)) return value;
throw new pinecone_refusal.gx("invalid", `${what} must be an object, got ${JSON.stringify(value)}`);
}
const controlRoutes = [ {
method: "GET",
path: "/indexes",
writes: false,
handle: listIndexes
}, {
method: "POST",
path: "/indexes",
writes: true,
handle: createIndex
}, {
method: "GET",
path: "/indexes/{name}",
writes: false,
handle: describeIndex
}, {
method: "PATCH",
path: "/indexes/{name}",
writes: true,
handle: configureIndex
}, {
method: "DELETE",
path: "/indexes/{name}",
writes: true,
handle: deleteIndex
} ];
function listIndexes(target, request) {
return {
status: 200,
body: {
indexes: target.project.indexes.map(index => print(target, request, index))
}
};
}
function createIndex(target, request) {
const config = parseCreate(parseFields(request.body), request.schemaShape);
return {
status: 201,
body: print(target, request, target.project.create(config))
};
}
function describeIndex(target, request) {
return {
status: 200,
body: print(target, request, named(target, request))
};
}
function configureIndex(target, request) {
const index = named(target, request);
index.config = changeIndex(index.config, parseChange(parseFields(request.body)));
return {
status: 200,
body: print(target, request, index)
};
}
function deleteIndex(target, request) {
target.project.delete(request.parameters["name"] ?? "");
return {
status: 202
};
}
function named(target, request) {
return target.project.find(request.parameters["name"] ?? "");
}
function print(target, request, index) {
return printIndex(index.config, target.hostOf(index.config.name), request.schemaShape);
}
function compileFilter(filter) {
const clauses = Object.entries(asObject(filter, "A filter")).map(([key, value]) => compileClause(key, value));
return metadata => clauses.every(clause => clause(metadata));
}
function compileClause(key, value) {
if (key === "$and" || key === "$or") return compileLogical(key, value);
if (key.startsWith("$")) {
throw invalid(`only logical operators such as $or and $and are allowed at top level, got ${key} instead`);
}
const test = compileCondition(key, value);
return metadata => test(metadata === undefined || !Object.hasOwn(metadata, key) ? undefined : metadata[key]);
}
function compileLogical(operator, value) {
if (!Array.isArray(value) || value.length === 0) throw invalid(`the ${operator} operator must be followed by a non-empty list of filters`);
const parts = value.map(compileFilter);
if (operator === "$and") return metadata => parts.every(part => part(metadata));
return metadata => parts.some(part => part(metadata));
}
function compileCondition(field, value) {
if (value === null || typeof value !== "object" || Array.isArray(value)) return equals(scalar("$eq", field, value));
const entries = Object.entries(value);
if (entries.length === 0) throw invalid(`the field ${field} needs an operator such as $eq, got {}`);
const tests = entries.map(([operator, operand]) => compileOperator(operator, field, operand));
return actual => tests.every(test => test(actual));
}
function compileOperator(operator, field, operand) {
switch (operator) {
case "$eq":
return equals(scalar(operator, field, operand));

case "$ne":
return not(equals(scalar(operator, field, operand)));

case "$in":
return isIn(list(operator, field, operand));

case "$nin":
return not(isIn(list(operator, field, operand)));

case "$exists":
if (typeof operand !== "boolean") throw wrongOperand(operator, field, "a boolean", operand);
return actual => actual !== undefined === operand;

case "$gt":
case "$gte":
case "$lt":
case "$lte":
return compares(operator, number(operator, field, operand));

default:
throw invalid(`${operator} is not a valid operator for the field ${field}`);
}
}
function equals(expected) {
return actual => Array.isArray(actual) ? actual.includes(expected) : actual === expected;
}
function isIn(expected) {
return actual => Array.isArray(actual) ? actual.some(entry => expected.has(entry)) : expected.has(actual);
}
function not(test) {
return actual => !test(actual);
}
function compares(operator, bound) {
const test = {
$gt: value => value > bound,
$gte: value => value >= bound,
$lt: value => value < bound,
$lte: value => value <= bound
}[operator];
return actual => typeof actual === "number" && test(actual);
}
function scalar(operator, field, value) {
if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
throw wrongOperand(operator, field, "a string, boolean or a number", value);
}
function number(operator, field, value) {
if (typeof value === "number") return value;
throw wrongOperand(operator, field, "a number", value);
}
function list(operator, field, value) {
const first = Array.isArray(value) ? value[0] : undefined;
const kind = typeof first === "number" ? "number" : "string";
if (Array.isArray(value) && value.every(entry => typeof entry === kind)) return new Set(value);
throw wrongOperand(operator, field, "a list of strings or a list of numbers", value);
}
function asObject(value, what) {
if (value !== null && typeof value === "object" && !Array.isArray(value)) return value;
throw invalid(`${what} must be an object, got ${JSON.stringify(value)} instead`);
}
function wrongOperand(operator, field, expected, got) {
return invalid(`the ${operator} operator must be followed by ${expected}, got ${JSON.stringify(got)} instead (field ${field})`);
}
function invalid(message) {
return new pinecone_refusal.gx("invalid", `Invalid filter: ${message}`);
}
function pageOf(sorted, limit, token) {
const after = token === undefined ? undefined : readToken(token);
const start = after === undefined ? 0 : firstAfter(sorted, after);
const items = sorted.slice(start, start + limit);
const last = items.at(-1);
const more = start + limit < sorted.length && last !== undefined;
return {
items: items,
pagination: more ? {
pagination: {
next: Buffer.from(JSON.stringify({
after: last
})).toString("base64url")
}
} : {}
};
}
function readToken(token) {
try {
const {after: after} = JSON.parse(Buffer.from(token, "base64url").toString());
if (typeof after === "string") return after;
} catch {}
throw new pinecone_refusal.gx("invalid", `Invalid pagination token: ${token.slice(0, 40)}`);
}
function firstAfter(sorted, name) {
const index = sorted.findIndex(candidate => candidate > name);
return index === -1 ? sorted.length : index;
}
const namespaceRoutes = [ {
method: "GET",
path: "/namespaces",
writes: false,
handle: listNamespaces
}, {
method: "POST",
path: "/namespaces",
writes: true,
handle: createNamespace
}, {
method: "GET",
path: "/namespaces/{namespace}",
writes: false,
handle: describeNamespace
}, {
method: "DELETE",
path: "/namespaces/{namespace}",
writes: true,
handle: deleteNamespace
} ];
function listNamespaces(index, request) {
const prefix = request.query.get("prefix") ?? "";
const names = index.namespaceNames.filter(name => name.startsWith(prefix));
const {items: items, pagination: pagination} = pageOf(names, parseLimit(request.query.get("limit")), request.query.get("paginationToken") ?? undefined);
return {
status: 200,
body: {
namespaces: items.map(name => printNamespace(index, name)),
total_count: names.length,
...pagination
}
};
}
function createNamespace(index, request) {
const {name: name, schema: schema} = parseFields(request.body);
if (schema !== undefined && schema !== null) throw (0, pinecone_refusal.qO)("namespaces with a schema");
if (typeof name !== "string" || name === "") throw new pinecone_refusal.gx("invalid", "name must be a non-empty string");
if (index.namespace(name) !== undefined) throw new pinecone_refusal.gx("exists", `Namespace ${name} already exists`);
index.writable(name);
return {
status: 200,
body: printNamespace(index, name)
};
}
function describeNamespace(index, request) {
const name = request.parameters["namespace"] ?? "";
index.existing(name);
return {
status: 200,
body: printNamespace(index, name)
};
}
function deleteNamespace(index, request) {
index.drop(request.parameters["namespace"] ?? "");
return {
status: 200,
body: {}
};
}
function printNamespace(index, name) {
return {
name: name,
record_count: index.existing(name).count
};
}
class BestRows {
#keys;
#rows;
#count=0;
constructor(capacity) {
this.#keys = new Float64Array(capacity);
this.#rows = new Int32Array(capacity);
}
get threshold() {
return this.#count < this.#keys.length ? Number.NEGATIVE_INFINITY : this.#key(0);
}
get rows() {
return this.#rows.subarray(0, this.#count);
}
add(key, row) {
if (this.#count < this.#keys.length) {
this.#place(this.#count, key, row);
this.#count += 1;
this.#raise(this.#count - 1);
} else if (key > this.#key(0)) {
this.#place(0, key, row);
this.#sink();
}
}
#raise(start) {
let at = start;
while (at > 0) {
const parent = at - 1 >> 1;
if (this.#key(parent) <= this.#key(at)) return;
this.#swap(at, parent);
at = parent;
}
}
#sink() {
let at = 0;
for (;;) {
const left = 2 * at + 1;
if (left >= this.#count) return;
const right = left + 1;
const child = right < this.#count && this.#key(right) < this.#key(left) ? right : left;
if (this.#key(at) <= this.#key(child)) return;
this.#swap(at, child);
at = child;
}
}
#key(index) {
return this.#keys[index] ?? 0;
}
#place(index, key, row) {
this.#keys[index] = key;
this.#rows[index] = row;
}
#swap(a, b) {
const [key, row] = [ this.#key(a), this.#rows[a] ?? 0 ];
this.#place(a, this.#key(b), this.#rows[b] ?? 0);
this.#place(b, key, row);
}
}
var vector_memory = __webpack_require__(63286);
const spareRows = 16;
function searchNamespace(namespace, query, options) {
const best = new BestRows(options.topK + spareRows);
scanBlocks(namespace, query, options.metric, (key, row) => {
if (key <= best.threshold) return;
if (options.predicate === undefined || options.predicate(namespace.metadataAt(row))) best.add(key, row);
});
const queryLength = Math.sqrt(dotProduct(query, query));
const direction = options.metric === "euclidean" ? 1 : -1;
return Array.from(best.rows, row => ({
row: row,
score: scoreRow(namespace, row, query, queryLength, options.metric)
})).sort((a, b) => direction * (a.score - b.score) || a.row - b.row).slice(0, options.topK);
}
function scanBlocks(namespace, query, metric, visit) {
const {memory: memory, rowFloats: rowFloats, count: count} = namespace;
memory.setQuery(query, rowFloats);
namespace.blocks.forEach((block, index) => {
const first = index * vector_memory.o;
const rows = Math.min(vector_memory.o, count - first);
const dots = memory.dots(block, rows, rowFloats);
for (let offset = 0; offset < rows; offset += 1) {
const row = first + offset;
visit(rankKey(metric, dots[offset] ?? 0, namespace.lengthAt(row)), row);
}
});
}
function rankKey(metric, dot, length) {
if (metric === "dotproduct") return dot;
if (metric === "cosine") return length === 0 ? 0 : dot / length;
return 2 * dot - length * length;
}
function scoreRow(namespace, row, query, queryLength, metric) {
const values = namespace.valuesAt(row);
if (metric === "euclidean") return values.reduce((sum, value, index) => sum + (value - (query[index] ?? 0)) ** 2, 0);
const dot = dotProduct(values, query);
if (metric === "dotproduct") return dot;
const lengths = queryLength * namespace.lengthAt(row);
return lengths === 0 ? 0 : dot / lengths;
}
function dotProduct(a, b) {
let sum = 0;
for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0);
return sum;
}
function shortestFloat(value) {
const single = Math.fround(value);
for (let digits = 6; digits < 9; digits += 1) {
const short = Number(single.toPrecision(digits));
if (Math.fround(short) === single) return short;
}
return Number(single.toPrecision(9));
}
const dataRoutes = [ {
method: "POST",
path: "/vectors/upsert",
writes: true,
handle: upsert
}, {
method: "POST",
path: "/query",
writes: false,
handle: query
}, {
method: "GET",
path: "/vectors/fetch",
writes: false,
handle: fetchRecords
}, {
method: "POST",
path: "/vectors/fetch_by_metadata",
writes: false,
handle: fetchByMetadata
}, {
method: "GET",
path: "/vectors/list",
writes: false,
handle: listIds
}, {
method: "POST",
path: "/vectors/update",
writes: true,
handle: update
}, {
method: "POST",
path: "/vectors/delete",
writes: true,
handle: deleteRecords
}, {
method: "POST",
path: "/describe_index_stats",
writes: false,
handle: describeStats
}, {
method: "GET",
path: "/describe_index_stats",
writes: false,
handle: describeStats
}, ...namespaceRoutes ];
function upsert(index, request) {
const fields = parseFields(request.body);
const records = parseUpsert(fields["vectors"], index.config.dimension);
const namespace = index.writable(parseNamespace(fields["namespace"]));
for (const {id: id, values: values, metadata: metadata} of records) namespace.put(id, values, metadata);
return written(namespace, {
upsertedCount: records.length
});
}
function query(index, request) {
const fields = parseFields(request.body);
if (fields["sparseVector"] !== undefined && fields["sparseVector"] !== null) throw (0, 
pinecone_refusal.qO)("sparse vectors");
const topK = parseTopK(fields["topK"]);
const name = parseNamespace(fields["namespace"]);
const namespace = index.namespace(name);
const predicate = optionalFilter(fields);
const vector = queryVector(fields, index.config.dimension, namespace);
const matches = namespace === undefined || vector === undefined ? [] : searchNamespace(namespace, vector, {
topK: topK,
metric: index.config.metric,
predicate: predicate
});
const shown = matches.map(({row: row, score: score}) => ({
id: namespace?.idAt(row),
score: shortestFloat(score),
values: fields["includeValues"] === true && namespace !== undefined ? printValues(namespace.valuesAt(row)) : [],
...fields["includeMetadata"] === true ? metadataField(namespace?.metadataAt(row)) : {}
}));
return read(namespace, {
matches: shown,
namespace: name,
usage: {
readUnits: queryUnits(namespace)
}
});
}
function queryVector(fields, dimension, namespace) {
const {id: id, vector: vector} = fields;
const hasId = id !== undefined && id !== null && id !== "";
const hasVector = Array.isArray(vector) && vector.length > 0;
if (hasId === hasVector) throw new pinecone_refusal.gx("invalid", "Either vector or id must be given, and not both");
if (hasVector) return Float32Array.from(parseVector(vector, dimension));
const row = namespace?.rowOf(parseId(id));
return row === undefined ? undefined : namespace?.valuesAt(row).slice();
}
function fetchRecords(index, request) {
const ids = parseIds(request.query.getAll("ids"));
const name = parseNamespace(request.query.get("namespace"));
const namespace = index.namespace(name);
const vectors = printRecords(namespace, ids);
const readUnits = Math.max(1, Math.ceil(Object.keys(vectors).length / 10));
return read(namespace, {
vectors: vectors,
namespace: name,
usage: {
readUnits: readUnits
}
});
}
function fetchByMetadata(index, request) {
const fields = parseFields(request.body);
const name = parseNamespace(fields["namespace"]);
const namespace = index.namespace(name);
const matching = matchingIds(namespace, fields["filter"]).toSorted();
const token = typeof fields["paginationToken"] === "string" ? fields["paginationToken"] : undefined;
const {items: items, pagination: pagination} = pageOf(matching, parseLimit(fields["limit"]), token);
const readUnits = Math.max(1, Math.ceil(items.length / 10));
return read(namespace, {
vectors: printRecords(namespace, items),
namespace: name,
usage: {
readUnits: readUnits
},
...pagination
});
}
function listIds(index, request) {
const name = parseNamespace(request.query.get("namespace"));
const namespace = index.namespace(name);
const prefix = request.query.get("prefix") ?? "";
const all = namespace?.sortedIds ?? [];
const named = prefix === "" ? all : all.filter(id => id.startsWith(prefix));
const {items: items, pagination: pagination} = pageOf(named, parseLimit(request.query.get("limit")), request.query.get("paginationToken") ?? undefined);
return read(namespace, {
vectors: items.map(id => ({
id: id
})),
namespace: name,
usage: {
readUnits: 1
},
...pagination
});
}
function update(index, request) {
const fields = parseFields(request.body);
if (fields["sparseValues"] !== undefined && fields["sparseValues"] !== null) throw (0, 
pinecone_refusal.qO)("sparse values");
const setMetadata = parseMetadata(fields["setMetadata"]) ?? {};
const namespace = index.namespace(parseNamespace(fields["namespace"]));
if (fields["filter"] === undefined) return updateOne(index, namespace, fields, setMetadata);
if (fields["id"] !== undefined || fields["values"] !== undefined) {
throw new pinecone_refusal.gx("invalid", "An update by filter takes setMetadata alone, without id and values");
}
const ids = matchingIds(namespace, fields["filter"]);
if (fields["dryRun"] !== true) for (const id of ids) mergeMetadata(namespace, id, setMetadata);
return written(namespace, {
matchedRecords: ids.length
});
}
function updateOne(index, namespace, fields, setMetadata) {
const id = parseId(fields["id"]);
const values = fields["values"] === undefined ? undefined : parseVector(fields["values"], index.config.dimension);
const stored = namespace?.get(id);
if (stored !== undefined && values !== undefined) namespace?.put(id, values, stored.metadata);
mergeMetadata(namespace, id, setMetadata);
return written(namespace, {});
}
function mergeMetadata(namespace, id, changes) {
const row = namespace?.rowOf(id);
if (row !== undefined) namespace?.putMetadata(row, {
...namespace.metadataAt(row),
...changes
});
}
function deleteRecords(index, request) {
const fields = parseFields(request.body);
const name = parseNamespace(fields["namespace"]);
const ways = [ fields["ids"] !== undefined, fields["deleteAll"] === true, fields["filter"] !== undefined ].filter(Boolean);
if (ways.length !== 1) throw new pinecone_refusal.gx("invalid", "Exactly one of ids, deleteAll and filter must be given");
if (fields["deleteAll"] === true) {
const {lsn: lsn} = index.existing(name);
index.drop(name);
return {
status: 200,
body: {},
headers: {
"x-pinecone-request-lsn": String(lsn + 1)
}
};
}
const namespace = index.namespace(name);
const ids = fields["ids"] === undefined ? matchingIds(namespace, fields["filter"]) : parseIds(fields["ids"]);
for (const id of ids) namespace?.remove(id);
return written(namespace, {});
}
function describeStats(index, request) {
const filter = request.method === "POST" && request.body !== "" ? parseFields(request.body)["filter"] : undefined;
if (filter !== undefined && filter !== null) {
throw new pinecone_refusal.gx("invalid", "Serverless and Starter indexes do not support describing index stats with metadata filtering");
}
const namespaces = index.namespaceNames.map(name => [ name, {
vectorCount: index.namespace(name)?.count ?? 0
} ]);
const {dimension: dimension, metric: metric} = index.config;
const body = {
namespaces: Object.fromEntries(namespaces),
dimension: dimension,
indexFullness: 0,
totalVectorCount: index.count,
metric: metric,
vectorType: "dense"
};
return {
status: 200,
body: body
};
}
function optionalFilter(fields) {
return fields["filter"] === undefined || fields["filter"] === null ? undefined : compileFilter(fields["filter"]);
}
function matchingIds(namespace, filter) {
const predicate = compileFilter(filter);
if (namespace === undefined) return [];
const rows = Array.from({
length: namespace.count
}, (_, row) => row);
return rows.filter(row => predicate(namespace.metadataAt(row))).map(row => namespace.idAt(row));
}
function printRecords(namespace, ids) {
const stored = ids.map(id => namespace?.get(id)).filter(record => record !== undefined);
return Object.fromEntries(stored.map(({id: id, values: values, metadata: metadata}) => [ id, {
id: id,
values: printValues(values),
...metadataField(metadata)
} ]));
}
function printValues(values) {
return Array.from(values, shortestFloat);
}
function metadataField(metadata) {
return metadata === undefined ? {} : {
metadata: metadata
};
}
function queryUnits(namespace) {
const bytes = namespace === undefined ? 0 : namespace.count * namespace.dimension * 4;
return Math.max(.25, Number((bytes / 1e9).toFixed(2)));
}
function read(namespace, body) {
return {
status: 200,
body: body,
headers: namespace === undefined ? {} : {
"x-pinecone-max-indexed-lsn": String(namespace.lsn)
}
};
}
function written(namespace, body) {
if (namespace === undefined) return {
status: 200,
body: body
};
namespace.lsn += 1;
return {
status: 200,
body: body,
headers: {
"x-pinecone-request-lsn": String(namespace.lsn)
}
};
}
class Project {
#memory=new vector_memory.D;
#indexes=new Map;
get indexes() {
return [ ...this.#indexes.values() ];
}
create(config) {
if (this.#indexes.has(config.name)) throw new pinecone_refusal.gx("exists", "Resource already exists");
const index = new vector_index.O(this.#memory, config);
this.#indexes.set(config.name, index);
return index;
}
find(name) {
const index = this.#indexes.get(name);
if (index === undefined) throw new pinecone_refusal.gx("missing", `Resource ${name} not found`);
return index;
}
delete(name) {
const index = this.find(name);
if (index.config.deletionProtection === "enabled") {
throw new pinecone_refusal.gx("forbidden", "Deletion protection is enabled for this index. Disable deletion protection before retrying.");
}
index.release();
this.#indexes.delete(name);
}
}
function findRoute(routes, method, path) {
for (const route of routes) {
const parameters = route.method === method ? matchPath(route.path, path) : undefined;
if (parameters !== undefined) return {
route: route,
parameters: parameters
};
}
return undefined;
}
function matchPath(pattern, path) {
const expected = pattern.split("/");
const actual = path.split("/");
if (expected.length !== actual.length) return undefined;
const parameters = {};
for (const [index, part] of expected.entries()) {
const value = actual[index] ?? "";
if (part.startsWith("{")) parameters[part.slice(1, -1)] = decode(value); else if (part !== value) return undefined;
}
return parameters;
}
function decode(text) {
try {
return decodeURIComponent(text);
} catch {
return text;
}
}
var seed_index = __webpack_require__(64209);
const bodyLimitBytes = 4194304;
const absentParts = /^\/(backups|restore-jobs|backup-schedules|collections|embed|rerank|models|bulk|records|indexes\/[^/]+\/.+|indexes\/create-for-model)|^\/namespaces\/[^/]+\/documents/;
async function startPinecone(options = {}) {
const project = new Project;
if (options.world !== undefined) (0, seed_index.seedIndex)(project, options.world, options.faults ?? []);
const keys = new ApiKeys;
let url = "";
const hostOf = name => `${url}/i/${name}`;
const server = (0, external_node_http_.createServer)({
keepAliveTimeout: 6e4
}, (request, response) => {
void respond({
project: project,
keys: keys,
hostOf: hostOf
}, request, response);
});
url = `http://127.0.0.1:${await (0, listen.cw)(server, options.port)}`;
return {
url: url,
apiKey: keys.issue("ProjectEditor"),
readOnlyKey: keys.issue("DataPlaneViewer"),
hostOf: hostOf,
[Symbol.asyncDispose]: () => (0, listen.qW)(server)
};
}
async function respond(state, request, response) {
const start = performance.now();
const url = new URL(request.url ?? "/", "http://127.0.0.1");
const [, indexName, indexPath] = /^\/i\/([^/]+)(\/.*)?$/.exec(url.pathname) ?? [];
const plane = indexName === undefined ? "control" : "data";
let reply;
try {
const body = await (0, listen.x8)(request, bodyLimitBytes);
if (body === undefined) throw new pinecone_refusal.gx("tooLarge", `Error, message length too large: the limit is: ${bodyLimitBytes} bytes`);
const role = state.keys.roleOf(header(request, "api-key"));
const call = {
plane: plane,
role: role,
request: request,
query: url.searchParams,
body: body.toString()
};
if (indexName === undefined) reply = answer(controlRoutes, url.pathname, () => state, call); else reply = answer(dataRoutes, indexPath ?? "/", () => state.project.find(indexName), call);
} catch (error) {
const refusal = error instanceof pinecone_refusal.gx ? error : new pinecone_refusal.gx("broken", `The embedded Pinecone endpoint failed: ${(0, 
errors.gJ)(error)}`);
reply = (0, pinecone_refusal.fj)(plane, refusal);
}
send(response, reply, Math.round(performance.now() - start));
}
function answer(routes, path, target, call) {
if (call.role === undefined) return {
status: 401,
body: call.plane === "control" ? "Invalid API Key" : "Unauthorized"
};
const method = call.request.method ?? "GET";
const found = findRoute(routes, method, path);
if (found === undefined) {
if (absentParts.test(path)) throw (0, pinecone_refusal.qO)(`${method} ${path}`);
throw new pinecone_refusal.gx("missing", `The embedded Pinecone endpoint has no ${method} ${path}`);
}
checkRole(call.role, call.plane, found.route.writes);
const schemaShape = hasSchemaShape(header(call.request, "x-pinecone-api-version"));
return found.route.handle(target(), {
method: method,
query: call.query,
parameters: found.parameters,
schemaShape: schemaShape,
body: call.body
});
}
function send(response, reply, latencyMilliseconds) {
const {body: body} = reply;
const isText = typeof body === "string";
const text = isText ? body : JSON.stringify(body ?? {});
response.writeHead(reply.status, {
"content-type": isText ? "text/plain" : "application/json",
"content-length": Buffer.byteLength(text),
"x-pinecone-request-latency-ms": String(latencyMilliseconds),
...reply.headers
});
response.end(text);
}
function header(request, name) {
const value = request.headers[name];
return Array.isArray(value) ? value[0] : value;
}
},
2567: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
O: () => VectorIndex,
L: () => defaultNamespace
});
var vector_memory = __webpack_require__(63286);
class Namespace {
dimension;
rowFloats;
memory;
#blocks=[];
#ids=[];
#metadata=[];
#lengths=[];
#rows=new Map;
#sortedIds;
lsn=0;
constructor(memory, dimension) {
this.memory = memory;
this.dimension = dimension;
this.rowFloats = vector_memory.D.rowFloats(dimension);
}
get count() {
return this.#ids.length;
}
get sortedIds() {
this.#sortedIds ??= this.#ids.toSorted();
return this.#sortedIds;
}
get blocks() {
return this.#blocks;
}
idAt(row) {
return this.#ids[row] ?? "";
}
metadataAt(row) {
return this.#metadata[row];
}
lengthAt(row) {
return this.#lengths[row] ?? 0;
}
valuesAt(row) {
return this.memory.read(this.#address(row), this.dimension);
}
rowOf(id) {
return this.#rows.get(id);
}
get(id) {
const row = this.#rows.get(id);
return row === undefined ? undefined : {
id: id,
values: Array.from(this.valuesAt(row)),
metadata: this.#metadata[row]
};
}
put(id, values, metadata) {
const row = this.#rows.get(id) ?? this.#append(id);
this.memory.write(this.#address(row), values);
this.#metadata[row] = metadata;
this.#lengths[row] = Math.sqrt(this.valuesAt(row).reduce((sum, value) => sum + value * value, 0));
}
putMetadata(row, metadata) {
this.#metadata[row] = metadata;
}
remove(id) {
const row = this.#rows.get(id);
if (row === undefined) return false;
const last = this.#ids.length - 1;
if (row !== last) {
const moved = this.idAt(last);
this.memory.write(this.#address(row), this.valuesAt(last));
this.#ids[row] = moved;
this.#metadata[row] = this.#metadata[last];
this.#lengths[row] = this.lengthAt(last);
this.#rows.set(moved, row);
}
this.#ids.pop();
this.#metadata.pop();
this.#lengths.pop();
this.#rows.delete(id);
this.#sortedIds = undefined;
if (last % vector_memory.o === 0) this.#releaseBlock();
return true;
}
release() {
while (this.#blocks.length > 0) this.#releaseBlock();
}
#append(id) {
const row = this.#ids.length;
if (row % vector_memory.o === 0) this.#blocks.push(this.memory.allocate(this.rowFloats));
this.#ids.push(id);
this.#metadata.push(undefined);
this.#lengths.push(0);
this.#rows.set(id, row);
this.#sortedIds = undefined;
return row;
}
#releaseBlock() {
const address = this.#blocks.pop();
if (address !== undefined) this.memory.release(address, this.rowFloats);
}
#address(row) {
const block = this.#blocks[Math.floor(row / vector_memory.o)];
if (block === undefined) throw new RangeError(`Row ${row} is beyond the ${this.count} records of the namespace.`);
return block + row % vector_memory.o * this.rowFloats * 4;
}
}
var refusal = __webpack_require__(43289);
const defaultNamespace = "__default__";
class VectorIndex {
config;
#memory;
#namespaces=new Map;
constructor(memory, config) {
this.#memory = memory;
this.config = config;
}
get namespaceNames() {
return [ ...this.#namespaces.keys() ].toSorted();
}
get count() {
return this.#namespaces.values().reduce((sum, namespace) => sum + namespace.count, 0);
}
namespace(name) {
return this.#namespaces.get(name);
}
writable(name) {
const existing = this.#namespaces.get(name);
if (existing !== undefined) return existing;
const created = new Namespace(this.#memory, this.config.dimension);
this.#namespaces.set(name, created);
return created;
}
existing(name) {
const namespace = this.#namespaces.get(name);
if (namespace === undefined) throw new refusal.gx("missing", "Namespace not found");
return namespace;
}
drop(name) {
this.existing(name).release();
this.#namespaces.delete(name);
}
release() {
for (const name of this.namespaceNames) this.drop(name);
}
}
},
63286: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
D: () => VectorMemory,
o: () => rowsPerBlock
});
const strideFloats = 16;
const strideBytes = strideFloats * 4;
const wasm = globalThis.WebAssembly;
function createWasmMemory(pages) {
return new wasm.Memory({
initial: pages
});
}
function createDotKernel(memory) {
const instance = new wasm.Instance(new wasm.Module(Uint8Array.from(moduleBytes())), {
m: {
m: memory
}
});
return {
scan: instance.exports["scan"]
};
}
const magicAndVersion = [ 0, 97, 115, 109, 1, 0, 0, 0 ];
const i32 = 127;
const v128 = 123;
const voidBlock = 64;
const [query, row, end, result, rowBytes, offset, sum0] = [ 0, 1, 2, 3, 4, 5, 6 ];
const sums = [ sum0, sum0 + 1, sum0 + 2, sum0 + 3 ];
const get = local => [ 32, local ];
const set = local => [ 33, local ];
const constant = value => [ 65, ...signedLeb(value) ];
const add = [ 106 ];
const block = [ 2, voidBlock ];
const loop = [ 3, voidBlock ];
const branch = depth => [ 12, depth ];
const branchIf = depth => [ 13, depth ];
const dot_kernel_close = [ 11 ];
const lessUnsigned = [ 73 ];
const notLessUnsigned = [ 79 ];
const simd = opcode => [ 253, ...unsignedLeb(opcode) ];
const load128 = byteOffset => [ ...simd(0), 4, byteOffset ];
const zero128 = [ ...simd(12), ...Array.from({
length: 16
}, () => 0) ];
const addLanes = simd(228);
const multiplyLanes = simd(230);
const lane = index => [ ...simd(31), index ];
const addFloat = [ 146 ];
const storeFloat = [ 56, 2, 0 ];
function scanCode() {
const multiplyAdd = sums.flatMap((sum, index) => [ ...get(sum), ...get(query), ...get(offset), ...add, ...load128(index * 16), ...get(row), ...get(offset), ...add, ...load128(index * 16), ...multiplyLanes, ...addLanes, ...set(sum) ]);
const allSums = [ ...get(sum0), ...get(sum0 + 1), ...addLanes, ...get(sum0 + 2), ...get(sum0 + 3), ...addLanes, ...addLanes, ...set(sum0) ];
const lanes = [ 0, 1, 2, 3 ].flatMap(index => [ ...get(sum0), ...lane(index), ...index === 0 ? [] : addFloat ]);
const advance = (local, by) => [ ...get(local), ...by, ...add, ...set(local) ];
return [ ...block, ...loop, ...get(row), ...get(end), ...notLessUnsigned, ...branchIf(1), ...constant(0), ...set(offset), ...sums.flatMap(sum => [ ...zero128, ...set(sum) ]), ...loop, ...multiplyAdd, ...advance(offset, constant(strideBytes)), ...get(offset), ...get(rowBytes), ...lessUnsigned, ...branchIf(0), ...dot_kernel_close, ...allSums, ...get(result), ...lanes, ...storeFloat, ...advance(row, get(rowBytes)), ...advance(result, constant(4)), ...branch(0), ...dot_kernel_close, ...dot_kernel_close, ...dot_kernel_close ];
}
function moduleBytes() {
const code = [ 2, 1, i32, sums.length, v128, ...scanCode() ];
return [ ...magicAndVersion, ...section(1, [ 1, 96, 5, i32, i32, i32, i32, i32, 0 ]), ...section(2, [ 1, ...dot_kernel_name("m"), ...dot_kernel_name("m"), 2, 0, 1 ]), ...section(3, [ 1, 0 ]), ...section(7, [ 1, ...dot_kernel_name("scan"), 0, 0 ]), ...section(10, [ 1, ...unsignedLeb(code.length), ...code ]) ];
}
function section(id, content) {
return [ id, ...unsignedLeb(content.length), ...content ];
}
function dot_kernel_name(text) {
return [ text.length, ...Buffer.from(text) ];
}
function unsignedLeb(value) {
return value < 128 ? [ value ] : [ value & 127 | 128, ...unsignedLeb(value >>> 7) ];
}
function signedLeb(value) {
return value < 64 ? [ value ] : [ value & 127 | 128, ...signedLeb(value >>> 7) ];
}
const rowsPerBlock = 128;
const pageBytes = 65536;
const queryBytes = 20032 * 4;
const resultsAddress = queryBytes;
const firstBlockAddress = 2 * pageBytes;
class VectorMemory {
#memory=createWasmMemory(2);
#kernel=createDotKernel(this.#memory);
#free=new Map;
#floats=new Float32Array(this.#memory.buffer);
#used=firstBlockAddress;
static rowFloats(dimension) {
return Math.ceil(dimension / strideFloats) * strideFloats;
}
allocate(rowFloats) {
const reused = this.#free.get(rowFloats)?.pop();
const address = reused ?? this.#grow(rowsPerBlock * rowFloats * 4);
if (reused !== undefined) this.#floats.fill(0, address / 4, address / 4 + rowsPerBlock * rowFloats);
return address;
}
release(address, rowFloats) {
const list = this.#free.get(rowFloats);
if (list === undefined) this.#free.set(rowFloats, [ address ]); else list.push(address);
}
write(address, values) {
this.#floats.set(values, address / 4);
}
read(address, length) {
return this.#floats.subarray(address / 4, address / 4 + length);
}
setQuery(values, rowFloats) {
this.#floats.fill(0, 0, rowFloats);
this.#floats.set(values, 0);
}
dots(block, rows, rowFloats) {
const rowBytes = rowFloats * 4;
this.#kernel.scan(0, block, block + rows * rowBytes, resultsAddress, rowBytes);
return this.#floats.subarray(resultsAddress / 4, resultsAddress / 4 + rows);
}
#grow(bytes) {
const address = this.#used;
const missing = address + bytes - this.#memory.buffer.byteLength;
if (missing > 0) {
this.#memory.grow(Math.ceil(Math.max(missing, this.#memory.buffer.byteLength / 4) / pageBytes));
this.#floats = new Float32Array(this.#memory.buffer);
}
this.#used += bytes;
return address;
}
}
}
};

export const id = 4494;

export const ids = [ 4494 ];

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
31681: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
$k: () => currentTime,
Si: () => newId,
j7: () => newMoment,
nw: () => randomHex,
qz: () => inMoment
});
var node_async_hooks__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16698);
var node_crypto__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77598);
const moments = new node_async_hooks__WEBPACK_IMPORTED_MODULE_0__.AsyncLocalStorage;
function newMoment() {
return {
atMilliseconds: Date.now(),
seed: (0, node_crypto__WEBPACK_IMPORTED_MODULE_1__.randomBytes)(16).toString("hex")
};
}
function inMoment(moment, work) {
return moments.run({
...moment,
drawn: 0
}, work);
}
function currentTime() {
return new Date(moments.getStore()?.atMilliseconds ?? Date.now());
}
function randomHex(bytes) {
const running = moments.getStore();
if (running === undefined) return (0, node_crypto__WEBPACK_IMPORTED_MODULE_1__.randomBytes)(bytes).toString("hex");
running.drawn += 1;
return (0, node_crypto__WEBPACK_IMPORTED_MODULE_1__.createHash)("sha256").update(`${running.seed}/${running.drawn}`).digest("hex").slice(0, 2 * bytes);
}
function newId() {
const hex = randomHex(16);
const variant = (Number.parseInt(hex.charAt(16), 16) % 4 + 8).toString(16);
return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
},
50072: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
L: () => checkQuota,
W: () => quotasOfPlan
});
var _refusal_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43289);
const quotasOfPlan = {
starter: {
indexes: 5,
namespaces: 100,
backups: 0
},
builder: {
indexes: 10,
namespaces: 1e3,
backups: 0
},
standard: {
indexes: 20,
namespaces: 1e5,
backups: 500
},
enterprise: {
indexes: 200,
namespaces: 1e5,
backups: 1e3
}
};
function checkQuota(what, count, most) {
if (count < most) return;
if (most === 0) throw new _refusal_js__WEBPACK_IMPORTED_MODULE_0__.gx("denied", `Your organization's plan does not include ${what}. Upgrade your plan to create ${what}.`);
throw new _refusal_js__WEBPACK_IMPORTED_MODULE_0__.gx("forbidden", `Request failed. You've reached the max ${what} allowed (${most}). To add more ${what}, upgrade your plan.`);
}
},
43289: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Gq: () => invalid,
fj: () => refusalReply,
gx: () => PineconeRefusal,
qO: () => unsupported,
t4: () => errorBody
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
unauthenticated: {
status: 401,
word: "UNAUTHENTICATED",
number: 16
},
forbidden: {
status: 403,
word: "FORBIDDEN",
number: 7
},
denied: {
status: 403,
word: "PERMISSION_DENIED",
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
notReady: {
status: 412,
word: "FAILED_PRECONDITION",
number: 9
},
unprocessable: {
status: 422,
word: "UNPROCESSABLE_ENTITY",
number: 3
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
},
unavailable: {
status: 503,
word: "SERVICE_UNAVAILABLE",
number: 14
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
function invalid(message) {
return new PineconeRefusal("invalid", message);
}
function unsupported(what) {
return new PineconeRefusal("unsupported", `The embedded Pinecone endpoint does not support ${what}.`);
}
function refusalReply(form, {code: code, message: message}) {
if (code === "unauthenticated") return {
status: codes[code].status,
body: message
};
const {status: status, word: word, number: number} = codes[form === "number" && code === "unprocessable" ? "invalid" : code];
return {
status: status,
body: errorBody(form, {
status: status,
word: word,
number: number,
message: message
})
};
}
function errorBody(form, {status: status, word: word, number: number, message: message}) {
return form === "word" ? {
error: {
code: word,
message: message
},
status: status
} : {
code: number,
message: message,
details: []
};
}
},
64209: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
P0: () => seededDimension,
lT: () => seededIndex,
yO: () => seedIndex
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
2567: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
O: () => VectorIndex,
L: () => defaultNamespace
});
var vector_memory = __webpack_require__(63286);
var moment = __webpack_require__(31681);
class Namespace {
dimension;
rowFloats;
memory;
#blocks=[];
#ids=[];
#metadata=[];
#sparse=[];
#lengths=[];
#sizes=[];
#written=[];
#sizeBytes=0;
#rows=new Map;
#sortedIds;
lsn=0;
indexedFields;
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
get sizeBytes() {
return this.#sizeBytes;
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
sparseAt(row) {
return this.#sparse[row];
}
lengthAt(row) {
return this.#lengths[row] ?? 0;
}
writtenAt(row) {
return this.#written[row] ?? 0;
}
valuesAt(row) {
return this.memory.read(this.#address(row), this.dimension);
}
rowOf(id) {
return this.#rows.get(id);
}
get(id) {
const row = this.#rows.get(id);
if (row === undefined) return undefined;
const values = this.lengthAt(row) === 0 ? [] : Array.from(this.valuesAt(row));
const sparse = this.#sparse[row];
return {
id: id,
values: values,
...sparse === undefined ? {} : {
sparse: sparse
},
metadata: this.#metadata[row]
};
}
* records() {
for (const id of this.sortedIds) {
const record = this.get(id);
if (record !== undefined) yield record;
}
}
put(id, values, metadata, sparse, writtenAt = (0, moment.$k)().getTime()) {
const row = this.#rows.get(id) ?? this.#append(id);
this.memory.write(this.#address(row), values.length === 0 ? new Float32Array(this.dimension) : values);
this.#sparse[row] = sparse;
this.#written[row] = writtenAt;
this.putMetadata(row, metadata);
this.#lengths[row] = euclideanLength(this.valuesAt(row));
}
putMetadata(row, metadata) {
this.#metadata[row] = metadata;
const metadataBytes = metadata === undefined ? 0 : Buffer.byteLength(JSON.stringify(metadata));
const sparseBytes = 8 * (this.#sparse[row]?.indices.length ?? 0);
const bytes = Buffer.byteLength(this.idAt(row)) + metadataBytes + 4 * this.dimension + sparseBytes;
this.#sizeBytes += bytes - (this.#sizes[row] ?? 0);
this.#sizes[row] = bytes;
}
remove(id) {
const row = this.#rows.get(id);
if (row === undefined) return false;
const last = this.#ids.length - 1;
this.#sizeBytes -= this.#sizes[row] ?? 0;
if (row !== last) {
const moved = this.idAt(last);
this.memory.write(this.#address(row), this.valuesAt(last));
this.#ids[row] = moved;
this.#metadata[row] = this.#metadata[last];
this.#sparse[row] = this.#sparse[last];
this.#lengths[row] = this.lengthAt(last);
this.#sizes[row] = this.#sizes[last] ?? 0;
this.#written[row] = this.writtenAt(last);
this.#rows.set(moved, row);
}
this.#ids.pop();
for (const column of [ this.#metadata, this.#sparse, this.#lengths, this.#sizes, this.#written ]) column.pop();
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
this.#sparse.push(undefined);
this.#lengths.push(0);
this.#sizes.push(0);
this.#written.push(0);
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
function euclideanLength(values) {
let sum = 0;
for (let index = 0; index < values.length; index += 1) sum += (values[index] ?? 0) ** 2;
return Math.sqrt(sum);
}
var quotas = __webpack_require__(50072);
var refusal = __webpack_require__(43289);
var vector_space = __webpack_require__(52085);
const defaultNamespace = "__default__";
class VectorIndex {
config;
namespaceLimit=Infinity;
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
(0, quotas.L)("namespaces", this.#namespaces.size, this.namespaceLimit);
const created = new Namespace(this.#memory, (0, vector_space.X)(this.config).dense?.dimension ?? 0);
created.indexedFields = this.config.filterable;
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
},
52085: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
X: () => vectorSpaceOf
});
function vectorSpaceOf(config) {
if (config.fields !== undefined) return documentSpace(Object.entries(config.fields));
if (config.vectorType === "sparse") return {
sparse: {
field: "_sparse_values"
}
};
const dense = {
field: "_values",
dimension: config.dimension,
metric: config.metric
};
return config.metric === "dotproduct" ? {
dense: dense,
sparse: {
field: "_sparse_values"
}
} : {
dense: dense
};
}
function documentSpace(fields) {
const [denseName, dense] = fields.find(([, {type: type}]) => type === "dense_vector") ?? [];
const [sparseName] = fields.find(([, {type: type}]) => type === "sparse_vector") ?? [];
return {
...denseName !== undefined && {
dense: {
field: denseName,
dimension: dense?.dimension ?? 0,
metric: dense?.metric ?? "cosine"
}
},
...sparseName !== undefined && {
sparse: {
field: sparseName
}
}
};
}
}
};

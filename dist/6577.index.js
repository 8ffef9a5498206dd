export const id = 6577;

export const ids = [ 6577 ];

export const modules = {
36498: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
I: () => checkName
});
var valibot__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77934);
const checkName = valibot__WEBPACK_IMPORTED_MODULE_0__.FsL(valibot__WEBPACK_IMPORTED_MODULE_0__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__.Ru6(64), valibot__WEBPACK_IMPORTED_MODULE_0__.yGV(/^[A-Za-z_](?:\w|-(?=[A-Za-z_]))*$/, "expected a name of letters, digits, _ and - before a letter"), valibot__WEBPACK_IMPORTED_MODULE_0__.h_("Part of the id of the check"));
},
54112: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
$: () => config,
a: () => runConfig
});
var valibot__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77934);
const options = valibot__WEBPACK_IMPORTED_MODULE_0__.rej({
dimension: valibot__WEBPACK_IMPORTED_MODULE_0__.lqM(valibot__WEBPACK_IMPORTED_MODULE_0__.FsL(valibot__WEBPACK_IMPORTED_MODULE_0__.aig(), valibot__WEBPACK_IMPORTED_MODULE_0__.ndf())),
metric: valibot__WEBPACK_IMPORTED_MODULE_0__.lqM(valibot__WEBPACK_IMPORTED_MODULE_0__.KIO([ "cosine", "euclidean", "dotproduct" ])),
cloud: valibot__WEBPACK_IMPORTED_MODULE_0__.lqM(valibot__WEBPACK_IMPORTED_MODULE_0__.YjP()),
region: valibot__WEBPACK_IMPORTED_MODULE_0__.lqM(valibot__WEBPACK_IMPORTED_MODULE_0__.YjP()),
deletion_protection: valibot__WEBPACK_IMPORTED_MODULE_0__.lqM(valibot__WEBPACK_IMPORTED_MODULE_0__.KIO([ "enabled", "disabled" ])),
tags: valibot__WEBPACK_IMPORTED_MODULE_0__.lqM(valibot__WEBPACK_IMPORTED_MODULE_0__.FsL(valibot__WEBPACK_IMPORTED_MODULE_0__.g1P(valibot__WEBPACK_IMPORTED_MODULE_0__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__.YjP()), valibot__WEBPACK_IMPORTED_MODULE_0__.h_("Tags that must be there; others are not looked at.")))
});
const config = {
summary: "The index has the declared dimension, metric, cloud, region, protection and tags.",
layer: "unit",
options: options,
expand(declared, settings) {
const wanted = {
dimension: declared.dimension ?? settings.dimension,
metric: declared.metric ?? settings.metric,
cloud: declared.cloud,
region: declared.region,
deletionProtection: declared.deletion_protection
};
const properties = Object.entries(wanted).flatMap(([subject, expected]) => expected === undefined ? [] : [ {
subject: subject,
expected: String(expected)
} ]);
const tags = Object.entries(declared.tags ?? {}).map(([name, expected]) => ({
name: name,
expected: expected
}));
if (properties.length + tags.length === 0) {
throw new Error("config has nothing to compare: declare dimension or metric in `with`, or properties of the index here.");
}
const input = {
properties: properties,
tags: tags
};
return [ {
name: "config",
title: `Index ${settings.index} is configured as declared`,
input: input
} ];
}
};
async function runConfig(connection, input, context) {
const found = await connection.control.describe(connection.settings.index, context.signal);
for (const {subject: subject, expected: expected} of input.properties) {
const actual = found[subject];
const printed = actual === undefined ? "none" : String(actual);
context.find({
subject: `${subjectWords[subject] ?? subject} of index ${found.name}`,
expected: expected,
actual: printed,
met: printed === expected
});
}
for (const {name: name, expected: expected} of input.tags) {
const actual = Object.hasOwn(found.tags, name) ? found.tags[name] : undefined;
context.find({
subject: `tag ${name} of index ${found.name}`,
expected: expected,
actual: actual ?? "no such tag",
met: actual === expected
});
}
}
const subjectWords = {
deletionProtection: "deletion protection"
};
},
56785: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
p: () => exportRestore,
m: () => runExportRestore
});
var dist = __webpack_require__(77934);
var errors = __webpack_require__(37734);
const neighbours = 10;
const scoreTolerance = 1e-5;
async function compareNeighbours(comparison, context) {
const {original: original, copy: copy, namespace: namespace, records: records} = comparison;
const topK = Math.min(neighbours, records.length);
const queried = spread(records, comparison.queries);
const overlaps = [];
for (const {values: values} of queried) {
const query = {
vector: values,
topK: topK,
namespace: namespace
};
const [left, right] = await Promise.all([ original.query(query, context.signal), copy.query(query, context.signal) ]);
overlaps.push(sharedNeighbours(left.matches, right.matches) / topK);
}
const smallest = Math.min(...overlaps);
context.value("overlap", smallest);
context.find({
subject: `nearest ${topK} of ${queried.length} queries`,
expected: `at least ${percent(comparison.overlap)} the same in both indexes`,
actual: `${percent(smallest)} the same in the worst query`,
met: smallest >= comparison.overlap
});
}
function sharedNeighbours(left, right) {
const ids = new Set(right.map(({id: id}) => id));
const last = right.at(-1)?.score ?? Number.NaN;
return left.filter(({id: id, score: score}) => ids.has(id) || Math.abs(score - last) <= scoreTolerance).length;
}
function spread(items, count) {
const step = Math.max(1, Math.floor(items.length / count));
return items.filter((_, index) => index % step === 0).slice(0, count);
}
function percent(share) {
return `${Math.floor(share * 100)} %`;
}
var count_words = __webpack_require__(17763);
var dense_dimension = __webpack_require__(45138);
var poll_until = __webpack_require__(20186);
var same_record = __webpack_require__(3172);
var scan_records = __webpack_require__(48348);
var scratch_name = __webpack_require__(50016);
var scratch_namespace = __webpack_require__(84468);
const batchBytes = 15e5;
const batchRecords = 500;
const bytesPerValue = 15;
const bytesPerRecord = 500;
function batchesOf(records, dimension) {
const batches = [];
let size = Number.POSITIVE_INFINITY;
for (const record of records) {
const recordBytes = dimension * bytesPerValue + JSON.stringify(record.metadata ?? {}).length + bytesPerRecord;
const last = batches.at(-1);
if (last === undefined || last.length >= batchRecords || size + recordBytes > batchBytes) {
batches.push([ record ]);
size = recordBytes;
} else {
last.push(record);
size += recordBytes;
}
}
return batches;
}
const options = dist.rej({
sample: dist.lqM(dist.FsL(dist.aig(), dist.ndf(), dist.Wwf(1), dist.cGV(1e5), dist.h_("Records exported at most.")), 1e4),
queries: dist.lqM(dist.FsL(dist.aig(), dist.ndf(), dist.Wwf(1), dist.cGV(100), dist.h_("Queries compared.")), 5),
overlap: dist.lqM(dist.FsL(dist.aig(), dist.Wwf(0), dist.cGV(1), dist.h_("Share of neighbours that both indexes must find.")), .9)
});
const readyLimitMilliseconds = 3e5;
const exportRestore = {
summary: "Records are exported, restored into a new index of the same shape and compared.",
layer: "disaster-recovery",
options: options,
expand: input => [ {
name: "export-restore",
title: "The index can be exported and restored",
input: input,
operations: [ {
name: "export"
}, {
name: "restore"
} ]
} ]
};
async function runExportRestore(connection, input, context) {
const {config: config, index: index, namespace: namespace} = connection;
const dimension = (0, dense_dimension.u)(config);
if (config.deployment !== "managed") throw new errors.MO(`index ${config.name} is not serverless: a copy of it cannot be created`);
const exported = await timed("export", context, () => (0, scan_records.u)(index, namespace, input.sample, context.signal));
context.value("records", exported.records.length);
if (exported.records.length === 0) throw new Error(`Namespace ${namespace} has no records: a restore of it proves nothing.`);
const copy = await timed("restore", context, async () => {
const created = await createCopy(connection, context);
compareShape(config, created, context);
const target = connection.indexAt(created.host);
for (const batch of batchesOf(exported.records, dimension)) await target.upsert(batch, namespace, context.signal);
await awaitCount(target, namespace, exported.records.length, context.signal);
return target;
});
const restored = await (0, scan_records.u)(copy, namespace, exported.records.length, context.signal);
compareRecords(exported.records, restored.records, context);
if (!exported.isComplete) {
context.note(`${(0, count_words.p)(exported.records.length, "record")} exported of more: queries of the two indexes are not compared`);
return;
}
await compareNeighbours({
original: index,
copy: copy,
namespace: namespace,
records: exported.records,
...input
}, context);
}
async function createCopy(connection, context) {
const name = context.uniqueName(scratch_name.F, "-");
await context.create({
kind: "index",
name: name
}, () => connection.control.createLike(connection.config, name, context.signal));
const ask = () => connection.control.describe(name, context.signal);
const {value: value, isDone: isDone} = await (0, poll_until.g)(context.signal, readyLimitMilliseconds, ask, ({isReady: isReady}) => isReady);
if (!isDone) throw new Error(`The new index ${name} was not ready in time: its state is ${value.state}.`);
return value;
}
async function awaitCount(index, namespace, expected, signal) {
const ask = () => index.count(namespace, signal);
await (0, poll_until.g)(signal, scratch_namespace.l, ask, count => count >= expected);
}
async function timed(operation, context, work) {
const startedAt = performance.now();
const result = await work();
const milliseconds = performance.now() - startedAt;
context.sample(operation, milliseconds);
context.value(operation, milliseconds);
return result;
}
function compareShape(expected, actual, context) {
const print = ({dimension: dimension, metric: metric, cloud: cloud, region: region}) => `dimension ${dimension}, ${metric}, ${cloud} ${region}`;
context.find({
subject: "shape of the restored index",
expected: print(expected),
actual: print(actual),
met: print(expected) === print(actual)
});
}
function compareRecords(expected, actual, context) {
const restored = new Map(actual.map(record => [ record.id, record ]));
const differing = differs => expected.filter(record => differs(record, restored.get(record.id))).map(({id: id}) => id);
const aspects = {
ids: differing((_sent, back) => back === undefined),
values: differing((sent, back) => back !== undefined && !(0, same_record.R)(sent, back)),
metadata: differing((sent, back) => back !== undefined && !(0, same_record.O)(sent, back))
};
for (const [aspect, ids] of Object.entries(aspects)) {
const all = `the ${aspect} of all ${(0, count_words.p)(expected.length, "record")}`;
const actualWords = ids.length === 0 ? all : `${(0, count_words.p)(ids.length, "record")} ${aspect === "ids" ? "missing" : "differing"}, such as ${(0, 
count_words.e)(ids)}`;
context.find({
subject: `restored ${aspect}`,
expected: all,
actual: actualWords,
met: ids.length === 0
});
}
}
},
53937: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
w: () => metadataFilter,
b: () => runMetadataFilter
});
var dist = __webpack_require__(77934);
var errors = __webpack_require__(37734);
var count_words = __webpack_require__(17763);
function matchesFilter(filter, metadata) {
return filter_all(Object.entries(filter).map(([key, condition]) => matchesClause(key, condition, metadata)));
}
function matchesClause(key, condition, metadata) {
if (key === "$and") return filter_all(filters(key, condition).map(filter => matchesFilter(filter, metadata)));
if (key === "$or") return any(filters(key, condition).map(filter => matchesFilter(filter, metadata)));
if (key.startsWith("$")) throw new SyntaxError(`The filter operator ${key} does not stand at this place.`);
const value = Object.hasOwn(metadata, key) ? metadata[key] : undefined;
if (!isMapping(condition)) return holds("$eq", value, condition);
return filter_all(Object.entries(condition).map(([operator, operand]) => holds(operator, value, operand)));
}
const operators = {
$eq: (value, operand) => equals(value, operand),
$ne: (value, operand) => value === undefined ? undefined : !equals(value, operand),
$in: (value, operand) => list("$in", operand).some(one => equals(value, one)),
$nin: (value, operand) => value === undefined ? undefined : !list("$nin", operand).some(one => equals(value, one)),
$exists: (value, operand) => value !== undefined === operand,
$gt: (value, operand) => compares(value, operand, (left, right) => left > right),
$gte: (value, operand) => compares(value, operand, (left, right) => left >= right),
$lt: (value, operand) => compares(value, operand, (left, right) => left < right),
$lte: (value, operand) => compares(value, operand, (left, right) => left <= right)
};
function holds(operator, value, operand) {
const known = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
if (known === undefined) throw new SyntaxError(`${operator} is not a filter operator: ${Object.keys(operators).join(", ")} are.`);
return known(value, operand);
}
function equals(value, operand) {
return Array.isArray(value) ? value.includes(operand) : value !== undefined && value === operand;
}
function compares(value, operand, test) {
return typeof value === "number" && typeof operand === "number" && test(value, operand);
}
function filters(operator, value) {
return list(operator, value).map(entry => {
if (!isMapping(entry)) throw new SyntaxError(`${operator} takes a list of filters.`);
return entry;
});
}
function list(operator, value) {
if (!Array.isArray(value) || value.length === 0) throw new SyntaxError(`${operator} takes a list with at least one entry.`);
return value;
}
function isMapping(value) {
return typeof value === "object" && value !== null && !Array.isArray(value);
}
function filter_all(parts) {
if (parts.includes(false)) return false;
return parts.includes(undefined) ? undefined : true;
}
function any(parts) {
if (parts.includes(true)) return true;
return parts.includes(undefined) ? undefined : false;
}
const longestResult = 1e4;
async function compareFilter(subject, filter, words, context) {
const expected = expectedOf(subject.records, filter);
const found = await queryIds(subject, filter, context.signal);
const missing = [ ...expected.matching ].filter(id => !found.has(id));
const wrong = [ ...found ].filter(id => expected.others.has(id));
const problems = [ missing.length > 0 ? `${(0, count_words.p)(missing.length, "record")} left out, such as ${(0, 
count_words.e)(missing)}` : "", wrong.length > 0 ? `${(0, count_words.p)(wrong.length, "record")} not matching, such as ${(0, 
count_words.e)(wrong)}` : "" ].filter(problem => problem !== "");
context.find({
subject: `filter ${words}`,
expected: `the ${(0, count_words.p)(expected.matching.size, "record")} that match by reading all`,
actual: [ (0, count_words.p)(found.size, "record"), ...problems ].join(", "),
met: problems.length === 0
});
return found.size;
}
function expectedOf(records, filter) {
const matching = new Set;
const others = new Set;
for (const {id: id, metadata: metadata = {}} of records) {
const matches = matchesFilter(filter, metadata);
if (matches !== undefined) (matches ? matching : others).add(id);
}
return {
matching: matching,
others: others
};
}
async function queryIds({index: index, namespace: namespace, records: records}, filter, signal) {
const vector = records[0]?.values ?? [];
const topK = Math.min(longestResult, records.length + 1);
const {matches: matches} = await index.query({
vector: vector,
topK: topK,
filter: filter,
namespace: namespace
}, signal);
return new Set(matches.map(({id: id}) => id));
}
var dense_dimension = __webpack_require__(45138);
var sample_vector = __webpack_require__(69206);
const metadata = [ {
genre: "comedy",
year: 2018,
is_new: false,
tags: [ "funny", "short" ]
}, {
genre: "comedy",
year: 2020,
is_new: true,
tags: [ "funny" ]
}, {
genre: "drama",
year: 2020,
is_new: false,
tags: [ "sad", "long" ]
}, {
genre: "drama",
year: 2021.5,
is_new: true,
tags: [ "long" ]
}, {
genre: "Drama",
year: -1,
is_new: true,
tags: [ "sad" ]
}, {
genre: "action",
year: 0,
is_new: false,
tags: [ "loud", "funny" ]
}, {
genre: "2020",
year: 1999,
is_new: true,
tags: [ "2020" ]
}, {
year: 2020,
is_new: true
}, {
genre: "comedy"
}, {} ];
function fixtureRecords(dimension) {
return metadata.map((fields, index) => ({
id: `filter-${index}`,
values: (0, sample_vector.m)(`filter ${index}`, dimension),
metadata: fields
}));
}
const fixtureFilters = [ {
words: "equal, short form",
filter: {
genre: "drama"
}
}, {
words: "$eq text",
filter: {
genre: {
$eq: "comedy"
}
}
}, {
words: "$eq number",
filter: {
year: {
$eq: 2020
}
}
}, {
words: "$eq boolean",
filter: {
is_new: {
$eq: true
}
}
}, {
words: "$eq on a list",
filter: {
tags: {
$eq: "funny"
}
}
}, {
words: "$ne text",
filter: {
genre: {
$ne: "comedy"
}
}
}, {
words: "$in text",
filter: {
genre: {
$in: [ "drama", "action" ]
}
}
}, {
words: "$in on a list",
filter: {
tags: {
$in: [ "sad", "loud" ]
}
}
}, {
words: "$nin text",
filter: {
genre: {
$nin: [ "drama", "action" ]
}
}
}, {
words: "$gt",
filter: {
year: {
$gt: 2020
}
}
}, {
words: "$gte",
filter: {
year: {
$gte: 2020
}
}
}, {
words: "$lt below zero",
filter: {
year: {
$lt: 0
}
}
}, {
words: "$lte",
filter: {
year: {
$lte: 0
}
}
}, {
words: "$exists",
filter: {
genre: {
$exists: true
}
}
}, {
words: "not $exists",
filter: {
genre: {
$exists: false
}
}
}, {
words: "range",
filter: {
year: {
$gte: 2018,
$lt: 2021
}
}
}, {
words: "two fields",
filter: {
genre: "comedy",
is_new: true
}
}, {
words: "$and",
filter: {
$and: [ {
genre: "drama"
}, {
year: {
$gt: 2020
}
} ]
}
}, {
words: "$or",
filter: {
$or: [ {
genre: "action"
}, {
year: {
$lt: 0
}
} ]
}
}, {
words: "$or in $and",
filter: {
$and: [ {
is_new: true
}, {
$or: [ {
genre: "drama"
}, {
tags: "funny"
} ]
} ]
}
}, {
words: "no match",
filter: {
genre: "western"
}
} ];
var scan_records = __webpack_require__(48348);
var scratch_namespace = __webpack_require__(84468);
const scalar = dist.KCZ([ dist.YjP(), dist.aig(), dist.zMY() ]);
const options = dist.rej({
field: dist.lqM(dist.FsL(dist.YjP(), dist.hq(), dist.h_("Metadata field of the records of the index."))),
values: dist.lqM(dist.FsL(dist.YOg(scalar), dist.BpQ(1), dist.h_("Values to filter by; absent: those found."))),
required: dist.lqM(dist.FsL(dist.zMY(), dist.h_("Every record must have the field.")), true),
filter: dist.lqM(dist.FsL(dist.g1P(dist.YjP(), dist.L5J()), dist.h_("A filter of Pinecone's language."))),
name: dist.lqM(dist.FsL(dist.YjP(), dist.yGV(/^[A-Za-z0-9_-]{1,64}$/, "must be letters, digits, _ and -")))
});
const triedValues = 20;
const metadataFilter = {
summary: "Metadata filters return the records that match, no more and no fewer.",
layer: "integration",
options: options,
primary: "field",
expand(declared) {
const {field: field, values: values, required: required, filter: filter} = declared;
if (field !== undefined && filter !== undefined) throw new Error("metadata-filter takes a field or a filter, not both.");
if (field !== undefined) return [ draft(declared.name ?? field, `Filters by ${field} return what matches`, {
of: "field",
field: field,
values: values,
required: required
}) ];
if (values !== undefined) throw new Error("metadata-filter has values, but no field that they belong to.");
if (filter === undefined) return [ draft(declared.name, "All filter operators return what matches", {
of: "fixture"
}) ];
if (declared.name === undefined) throw new Error("metadata-filter with a filter needs a name, which becomes part of its id.");
matchesFilter(filter, {});
return [ draft(declared.name, `Filter ${declared.name} returns what matches`, {
of: "filter",
name: declared.name,
filter: filter
}) ];
}
};
function draft(name, title, input) {
const idPart = name?.replaceAll(/[^A-Za-z0-9_-]+/g, "_");
return {
name: idPart === undefined ? "metadata-filter" : `metadata-filter.${idPart}`,
title: title,
input: input
};
}
async function runMetadataFilter(connection, input, context) {
const dimension = (0, dense_dimension.u)(connection.config);
if (input.of === "fixture") return lookAtFixture(connection, dimension, context);
const subject = await readAll(connection, context.signal);
context.value("records", subject.records.length);
if (input.of === "field") return lookAtField(subject, input, context);
context.value("matches", await compareFilter(subject, input.filter, input.name, context));
}
async function readAll({index: index, namespace: namespace}, signal) {
const {records: records, isComplete: isComplete} = await (0, scan_records.u)(index, namespace, longestResult, signal);
if (!isComplete) throw new errors.MO(`namespace ${namespace} has more than ${longestResult} records, the most that one query returns`);
if (records.length === 0) throw new Error(`Namespace ${namespace} has no records: a filter on it proves nothing.`);
return {
index: index,
namespace: namespace,
records: records
};
}
async function lookAtField(subject, {field: field, values: values, required: required}, context) {
if (required) findRecordsWithout(field, subject.records, context);
await compareFilter(subject, {
[field]: {
$exists: false
}
}, `${field} does not exist`, context);
const tried = values ?? frequentValues(subject.records, field);
for (const value of tried) await compareFilter(subject, {
[field]: value
}, `${field} = ${JSON.stringify(value)}`, context);
if (tried.length < 2) return;
await compareFilter(subject, {
[field]: {
$in: [ ...tried ]
}
}, `${field} is any of ${tried.length} values`, context);
}
function findRecordsWithout(field, records, context) {
const without = records.filter(({metadata: metadata = {}}) => !Object.hasOwn(metadata, field)).map(({id: id}) => id);
context.value("missing", without.length);
context.find({
subject: `metadata field ${field}`,
expected: `on all ${(0, count_words.p)(records.length, "record")}`,
actual: without.length === 0 ? `on all ${(0, count_words.p)(records.length, "record")}` : `missing on ${without.length} of ${(0, 
count_words.p)(records.length, "record")}, such as ${(0, count_words.e)(without)}: filters by ${field} never find them`,
met: without.length === 0
});
}
function frequentValues(records, field) {
const counts = new Map;
for (const {metadata: metadata = {}} of records) {
const value = Object.hasOwn(metadata, field) ? metadata[field] : undefined;
for (const entry of Array.isArray(value) ? value : [ value ]) {
if (dist.is(scalar, entry)) counts.set(entry, (counts.get(entry) ?? 0) + 1);
}
}
const byCount = [ ...counts ].toSorted(([, left], [, right]) => right - left);
return byCount.slice(0, triedValues).map(([value]) => value);
}
async function lookAtFixture(connection, dimension, context) {
const records = fixtureRecords(dimension);
const {name: name, shown: shown} = await (0, scratch_namespace._)(connection, records, scratch_namespace.l, context);
if (!shown.isDone) throw new Error(`Only ${shown.value.length} of ${records.length} written records could be read back in time.`);
for (const {words: words, filter: filter} of fixtureFilters) {
await compareFilter({
index: connection.index,
namespace: name,
records: records
}, filter, words, context);
}
}
},
83635: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
X: () => queryLatency,
a: () => runQueryLatency
});
var valibot__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77934);
var _check_name_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(36498);
var _target_of_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(43417);
const options = valibot__WEBPACK_IMPORTED_MODULE_1__.rej({
name: valibot__WEBPACK_IMPORTED_MODULE_1__.lqM(_check_name_js__WEBPACK_IMPORTED_MODULE_0__.I, "query"),
top_k: valibot__WEBPACK_IMPORTED_MODULE_1__.lqM(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(valibot__WEBPACK_IMPORTED_MODULE_1__.aig(), valibot__WEBPACK_IMPORTED_MODULE_1__.ndf(), valibot__WEBPACK_IMPORTED_MODULE_1__.Wwf(1), valibot__WEBPACK_IMPORTED_MODULE_1__.cGV(1e4)), 10),
filter: valibot__WEBPACK_IMPORTED_MODULE_1__.lqM(valibot__WEBPACK_IMPORTED_MODULE_1__.g1P(valibot__WEBPACK_IMPORTED_MODULE_1__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_1__.L5J())),
target: valibot__WEBPACK_IMPORTED_MODULE_1__.lqM(valibot__WEBPACK_IMPORTED_MODULE_1__.FsL(valibot__WEBPACK_IMPORTED_MODULE_1__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_1__.h_("Condition on this operation, such as `p(95) < 100ms`.")))
});
const queriedVectors = 50;
const queryLatency = {
summary: "How long a query takes, measured over many calls with vectors of the index.",
layer: "performance",
options: options,
expand({name: name, top_k: topK, filter: filter, target: target = "p(95) < 50ms"}) {
const input = {
operation: name,
topK: topK,
filter: filter
};
const operations = [ {
name: name,
target: (0, _target_of_js__WEBPACK_IMPORTED_MODULE_2__.$)(name, target)
} ];
return [ {
name: `query-latency.${name}`,
title: `Latency of ${name}`,
input: input,
operations: operations
} ];
}
};
async function runQueryLatency(connection, input, context) {
const {index: index, namespace: namespace} = connection;
const {ids: ids} = await index.listPage(namespace, queriedVectors, undefined, context.signal);
const records = ids.length === 0 ? [] : await index.fetch(ids, namespace, context.signal);
if (records.length === 0) throw new Error(`Namespace ${namespace} has no records: the latency of a query on it says nothing.`);
const shared = {
topK: input.topK,
namespace: namespace,
...input.filter === undefined ? {} : {
filter: input.filter
}
};
const serverMilliseconds = [];
let calls = 0;
await context.measure(input.operation, {}, async signal => {
const vector = records[calls++ % records.length]?.values ?? [];
const answer = await index.query({
...shared,
vector: vector
}, signal);
if (answer.serverMilliseconds !== undefined) serverMilliseconds.push(answer.serverMilliseconds);
});
const median = serverMilliseconds.toSorted((left, right) => left - right)[Math.floor(serverMilliseconds.length / 2)];
if (median !== undefined) context.metric(`${input.operation}_server_p50`, median, "ms");
}
},
14639: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
M: () => readOnlyKey,
r: () => runReadOnlyKey
});
var valibot__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(77934);
var _dense_dimension_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(45138);
var _refusal_code_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(42920);
var _sample_vector_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(69206);
var _scratch_name_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(50016);
const options = valibot__WEBPACK_IMPORTED_MODULE_2__.rej({
api_key: valibot__WEBPACK_IMPORTED_MODULE_2__.FsL(valibot__WEBPACK_IMPORTED_MODULE_2__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_2__.hq(), valibot__WEBPACK_IMPORTED_MODULE_2__.h_("Key with the role DataPlaneViewer or ProjectViewer."))
});
const readOnlyKey = {
summary: "A key for reading can read, and a write with it is refused with 403.",
layer: "security",
options: options,
expand: ({api_key: apiKey}) => [ {
name: "read-only-key",
title: "A key for reading cannot write",
input: {
apiKey: apiKey
}
} ]
};
async function runReadOnlyKey(connection, input, context) {
const viewer = connection.withKey(input.apiKey).index(connection.config.host);
const reading = await (0, _refusal_code_js__WEBPACK_IMPORTED_MODULE_1__.z)(() => viewer.count(connection.namespace, context.signal));
context.find({
subject: "read with the read-only key",
expected: "allowed",
actual: reading === undefined ? "allowed" : `refused with ${reading}`,
met: reading === undefined
});
const records = [ {
id: "read-only-key",
values: (0, _sample_vector_js__WEBPACK_IMPORTED_MODULE_3__.m)("read-only-key", (0, 
_dense_dimension_js__WEBPACK_IMPORTED_MODULE_0__.u)(connection.config))
} ];
const namespace = context.uniqueName(_scratch_name_js__WEBPACK_IMPORTED_MODULE_4__.F, "-");
const write = () => context.create({
kind: "namespace",
name: namespace
}, () => viewer.upsert(records, namespace, context.signal));
const writing = await (0, _refusal_code_js__WEBPACK_IMPORTED_MODULE_1__.z)(write);
context.find({
subject: "write with the read-only key",
expected: "refused with 403",
actual: writing === undefined ? "allowed" : `refused with ${writing}`,
met: writing === "403"
});
}
},
63419: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
F: () => runRefusesWrongKey,
Y: () => refusesWrongKey
});
var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
var valibot__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(77934);
var _refusal_code_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(42920);
const refusesWrongKey = {
summary: "A made-up API key is refused with 401.",
layer: "security",
options: valibot__WEBPACK_IMPORTED_MODULE_2__.rej({}),
expand: () => [ {
name: "refuses-wrong-key",
title: "A wrong API key is refused",
input: {}
} ]
};
async function runRefusesWrongKey(connection, _input, context) {
const stranger = connection.withKey(`pcsk_${(0, node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(3).toString("hex")}_${(0, 
node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(24).toString("hex")}`);
const {settings: settings, config: config} = connection;
const attempts = {
"describe the index": () => stranger.control.describe(settings.index, context.signal),
"count its records": () => stranger.index(config.host).count(connection.namespace, context.signal)
};
for (const [words, attempt] of Object.entries(attempts)) {
const code = await (0, _refusal_code_js__WEBPACK_IMPORTED_MODULE_1__.z)(attempt);
context.find({
subject: `${words} with a wrong key`,
expected: "refused with 401",
actual: code === undefined ? "let in" : `refused with ${code}`,
met: code === "401"
});
}
}
},
12102: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
r: () => runRoundTrip,
s: () => roundTrip
});
var valibot__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(77934);
var _std_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38849);
var _count_words_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(17763);
var _dense_dimension_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(45138);
var _poll_until_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(20186);
var _same_record_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3172);
var _sample_vector_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(69206);
var _scratch_namespace_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(84468);
const options = valibot__WEBPACK_IMPORTED_MODULE_5__.rej({
within: valibot__WEBPACK_IMPORTED_MODULE_5__.lqM(valibot__WEBPACK_IMPORTED_MODULE_5__.FsL(valibot__WEBPACK_IMPORTED_MODULE_5__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_5__.h_("How long a write may take to show, such as `5s`.")), "20s")
});
const roundTrip = {
summary: "Records are written, read back equal, found by a query, deleted and gone.",
layer: "integration",
options: options,
expand: ({within: within}) => [ {
name: "round-trip",
title: "Records are written, found, deleted",
input: {
withinMilliseconds: (0, _std_duration_js__WEBPACK_IMPORTED_MODULE_0__._J)(within)
},
operations: [ {
name: "freshness"
} ]
} ]
};
async function runRoundTrip(connection, input, context) {
const {withinMilliseconds: withinMilliseconds} = input;
const records = sampleRecords((0, _dense_dimension_js__WEBPACK_IMPORTED_MODULE_1__.u)(connection.config));
const {name: name, shown: shown} = await (0, _scratch_namespace_js__WEBPACK_IMPORTED_MODULE_4__._)(connection, records, withinMilliseconds, context);
context.sample("freshness", shown.milliseconds);
context.value("freshness", shown.milliseconds);
lookAtRecords(records, shown.value, withinMilliseconds, context);
const written = {
index: connection.index,
namespace: name,
records: records,
withinMilliseconds: withinMilliseconds
};
await lookForFirst(written, context);
await lookAtDeletion(written, context);
}
function sampleRecords(dimension) {
return [ "a", "b", "c" ].map((letter, position) => ({
id: `round-trip-${letter}`,
values: (0, _sample_vector_js__WEBPACK_IMPORTED_MODULE_6__.m)(`round-trip ${letter}`, dimension),
metadata: {
letter: letter,
position: position,
half: position + .5,
is_first: position === 0,
letters: [ letter, "all" ]
}
}));
}
function lookAtRecords(sent, found, withinMilliseconds, context) {
for (const record of sent) {
const back = found.find(({id: id}) => id === record.id);
const problem = back === undefined ? `not there within ${(0, _std_duration_js__WEBPACK_IMPORTED_MODULE_0__.MH)(withinMilliseconds)}` : difference(record, back);
context.find({
subject: `record ${record.id}`,
expected: "read back as written",
actual: problem ?? "read back as written",
met: !problem
});
}
}
function difference(sent, back) {
if (!(0, _same_record_js__WEBPACK_IMPORTED_MODULE_3__.R)(sent, back)) return `other values: ${back.values.slice(0, 3).join(", ")}... instead of ${sent.values.slice(0, 3).join(", ")}...`;
if (!(0, _same_record_js__WEBPACK_IMPORTED_MODULE_3__.O)(sent, back)) return `other metadata: ${JSON.stringify(back.metadata)} instead of ${JSON.stringify(sent.metadata)}`;
return undefined;
}
async function lookForFirst({index: index, namespace: namespace, records: records, withinMilliseconds: withinMilliseconds}, context) {
const [first] = records;
if (first === undefined) return;
const ask = () => index.query({
vector: first.values,
topK: records.length,
namespace: namespace
}, context.signal);
const {value: value} = await (0, _poll_until_js__WEBPACK_IMPORTED_MODULE_2__.g)(context.signal, withinMilliseconds, ask, ({matches: matches}) => matches.length === records.length);
const ids = value.matches.map(({id: id}) => id);
context.find({
subject: `query with the vector of ${first.id}`,
expected: `${first.id} first of ${records.length}`,
actual: ids.length === 0 ? "no match" : ids.join(", "),
met: ids[0] === first.id && ids.length === records.length
});
}
async function lookAtDeletion({index: index, namespace: namespace, records: records, withinMilliseconds: withinMilliseconds}, context) {
const ids = records.map(({id: id}) => id);
await index.remove(ids, namespace, context.signal);
const ask = () => index.fetch(ids, namespace, context.signal);
const {value: value} = await (0, _poll_until_js__WEBPACK_IMPORTED_MODULE_2__.g)(context.signal, withinMilliseconds, ask, left => left.length === 0);
context.find({
subject: `deletion of ${(0, _count_words_js__WEBPACK_IMPORTED_MODULE_7__.p)(ids.length, "record")}`,
expected: "gone",
actual: value.length === 0 ? "gone" : `still there: ${(0, _count_words_js__WEBPACK_IMPORTED_MODULE_7__.e)(value.map(({id: id}) => id))}`,
met: value.length === 0
});
}
},
17763: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
e: () => namesOf,
p: () => countOf
});
const namedIds = 3;
function countOf(count, singular) {
return `${count} ${singular}${count === 1 ? "" : "s"}`;
}
function namesOf(ids) {
return ids.slice(0, namedIds).join(", ");
}
},
45138: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
u: () => denseDimension
});
var _std_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37734);
function denseDimension(config) {
if (config.dimension !== undefined && config.vectorType === "dense") return config.dimension;
throw new _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.MO(`index ${config.name} has no dense vectors: this check knows dense vectors only`);
}
},
20186: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
g: () => pollUntil
});
var _std_deadline_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(33237);
const firstPauseMilliseconds = 25;
const longestPauseMilliseconds = 1e3;
async function pollUntil(signal, withinMilliseconds, ask, isRight) {
const startedAt = performance.now();
for (let wait = firstPauseMilliseconds; ;wait = Math.min(wait * 2, longestPauseMilliseconds)) {
const value = await ask();
const milliseconds = performance.now() - startedAt;
const isDone = isRight(value);
if (isDone || milliseconds >= withinMilliseconds || signal.aborted) return {
value: value,
isDone: isDone,
milliseconds: milliseconds
};
await (0, _std_deadline_js__WEBPACK_IMPORTED_MODULE_0__.v7)(Math.min(wait, withinMilliseconds - milliseconds), signal);
}
}
},
42920: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
z: () => refusalCodeOf
});
var _std_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37734);
async function refusalCodeOf(attempt) {
try {
await attempt();
return undefined;
} catch (error) {
if (error instanceof _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.P_) return error.code;
throw error;
}
}
},
3172: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
O: () => hasSameMetadata,
R: () => hasSameValues
});
var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57975);
function hasSameValues(left, right) {
return left.values.length === right.values.length && left.values.every((value, index) => isSameFloat(value, right.values[index]));
}
function isSameFloat(left, right) {
return right !== undefined && Math.fround(left) === Math.fround(right);
}
function hasSameMetadata(left, right) {
return (0, node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(left.metadata ?? {}, right.metadata ?? {});
}
},
69206: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
m: () => sampleVector
});
var _std_random_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3918);
function sampleVector(seed, dimension) {
const random = (0, _std_random_js__WEBPACK_IMPORTED_MODULE_0__.s)(seed);
const raw = Array.from({
length: dimension
}, () => random() * 2 - 1);
const length = Math.hypot(...raw);
return length === 0 ? raw.map((_, index) => Number(index === 0)) : raw.map(value => Math.fround(value / length));
}
},
48348: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
u: () => scanRecords
});
const pageSize = 100;
async function scanRecords(index, namespace, limit, signal) {
const records = [];
let next;
do {
const page = await index.listPage(namespace, pageSize, next, signal);
const wanted = page.ids.slice(0, limit - records.length);
if (wanted.length > 0) records.push(...await index.fetch(wanted, namespace, signal));
if (wanted.length < page.ids.length) return {
records: inOrder(records),
isComplete: false
};
next = page.next;
} while (next !== undefined);
return {
records: inOrder(records),
isComplete: true
};
}
function inOrder(records) {
return records.toSorted((left, right) => left.id < right.id ? -1 : Number(left.id > right.id));
}
},
50016: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
F: () => scratchPrefix
});
const scratchPrefix = "infra-test";
},
84468: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
_: () => writeScratch,
l: () => freshnessLimitMilliseconds
});
var _poll_until_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(20186);
var _scratch_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(50016);
const freshnessLimitMilliseconds = 2e4;
async function writeScratch(connection, records, withinMilliseconds, context) {
const {index: index} = connection;
const name = context.uniqueName(_scratch_name_js__WEBPACK_IMPORTED_MODULE_1__.F, "-");
await context.create({
kind: "namespace",
name: name
}, () => index.upsert(records, name, context.signal));
const ids = records.map(({id: id}) => id);
const shown = await (0, _poll_until_js__WEBPACK_IMPORTED_MODULE_0__.g)(context.signal, withinMilliseconds, () => index.fetch(ids, name, context.signal), found => found.length === records.length);
return {
name: name,
shown: shown
};
}
},
43417: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
$: () => targetOf
});
function targetOf(operation, condition) {
const [, prefix = "", rest = ""] = /^(\s*warn:)?\s*(.*)$/s.exec(condition) ?? [];
const named = rest.startsWith(`${operation} `) ? rest : `${operation} ${rest}`;
return prefix === "" ? named : `warn: ${named}`;
}
}
};

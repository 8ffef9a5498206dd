export const id = 2481;

export const ids = [ 2481 ];

export const modules = {
2481: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
default: () => pinecone
});
var config = __webpack_require__(54112);
var export_restore = __webpack_require__(35787);
var metadata_filter = __webpack_require__(20133);
var query_latency = __webpack_require__(83635);
var read_only_key = __webpack_require__(14639);
var refuses_wrong_key = __webpack_require__(63419);
var round_trip = __webpack_require__(12102);
var create = __webpack_require__(50746);
var freshness = __webpack_require__(60562);
var listing = __webpack_require__(75704);
var other_project = __webpack_require__(74234);
var protection = __webpack_require__(39417);
var roles = __webpack_require__(51909);
var transport = __webpack_require__(88585);
var recall = __webpack_require__(67372);
var batch_upsert = __webpack_require__(29570);
var load = __webpack_require__(82782);
var scaling = __webpack_require__(58529);
var namespaces = __webpack_require__(43390);
var backup = __webpack_require__(60681);
var units = __webpack_require__(25823);
var cost = __webpack_require__(54531);
var external_node_crypto_ = __webpack_require__(77598);
var dist = __webpack_require__(44224);
var errors = __webpack_require__(37734);
async function createOnce(create, findOurs) {
try {
return await create();
} catch (error) {
if (!isDoubtful(error)) throw error;
const found = await unlessMissing(findOurs);
if (found !== undefined) return found;
if (!(error instanceof errors.wX) || error.kind === "429") throw error;
return repeat(create, findOurs);
}
}
async function repeat(create, findOurs) {
try {
return await create();
} catch (error) {
const found = isDoubtful(error) ? await unlessMissing(findOurs) : undefined;
if (found === undefined) throw error;
return found;
}
}
function isDoubtful(error) {
return error instanceof errors.wX || error instanceof errors.P_ && error.code === "409";
}
async function unlessMissing(find) {
try {
return await find();
} catch (error) {
if (error instanceof errors.P_ && error.code === "404") return undefined;
throw error;
}
}
const pageSize = 100;
function backupControl({backups: backups, restoreJobs: restoreJobs}, send, unlessGone) {
return {
create(index, name, signal) {
const options = {
name: name,
description: "created by infra-test"
};
const create = async () => backup_control_backup((await send(signal, `backing up index ${index}`, () => backups.create(index, options))).value);
return createOnce(create, async () => (await this.list(index, signal)).find(found => found.name === name));
},
async describe(id, signal) {
return backup_control_backup((await send(signal, `describing backup ${id}`, () => backups.describe(id))).value);
},
async list(index, signal) {
const list = options => send(signal, `listing backups of index ${index}`, () => backups.listByIndex(index, options));
return (await everyPage(list)).map(backup_control_backup);
},
async remove(id, signal) {
await unlessGone(() => send(signal, `deleting backup ${id}`, () => backups.delete(id)));
},
restore(id, name, signal) {
const options = {
name: name,
tags: {
"created-by": "infra-test"
}
};
const list = page => send(signal, "listing restore jobs", () => restoreJobs.list(page));
const restore = async () => (await send(signal, `restoring backup ${id} into index ${name}`, () => backups.createIndex(id, options))).value.restoreJobId;
return createOnce(restore, async () => (await everyPage(list)).find(job => job.targetIndexName === name)?.restoreJobId);
},
async job(id, signal) {
const {value: value} = await send(signal, `describing restore job ${id}`, () => restoreJobs.describe(id));
return {
state: value.status,
percent: value.percentComplete
};
}
};
}
async function everyPage(list) {
const items = [];
let next;
do {
const {value: value} = await list({
limit: pageSize,
...next === undefined ? {} : {
paginationToken: next
}
});
items.push(...value.data ?? []);
next = value.pagination?.next || undefined;
} while (next !== undefined);
return items;
}
function backup_control_backup({backupId: backupId, name: name, status: status, recordCount: recordCount, namespaceCount: namespaceCount, sizeBytes: sizeBytes}) {
return {
id: backupId,
name: name ?? "",
state: status,
records: recordCount,
namespaces: namespaceCount,
bytes: sizeBytes
};
}
function indexConfig(model) {
const index = {
...asObject(model)
};
const status = asObject(index["status"]);
const shape = isObject(index["schema"]) ? schemaShape(index) : legacyShape(index);
return {
name: asText(index["name"]) ?? "",
host: asText(index["host"]) ?? "",
...shape,
cmekId: asText(either(index, "cmekId", "cmek_id")),
sourceBackupId: asText(either(index, "sourceBackupId", "source_backup_id")),
deletionProtection: asText(either(index, "deletionProtection", "deletion_protection")),
tags: asTags(index["tags"]),
state: asText(status["state"]) ?? "unknown",
isReady: status["ready"] === true
};
}
function schemaShape(index) {
const fields = Object.values(asObject(asObject(index["schema"])["fields"])).map(asObject);
const dense = fields.find(field => field["type"] === "dense_vector");
const sparse = fields.find(field => field["type"] === "sparse_vector");
const embedded = fields.find(field => field["type"] === "semantic_text");
const deployment = asObject(index["deployment"]);
const dimension = asNumber(dense?.["dimension"]) ?? asNumber(embedded?.["dimension"]);
const isSparse = dense === undefined && (sparse !== undefined || embedded !== undefined && embedded["dimension"] === null);
return {
dimension: dimension,
metric: asText(dense?.["metric"]) ?? asText(embedded?.["metric"]) ?? (isSparse ? "dotproduct" : undefined),
vectorType: isSparse ? "sparse" : dense === undefined && dimension === undefined ? undefined : "dense",
deployment: asText(either(deployment, "deploymentType", "deployment_type")),
cloud: asText(deployment["cloud"]),
region: asText(deployment["region"]),
capacity: readCapacity(either(index, "readCapacity", "read_capacity")),
embedModel: asText(embedded?.["model"])
};
}
function legacyShape(index) {
const spec = asObject(index["spec"]);
const serverless = isObject(spec["serverless"]) ? spec["serverless"] : undefined;
const inner = serverless ?? asObject(spec["byoc"]);
return {
dimension: asNumber(index["dimension"]),
metric: asText(index["metric"]),
vectorType: asText(either(index, "vectorType", "vector_type")) ?? "dense",
deployment: serverless === undefined ? Object.keys(spec)[0] : "managed",
cloud: asText(serverless?.["cloud"]),
region: asText(serverless?.["region"]),
capacity: readCapacity(either(inner, "readCapacity", "read_capacity")),
embedModel: asText(asObject(index["embed"])["model"])
};
}
function readCapacity(value) {
const capacity = asObject(value);
if (capacity["mode"] === "OnDemand") return {
mode: "on-demand",
nodeType: undefined,
replicas: undefined,
shards: undefined
};
if (capacity["mode"] !== "Dedicated") return undefined;
const dedicated = asObject(capacity["dedicated"]);
const manual = asObject(dedicated["manual"]);
return {
mode: "dedicated",
nodeType: asText(either(dedicated, "nodeType", "node_type")),
replicas: asNumber(manual["replicas"]),
shards: asNumber(manual["shards"])
};
}
function either(fields, name, wireName) {
return fields[name] ?? fields[wireName];
}
function isObject(value) {
return typeof value === "object" && value !== null;
}
function asObject(value) {
return isObject(value) ? value : {};
}
function asText(value) {
return typeof value === "string" ? value : undefined;
}
function asNumber(value) {
return typeof value === "number" ? value : undefined;
}
function asTags(value) {
const entries = Object.entries(asObject(value)).flatMap(([name, tag]) => typeof tag === "string" ? [ [ name, tag ] ] : []);
return Object.fromEntries(entries);
}
var instrumented_fetch = __webpack_require__(65285);
var unit_cost = __webpack_require__(57920);
var unit_meter = __webpack_require__(68472);
const defaultNamespace = "__default__";
for (const name of [ "PINECONE_DEBUG", "PINECONE_DEBUG_CURL" ]) delete process.env[name];
const creationTag = "infra-test-creation";
function createClient(apiKey, controllerUrl, Sdk = dist.Pinecone) {
const sdk = new Sdk({
apiKey: apiKey,
...controllerUrl === undefined ? {} : {
controllerHostUrl: controllerUrl
},
fetchApi: instrumented_fetch.d$,
maxRetries: 0,
sourceTag: "infra_test"
});
return {
control: controlPlane(sdk),
backups: backupControl(sdk, instrumented_fetch.wG, unlessGone),
index: host => vectorIndex(sdk.index({
host: host
}))
};
}
function controlPlane(sdk) {
return {
async describe(name, signal) {
const {value: value} = await (0, instrumented_fetch.wG)(signal, `describing index ${name}`, () => sdk.describeIndex(name));
return indexConfig(value);
},
async list(signal) {
const {value: value} = await (0, instrumented_fetch.wG)(signal, "listing indexes", () => sdk.listIndexes());
return (value.indexes ?? []).map(indexConfig);
},
async createLike(config, name, signal) {
const creation = (0, external_node_crypto_.randomBytes)(8).toString("hex");
const create = async () => (0, instrumented_fetch.wG)(signal, `creating index ${name}`, () => sdk.createIndex({
name: name,
...createOptions(config, creation)
}));
await createOnce(create, async () => {
const found = await this.describe(name, signal);
return found.tags[creationTag] === creation ? found : undefined;
});
},
async remove(name, signal) {
await unlessGone(() => (0, instrumented_fetch.wG)(signal, `deleting index ${name}`, () => sdk.deleteIndex(name)));
}
};
}
function createOptions({dimension: dimension, metric: metric, vectorType: vectorType, cloud: cloud, region: region}, creation) {
return {
...dimension === undefined ? {} : {
dimension: dimension
},
metric: metric === "euclidean" || metric === "dotproduct" ? metric : "cosine",
vectorType: vectorType === "sparse" ? "sparse" : "dense",
spec: {
serverless: {
cloud: cloud ?? "",
region: region ?? ""
}
},
deletionProtection: "disabled",
tags: {
"created-by": "infra-test",
[creationTag]: creation
},
waitUntilReady: false
};
}
function vectorIndex(index) {
return {
...writesTo(index),
...readsFrom(index)
};
}
function writesTo(index) {
return {
async upsert(records, namespace, signal) {
(0, unit_meter.HY)();
const write = () => index.upsert({
records: records.map(sdkRecord),
namespace: namespace
});
const {requestLsn: requestLsn} = await (0, instrumented_fetch.wG)(signal, `writing ${records.length} records to namespace ${namespace}`, write);
(0, unit_meter.ht)((0, unit_cost.dA)(records));
return {
lsn: requestLsn
};
},
async update(change, namespace, signal) {
(0, unit_meter.HY)();
const {requestLsn: requestLsn} = await (0, instrumented_fetch.wG)(signal, `updating record ${change.id}`, () => index.update({
...sdkChange(change),
namespace: namespace
}));
(0, unit_meter.ht)((0, unit_cost.Nh)(change));
return {
lsn: requestLsn
};
},
async remove(ids, namespace, signal) {
const {requestLsn: requestLsn} = await (0, instrumented_fetch.wG)(signal, `deleting ${ids.length} records`, () => index.deleteMany({
ids: [ ...ids ],
namespace: namespace
}));
(0, unit_meter.ht)(unit_cost.mA);
return {
lsn: requestLsn
};
},
async removeNamespace(namespace, signal) {
await unlessGone(() => (0, instrumented_fetch.wG)(signal, `deleting namespace ${namespace}`, () => index.deleteNamespace(namespace)));
}
};
}
function readsFrom(index) {
return {
async query(query, signal) {
(0, unit_meter.HY)();
const {value: value, serverMilliseconds: serverMilliseconds, maxIndexedLsn: maxIndexedLsn} = await (0, 
instrumented_fetch.wG)(signal, "querying", () => index.query(sdkQuery(query)));
(0, unit_meter.kT)(value.usage?.readUnits);
return {
matches: value.matches.map(match),
serverMilliseconds: serverMilliseconds,
maxIndexedLsn: maxIndexedLsn,
readUnits: value.usage?.readUnits
};
},
async fetch(ids, namespace, signal) {
(0, unit_meter.HY)();
const {value: value} = await (0, instrumented_fetch.wG)(signal, `fetching ${ids.length} records`, () => index.fetch({
ids: [ ...ids ],
namespace: namespace
}));
(0, unit_meter.kT)(value.usage?.readUnits);
return Object.values(value.records).map(record);
},
async listPage(namespace, pageSize, from, signal) {
(0, unit_meter.HY)();
const options = {
namespace: namespace,
limit: pageSize,
...from === undefined ? {} : {
paginationToken: from
}
};
const {value: value} = await (0, instrumented_fetch.wG)(signal, `listing ids of namespace ${namespace}`, () => index.listPaginated(options));
(0, unit_meter.kT)(value.usage?.readUnits);
return {
ids: (value.vectors ?? []).flatMap(({id: id}) => id === undefined ? [] : [ id ]),
next: value.pagination?.next || undefined
};
},
async count(namespace, signal) {
const {namespaces: namespaces} = await this.statistics(signal);
return namespaces[namespace] ?? 0;
},
async statistics(signal) {
const {value: value} = await (0, instrumented_fetch.wG)(signal, "counting records", () => index.describeIndexStats());
const counts = Object.entries(value.namespaces ?? {}).map(([name, {recordCount: recordCount}]) => [ name || defaultNamespace, recordCount ?? 0 ]);
return {
dimension: value.dimension ?? undefined,
fullness: value.indexFullness,
totalRecords: value.totalRecordCount ?? 0,
namespaces: Object.fromEntries(counts)
};
}
};
}
async function unlessGone(remove) {
try {
await remove();
} catch (error) {
if (!(error instanceof errors.P_ && error.code === "404")) throw error;
}
}
function sdkRecord({id: id, values: values, metadata: metadata}) {
return {
id: id,
values: [ ...values ],
...metadata === undefined ? {} : {
metadata: metadata
}
};
}
function sdkChange({id: id, values: values, metadata: metadata}) {
return {
id: id,
...values === undefined ? {} : {
values: [ ...values ]
},
...metadata === undefined ? {} : {
metadata: metadata
}
};
}
function sdkQuery({vector: vector, id: id, topK: topK, filter: filter, namespace: namespace = defaultNamespace}) {
const shared = {
topK: topK,
namespace: namespace,
includeMetadata: true,
...filter === undefined ? {} : {
filter: filter
}
};
return vector === undefined ? {
...shared,
id: id ?? ""
} : {
...shared,
vector: [ ...vector ]
};
}
function match({id: id, score: score, metadata: metadata}) {
return {
id: id,
score: score ?? Number.NaN,
...metadata === undefined ? {} : {
metadata: metadata
}
};
}
function record({id: id, values: values, metadata: metadata}) {
return {
id: id,
values: values ?? [],
...metadata === undefined ? {} : {
metadata: metadata
}
};
}
var guarded_agent = __webpack_require__(8202);
function connectWith(createClient) {
return (settings, context) => connect(createClient, settings, context);
}
async function connect(createClient, settings, context) {
const network = (0, guarded_agent.Af)(context.environment);
if (settings.controller_url !== undefined) refuseForbiddenUrl(settings.controller_url, network);
const client = createClient(settings.api_key, settings.controller_url);
const config = await client.control.describe(settings.index, context.signal);
context.find({
subject: `index ${settings.index}`,
expected: "ready",
actual: config.isReady ? "ready" : `state ${config.state}`,
met: config.isReady
});
if (config.host === "") throw new Error(`The service described index ${settings.index} without the address of its data.`);
const indexAt = host => {
refuseForbiddenUrl(host.includes("://") ? host : `https://${host}`, network);
return client.index(host);
};
return {
settings: settings,
namespace: settings.namespace ?? defaultNamespace,
config: config,
control: client.control,
backups: client.backups,
units: new unit_meter.yM(settings.max_units),
index: indexAt(config.host),
indexAt: indexAt,
withKey: apiKey => createClient(apiKey, settings.controller_url),
[Symbol.asyncDispose]: () => Promise.resolve()
};
}
function refuseForbiddenUrl(url, network) {
(0, guarded_agent.QV)(new URL(url).hostname, network);
}
function metered(runners) {
return Object.fromEntries(Object.entries(runners).map(([kind, run]) => [ kind, meteredRunner(run) ]));
}
function meteredRunner(run) {
return async (connection, input, context) => {
await connection.units.during(() => run(connection, input, context), ({read: read, write: write}) => {
if (context.signal.aborted) return;
if (read > 0) context.metric("read_units", read, "RU");
if (write > 0) context.metric("write_units", write, "WU");
});
};
}
var scratch_name = __webpack_require__(33967);
async function remove(connection, resource, signal) {
const isOurs = resource.name.startsWith(`${scratch_name.F}-`);
if (isOurs && resource.kind === "index") return connection.control.remove(resource.name, signal);
if (isOurs && resource.kind === "namespace") return connection.index.removeNamespace(resource.name, signal);
if (isOurs && resource.kind === "backup") return removeBackup(connection, resource.name, signal);
throw new Error(`${resource.kind} ${resource.name} was not created by a check, so it is not removed.`);
}
async function removeBackup({backups: backups, settings: settings}, name, signal) {
const ours = (await backups.list(settings.index, signal)).filter(backup => backup.name === name);
for (const {id: id} of ours) await backups.remove(id, signal);
}
function vectorCapability({index: index, namespace: namespace}) {
return {
upsert: async (records, named, signal) => void await index.upsert(records, named ?? namespace, signal),
query: async (query, signal) => (await index.query({
...query,
namespace: query.namespace ?? namespace
}, signal)).matches,
find: async (ids, named, signal) => (await index.fetch(ids, named ?? namespace, signal)).map(({id: id}) => id),
remove: async (ids, named, signal) => void await index.remove(ids, named ?? namespace, signal)
};
}
const pinecone = {
connect: connectWith(createClient),
checks: metered({
config: config.a,
"round-trip": round_trip.r,
"metadata-filter": metadata_filter.b,
"query-latency": query_latency.a,
create: create.q,
freshness: freshness.T,
listing: listing.G,
"other-project": other_project.X,
protection: protection.Z,
roles: roles.d,
transport: transport.T,
"refuses-wrong-key": refuses_wrong_key.F,
"read-only-key": read_only_key.r,
recall: recall.r,
"batch-upsert": batch_upsert.N,
load: load.e,
scaling: scaling.d,
namespaces: namespaces.Y,
backup: backup.Q,
units: units.v,
cost: cost.p,
"export-restore": export_restore.m
}),
capabilities: connection => ({
vector: vectorCapability(connection)
}),
remove: remove
};
}
};

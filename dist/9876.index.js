export const id = 9876;

export const ids = [ 9876 ];

export const modules = {
8202: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
EW: () => ForbiddenAddress,
n0: () => bareHost,
Sn: () => createAgent,
rN: () => guardedLookup,
cW: () => isLoopbackHost,
Af: () => networkOf,
QV: () => refuseForbiddenHost
});
var external_node_dns_ = __webpack_require__(40610);
var external_node_http_ = __webpack_require__(37067);
var external_node_https_ = __webpack_require__(44708);
var external_node_net_ = __webpack_require__(77030);
const ranges4 = [ range4("168.63.129.16/32", "never", "Azure's metadata address"), range4("100.100.100.200/32", "never", "Alibaba Cloud's metadata address"), range4("169.254.0.0/16", "never", "a link-local address (cloud metadata lives there)"), range4("0.0.0.0/8", "loopback", "an address of this machine"), range4("127.0.0.0/8", "loopback", "a loopback address"), range4("10.0.0.0/8", "private", "a private address"), range4("100.64.0.0/10", "private", "a private address (carrier-grade NAT)"), range4("172.16.0.0/12", "private", "a private address"), range4("192.0.0.0/24", "private", "a private address"), range4("192.168.0.0/16", "private", "a private address"), range4("198.18.0.0/15", "private", "a private address (benchmarks)"), range4("224.0.0.0/4", "never", "a multicast address"), range4("240.0.0.0/4", "never", "a reserved address") ];
const ranges6 = [ range6("fd00:ec2::254/128", "never", "AWS's metadata address"), range6("fd20:ce::254/128", "never", "Google Cloud's metadata address"), range6("fe80::/10", "never", "a link-local address"), range6("ff00::/8", "never", "a multicast address"), range6("2001::/32", "never", "a Teredo address, which hides another one"), range6("::/128", "loopback", "an address of this machine"), range6("::1/128", "loopback", "a loopback address"), range6("fc00::/7", "private", "a private address"), range6("fec0::/10", "private", "a private address"), range6("64:ff9b:1::/48", "private", "a private address (NAT64)") ];
const carriers = [ {
prefix: range6("::ffff:0:0/96", "never", ""),
at: 12
}, {
prefix: range6("::ffff:0:0:0/96", "never", ""),
at: 12
}, {
prefix: range6("::/96", "never", ""),
at: 12
}, {
prefix: range6("64:ff9b::/96", "never", ""),
at: 12
}, {
prefix: range6("2002::/16", "never", ""),
at: 2
} ];
function isForbiddenAddress(ip, network) {
const bytes = parseAddress(ip);
if (bytes === undefined) return "not an IP address";
const found = findRange(bytes);
if (found === undefined || found.reach === "public") return undefined;
if (found.reach === "never") return `${found.describe}, which is never called`;
if (found.reach === network || network === "private") return undefined;
return `${found.describe}, and the environment does not say network: ${found.reach}`;
}
function findRange(bytes) {
if (bytes.length === 4) return ranges4.find(range => contains(range, bytes));
const own = ranges6.find(range => contains(range, bytes));
if (own !== undefined) return own;
const carrier = carriers.find(({prefix: prefix}) => contains(prefix, bytes));
return carrier && findRange(bytes.slice(carrier.at, carrier.at + 4));
}
function contains(range, bytes) {
for (let bit = 0; bit < range.bits; bit += 8) {
const index = bit / 8;
const mask = range.bits - bit >= 8 ? 255 : 255 << 8 - (range.bits - bit) & 255;
if ((((bytes[index] ?? 0) ^ (range.bytes[index] ?? 0)) & mask) !== 0) return false;
}
return true;
}
function parseAddress(text) {
return text.includes(":") ? parse6(text) : parse4(text);
}
function parse4(text) {
const parts = text.split(".");
if (parts.length !== 4 || !parts.every(part => /^(0|[1-9]\d{0,2})$/.test(part))) return undefined;
const bytes = parts.map(Number);
return bytes.every(byte => byte <= 255) ? bytes : undefined;
}
function parse6(text) {
const [address = "", zone] = text.split("%", 2);
if (zone === "") return undefined;
const halves = address.split("::");
if (halves.length > 2) return undefined;
const head = parseGroups(halves[0] ?? "", halves.length === 1);
if (halves.length === 1) return head?.length === 16 ? head : undefined;
const tail = parseGroups(halves[1] ?? "", true);
if (head === undefined || tail === undefined || head.length + tail.length > 14) return undefined;
return [ ...head, ...Array.from({
length: 16 - head.length - tail.length
}, () => 0), ...tail ];
}
function parseGroups(text, mayEndWith4) {
if (text === "") return [];
const groups = text.split(":");
const bytes = [];
for (const [index, group] of groups.entries()) {
const isLast = index === groups.length - 1;
const inner = isLast && mayEndWith4 && group.includes(".") ? parse4(group) : parseGroup(group);
if (inner === undefined) return undefined;
bytes.push(...inner);
}
return bytes;
}
function parseGroup(group) {
if (!/^[\da-f]{1,4}$/i.test(group)) return undefined;
const value = Number.parseInt(group, 16);
return [ value >> 8, value & 255 ];
}
function range4(text, reach, describe) {
const [address = "", bits = ""] = text.split("/");
return {
bytes: parse4(address) ?? [],
bits: Number(bits),
reach: reach,
describe: describe
};
}
function range6(text, reach, describe) {
const [address = "", bits = ""] = text.split("/");
return {
bytes: parse6(address) ?? [],
bits: Number(bits),
reach: reach,
describe: describe
};
}
class ForbiddenAddress extends Error {
name="ForbiddenAddress";
constructor(host, address, reason) {
super(host === address ? `${address} is ${reason}` : `${host} leads to ${address}, which is ${reason}`);
}
}
function networkOf(environment) {
return environment.stack === "embedded" && environment.network === "public" ? "loopback" : environment.network;
}
function refuseForbiddenHost(host, network) {
const address = bareHost(host);
if ((0, external_node_net_.isIP)(address) === 0) return;
const reason = isForbiddenAddress(address, network);
if (reason !== undefined) throw new ForbiddenAddress(address, address, reason);
}
function guardedLookup(network) {
return (host, options, callback) => {
(0, external_node_dns_.lookup)(host, {
...options,
all: true
}, (error, addresses) => {
if (error !== null) return callback(error, "", 0);
for (const {address: address} of addresses) {
const reason = isForbiddenAddress(address, network);
if (reason !== undefined) return callback(new ForbiddenAddress(host, address, reason), "", 0);
}
const [first] = addresses;
if (options.all === true || first === undefined) return callback(null, [ ...addresses ]);
return callback(null, first.address, first.family);
});
};
}
function createAgent({secure: secure, keepAlive: keepAlive, mayProxy: mayProxy}) {
const options = {
keepAlive: keepAlive,
maxCachedSessions: 0,
...mayProxy && {
proxyEnv: proxyVariables()
}
};
return secure ? new external_node_https_.Agent(options) : new external_node_http_.Agent(options);
}
function isLoopbackHost(host) {
const name = bareHost(host);
return name === "localhost" || name.endsWith(".localhost") || name === "::1" || (0, 
external_node_net_.isIP)(name) === 4 && name.startsWith("127.");
}
function bareHost(host) {
return host.startsWith("[") && host.endsWith("]") ? host.slice(1, -1) : host;
}
function proxyVariables() {
const names = [ "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy" ];
return Object.fromEntries(names.flatMap(name => process.env[name] ? [ [ name, process.env[name] ] ] : []));
}
},
69876: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
default: () => pinecone
});
var config = __webpack_require__(54112);
var export_restore = __webpack_require__(56785);
var metadata_filter = __webpack_require__(53937);
var query_latency = __webpack_require__(83635);
var read_only_key = __webpack_require__(14639);
var refuses_wrong_key = __webpack_require__(63419);
var round_trip = __webpack_require__(12102);
var guarded_agent = __webpack_require__(8202);
var dist = __webpack_require__(44224);
var errors = __webpack_require__(37734);
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
deletionProtection: asText(index["deletionProtection"]) ?? asText(index["deletion_protection"]),
tags: asTags(index["tags"]),
state: asText(status["state"]) ?? "unknown",
isReady: status["ready"] === true
};
}
function schemaShape(index) {
const fields = Object.values(asObject(asObject(index["schema"])["fields"])).map(asObject);
const dense = fields.find(field => field["type"] === "dense_vector");
const sparse = fields.find(field => field["type"] === "sparse_vector");
const deployment = asObject(index["deployment"]);
return {
dimension: asNumber(dense?.["dimension"]),
metric: asText(dense?.["metric"]) ?? (sparse === undefined ? undefined : "dotproduct"),
vectorType: dense === undefined ? sparse === undefined ? undefined : "sparse" : "dense",
deployment: asText(deployment["deploymentType"]) ?? asText(deployment["deployment_type"]),
cloud: asText(deployment["cloud"]),
region: asText(deployment["region"])
};
}
function legacyShape(index) {
const spec = asObject(index["spec"]);
const serverless = isObject(spec["serverless"]) ? spec["serverless"] : undefined;
return {
dimension: asNumber(index["dimension"]),
metric: asText(index["metric"]),
vectorType: asText(index["vectorType"]) ?? asText(index["vector_type"]) ?? "dense",
deployment: serverless === undefined ? Object.keys(spec)[0] : "managed",
cloud: asText(serverless?.["cloud"]),
region: asText(serverless?.["region"])
};
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
var external_node_async_hooks_ = __webpack_require__(16698);
const requestTimeoutMilliseconds = 3e4;
const longestQuotedAnswer = 300;
const scopes = new external_node_async_hooks_.AsyncLocalStorage;
async function callClient(signal, doing, call) {
const scope = {
signal: signal,
doing: doing,
failure: undefined,
serverMilliseconds: undefined
};
try {
const value = await scopes.run(scope, call);
return {
value: value,
serverMilliseconds: scope.serverMilliseconds
};
} catch (error) {
throw scope.failure ?? unexpectedError(error, scope);
}
}
async function instrumentedFetch(input, init) {
const scope = scopes.getStore();
if (scope === undefined) throw new Error("A Pinecone request was made outside of callClient.");
scope.failure = undefined;
try {
const signal = AbortSignal.any([ scope.signal, AbortSignal.timeout(requestTimeoutMilliseconds) ]);
const response = await fetch(input, {
...init,
signal: signal,
redirect: "manual"
});
scope.serverMilliseconds = serverTime(response.headers);
const body = await response.text();
if (response.status < 200 || response.status >= 300) scope.failure = failureOf(response, body, scope.doing);
return new Response(body === "" ? null : body, {
status: response.status,
headers: response.headers
});
} catch (error) {
scope.failure ??= connectionFailure(error, scope);
throw scope.failure;
}
}
function failureOf(response, body, doing) {
const {status: status} = response;
const message = `HTTP ${status}: ${quoteAnswer(body)}, while ${doing}`;
const retryAfterMilliseconds = retryAfter(response.headers.get("retry-after"));
const wait = retryAfterMilliseconds === undefined ? {} : {
retryAfterMilliseconds: retryAfterMilliseconds
};
if (status === 429) return new errors.wX("429", message, wait);
if (status === 408) return new errors.wX("timeout", message, wait);
if (status >= 500 && status !== 501) return new errors.wX("5xx", message, wait);
return new errors.P_(String(status), message);
}
function connectionFailure(error, scope) {
if (scope.signal.aborted) return stopped(scope);
if (error instanceof Error && error.name === "TimeoutError") {
return new errors.wX("timeout", `no answer within ${requestTimeoutMilliseconds / 1e3}s, while ${scope.doing}`, {
cause: error
});
}
const cause = error instanceof Error ? error.cause : undefined;
const detail = cause instanceof Error && cause.message !== "" ? cause.message : (0, 
errors.gJ)(error);
return new errors.wX("network", `${detail}, while ${scope.doing}`, {
cause: error
});
}
function unexpectedError(error, scope) {
return new Error(`${(0, errors.gJ)(error)}, while ${scope.doing}`, {
cause: error
});
}
function stopped(scope) {
return new errors.wX("timeout", `stopped before an answer came, while ${scope.doing}`, {
cause: scope.signal.reason
});
}
function serverTime(headers) {
const text = headers.get("x-pinecone-request-latency-ms") ?? headers.get("x-envoy-upstream-service-time");
const milliseconds = text === null ? Number.NaN : Number(text);
return Number.isFinite(milliseconds) ? milliseconds : undefined;
}
function retryAfter(header) {
if (header === null) return undefined;
const seconds = Number(header);
const milliseconds = Number.isFinite(seconds) ? seconds * 1e3 : Date.parse(header) - Date.now();
return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined;
}
function quoteAnswer(body) {
const text = (messageIn(body) ?? body).replaceAll(/\s+/g, " ").trim();
if (text === "") return "no reason given";
return text.length > longestQuotedAnswer ? `${text.slice(0, longestQuotedAnswer)}...` : text;
}
function messageIn(body) {
try {
const parsed = JSON.parse(body);
const message = parsed?.error?.message ?? parsed?.message;
return typeof message === "string" ? message : undefined;
} catch {
return undefined;
}
}
const defaultNamespace = "__default__";
for (const name of [ "PINECONE_DEBUG", "PINECONE_DEBUG_CURL" ]) delete process.env[name];
function createClient(apiKey, controllerUrl) {
const sdk = new dist.Pinecone({
apiKey: apiKey,
...controllerUrl === undefined ? {} : {
controllerHostUrl: controllerUrl
},
fetchApi: instrumentedFetch,
maxRetries: 0,
sourceTag: "infra_test"
});
return {
control: controlPlane(sdk),
index: host => vectorIndex(sdk.index({
host: host
}))
};
}
function controlPlane(sdk) {
return {
async describe(name, signal) {
const {value: value} = await callClient(signal, `describing index ${name}`, () => sdk.describeIndex(name));
return indexConfig(value);
},
async createLike(config, name, signal) {
await callClient(signal, `creating index ${name}`, () => sdk.createIndex({
name: name,
...createOptions(config)
}));
},
async remove(name, signal) {
await unlessGone(() => callClient(signal, `deleting index ${name}`, () => sdk.deleteIndex(name)));
}
};
}
function createOptions({dimension: dimension, metric: metric, cloud: cloud, region: region}) {
return {
...dimension === undefined ? {} : {
dimension: dimension
},
metric: metric === "euclidean" || metric === "dotproduct" ? metric : "cosine",
spec: {
serverless: {
cloud: cloud ?? "",
region: region ?? ""
}
},
deletionProtection: "disabled",
tags: {
"created-by": "infra-test"
},
waitUntilReady: false
};
}
function vectorIndex(index) {
return {
async upsert(records, namespace, signal) {
const write = () => index.upsert({
records: records.map(sdkRecord),
namespace: namespace
});
await callClient(signal, `writing ${records.length} records to namespace ${namespace}`, write);
},
async query(query, signal) {
const {value: value, serverMilliseconds: serverMilliseconds} = await callClient(signal, "querying", () => index.query(sdkQuery(query)));
return {
matches: value.matches.map(match),
serverMilliseconds: serverMilliseconds
};
},
async fetch(ids, namespace, signal) {
const {value: value} = await callClient(signal, `fetching ${ids.length} records`, () => index.fetch({
ids: [ ...ids ],
namespace: namespace
}));
return Object.values(value.records).map(record);
},
async listPage(namespace, pageSize, from, signal) {
const options = {
namespace: namespace,
limit: pageSize,
...from === undefined ? {} : {
paginationToken: from
}
};
const {value: value} = await callClient(signal, `listing ids of namespace ${namespace}`, () => index.listPaginated(options));
return {
ids: (value.vectors ?? []).flatMap(({id: id}) => id === undefined ? [] : [ id ]),
next: value.pagination?.next || undefined
};
},
async remove(ids, namespace, signal) {
await callClient(signal, `deleting ${ids.length} records`, () => index.deleteMany({
ids: [ ...ids ],
namespace: namespace
}));
},
async removeNamespace(namespace, signal) {
await unlessGone(() => callClient(signal, `deleting namespace ${namespace}`, () => index.deleteNamespace(namespace)));
},
async count(namespace, signal) {
const {value: value} = await callClient(signal, "counting records", () => index.describeIndexStats());
const namespaces = value.namespaces ?? {};
const found = namespaces[namespace] ?? (namespace === defaultNamespace ? namespaces[""] : undefined);
return found?.recordCount ?? 0;
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
async function connect(settings, context) {
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
index: indexAt(config.host),
indexAt: indexAt,
withKey: apiKey => createClient(apiKey, settings.controller_url),
[Symbol.asyncDispose]: () => Promise.resolve()
};
}
function refuseForbiddenUrl(url, network) {
(0, guarded_agent.QV)(new URL(url).hostname, network);
}
var scratch_name = __webpack_require__(50016);
async function remove(connection, resource, signal) {
const isOurs = resource.name.startsWith(`${scratch_name.F}-`);
if (isOurs && resource.kind === "index") return connection.control.remove(resource.name, signal);
if (isOurs && resource.kind === "namespace") return connection.index.removeNamespace(resource.name, signal);
throw new Error(`${resource.kind} ${resource.name} was not created by a check, so it is not removed.`);
}
function vectorCapability({index: index, namespace: namespace}) {
return {
upsert: (records, named, signal) => index.upsert(records, named ?? namespace, signal),
query: async (query, signal) => (await index.query({
...query,
namespace: query.namespace ?? namespace
}, signal)).matches,
remove: (ids, named, signal) => index.remove(ids, named ?? namespace, signal)
};
}
const pinecone = {
connect: connect,
checks: {
config: config.a,
"round-trip": round_trip.r,
"metadata-filter": metadata_filter.b,
"query-latency": query_latency.a,
"refuses-wrong-key": refuses_wrong_key.F,
"read-only-key": read_only_key.r,
"export-restore": export_restore.m
},
capabilities: connection => ({
vector: vectorCapability(connection)
}),
remove: remove
};
}
};

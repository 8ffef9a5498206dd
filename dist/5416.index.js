export const id = 5416;

export const ids = [ 5416 ];

export const modules = {
15416: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
settings: () => settings
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
var dist = __webpack_require__(77934);
const settings_schema_text = dist.FsL(dist.YjP(), dist.hq("must not be empty"));
const indexName = dist.FsL(dist.YjP(), dist.yGV(/^[a-z0-9](?:[a-z0-9-]{0,43}[a-z0-9])?$/, "must be 1 to 45 lower-case letters, digits and -"));
const settingsSchema = dist.rej({
api_key: settings_schema_text,
controller_url: dist.lqM(dist.FsL(dist.YjP(), dist.OZ5(), dist.h_("Control plane, where it is not https://api.pinecone.io."))),
index: indexName,
dimension: dist.lqM(dist.FsL(dist.aig(), dist.ndf(), dist.Wwf(1), dist.cGV(2e4))),
metric: dist.lqM(dist.KIO([ "cosine", "euclidean", "dotproduct" ])),
max_units: dist.lqM(dist.FsL(dist.aig(), dist.zYL(0, "expected more than 0 units"), dist.h_("Read and write units of one run together, from which on nothing is sent that costs any."))),
namespace: dist.lqM(dist.FsL(settings_schema_text, dist.h_("Namespace that checks read; absent: the default one.")))
});
const settings = {
summary: "A Pinecone index: configuration, records, filters, latency, recall, keys, backups, cost.",
with: settingsSchema,
checks: {
config: config.$,
"round-trip": round_trip.s,
"metadata-filter": metadata_filter.w,
"query-latency": query_latency.X,
create: create.v,
freshness: freshness.I,
listing: listing.R,
"other-project": other_project.S,
protection: protection.s,
roles: roles.O,
transport: transport.e,
"refuses-wrong-key": refuses_wrong_key.Y,
"read-only-key": read_only_key.M,
recall: recall.I,
"batch-upsert": batch_upsert.O,
load: load.H,
scaling: scaling.A,
namespaces: namespaces.r,
backup: backup.R,
units: units.M,
cost: cost.y,
"export-restore": export_restore.p
},
gateTitle: "The index can be reached",
addressSetting: "index"
};
}
};

export const id = 4701;

export const ids = [ 4701 ];

export const modules = {
36498: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
I: () => checkName
});
var valibot__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77934);
const checkName = valibot__WEBPACK_IMPORTED_MODULE_0__.FsL(valibot__WEBPACK_IMPORTED_MODULE_0__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__.Ru6(64), valibot__WEBPACK_IMPORTED_MODULE_0__.yGV(/^[A-Za-z_](?:\w|-(?=[A-Za-z_]))*$/, "expected a name of letters, digits, _ and - before a letter"), valibot__WEBPACK_IMPORTED_MODULE_0__.h_("Part of the id of the check"));
},
4701: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
r: () => runSteps,
C: () => steps
});
var duration = __webpack_require__(38849);
var errors = __webpack_require__(37734);
var poll_until = __webpack_require__(31622);
var own_items = __webpack_require__(87860);
const patienceMilliseconds = 1e4;
async function leaveNothing(walk) {
const {context: context, created: created} = walk;
if (created.length === 0 || context.signal.aborted) return;
const count = created.flatMap(({keys: keys}) => keys).length;
const describe = problems => isNone(problems) ? `${count} removed` : problems.join("; ");
await context.hop({
name: "clean up",
component: "",
describe: describe,
isDone: isNone
}, () => context.removeCreated());
for (const [use, items] of Map.groupBy(created, item => item.use)) await lookAgain(walk, use, items);
}
async function lookAgain({connection: connection, context: context}, use, items) {
const find = async () => {
const found = items.map(async item => (await (0, own_items.MQ)(connection, item, context.signal)).map(key => (0, 
own_items.f)(item, key)));
return (await Promise.all(found)).flat();
};
const describe = left => isNone(left) ? "nothing left" : `still there: ${left.join(", ")}`;
const left = await context.hop({
name: "look again",
component: use,
describe: describe,
isDone: isNone
}, async () => {
const wait = {
what: `${use} to show nothing of it`,
withinMilliseconds: patienceMilliseconds,
signal: context.signal,
describe: describe
};
return (await (0, poll_until.g)(wait, find, isNone)).value;
});
const actual = isNone(left) ? "nothing" : left.join(", ");
context.find({
subject: `left in ${use}`,
expected: "nothing that this check created",
actual: actual,
met: isNone(left)
});
}
function isNone(list) {
return list.length === 0;
}
var reference = __webpack_require__(90836);
var dist = __webpack_require__(77934);
var check_name = __webpack_require__(36498);
const step_schema_reference = dist.rej({
from: dist.YjP()
});
const path = dist.FsL(dist.YjP(), dist.w1_("/", "expected a path such as /health"));
const scalar = dist.KCZ([ dist.YjP(), dist.aig(), dist.zMY(), dist.chJ() ]);
const vectorQuery = dist.rej({
id: dist.yqP(dist.KCZ([ dist.YjP(), step_schema_reference ])),
vector: dist.yqP(dist.KCZ([ dist.YOg(dist.aig()), step_schema_reference ])),
top_k: dist.yqP(dist.FsL(dist.aig(), dist.ndf(), dist.Wwf(1), dist.cGV(1e4))),
filter: dist.yqP(dist.g1P(dist.YjP(), dist.L5J())),
namespace: dist.yqP(dist.KCZ([ dist.YjP(), step_schema_reference ]))
});
const keyPrefix = dist.FsL(dist.YjP(), dist.yGV(/^[\w-]{1,40}$/, "expected an id of letters, digits, _ and -"));
const ownKey = dist.KCZ([ keyPrefix, step_schema_reference ]);
const vectorRecord = dist.rej({
id: ownKey,
values: dist.KCZ([ dist.YOg(dist.aig()), step_schema_reference ]),
metadata: dist.yqP(dist.g1P(dist.YjP(), dist.L5J()))
});
const insert = dist.FsL(dist.rej({
table: dist.FsL(dist.YjP(), dist.hq(), dist.h_("As SQL writes it, such as CORE.CALLS")),
key: dist.FsL(dist.YjP(), dist.hq(), dist.h_("Column whose values are made unique, and by which the rows are removed")),
rows: dist.FsL(dist.YOg(dist.g1P(dist.YjP(), dist.L5J())), dist.BpQ(1), dist.Ru6(100))
}), dist.z6Y(({key: key, rows: rows}) => rows.every(row => dist.is(ownKey, row[key])), "every row needs an id of letters, digits, _ and - in its key column"));
const creates = dist.YOg(dist.KCZ([ dist.rej({
use: dist.YjP(),
id: step_schema_reference,
namespace: dist.yqP(dist.YjP())
}), dist.rej({
use: dist.YjP(),
table: dist.FsL(dist.YjP(), dist.hq()),
key: dist.FsL(dist.YjP(), dist.hq()),
value: step_schema_reference
}) ]));
const until = dist.FsL(dist.rej({
path: dist.FsL(dist.YjP(), dist.h_("Value of the result of this step, such as `matches.length`")),
at_least: dist.yqP(dist.aig()),
equals: dist.yqP(dist.KCZ([ scalar, step_schema_reference ]))
}), dist.z6Y(one => "at_least" in one !== "equals" in one, "expected either at_least or equals"));
const verbs = [ "query", "insert", "upsert", "call", "ask", "get", "post", "put", "patch", "delete" ];
const stepSchema = dist.FsL(dist.rej({
use: dist.FsL(dist.YjP(), dist.h_("Name of a component in `needs`")),
as: dist.yqP(dist.FsL(check_name.I, dist.h_("Name of the result; default step_1, step_2 ..."))),
query: dist.yqP(dist.FsL(dist.KCZ([ dist.YjP(), vectorQuery ]), dist.h_("SQL text, or a vector query"))),
binds: dist.yqP(dist.FsL(dist.YOg(dist.KCZ([ scalar, step_schema_reference ])), dist.h_("Values of the ? in the SQL text"))),
upsert: dist.yqP(dist.FsL(dist.YOg(vectorRecord), dist.BpQ(1), dist.h_("Records to write; their ids are made unique, and they are removed"))),
insert: dist.yqP(dist.FsL(insert, dist.h_("Rows to write; their keys are made unique, and they are removed"))),
namespace: dist.yqP(dist.YjP()),
call: dist.yqP(dist.FsL(dist.YjP(), dist.hq(), dist.h_("Name of a tool"))),
args: dist.yqP(dist.g1P(dist.YjP(), dist.L5J())),
creates: dist.yqP(dist.FsL(creates, dist.h_("What the call creates in other components under names of this check; it is removed"))),
ask: dist.yqP(dist.FsL(dist.YjP(), dist.hq(), dist.h_("Question to an agent; `{call.row.ID}` stands for a value of an earlier step"))),
get: dist.yqP(dist.FsL(path, dist.h_("Path; `{call.row.ID}` stands for a value of an earlier step"))),
post: dist.yqP(path),
put: dist.yqP(path),
patch: dist.yqP(path),
delete: dist.yqP(path),
body: dist.yqP(dist.L5J()),
status: dist.yqP(dist.FsL(dist.aig(), dist.h_("The only status that is accepted; default: any below 400"))),
until: dist.yqP(dist.FsL(until, dist.h_("Repeat the step until this holds"))),
within: dist.yqP(dist.FsL(dist.YjP(), dist.h_("How long to repeat; default 10s")))
}), dist.z6Y(step => verbs.filter(verb => step[verb] !== undefined).length === 1, `expected exactly one of ${verbs.join(", ")}`), dist.z6Y(step => step.binds === undefined || typeof step.query === "string", "binds belong to a query in SQL"), dist.z6Y(step => step.namespace === undefined || step.upsert !== undefined, "namespace belongs to upsert"), dist.z6Y(step => step.args === undefined || step.call !== undefined, "args belong to call"), dist.z6Y(step => step.creates === undefined || step.call !== undefined, "creates belongs to call"), dist.z6Y(step => step.body === undefined || (step.post ?? step.put ?? step.patch) !== undefined, "body belongs to post, put and patch"), dist.z6Y(step => step.status === undefined || httpMethod(step) !== undefined, "status belongs to get, post, put, patch and delete"), dist.z6Y(step => step.within === undefined || step.until !== undefined, "within belongs to until"));
const stepsOptions = dist.rej({
name: dist.yqP(dist.FsL(check_name.I, dist.h_("Part of the id of the check"))),
names: dist.yqP(dist.FsL(dist.g1P(check_name.I, keyPrefix), dist.h_("Names that nobody else has, by how steps call them: `{ call: walk }` for `from: call`"))),
steps: dist.FsL(dist.YOg(stepSchema), dist.BpQ(1, "expected at least one step"))
});
function httpMethod(step) {
return [ "get", "post", "put", "patch", "delete" ].find(method => step[method] !== undefined);
}
function refuseWriting(step, {access: access, name: name}) {
const writing = writingPart(step);
if (writing !== undefined && access === "read-only") throw new errors.MO(`${writing} may write, and the environment ${name} is read-only`);
}
function writingPart(step) {
if (typeof step.query === "string") return isReading(step.query) ? undefined : "this statement";
if (step.insert !== undefined) return "insert";
if (step.upsert !== undefined) return "upsert";
if (step.creates !== undefined && step.creates.length > 0) return `the tool ${step.call}`;
const method = httpMethod(step);
return method === undefined || method === "get" ? undefined : method.toUpperCase();
}
function isReading(sql) {
return /^\s*(?:select|with|show|describe|desc|explain|values)\b/i.test(sql);
}
const longestPauseMilliseconds = 2e3;
async function repeatUntil(once, goal, withinMilliseconds, signal) {
const valueOf = answer => (0, reference.fK)(answer.value, (0, reference.Rr)(goal.path) ?? []);
const isMetBy = answer => isMet(goal, valueOf(answer));
const wanted = goal.at_least === undefined ? JSON.stringify(goal.equals) : `at least ${goal.at_least}`;
const what = `${goal.path} to become ${wanted}`;
const describe = answer => `it is ${show(valueOf(answer))}`;
const wait = {
what: what,
withinMilliseconds: withinMilliseconds,
signal: signal,
longestPauseMilliseconds: longestPauseMilliseconds,
describe: describe
};
const {value: answer, isDone: isDone, tries: tries} = await (0, poll_until.g)(wait, once, isMetBy);
const counted = `${tries} ${tries === 1 ? "try" : "tries"}`;
if (isDone) return {
...answer,
summary: tries === 1 ? answer.summary : `${answer.summary} after ${counted}`
};
const within = (0, duration.MH)(withinMilliseconds);
throw new errors.P_("until", `expected ${goal.path} to become ${wanted}, and after ${counted} in ${within} it is ${show(valueOf(answer))}`);
}
function isMet(goal, value) {
return goal.at_least === undefined ? value === goal.equals : typeof value === "number" && value >= goal.at_least;
}
function show(value) {
return value === undefined ? "absent" : JSON.stringify(value).slice(0, 100);
}
var flow_connection = __webpack_require__(73041);
async function upsertRecords(walk, {use: use, namespace: namespace}, upsert) {
const vector = (0, flow_connection.O)(walk.connection, use, "vector");
const records = upsert.map(record => ({
...resolved(record, walk),
id: (0, own_items.Gt)(record.id, walk)
}));
const ids = records.map(({id: id}) => id);
const items = {
kind: "vector-records",
use: use,
namespace: namespace ?? "",
keys: ids
};
await (0, own_items.zs)(walk, [ items ], async () => await vector.upsert(records, namespace, walk.context.signal));
return {
value: {
ids: ids,
namespace: namespace ?? ""
},
summary: `${ids.length} written`
};
}
async function insertRows(walk, {use: use}, {table: table, key: key, rows: rows}) {
const sql = (0, flow_connection.O)(walk.connection, use, "sql");
const own = rows.map(row => ({
...resolved(row, walk),
[key]: (0, own_items.Gt)(row[key], walk)
}));
const keys = own.map(row => String(row[key]));
const items = {
kind: "table-rows",
use: use,
table: table,
column: key,
keys: [ ...new Set(keys) ]
};
await (0, own_items.zs)(walk, [ items ], async () => await sql.insert(table, own, walk.context.signal));
return {
value: {
keys: keys,
rows: own.length,
row: own[0],
result: own
},
summary: `${own.length} ${own.length === 1 ? "row" : "rows"} written`
};
}
function itemsCreated(walk, creates) {
return creates.map(one => {
if ("table" in one) {
return {
kind: "table-rows",
use: one.use,
table: one.table,
column: one.key,
keys: [ (0, own_items.Gt)(one.value, walk) ]
};
}
return {
kind: "vector-records",
use: one.use,
namespace: one.namespace ?? "",
keys: [ (0, own_items.Gt)(one.id, walk) ]
};
});
}
function resolved(value, {results: results}) {
return (0, reference.d)(value, results);
}
async function runStep(step, walk) {
const resolve = value => (0, reference.d)(value, walk.results);
if (typeof step.query === "string") return await querySql(step.query, resolve(step.binds ?? []), step, walk);
if (step.query !== undefined) return await queryVectors(resolve(step.query), step, walk);
if (step.insert !== undefined) return await insertRows(walk, step, step.insert);
if (step.upsert !== undefined) return await upsertRecords(walk, step, step.upsert);
if (step.call !== undefined) return await callTool(step.call, resolve(step.args ?? {}), step, walk);
if (step.ask !== undefined) return await askAgent((0, reference.WY)(step.ask, walk.results), step, walk);
return await sendRequest(step, walk);
}
async function querySql(sql, binds, step, {connection: connection, context: context}) {
const rows = (await (0, flow_connection.O)(connection, step.use, "sql").query(sql, binds, context.signal)).map(withLowerCaseKeys);
return {
value: {
rows: rows.length,
row: rows[0],
result: rows
},
summary: count(rows.length, "row", "rows")
};
}
async function queryVectors(query, step, {connection: connection, context: context}) {
const {id: id, vector: vector, top_k: topK = 10, filter: filter, namespace: namespace} = query;
const asked = {
id: id,
vector: vector,
filter: filter,
namespace: namespace,
topK: topK
};
const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
const matches = await (0, flow_connection.O)(connection, step.use, "vector").query(given, context.signal);
return {
value: {
matches: matches,
match: matches[0]
},
summary: count(matches.length, "match", "matches")
};
}
async function callTool(tool, args, step, walk) {
const capability = (0, flow_connection.O)(walk.connection, step.use, "tool");
const created = itemsCreated(walk, step.creates ?? []);
const result = await (0, own_items.zs)(walk, created, async () => await capability.call(tool, args, walk.context.signal));
return {
value: {
result: result
},
summary: `an answer of ${tool}`
};
}
async function askAgent(question, step, {connection: connection, context: context}) {
const value = await (0, flow_connection.O)(connection, step.use, "agent").ask(question, context.signal);
const author = value.answeredBy === undefined ? "" : `, by ${value.answeredBy}`;
return {
value: value,
summary: `an answer of ${count(value.text.length, "character", "characters")}${author}`
};
}
async function sendRequest(step, {connection: connection, context: context, results: results}) {
const verb = httpMethod(step) ?? "get";
const method = verb.toUpperCase();
const path = (0, reference.XZ)(step[verb] ?? "", results);
const body = (0, reference.d)(step.body, results);
const answer = await (0, flow_connection.O)(connection, step.use, "http").request(method, path, body, context.signal);
const isExpected = step.status === undefined ? answer.status < 400 : answer.status === step.status;
if (!isExpected) {
const expected = step.status === undefined ? "a status below 400" : `status ${step.status}`;
throw new errors.P_(String(answer.status), `${method} ${path} answered ${answer.status}, expected ${expected}`);
}
return {
value: answer,
summary: `status ${answer.status}`
};
}
function withLowerCaseKeys(row) {
return {
...Object.fromEntries(Object.entries(row).map(([column, value]) => [ column.toLowerCase(), value ])),
...row
};
}
function count(amount, one, many) {
return `${amount} ${amount === 1 ? one : many}`;
}
const longestMilliseconds = 6e5;
const steps = {
summary: "Steps over several components, data flowing from one to the next; each step is a value and an operation.",
layer: "e2e",
options: stepsOptions,
primary: "steps",
expand(options) {
const planned = options.steps.map((step, index) => planStep(step, index));
const {names: names = {}} = options;
for (const [index, step] of planned.entries()) refuseUnknownNames(step, Object.keys(names), planned.slice(0, index));
const input = {
names: names,
steps: planned
};
const title = `Flow: ${planned.map(({as: as}) => as).join(", ")}`;
const name = options.name === undefined ? "steps" : `steps.${options.name}`;
return [ {
name: name,
title: title,
input: input,
operations: planned.map(({as: as}) => ({
name: as
}))
} ];
}
};
async function runSteps(connection, input, context) {
for (const step of input.steps) await nameErrors(step, async () => refuseWriting(step, context.environment));
const walk = {
connection: connection,
context: context,
results: {},
names: new Set,
created: []
};
for (const [name, prefix] of Object.entries(input.names)) tellResult(walk, name, (0, 
own_items.Gt)(prefix, walk));
try {
for (const step of input.steps) await nameErrors(step, async () => await takeStep(step, walk));
} catch (error) {
await leaveNothing(walk).catch(() => undefined);
throw error;
}
await leaveNothing(walk);
}
async function takeStep(step, walk) {
const plan = {
name: step.as,
component: step.use,
describe: ({summary: summary}) => summary
};
const {value: value, summary: summary} = await walk.context.hop(plan, async () => await perform(step, walk));
tellResult(walk, step.as, value);
walk.context.find({
subject: `step ${step.as}`,
expected: "an answer",
actual: summary,
met: true
});
}
function tellResult({results: results, context: context}, name, value) {
results[name] = value;
context.value(name, value);
}
async function perform(step, walk) {
const start = performance.now();
const once = async () => await runStep(step, walk);
const {until: until} = step;
const goal = until && {
...until,
equals: (0, reference.d)(until.equals, walk.results)
};
const answer = goal === undefined ? await once() : await repeatUntil(once, goal, step.withinMilliseconds, walk.context.signal);
walk.context.sample(step.as, performance.now() - start);
return answer;
}
async function nameErrors(step, work) {
try {
return await work();
} catch (error) {
const message = `step ${step.as} (${step.use}): ${(0, errors.gJ)(error)}`;
if (error instanceof errors.P_) throw new errors.P_(error.code, message, {
cause: error
});
if (error instanceof errors.MO) throw new errors.MO(message);
if (!(error instanceof errors.wX)) throw new Error(message, {
cause: error
});
const {kind: kind, retryAfterMilliseconds: retryAfterMilliseconds} = error;
throw new errors.wX(kind, message, {
cause: error,
...retryAfterMilliseconds !== undefined && {
retryAfterMilliseconds: retryAfterMilliseconds
}
});
}
}
function planStep(step, index) {
const withinMilliseconds = (0, duration._J)(step.within ?? "10s");
if (withinMilliseconds > longestMilliseconds) throw new Error(`within is at most 10m, got ${step.within}`);
const as = step.as ?? `step_${index + 1}`;
if (step.until !== undefined && (0, reference.Rr)(step.until.path) === undefined) throw new Error(`step ${as}: ${step.until.path} is not a path`);
return {
...step,
as: as,
withinMilliseconds: withinMilliseconds
};
}
function refuseUnknownNames(step, names, earlier) {
const steps = earlier.map(({as: as}) => as);
if (steps.includes(step.as)) throw new Error(`two steps are called ${step.as}`);
if (names.includes(step.as)) throw new Error(`${step.as} is both a step and one of the names`);
const known = [ ...names, ...steps ];
const method = httpMethod(step);
const template = step.ask ?? (method === undefined ? "" : step[method] ?? "");
const paths = [ ...(0, reference.ii)(step), ...(0, reference.Qf)(template) ];
for (const path of paths) {
const [root] = (0, reference.Rr)(path) ?? [];
if (root === undefined) throw new Error(`step ${step.as}: ${path} is not a path such as call.row.ID or hits.matches[0].id`);
if (!known.includes(root)) {
const hint = known.length === 0 ? "it is the first step" : `what it can take from is ${known.join(", ")}`;
throw new Error(`step ${step.as} takes ${path}, and no name and no earlier step is called ${root}; ${hint}`);
}
}
}
},
73041: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
N: () => connect,
O: () => capabilityOf
});
async function connect(_, context) {
const names = Object.keys(context.needs);
if (names.length === 0) throw new Error("a flow needs other components: name them in its `needs`");
context.find({
subject: "components",
expected: "connected",
actual: names.join(", "),
met: true
});
return {
needs: context.needs,
[Symbol.asyncDispose]: () => Promise.resolve()
};
}
function capabilityOf(connection, component, name) {
const capabilities = connection.needs[component];
const known = Object.keys(connection.needs).join(", ");
if (capabilities === undefined) throw new Error(`it uses ${component}, which is not in the flow's needs (${known})`);
const capability = capabilities[name];
if (capability === undefined) throw new Error(`${component} has no ${name}; it offers ${Object.keys(capabilities).join(", ") || "nothing"}`);
return capability;
}
},
87860: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Gt: () => ownKey,
MQ: () => findItems,
f: () => describeItem,
ls: () => removeResource,
zs: () => createItems
});
var _connection_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73041);
var _reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(90836);
function ownKey(declared, {results: results, names: names, context: context}) {
if (typeof declared === "string") {
const name = context.uniqueName(declared, "-");
names.add(name);
return name;
}
const value = (0, _reference_js__WEBPACK_IMPORTED_MODULE_0__.d)(declared, results);
if (typeof value === "string" && names.has(value)) return value;
throw new Error(`${declared.from} is no name that this check made, and what has another name is neither written nor removed`);
}
async function createItems(walk, items, make) {
walk.created.push(...items);
const announced = items.reduceRight((inner, item) => () => walk.context.create(resourceOf(item), inner), make);
return await announced();
}
function resourceOf(items) {
const place = items.kind === "table-rows" ? [ items.table, items.column ] : [ items.namespace ];
return {
kind: items.kind,
name: [ items.use, ...place, ...items.keys ].map(part => encodeURIComponent(part)).join("/")
};
}
function itemsOf({kind: kind, name: name}) {
const [use = "", ...parts] = name.split("/").map(part => decodeURIComponent(part));
if (kind === "vector-records") return {
kind: kind,
use: use,
namespace: parts[0] ?? "",
keys: parts.slice(1)
};
if (kind === "table-rows") return {
kind: kind,
use: use,
table: parts[0] ?? "",
column: parts[1] ?? "",
keys: parts.slice(2)
};
throw new Error(`a flow does not know how to remove a ${kind}`);
}
async function removeResource(connection, resource, signal) {
const items = itemsOf(resource);
if (items.kind === "table-rows") await (0, _connection_js__WEBPACK_IMPORTED_MODULE_1__.O)(connection, items.use, "sql").removeRows(items, signal); else await (0, 
_connection_js__WEBPACK_IMPORTED_MODULE_1__.O)(connection, items.use, "vector").remove(items.keys, items.namespace || undefined, signal);
}
async function findItems(connection, items, signal) {
if (items.kind === "table-rows") return await (0, _connection_js__WEBPACK_IMPORTED_MODULE_1__.O)(connection, items.use, "sql").findRows(items, signal);
return await (0, _connection_js__WEBPACK_IMPORTED_MODULE_1__.O)(connection, items.use, "vector").find(items.keys, items.namespace || undefined, signal);
}
function describeItem(items, key) {
return items.kind === "table-rows" ? `row ${key} of ${items.table}` : `record ${key}`;
}
},
90836: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Qf: () => placeholdersIn,
Rr: () => parsePath,
WY: () => resolveText,
XZ: () => resolveTemplate,
d: () => resolveReferences,
fK: () => valueAt,
ii: () => referencesIn
});
function isReference(value) {
return typeof value === "object" && value !== null && Object.keys(value).length === 1 && "from" in value && typeof value.from === "string";
}
function parsePath(text) {
if (!/^[A-Za-z_]\w*(?:\.[\w@-]+|\[\d+\])*$/.test(text)) return undefined;
return text.split(/[.[\]]+/).filter(segment => segment !== "");
}
function referencesIn(value) {
if (isReference(value)) return [ value.from ];
if (typeof value !== "object" || value === null) return [];
return Object.values(value).flatMap(inner => referencesIn(inner));
}
function placeholdersIn(template) {
return splitTemplate(template).flatMap((part, index) => index % 2 === 1 ? [ part ] : []);
}
function resolveReferences(value, results) {
if (isReference(value)) return resolvePath(value.from, results);
if (Array.isArray(value)) return value.map(inner => resolveReferences(inner, results));
if (typeof value !== "object" || value === null) return value;
return Object.fromEntries(Object.entries(value).map(([key, inner]) => [ key, resolveReferences(inner, results) ]));
}
function resolveTemplate(template, results) {
const parts = splitTemplate(template);
return parts.map((part, index) => index % 2 === 1 ? encodeValue(part, resolvePath(part, results)) : part).join("");
}
function resolveText(template, results) {
const parts = splitTemplate(template);
return parts.map((part, index) => index % 2 === 1 ? printValue(resolvePath(part, results)) : part).join("");
}
function valueAt(root, path) {
let current = root;
for (const segment of path) {
if (typeof current !== "object" || current === null || !Object.hasOwn(current, segment)) return undefined;
current = current[segment];
}
return current;
}
function resolvePath(text, results) {
const value = valueAt(results, parsePath(text) ?? []);
if (value === undefined) throw new Error(`it needs ${text}, and that step gave no such value`);
return value;
}
function splitTemplate(template) {
return template.split(/[{}]/);
}
function printValue(value) {
return typeof value === "string" ? value : JSON.stringify(value);
}
function encodeValue(path, value) {
if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
throw new TypeError(`${path} is ${Array.isArray(value) ? "a list" : typeof value}, which cannot stand in a path`);
}
const text = encodeURIComponent(value);
if (text === "." || text === "..") throw new Error(`${path} is "${text}", which cannot stand in a path`);
return text;
}
},
31622: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
g: () => pollUntil
});
var _std_deadline_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(33237);
var _std_duration_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(38849);
var _std_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(37734);
const firstPauseMilliseconds = 25;
const longestPauseMilliseconds = 1e3;
async function pollUntil(wait, ask, isRight) {
const {what: what, withinMilliseconds: withinMilliseconds, signal: signal, longestPauseMilliseconds: longest = longestPauseMilliseconds} = wait;
const startedAt = performance.now();
const elapsed = () => performance.now() - startedAt;
let soFar = "";
for (let next = firstPauseMilliseconds, tries = 1; ;next = Math.min(next * 2, longest), 
tries += 1) {
const answer = await answerOf(ask, () => wait.survivesNoAnswer === true && elapsed() < withinMilliseconds);
const milliseconds = elapsed();
if (answer !== undefined) {
const isDone = isRight(answer.value);
soFar = wait.describe === undefined ? "" : `; so far: ${wait.describe(answer.value)}`;
if (isDone || milliseconds >= withinMilliseconds) return {
value: answer.value,
isDone: isDone,
milliseconds: milliseconds,
tries: tries
};
}
await (0, _std_deadline_js__WEBPACK_IMPORTED_MODULE_0__.v7)(Math.min(next, withinMilliseconds - milliseconds), signal);
if (!signal.aborted) continue;
const limit = (0, _std_duration_js__WEBPACK_IMPORTED_MODULE_1__.MH)(withinMilliseconds);
throw new _std_errors_js__WEBPACK_IMPORTED_MODULE_2__.wX("timeout", `stopped while waiting for ${what}, which may take ${limit}${soFar}`, {
cause: signal.reason
});
}
}
async function answerOf(ask, survives) {
try {
return {
value: await ask()
};
} catch (error) {
if (error instanceof _std_errors_js__WEBPACK_IMPORTED_MODULE_2__.wX && survives()) return undefined;
throw error;
}
}
}
};

export const id = 153;

export const ids = [ 153 ];

export const modules = {
36498: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
I: () => checkName
});
var valibot__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77934);
const checkName = valibot__WEBPACK_IMPORTED_MODULE_0__.FsL(valibot__WEBPACK_IMPORTED_MODULE_0__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__.Ru6(64), valibot__WEBPACK_IMPORTED_MODULE_0__.yGV(/^[A-Za-z_](?:\w|-(?=[A-Za-z_]))*$/, "expected a name of letters, digits, _ and - before a letter"), valibot__WEBPACK_IMPORTED_MODULE_0__.h_("Part of the id of the check"));
},
97054: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
r: () => runSteps,
C: () => steps
});
var duration = __webpack_require__(38849);
var errors = __webpack_require__(37734);
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
function encodeValue(path, value) {
if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
throw new TypeError(`${path} is ${Array.isArray(value) ? "a list" : typeof value}, which cannot stand in a path`);
}
const text = encodeURIComponent(value);
if (text === "." || text === "..") throw new Error(`${path} is "${text}", which cannot stand in a path`);
return text;
}
var promises_ = __webpack_require__(58500);
const firstPauseMilliseconds = 50;
const longestPauseMilliseconds = 2e3;
async function repeatUntil(once, goal, withinMilliseconds, signal) {
const deadline = performance.now() + withinMilliseconds;
for (let attempt = 1, pause = firstPauseMilliseconds; ;attempt++, pause = Math.min(pause * 2, longestPauseMilliseconds)) {
const answer = await once();
const value = valueAt(answer.value, parsePath(goal.path) ?? []);
if (isMet(goal, value)) return answer;
const left = deadline - performance.now();
if (left <= 0) {
const wanted = goal.at_least === undefined ? JSON.stringify(goal.equals) : `at least ${goal.at_least}`;
const tries = `${attempt} ${attempt === 1 ? "try" : "tries"} in ${(0, duration.MH)(withinMilliseconds)}`;
throw new errors.P_("until", `expected ${goal.path} to become ${wanted}, and after ${tries} it is ${show(value)}`);
}
await (0, promises_.setTimeout)(Math.min(pause, left), undefined, {
signal: signal
}).catch(cause => {
throw new errors.wX("timeout", `${goal.path} was still ${show(value)} when the time of the check was over`, {
cause: cause
});
});
}
}
function isMet(goal, value) {
return goal.at_least === undefined ? value === goal.equals : typeof value === "number" && value >= goal.at_least;
}
function show(value) {
return value === undefined ? "absent" : JSON.stringify(value).slice(0, 100);
}
var flow_connection = __webpack_require__(73041);
var refuse_writing = __webpack_require__(19004);
var dist = __webpack_require__(77934);
var check_name = __webpack_require__(36498);
const reference = dist.rej({
from: dist.YjP()
});
const path = dist.FsL(dist.YjP(), dist.w1_("/", "expected a path such as /health"));
const scalar = dist.KCZ([ dist.YjP(), dist.aig(), dist.zMY(), dist.chJ() ]);
const vectorQuery = dist.rej({
id: dist.yqP(dist.KCZ([ dist.YjP(), reference ])),
vector: dist.yqP(dist.KCZ([ dist.YOg(dist.aig()), reference ])),
top_k: dist.yqP(dist.FsL(dist.aig(), dist.ndf(), dist.Wwf(1), dist.cGV(1e4))),
filter: dist.yqP(dist.g1P(dist.YjP(), dist.L5J())),
namespace: dist.yqP(dist.KCZ([ dist.YjP(), reference ]))
});
const vectorRecord = dist.rej({
id: dist.FsL(dist.YjP(), dist.yGV(/^[\w-]{1,40}$/, "expected an id of letters, digits, _ and -")),
values: dist.KCZ([ dist.YOg(dist.aig()), reference ]),
metadata: dist.yqP(dist.g1P(dist.YjP(), dist.L5J()))
});
const until = dist.FsL(dist.rej({
path: dist.FsL(dist.YjP(), dist.h_("Value of the result of this step, such as `matches.length`")),
at_least: dist.yqP(dist.aig()),
equals: dist.yqP(dist.KCZ([ scalar, reference ]))
}), dist.z6Y(one => "at_least" in one !== "equals" in one, "expected either at_least or equals"));
const verbs = [ "query", "upsert", "call", "get", "post", "put", "patch", "delete" ];
const stepSchema = dist.FsL(dist.rej({
use: dist.FsL(dist.YjP(), dist.h_("Name of a component in `needs`")),
as: dist.yqP(dist.FsL(check_name.I, dist.h_("Name of the result; default step_1, step_2 ..."))),
query: dist.yqP(dist.FsL(dist.KCZ([ dist.YjP(), vectorQuery ]), dist.h_("SQL text, or a vector query"))),
binds: dist.yqP(dist.FsL(dist.YOg(dist.KCZ([ scalar, reference ])), dist.h_("Values of the ? in the SQL text"))),
upsert: dist.yqP(dist.FsL(dist.YOg(vectorRecord), dist.BpQ(1), dist.h_("Records to write; their ids are made unique, and they are removed"))),
namespace: dist.yqP(dist.YjP()),
call: dist.yqP(dist.FsL(dist.YjP(), dist.hq(), dist.h_("Name of a tool"))),
args: dist.yqP(dist.g1P(dist.YjP(), dist.L5J())),
get: dist.yqP(dist.FsL(path, dist.h_("Path; `{call.row.ID}` stands for a value of an earlier step"))),
post: dist.yqP(path),
put: dist.yqP(path),
patch: dist.yqP(path),
delete: dist.yqP(path),
body: dist.yqP(dist.L5J()),
status: dist.yqP(dist.FsL(dist.aig(), dist.h_("The only status that is accepted; default: any below 400"))),
until: dist.yqP(dist.FsL(until, dist.h_("Repeat the step until this holds"))),
within: dist.yqP(dist.FsL(dist.YjP(), dist.h_("How long to repeat; default 10s")))
}), dist.z6Y(step => verbs.filter(verb => step[verb] !== undefined).length === 1, `expected exactly one of ${verbs.join(", ")}`), dist.z6Y(step => step.binds === undefined || typeof step.query === "string", "binds belong to a query in SQL"), dist.z6Y(step => step.namespace === undefined || step.upsert !== undefined, "namespace belongs to upsert"), dist.z6Y(step => step.args === undefined || step.call !== undefined, "args belong to call"), dist.z6Y(step => step.body === undefined || (step.post ?? step.put ?? step.patch) !== undefined, "body belongs to post, put and patch"), dist.z6Y(step => step.status === undefined || httpMethod(step) !== undefined, "status belongs to get, post, put, patch and delete"), dist.z6Y(step => step.within === undefined || step.until !== undefined, "within belongs to until"));
const stepsOptions = dist.rej({
name: dist.yqP(dist.FsL(check_name.I, dist.h_("Part of the id of the check"))),
steps: dist.FsL(dist.YOg(stepSchema), dist.BpQ(1, "expected at least one step"))
});
function httpMethod(step) {
return [ "get", "post", "put", "patch", "delete" ].find(method => step[method] !== undefined);
}
var upsert_records = __webpack_require__(80893);
async function runStep(connection, step, results, context) {
const resolve = value => resolveReferences(value, results);
if (typeof step.query === "string") return await querySql(connection, step.use, step.query, resolve(step.binds ?? []), context);
if (step.query !== undefined) return await queryVectors(connection, step, resolve(step.query), context);
if (step.upsert !== undefined) {
return await (0, upsert_records.Y)(connection, step, resolve(step.upsert), context);
}
if (step.call !== undefined) return await callTool(connection, step, resolve(step.args ?? {}), context);
return await sendRequest(connection, step, results, context);
}
async function querySql(connection, use, sql, binds, context) {
if (!/^\s*(?:select|with|show|describe|desc|explain|values)\b/i.test(sql)) (0, refuse_writing.F)("this statement", context);
const rows = (await (0, flow_connection.O)(connection, use, "sql").query(sql, binds, context.signal)).map(withLowerCaseKeys);
return {
value: {
rows: rows.length,
row: rows[0],
result: rows
},
summary: count(rows.length, "row", "rows")
};
}
async function queryVectors(connection, step, query, context) {
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
async function callTool(connection, step, args, context) {
const result = await (0, flow_connection.O)(connection, step.use, "tool").call(step.call ?? "", args, context.signal);
return {
value: {
result: result
},
summary: `an answer of ${step.call}`
};
}
async function sendRequest(connection, step, results, context) {
const verb = httpMethod(step) ?? "get";
const method = verb.toUpperCase();
if (verb !== "get") (0, refuse_writing.F)(method, context);
const path = resolveTemplate(step[verb] ?? "", results);
const body = resolveReferences(step.body, results);
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
for (const [index, step] of planned.entries()) refuseUnknownNames(step, planned.slice(0, index));
const input = {
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
const results = {};
for (const step of input.steps) {
const {value: value, summary: summary} = await nameErrors(step, async () => await perform(connection, step, results, context));
results[step.as] = value;
context.value(step.as, value);
context.find({
subject: `step ${step.as}`,
expected: "an answer",
actual: summary,
met: true
});
}
}
async function perform(connection, step, results, context) {
const start = performance.now();
const once = async () => await runStep(connection, step, results, context);
const {until: until} = step;
const goal = until && {
...until,
equals: resolveReferences(until.equals, results)
};
const answer = goal === undefined ? await once() : await repeatUntil(once, goal, step.withinMilliseconds, context.signal);
context.sample(step.as, performance.now() - start);
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
if (step.until !== undefined && parsePath(step.until.path) === undefined) throw new Error(`step ${as}: ${step.until.path} is not a path`);
return {
...step,
as: as,
withinMilliseconds: withinMilliseconds
};
}
function refuseUnknownNames(step, earlier) {
const known = earlier.map(({as: as}) => as);
if (known.includes(step.as)) throw new Error(`two steps are called ${step.as}`);
const method = httpMethod(step);
const paths = [ ...referencesIn(step), ...method === undefined ? [] : placeholdersIn(step[method] ?? "") ];
for (const path of paths) {
const [root] = parsePath(path) ?? [];
if (root === undefined) throw new Error(`step ${step.as}: ${path} is not a path such as call.row.ID or hits.matches[0].id`);
if (!known.includes(root)) {
const hint = known.length === 0 ? "it is the first step" : `the steps before it are ${known.join(", ")}`;
throw new Error(`step ${step.as} takes ${path}, and no earlier step is called ${root}; ${hint}`);
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
153: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
default: () => __WEBPACK_DEFAULT_EXPORT__
});
var _checks_steps_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(97054);
var _connection_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73041);
var _upsert_records_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(80893);
const __WEBPACK_DEFAULT_EXPORT__ = {
connect: _connection_js__WEBPACK_IMPORTED_MODULE_2__.N,
checks: {
steps: _checks_steps_js__WEBPACK_IMPORTED_MODULE_0__.r
},
remove: _upsert_records_js__WEBPACK_IMPORTED_MODULE_1__.D
};
},
19004: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
F: () => refuseWriting
});
var _std_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37734);
function refuseWriting(what, {environment: environment}) {
if (environment.access === "read-only") throw new _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.MO(`${what} may write, and the environment ${environment.name} is read-only`);
}
},
80893: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
D: () => removeRecords,
Y: () => upsertRecords
});
var _connection_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73041);
var _refuse_writing_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19004);
const resourceKind = "vector-records";
async function upsertRecords(connection, step, records, context) {
(0, _refuse_writing_js__WEBPACK_IMPORTED_MODULE_0__.F)("upsert", context);
const vector = (0, _connection_js__WEBPACK_IMPORTED_MODULE_1__.O)(connection, step.use, "vector");
const own = records.map(record => ({
...record,
id: context.uniqueName(record.id, "-")
}));
const ids = own.map(({id: id}) => id);
const name = [ step.use, step.namespace ?? "", ...ids ].map(part => encodeURIComponent(part)).join("/");
await context.create({
kind: resourceKind,
name: name
}, async () => await vector.upsert(own, step.namespace, context.signal));
return {
value: {
ids: ids,
namespace: step.namespace ?? ""
},
summary: `${ids.length} written`
};
}
async function removeRecords(connection, resource, signal) {
if (resource.kind !== resourceKind) throw new Error(`a flow does not know how to remove a ${resource.kind}`);
const [use = "", namespace = "", ...ids] = resource.name.split("/").map(part => decodeURIComponent(part));
await (0, _connection_js__WEBPACK_IMPORTED_MODULE_1__.O)(connection, use, "vector").remove(ids, namespace === "" ? undefined : namespace, signal);
}
}
};

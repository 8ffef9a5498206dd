export const id = 8323;

export const ids = [ 8323 ];

export const modules = {
36498: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
I: () => checkName
});
var valibot__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77934);
const checkName = valibot__WEBPACK_IMPORTED_MODULE_0__.FsL(valibot__WEBPACK_IMPORTED_MODULE_0__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__.Ru6(64), valibot__WEBPACK_IMPORTED_MODULE_0__.yGV(/^[A-Za-z_](?:\w|-(?=[A-Za-z_]))*$/, "expected a name of letters, digits, _ and - before a letter"), valibot__WEBPACK_IMPORTED_MODULE_0__.h_("Part of the id of the check"));
},
71767: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
F: () => runCloneRestore,
U: () => cloneRestore
});
var valibot__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77934);
var _describe_table_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(74555);
var _identifier_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(87508);
var _session_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7167);
var _scratch_name_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(42957);
var _table_name_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(77355);
const options = valibot__WEBPACK_IMPORTED_MODULE_1__.rej({
table: valibot__WEBPACK_IMPORTED_MODULE_1__.YjP()
});
const cloneRestore = {
summary: "A table is cloned, the clone is damaged, restored from the table and compared.",
layer: "disaster-recovery",
options: options,
primary: "table",
expand({table: table}, settings) {
const input = {
table: (0, _table_name_js__WEBPACK_IMPORTED_MODULE_2__.Cm)(table, settings)
};
return [ {
name: `clone-restore.${(0, _table_name_js__WEBPACK_IMPORTED_MODULE_2__.NK)(table)}`,
title: `Table ${table} can be cloned and restored`,
input: input,
operations: [ {
name: "restore"
} ]
} ];
}
};
async function runCloneRestore(connection, input, context) {
const {session: session} = connection;
const ask = (0, _session_js__WEBPACK_IMPORTED_MODULE_3__.d)(context);
const source = input.table;
const before = await fingerprintOf(session, source, ask);
context.value("rows", before.rows);
if (before.rows === 0) throw new Error(`${(0, _table_name_js__WEBPACK_IMPORTED_MODULE_2__.e4)(source)} has no rows: a restore of it proves nothing.`);
const copy = {
...source,
table: context.uniqueName(_scratch_name_js__WEBPACK_IMPORTED_MODULE_4__.F, "_").toUpperCase()
};
const clone = orReplace => session.query(`CREATE ${orReplace}TABLE ${(0, _table_name_js__WEBPACK_IMPORTED_MODULE_2__.Z8)(copy)} CLONE ${(0, 
_table_name_js__WEBPACK_IMPORTED_MODULE_2__.Z8)(source)}`, ask);
await context.create({
kind: "table",
name: (0, _identifier_js__WEBPACK_IMPORTED_MODULE_5__.To)([ copy.database, copy.schema, copy.table ])
}, () => clone(""));
compare("clone", before, await fingerprintOf(session, copy, ask), context);
await damage(session, source, copy, ask);
const damaged = await fingerprintOf(session, copy, ask);
context.find({
subject: "damaged clone",
expected: "fewer rows and another hash",
actual: `${damaged.rows} of ${before.rows} rows, ${damaged.hash === before.hash ? "the same hash" : "another hash"}`,
met: damaged.rows < before.rows && damaged.hash !== before.hash
});
const startedAt = performance.now();
await clone("OR REPLACE ");
const restoreMilliseconds = performance.now() - startedAt;
context.sample("restore", restoreMilliseconds);
context.value("restore", restoreMilliseconds);
const restored = await fingerprintOf(session, copy, ask);
await refuseMovingTarget(session, source, before, ask);
compare("restored clone", before, restored, context);
}
async function fingerprintOf(session, table, ask) {
const statement = `SELECT COUNT(*) AS "rows", TO_VARCHAR(HASH_AGG(*)) AS "hash" FROM ${(0, 
_table_name_js__WEBPACK_IMPORTED_MODULE_2__.Z8)(table)}`;
const [row] = await session.query(statement, {
...ask,
useResultCache: false
});
return {
rows: Number(row?.["rows"]),
hash: String(row?.["hash"])
};
}
async function damage(session, source, copy, ask) {
const columns = await (0, _describe_table_js__WEBPACK_IMPORTED_MODULE_0__.uq)(session, source, ask) ?? [];
const [key] = await (0, _describe_table_js__WEBPACK_IMPORTED_MODULE_0__.ie)(session, source, ask);
const column = (0, _identifier_js__WEBPACK_IMPORTED_MODULE_5__.Cm)(key ?? columns.find(({nullable: nullable}) => !nullable)?.name ?? columns[0]?.name ?? "");
const table = (0, _table_name_js__WEBPACK_IMPORTED_MODULE_2__.Z8)(copy);
await session.query(`DELETE FROM ${table} WHERE ${column} IN (SELECT MIN(${column}) FROM ${table})`, ask);
}
async function refuseMovingTarget(session, source, before, ask) {
const after = await fingerprintOf(session, source, ask);
if (after.rows === before.rows && after.hash === before.hash) return;
throw new Error(`${(0, _table_name_js__WEBPACK_IMPORTED_MODULE_2__.e4)(source)} was changed by others during the drill: choose a table that is quiet, or a quiet time.`);
}
function compare(subject, expected, actual, context) {
context.find({
subject: subject,
expected: printFingerprint(expected),
actual: printFingerprint(actual),
met: actual.rows === expected.rows && actual.hash === expected.hash
});
}
function printFingerprint({rows: rows, hash: hash}) {
return `${rows} rows, hash ${hash}`;
}
},
87379: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
A: () => runLatency,
Z: () => latency
});
var valibot__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(77934);
var _session_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7167);
var _check_name_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(36498);
var _statement_options_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(99781);
var _target_of_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(43417);
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
const options = valibot__WEBPACK_IMPORTED_MODULE_2__.rej({
name: _check_name_js__WEBPACK_IMPORTED_MODULE_0__.I,
..._statement_options_js__WEBPACK_IMPORTED_MODULE_1__.q,
kind: valibot__WEBPACK_IMPORTED_MODULE_2__.lqM(valibot__WEBPACK_IMPORTED_MODULE_2__.FsL(valibot__WEBPACK_IMPORTED_MODULE_2__.KIO([ "simple", "aggregation", "bulk" ]), valibot__WEBPACK_IMPORTED_MODULE_2__.h_("Which default target holds: p(95) below 100ms, 1s or 5s.")), "simple"),
target: valibot__WEBPACK_IMPORTED_MODULE_2__.lqM(valibot__WEBPACK_IMPORTED_MODULE_2__.FsL(valibot__WEBPACK_IMPORTED_MODULE_2__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_2__.h_("Condition on this operation, such as `p(95) < 200ms`.")))
});
const defaultTargets = {
simple: "p(95) < 100ms",
aggregation: "p(95) < 1s",
bulk: "p(95) < 5s"
};
const latency = {
summary: "How long a statement takes, measured over many calls as operation `<name>`.",
layer: "performance",
options: options,
expand({name: name, sql: sql, binds: binds, kind: kind, target: target}) {
const input = {
name: name,
sql: sql,
binds: binds
};
const operations = [ {
name: name,
target: (0, _target_of_js__WEBPACK_IMPORTED_MODULE_3__.$)(name, target ?? defaultTargets[kind])
} ];
return [ {
name: `latency.${name}`,
title: `Latency of ${name}`,
input: input,
operations: operations
} ];
}
};
async function runLatency(connection, input, context) {
const env_1 = {
stack: [],
error: void 0,
hasError: false
};
try {
const session = __addDisposableResource(env_1, await connection.open({}, context.signal), true);
const ask = {
...(0, _session_js__WEBPACK_IMPORTED_MODULE_4__.d)(context),
useResultCache: false,
binds: input.binds
};
await context.measure(input.name, {}, signal => session.query(input.sql, {
...ask,
signal: signal
}));
} catch (e_1) {
env_1.error = e_1;
env_1.hasError = true;
} finally {
const result_1 = __disposeResources(env_1);
if (result_1) await result_1;
}
}
},
95741: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
GB: () => runQuery,
P: () => query
});
var valibot__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(77934);
var _session_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7167);
var _check_name_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(36498);
var _statement_options_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(99781);
const options = valibot__WEBPACK_IMPORTED_MODULE_2__.rej({
name: _check_name_js__WEBPACK_IMPORTED_MODULE_0__.I,
..._statement_options_js__WEBPACK_IMPORTED_MODULE_1__.q
});
const query = {
summary: "A statement whose result meets conditions on `rows`, `row` and `result`.",
layer: "integration",
options: options,
expand({name: name, sql: sql, binds: binds}) {
const input = {
name: name,
sql: sql,
binds: binds
};
return [ {
name: `query.${name}`,
title: `Query ${name}`,
input: input
} ];
}
};
async function runQuery(connection, input, context) {
const rows = await connection.session.query(input.sql, {
...(0, _session_js__WEBPACK_IMPORTED_MODULE_3__.d)(context),
binds: input.binds
});
context.value("rows", rows.length);
context.value("result", rows.map(withLowerCaseKeys));
if (rows[0] !== undefined) context.value("row", withLowerCaseKeys(rows[0]));
const value = (0, _session_js__WEBPACK_IMPORTED_MODULE_3__.a)(rows);
if (value !== undefined) context.value("value", value);
context.find({
subject: `query ${input.name}`,
expected: "a result",
actual: `${rows.length} ${rows.length === 1 ? "row" : "rows"}`,
met: true
});
}
function withLowerCaseKeys(row) {
const lower = Object.entries(row).map(([column, value]) => [ column.toLowerCase(), value ]);
return {
...Object.fromEntries(lower),
...row
};
}
},
75764: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
J: () => runRefusesWrongPassword,
i: () => refusesWrongPassword
});
var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
var valibot__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(77934);
var _std_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(37734);
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
const options = valibot__WEBPACK_IMPORTED_MODULE_2__.rej({});
const wrongPasswordCode = "390100";
const refusesWrongPassword = {
summary: "A login with a made-up user and password is refused with 390100.",
layer: "security",
options: options,
expand: () => [ {
name: "refuses-wrong-password",
title: "A wrong password is refused",
input: {}
} ]
};
async function runRefusesWrongPassword(connection, _input, context) {
const username = context.uniqueName("INFRA_TEST_NOBODY", "_");
const code = await refusalOfLogin(connection, username, context.signal);
context.find({
subject: "login with a wrong password",
expected: `refused with ${wrongPasswordCode}`,
actual: code === undefined ? "let in" : `refused with ${code}`,
met: code === wrongPasswordCode
});
}
async function refusalOfLogin(connection, username, signal) {
try {
const env_1 = {
stack: [],
error: void 0,
hasError: false
};
try {
const _session = __addDisposableResource(env_1, await connection.open({
username: username,
password: (0, node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(18).toString("base64url")
}, signal), true);
return undefined;
} catch (e_1) {
env_1.error = e_1;
env_1.hasError = true;
} finally {
const result_1 = __disposeResources(env_1);
if (result_1) await result_1;
}
} catch (error) {
if (error instanceof _std_errors_js__WEBPACK_IMPORTED_MODULE_1__.P_) return error.code;
throw error;
}
}
},
25200: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
O: () => roles,
d: () => runRoles
});
var dist = __webpack_require__(77934);
var errors = __webpack_require__(37734);
var describe_table = __webpack_require__(74555);
var identifier = __webpack_require__(87508);
var table_name = __webpack_require__(77355);
const triedPrivileges = [ "SELECT", "INSERT", "UPDATE", "DELETE" ];
function parsePermission(text, settings) {
const match = /^\s*([a-z]+)\s+on\s+(?:table\s+)?(\S.*?)\s*$/i.exec(text);
const privilege = triedPrivileges.find(known => known === match?.[1]?.toUpperCase());
const object = match?.[2];
if (object === undefined || privilege === undefined) {
throw new Error(`${JSON.stringify(text)} is not understood: write ${triedPrivileges.join(", ")} on SCHEMA.TABLE, or on SCHEMA.*`);
}
if (object.endsWith(".*")) return {
privilege: privilege,
on: {
all: (0, table_name.l_)(object.slice(0, -2), settings)
}
};
return {
privilege: privilege,
on: {
table: (0, table_name.Cm)(object, settings)
}
};
}
function permissionId(text, permission) {
const object = text.trim().replace(/^[a-z]+\s+on\s+(?:table\s+)?/i, "");
return `${permission.privilege.toLowerCase()}-${(0, table_name.NK)(object.replace(/\.\*$/, ".all"))}`;
}
var snowflake_session = __webpack_require__(7167);
const permissions = dist.lqM(dist.YOg(dist.YjP()), []);
const options = dist.rej({
roles: dist.g1P(dist.YjP(), dist.rej({
can: permissions,
cannot: permissions
}))
});
const roles = {
summary: "A role can do what it should and cannot do what it should not, tried as that role.",
layer: "security",
options: options,
primary: "roles",
primaryIsMapping: true,
expand({roles: declared}, settings) {
const drafts = Object.entries(declared).flatMap(([role, {can: can, cannot: cannot}]) => [ ...can.map((text, index) => roleDraft(role, text, true, [ "roles", role, "can", index ], settings)), ...cannot.map((text, index) => roleDraft(role, text, false, [ "roles", role, "cannot", index ], settings)) ]);
if (drafts.length === 0) throw new Error("roles has nothing to try: declare `can` or `cannot` of at least one role.");
return drafts;
}
};
function roleDraft(roleText, text, allowed, path, settings) {
const permission = parsePermission(text, settings);
const input = {
role: (0, identifier.$q)(roleText)[0] ?? "",
permission: permission,
allowed: allowed
};
const word = allowed ? "can" : "cannot";
return {
name: `roles.${(0, table_name.NK)(roleText)}.${word}-${permissionId(text, permission)}`,
title: `Role ${roleText} ${word} ${text}`,
input: input,
path: path
};
}
async function runRoles(connection, input, context) {
const {privilege: privilege, on: on} = input.permission;
if (privilege !== "SELECT" && context.environment.access === "read-only") {
throw new errors.MO(`environment ${context.environment.name} is read-only: ${privilege} is not tried`);
}
const ask = (0, snowflake_session.d)(context);
const tables = "table" in on ? [ on.table ] : await tablesOf(connection.session, on.all, privilege, ask);
if (tables.length === 0) {
const schema = "all" in on ? (0, identifier.To)([ on.all.schema ]) : "";
context.find({
subject: `${privilege} on ${schema}.*`,
expected: "tables to try it on",
actual: "the schema has none",
met: false
});
return;
}
const asRole = await connection.sessionAs((0, identifier.Cm)(input.role), context.signal);
for (const table of tables) await tryOn(connection.session, asRole, table, input, context);
}
async function tablesOf(session, schema, privilege, ask) {
const kinds = privilege === "SELECT" ? [ "TABLES", "VIEWS" ] : [ "TABLES" ];
const found = [];
for (const kind of kinds) {
const rows = await session.query(`SHOW ${kind} IN SCHEMA ${(0, table_name.ms)(schema)}`, ask);
found.push(...rows.map(row => ({
...schema,
table: (0, describe_table.b6)(row, "name")
})));
}
return found;
}
async function tryOn(session, asRole, table, input, context) {
const ask = (0, snowflake_session.d)(context);
const {privilege: privilege} = input.permission;
const subject = `${privilege} on ${(0, table_name.e4)(table)} as ${(0, identifier.To)([ input.role ])}`;
const expected = input.allowed ? "allowed" : "refused";
const columns = await (0, describe_table.uq)(session, table, ask);
const [column] = columns ?? [];
if (column === undefined) {
context.find({
subject: subject,
expected: expected,
actual: "not tried: there is no such table",
met: false
});
return;
}
const statement = harmlessStatements[privilege]((0, table_name.Z8)(table), (0, identifier.Cm)(column.name));
const refusal = await refusalOf(() => asRole.query(statement, ask));
context.find({
subject: subject,
expected: expected,
actual: outcomeText(refusal),
met: input.allowed ? refusal === undefined : isDenied(refusal)
});
}
const harmlessStatements = {
SELECT: (table, column) => `SELECT ${column} FROM ${table} LIMIT 0`,
INSERT: (table, column) => `INSERT INTO ${table} (${column}) SELECT NULL WHERE FALSE`,
UPDATE: (table, column) => `UPDATE ${table} SET ${column} = NULL WHERE FALSE`,
DELETE: table => `DELETE FROM ${table} WHERE FALSE`
};
async function refusalOf(attempt) {
try {
await attempt();
return undefined;
} catch (error) {
if (error instanceof errors.P_) return error;
throw error;
}
}
function isDenied(refusal) {
return refusal !== undefined && (0, describe_table.b2)(refusal);
}
function outcomeText(refusal) {
if (refusal === undefined) return "allowed";
const reason = refusal.message.replace(/, while running .*$/s, "");
return `${isDenied(refusal) ? "refused" : "refused for another reason"}: ${refusal.code} ${reason}`;
}
},
25268: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Q: () => structure,
n: () => runStructure
});
var valibot__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(77934);
var _column_type_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(14042);
var _describe_table_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(74555);
var _identifier_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(87508);
var _session_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7167);
var _table_name_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(77355);
const tableOptions = valibot__WEBPACK_IMPORTED_MODULE_2__.rej({
columns: valibot__WEBPACK_IMPORTED_MODULE_2__.lqM(valibot__WEBPACK_IMPORTED_MODULE_2__.FsL(valibot__WEBPACK_IMPORTED_MODULE_2__.g1P(valibot__WEBPACK_IMPORTED_MODULE_2__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_2__.YjP()), valibot__WEBPACK_IMPORTED_MODULE_2__.h_("Column to type, such as `varchar(32) not null`.")), {}),
primary_key: valibot__WEBPACK_IMPORTED_MODULE_2__.lqM(valibot__WEBPACK_IMPORTED_MODULE_2__.YOg(valibot__WEBPACK_IMPORTED_MODULE_2__.YjP())),
exact: valibot__WEBPACK_IMPORTED_MODULE_2__.lqM(valibot__WEBPACK_IMPORTED_MODULE_2__.FsL(valibot__WEBPACK_IMPORTED_MODULE_2__.zMY(), valibot__WEBPACK_IMPORTED_MODULE_2__.h_("Columns that are not declared are findings.")), false)
});
const options = valibot__WEBPACK_IMPORTED_MODULE_2__.rej({
schemas: valibot__WEBPACK_IMPORTED_MODULE_2__.lqM(valibot__WEBPACK_IMPORTED_MODULE_2__.FsL(valibot__WEBPACK_IMPORTED_MODULE_2__.YOg(valibot__WEBPACK_IMPORTED_MODULE_2__.YjP()), valibot__WEBPACK_IMPORTED_MODULE_2__.h_("Schemas that must exist.")), []),
tables: valibot__WEBPACK_IMPORTED_MODULE_2__.lqM(valibot__WEBPACK_IMPORTED_MODULE_2__.g1P(valibot__WEBPACK_IMPORTED_MODULE_2__.YjP(), tableOptions), {})
});
const structure = {
summary: "Schemas and tables exist with the declared columns, types and primary keys.",
layer: "unit",
options: options,
expand(declared, settings) {
const schemas = declared.schemas.map((text, index) => schemaDraft(text, index, settings));
const tables = Object.entries(declared.tables).map(([text, table]) => tableDraft(text, table, settings));
if (schemas.length + tables.length === 0) throw new Error("structure has nothing to look at: declare schemas or tables.");
return [ ...schemas, ...tables ];
}
};
function schemaDraft(text, index, settings) {
const name = (0, _table_name_js__WEBPACK_IMPORTED_MODULE_3__.l_)(text, settings);
const input = {
object: "schema",
name: name
};
return {
name: `structure.${(0, _table_name_js__WEBPACK_IMPORTED_MODULE_3__.NK)(text)}`,
title: `Schema ${text} exists`,
input: input,
path: [ "schemas", index ]
};
}
function tableDraft(text, declared, settings) {
const input = {
object: "table",
name: (0, _table_name_js__WEBPACK_IMPORTED_MODULE_3__.Cm)(text, settings),
columns: Object.entries(declared.columns).map(([column, type]) => ({
name: columnName(column),
...(0, _column_type_js__WEBPACK_IMPORTED_MODULE_0__.G)(type)
})),
primaryKey: declared.primary_key?.map(columnName),
exact: declared.exact
};
return {
name: `structure.${(0, _table_name_js__WEBPACK_IMPORTED_MODULE_3__.NK)(text)}`,
title: `Table ${text} has its structure`,
input: input,
path: [ "tables", text ]
};
}
function columnName(text) {
const parts = (0, _identifier_js__WEBPACK_IMPORTED_MODULE_4__.$q)(text);
if (parts.length !== 1) throw new SyntaxError(`${JSON.stringify(text)} is not the name of a column: it has ${parts.length} parts.`);
return parts[0] ?? "";
}
async function runStructure(connection, input, context) {
if (input.object === "schema") return lookAtSchema(connection.session, input.name, context);
const found = await (0, _describe_table_js__WEBPACK_IMPORTED_MODULE_1__.uq)(connection.session, input.name, (0, 
_session_js__WEBPACK_IMPORTED_MODULE_5__.d)(context));
context.find({
subject: `table ${(0, _table_name_js__WEBPACK_IMPORTED_MODULE_3__.e4)(input.name)}`,
expected: "exists",
actual: found === undefined ? "does not exist, or this role may not see it" : "exists",
met: found !== undefined
});
if (found === undefined) return;
for (const column of input.columns) compareColumn(input.name, column, found, context);
if (input.exact) findUnexpected(input.name, input.columns, found, context);
if (input.primaryKey !== undefined) await compareKey(connection.session, input.name, input.primaryKey, context);
}
async function lookAtSchema(session, name, context) {
const rows = await session.query(`SHOW SCHEMAS IN DATABASE ${(0, _identifier_js__WEBPACK_IMPORTED_MODULE_4__.Cm)(name.database)}`, (0, 
_session_js__WEBPACK_IMPORTED_MODULE_5__.d)(context));
const met = rows.some(row => (0, _describe_table_js__WEBPACK_IMPORTED_MODULE_1__.b6)(row, "name") === name.schema);
context.find({
subject: `schema ${(0, _identifier_js__WEBPACK_IMPORTED_MODULE_4__.To)([ name.schema ])}`,
expected: `exists in database ${(0, _identifier_js__WEBPACK_IMPORTED_MODULE_4__.To)([ name.database ])}`,
actual: met ? "exists" : `not among the ${rows.length} schemas that this role sees`,
met: met
});
}
function compareColumn(table, declared, found, context) {
const column = found.find(({name: name}) => name === declared.name);
context.find({
subject: `column ${(0, _table_name_js__WEBPACK_IMPORTED_MODULE_3__.e4)(table)}.${(0, 
_identifier_js__WEBPACK_IMPORTED_MODULE_4__.To)([ declared.name ])}`,
expected: printType(declared.type, declared.nullable),
actual: column === undefined ? "no such column" : printType(column.type, declared.nullable === undefined ? undefined : column.nullable),
met: column !== undefined && column.type === declared.type && (declared.nullable === undefined || column.nullable === declared.nullable)
});
}
function findUnexpected(table, declared, found, context) {
for (const column of found) {
if (declared.some(({name: name}) => name === column.name)) continue;
context.find({
subject: `column ${(0, _table_name_js__WEBPACK_IMPORTED_MODULE_3__.e4)(table)}.${(0, 
_identifier_js__WEBPACK_IMPORTED_MODULE_4__.To)([ column.name ])}`,
expected: "no such column",
actual: printType(column.type, column.nullable),
met: false
});
}
}
async function compareKey(session, table, expected, context) {
const found = await (0, _describe_table_js__WEBPACK_IMPORTED_MODULE_1__.ie)(session, table, (0, 
_session_js__WEBPACK_IMPORTED_MODULE_5__.d)(context));
context.find({
subject: `primary key of ${(0, _table_name_js__WEBPACK_IMPORTED_MODULE_3__.e4)(table)}`,
expected: printKey(expected),
actual: printKey(found),
met: found.length === expected.length && found.every((column, index) => column === expected[index])
});
}
function printType(type, nullable) {
if (nullable === undefined) return type;
return nullable ? `${type} NULL` : `${type} NOT NULL`;
}
function printKey(columns) {
return columns.length === 0 ? "none" : `(${columns.map(column => (0, _identifier_js__WEBPACK_IMPORTED_MODULE_4__.To)([ column ])).join(", ")})`;
}
},
43634: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
A: () => unique,
Z: () => runUnique
});
var valibot__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77934);
var _identifier_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87508);
var _session_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7167);
var _table_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77355);
const options = valibot__WEBPACK_IMPORTED_MODULE_0__.rej({
table: valibot__WEBPACK_IMPORTED_MODULE_0__.YjP(),
key: valibot__WEBPACK_IMPORTED_MODULE_0__.FsL(valibot__WEBPACK_IMPORTED_MODULE_0__.YOg(valibot__WEBPACK_IMPORTED_MODULE_0__.YjP()), valibot__WEBPACK_IMPORTED_MODULE_0__.BpQ(1, "needs at least one column"))
});
const unique = {
summary: "No two rows of a table share a key.",
layer: "integration",
options: options,
expand({table: table, key: key}, settings) {
const input = {
table: (0, _table_name_js__WEBPACK_IMPORTED_MODULE_1__.Cm)(table, settings),
key: key.map(column => (0, _identifier_js__WEBPACK_IMPORTED_MODULE_2__.$q)(column)[0] ?? "")
};
return [ {
name: `unique.${(0, _table_name_js__WEBPACK_IMPORTED_MODULE_1__.NK)(table)}.${(0, 
_table_name_js__WEBPACK_IMPORTED_MODULE_1__.NK)(key.join("_"))}`,
title: `Table ${table} has no duplicates of ${key.join(", ")}`,
input: input
} ];
}
};
async function runUnique(connection, input, context) {
const table = (0, _table_name_js__WEBPACK_IMPORTED_MODULE_1__.Z8)(input.table);
const key = input.key.map(_identifier_js__WEBPACK_IMPORTED_MODULE_2__.Cm).join(", ");
const ask = (0, _session_js__WEBPACK_IMPORTED_MODULE_3__.d)(context);
const rows = Number((0, _session_js__WEBPACK_IMPORTED_MODULE_3__.a)(await connection.session.query(`SELECT COUNT(*) AS N FROM ${table}`, ask)));
const repeated = `SELECT ${key} FROM ${table} GROUP BY ${key} HAVING COUNT(*) > 1`;
const duplicates = Number((0, _session_js__WEBPACK_IMPORTED_MODULE_3__.a)(await connection.session.query(`SELECT COUNT(*) AS N FROM (${repeated}) AS REPEATED`, ask)));
context.value("rows", rows);
context.value("duplicates", duplicates);
context.value("value", duplicates);
context.find({
subject: `key (${input.key.map(column => (0, _identifier_js__WEBPACK_IMPORTED_MODULE_2__.To)([ column ])).join(", ")}) of ${(0, 
_table_name_js__WEBPACK_IMPORTED_MODULE_1__.e4)(input.table)}`,
expected: "no key twice",
actual: duplicates === 0 ? `no key twice in ${rows} rows` : `${duplicates} keys occur more than once in ${rows} rows`,
met: duplicates === 0
});
}
},
14042: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
G: () => parseColumnType,
y: () => normalType
});
const number = {
name: "NUMBER",
defaults: [ "38", "0" ]
};
const integer = {
name: "NUMBER(38,0)"
};
const text = {
name: "VARCHAR",
defaults: [ "16777216" ]
};
const character = {
name: "VARCHAR",
defaults: [ "1" ]
};
const binary = {
name: "BINARY",
defaults: [ "8388608" ]
};
const float = {
name: "FLOAT"
};
const timestamp = kind => ({
name: `TIMESTAMP_${kind}`,
defaults: [ "9" ]
});
const families = new Map([ ...[ "number", "decimal", "dec", "numeric", "fixed" ].map(name => [ name, number ]), ...[ "int", "integer", "bigint", "smallint", "tinyint", "byteint" ].map(name => [ name, integer ]), ...[ "varchar", "string", "text", "nvarchar", "nvarchar2", "char varying", "nchar varying" ].map(name => [ name, text ]), ...[ "char", "character", "nchar" ].map(name => [ name, character ]), ...[ "binary", "varbinary" ].map(name => [ name, binary ]), ...[ "float", "float4", "float8", "double", "double precision", "real" ].map(name => [ name, float ]), ...[ "timestamp", "datetime", "timestamp_ntz", "timestampntz" ].map(name => [ name, timestamp("NTZ") ]), [ "timestamp without time zone", timestamp("NTZ") ], ...[ "timestamp_ltz", "timestampltz", "timestamp with local time zone" ].map(name => [ name, timestamp("LTZ") ]), ...[ "timestamp_tz", "timestamptz", "timestamp with time zone" ].map(name => [ name, timestamp("TZ") ]), [ "time", {
name: "TIME",
defaults: [ "9" ]
} ], [ "vector", {
name: "VECTOR",
defaults: []
} ], ...[ "boolean", "date", "variant", "object", "array", "map", "geography", "geometry" ].map(name => [ name, {
name: name.toUpperCase()
} ]) ]);
function parseColumnType(declared) {
const words = declared.trim().replaceAll(/\s+/g, " ");
const lower = words.toLowerCase();
if (lower.endsWith(" not null")) return {
type: normalType(words.slice(0, -" not null".length)),
nullable: false
};
if (lower.endsWith(" null")) return {
type: normalType(words.slice(0, -" null".length)),
nullable: true
};
return {
type: normalType(words),
nullable: undefined
};
}
function normalType(type) {
const match = /^([a-z][a-z0-9_ ]*?)\s*(?:\(([^()]*)\))?$/i.exec(type.trim());
const family = families.get(match?.[1]?.toLowerCase().replaceAll(/\s+/g, " ") ?? "");
if (match === null || family === undefined) throw new SyntaxError(`${JSON.stringify(type)} is not a Snowflake data type.`);
const written = match[2];
if (family.defaults === undefined) {
if (written !== undefined) throw new SyntaxError(`The Snowflake data type ${match[1]} takes no arguments: ${type}.`);
return family.name;
}
return withArguments(family.name, written === undefined ? [] : written.split(","), family.defaults, type);
}
function withArguments(name, written, defaults, type) {
const given = written.map(argument => argument.trim().toUpperCase());
if (name === "VECTOR") {
if (given.length !== 2) throw new SyntaxError(`A vector type is written vector(float, 256), not ${type}.`);
return `VECTOR(${given.join(", ")})`;
}
if (given.length > defaults.length || given.some(argument => !/^\d{1,9}$/.test(argument))) {
throw new SyntaxError(`The arguments of the Snowflake data type ${type} are not understood.`);
}
const all = defaults.map((fallback, index) => String(Number(given[index] ?? fallback)));
return `${name}(${all.join(",")})`;
}
},
74555: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
b2: () => isMissing,
b6: () => textOf,
ie: () => primaryKey,
uq: () => describeTable
});
var _std_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37734);
var _column_type_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(14042);
var _table_name_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(77355);
const missingCodes = new Set([ "002003", "002043", "003001" ]);
function isMissing(error) {
return error instanceof _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.P_ && missingCodes.has(error.code);
}
async function describeTable(session, name, ask) {
try {
const rows = await session.query(`DESCRIBE TABLE ${(0, _table_name_js__WEBPACK_IMPORTED_MODULE_2__.Z8)(name)}`, ask);
return rows.filter(row => textOf(row, "kind") === "COLUMN" || textOf(row, "kind") === "").map(foundColumn);
} catch (error) {
if (isMissing(error)) return undefined;
throw error;
}
}
async function primaryKey(session, name, ask) {
const rows = await session.query(`SHOW PRIMARY KEYS IN TABLE ${(0, _table_name_js__WEBPACK_IMPORTED_MODULE_2__.Z8)(name)}`, ask);
return rows.toSorted((left, right) => Number(left["key_sequence"]) - Number(right["key_sequence"])).map(row => textOf(row, "column_name"));
}
function foundColumn(row) {
return {
name: textOf(row, "name"),
type: knownType(textOf(row, "type")),
nullable: textOf(row, "null?") !== "N"
};
}
function knownType(type) {
try {
return (0, _column_type_js__WEBPACK_IMPORTED_MODULE_1__.y)(type);
} catch {
return type.toUpperCase();
}
}
function textOf(row, column) {
const value = row[column];
return typeof value === "string" ? value : "";
}
},
87508: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
$q: () => parseName,
Cm: () => quoteIdentifier,
DU: () => quoteParts,
To: () => printName,
yS: () => isSameName
});
const longestIdentifier = 255;
const unquotedPart = /^[A-Za-z_][A-Za-z0-9_$]*$/;
function quoteIdentifier(exactName) {
if (exactName === "") throw new SyntaxError("A Snowflake name must not be empty.");
if (exactName.length > longestIdentifier) {
throw new SyntaxError(`The Snowflake name "${exactName.slice(0, 40)}..." is longer than ${longestIdentifier} characters.`);
}
if (/\p{Cc}/u.test(exactName)) {
throw new SyntaxError(`The Snowflake name ${JSON.stringify(exactName)} has control characters.`);
}
return `"${exactName.replaceAll('"', '""')}"`;
}
function parseName(text) {
const parts = [];
let rest = text;
for (;;) {
const raw = rest.startsWith('"') ? quotedPrefix(rest, text) : unquotedPrefix(rest);
parts.push(exactPart(raw, text));
rest = rest.slice(raw.length);
if (rest === "") return parts;
if (!rest.startsWith(".")) throw unreadable(text, `unexpected ${JSON.stringify(rest[0])} after ${raw}`);
rest = rest.slice(1);
}
}
function quoteName(text) {
return quoteParts(parseName(text));
}
function quoteParts(exactParts) {
return exactParts.map(quoteIdentifier).join(".");
}
function printName(exactParts) {
return exactParts.map(part => unquotedPart.test(part) && part === part.toUpperCase() ? part : `"${part.replaceAll('"', '""')}"`).join(".");
}
function isSameName(left, right) {
return foldedOrSame(left) === foldedOrSame(right);
}
function foldedOrSame(text) {
return unquotedPart.test(text) ? text.toUpperCase() : text.replace(/^"(.*)"$/s, "$1").replaceAll('""', '"');
}
function unquotedPrefix(rest) {
const dot = rest.indexOf(".");
return dot === -1 ? rest : rest.slice(0, dot);
}
function quotedPrefix(rest, whole) {
let index = 1;
while (index < rest.length) {
if (rest[index] !== '"') index += 1; else if (rest[index + 1] === '"') index += 2; else return rest.slice(0, index + 1);
}
throw unreadable(whole, "a double quote is not closed");
}
function exactPart(raw, whole) {
if (raw.startsWith('"')) {
const exact = raw.slice(1, -1).replaceAll('""', '"');
quoteIdentifier(exact);
return exact;
}
if (raw === "") throw unreadable(whole, "a part is empty");
if (!unquotedPart.test(raw)) throw unreadable(whole, `${JSON.stringify(raw)} needs double quotes`);
quoteIdentifier(raw);
return raw.toUpperCase();
}
function unreadable(text, reason) {
return new SyntaxError(`${JSON.stringify(text.slice(0, 300))} is not a Snowflake name: ${reason}.`);
}
},
42957: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
F: () => scratchPrefix
});
const scratchPrefix = "INFRA_TEST";
},
7167: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
a: () => onlyValue,
d: () => askFor
});
function askFor(context) {
return {
signal: context.signal,
tag: `infra-test:${context.runId}:${context.checkId}`
};
}
function onlyValue(rows) {
const [row] = rows;
const values = row === undefined ? [] : Object.values(row);
return rows.length === 1 && values.length === 1 ? values[0] : undefined;
}
},
99781: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
q: () => statement
});
var valibot__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77934);
const statement = {
sql: valibot__WEBPACK_IMPORTED_MODULE_0__.FsL(valibot__WEBPACK_IMPORTED_MODULE_0__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__.hq("must not be empty"), valibot__WEBPACK_IMPORTED_MODULE_0__.h_("One statement; `?` stands for a bind.")),
binds: valibot__WEBPACK_IMPORTED_MODULE_0__.lqM(valibot__WEBPACK_IMPORTED_MODULE_0__.YOg(valibot__WEBPACK_IMPORTED_MODULE_0__.KCZ([ valibot__WEBPACK_IMPORTED_MODULE_0__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__.aig(), valibot__WEBPACK_IMPORTED_MODULE_0__.zMY(), valibot__WEBPACK_IMPORTED_MODULE_0__.chJ() ])), [])
};
},
77355: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Cm: () => tableName,
NK: () => idPart,
Z8: () => quoteTable,
e4: () => printTable,
l_: () => schemaName,
ms: () => quoteSchema
});
var _identifier_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(87508);
function tableName(text, defaults) {
const parts = (0, _identifier_js__WEBPACK_IMPORTED_MODULE_0__.$q)(text);
const table = parts.at(-1) ?? "";
if (parts.length > 3) throw new Error(`${text} has ${parts.length} parts: a table is written DATABASE.SCHEMA.TABLE.`);
return {
...containing(text, parts.slice(0, -1), defaults, "table"),
table: table
};
}
function schemaName(text, defaults) {
const parts = (0, _identifier_js__WEBPACK_IMPORTED_MODULE_0__.$q)(text);
if (parts.length > 2) throw new Error(`${text} has ${parts.length} parts: a schema is written DATABASE.SCHEMA.`);
return containing(text, parts, defaults, "schema");
}
function containing(text, parts, defaults, kind) {
const schema = parts.at(-1) ?? defaultPart(defaults.schema);
const database = parts.length > 1 ? parts[0] : defaultPart(defaults.database);
if (schema === undefined) throw new Error(`The ${kind} ${text} does not say its schema, and \`with.schema\` is not set.`);
if (database === undefined) throw new Error(`The ${kind} ${text} does not say its database, and \`with.database\` is not set.`);
return {
database: database,
schema: schema
};
}
function defaultPart(setting) {
return setting === undefined ? undefined : (0, _identifier_js__WEBPACK_IMPORTED_MODULE_0__.$q)(setting)[0];
}
function quoteTable(name) {
return (0, _identifier_js__WEBPACK_IMPORTED_MODULE_0__.DU)([ name.database, name.schema, name.table ]);
}
function quoteSchema(name) {
return (0, _identifier_js__WEBPACK_IMPORTED_MODULE_0__.DU)([ name.database, name.schema ]);
}
function printTable(name) {
return (0, _identifier_js__WEBPACK_IMPORTED_MODULE_0__.To)([ name.schema, name.table ]);
}
function idPart(text) {
return text.replaceAll(/[^A-Za-z0-9_.$-]+/g, "_");
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

export const id = 3369;

export const ids = [ 3369 ];

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
71437: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
x: () => networkError
});
var _std_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37734);
var _guarded_agent_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8202);
const certificateErrors = new Set([ "CERT_CHAIN_TOO_LONG", "CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID", "CERT_REJECTED", "CERT_REVOKED", "CERT_SIGNATURE_FAILURE", "CERT_UNTRUSTED", "CRL_HAS_EXPIRED", "CRL_NOT_YET_VALID", "CRL_SIGNATURE_FAILURE", "DEPTH_ZERO_SELF_SIGNED_CERT", "ERR_TLS_CERT_ALTNAME_FORMAT", "ERR_TLS_CERT_ALTNAME_INVALID", "ERROR_IN_CERT_NOT_AFTER_FIELD", "ERROR_IN_CERT_NOT_BEFORE_FIELD", "HOSTNAME_MISMATCH", "INVALID_CA", "INVALID_PURPOSE", "PATH_LENGTH_EXCEEDED", "SELF_SIGNED_CERT_IN_CHAIN", "UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY", "UNABLE_TO_DECRYPT_CERT_SIGNATURE", "UNABLE_TO_GET_CRL", "UNABLE_TO_GET_ISSUER_CERT", "UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "UNABLE_TO_VERIFY_LEAF_SIGNATURE" ]);
const sentences = {
ECONNREFUSED: "nothing listens there (connection refused)",
ECONNRESET: "the connection was reset",
EPIPE: "the connection was closed while sending",
EHOSTUNREACH: "the host is unreachable",
ENETUNREACH: "the network is unreachable",
ENOTFOUND: "the name does not exist (DNS)",
EAI_AGAIN: "the name server gave no answer (DNS)",
ERR_SSL_WRONG_VERSION_NUMBER: "what answers there does not speak TLS"
};
function networkError(error, where, stage, isAborted) {
if (error instanceof _guarded_agent_js__WEBPACK_IMPORTED_MODULE_1__.EW || error instanceof _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.P_ || error instanceof _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.wX) return error;
if (isAborted) return new _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.wX("timeout", `${where} gave no answer in time: still ${stage}`, {
cause: error
});
const code = errorCode(error);
if (certificateErrors.has(code)) {
return new _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.P_(code, `the certificate of ${where} is not trusted: ${(0, 
_std_errors_js__WEBPACK_IMPORTED_MODULE_0__.gJ)(error)}`, {
cause: error
});
}
const kind = code === "ETIMEDOUT" ? "timeout" : "network";
return new _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.wX(kind, `${where}, ${stage}: ${sentences[code] ?? describe(error, code)}`, {
cause: error
});
}
function errorCode(error) {
if (typeof error !== "object" || error === null) return "";
if ("code" in error && typeof error.code === "string") return error.code;
return error instanceof AggregateError ? errorCode(error.errors[0]) : "";
}
function describe(error, code) {
const message = (0, _std_errors_js__WEBPACK_IMPORTED_MODULE_0__.gJ)(error).trim().split("\n")[0] ?? "";
return code === "" || message.includes(code) ? message : `${message} (${code})`;
}
},
3369: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
default: () => snowflake
});
var audit = __webpack_require__(47762);
var clone_restore = __webpack_require__(71767);
var concurrency = __webpack_require__(67962);
var connection = __webpack_require__(96662);
var failed_logins = __webpack_require__(46463);
var errors = __webpack_require__(37734);
var describe_table = __webpack_require__(69809);
var future_grant = __webpack_require__(86584);
var access_grant = __webpack_require__(10488);
var grant_pattern = __webpack_require__(26471);
var identifier = __webpack_require__(37626);
var role_grants = __webpack_require__(35686);
var scratch_name = __webpack_require__(42957);
var snowflake_session = __webpack_require__(7167);
var shown_objects = __webpack_require__(59977);
var table_name = __webpack_require__(82949);
const mostFindings = 100;
async function runGrants({session: session}, input, context) {
const ask = (0, snowflake_session.dq)(context);
if (!await (0, role_grants.Zy)(session, input.role, ask)) {
context.find({
subject: `role ${(0, identifier.To)(input.role)}`,
expected: "exists",
actual: "no such role",
met: false
});
return;
}
switch (input.look) {
case "privileges":
return comparePrivileges(session, input, context);

case "roles":
return compareRoles(session, input, context);

case "members":
return compareMembers(session, input, context);

case "future":
return compareFuture(session, input, context);

case "owner":
return compareOwner(session, input, ask, context);
}
}
async function comparePrivileges(session, input, context) {
const ask = (0, snowflake_session.dq)(context);
const found = await (input.inherited ? role_grants.FA : role_grants.TQ)(session, input.role, ask);
for (const pattern of input.declared) await findDeclared(session, pattern, found, context);
for (const pattern of input.never) {
if (found.some(grant => isUnexpected(grant, {
...input,
never: [ pattern ],
exact: false
}))) continue;
context.find({
subject: pattern.text,
expected: "not granted",
actual: "not granted",
met: true
});
}
findUnexpected(found.filter(grant => isUnexpected(grant, input)).map(grantText), context);
const privileges = found.filter(grant => !(0, access_grant.tW)(grant));
context.value("grants", privileges.map(access_grant.g_));
context.value("value", privileges.length);
}
function isUnexpected(grant, {declared: declared, never: never, exact: exact}) {
if (grant.name.at(-1)?.startsWith(`${scratch_name.F}_`) === true) return false;
if (never.some(pattern => (0, grant_pattern.A)(pattern, grant))) return true;
return exact && !(0, access_grant.tW)(grant) && !declared.some(pattern => isDeclared(pattern, grant));
}
function isDeclared(pattern, grant) {
if (grant.privilege === "OWNERSHIP" && pattern.privilege !== "OWNERSHIP" && pattern.privilege !== "*") return false;
return (0, grant_pattern.A)(pattern, grant);
}
async function findDeclared(session, pattern, found, context) {
const matching = found.filter(grant => (0, grant_pattern.A)(pattern, grant));
const without = isWholeSchema(pattern) ? await relationsWithout(session, pattern, matching, context) : [];
const [first] = matching;
const missing = without.length === 0 ? "not granted" : `not granted on ${without.map(name => (0, 
identifier.To)([ name ])).join(", ")}`;
const met = first !== undefined && without.length === 0;
context.find({
subject: pattern.text,
expected: "granted",
actual: met ? `granted through ${first.grantee}` : missing,
met: met
});
}
function isWholeSchema({kind: kind, name: name, every: every}) {
return every && name.length === 2 && [ "RELATION", "TABLE", "VIEW" ].includes(kind);
}
async function relationsWithout(session, pattern, matching, context) {
const [database = "", schema = ""] = pattern.name;
const lists = [ ...pattern.kind === "VIEW" ? [] : [ "TABLES" ], ...pattern.kind === "TABLE" || !viewPrivileges.has(pattern.privilege) ? [] : [ "VIEWS" ] ];
const names = [];
for (const list of lists) {
const rows = await (0, shown_objects["in"])(session, list, `IN SCHEMA ${(0, table_name.ms)({
database: database,
schema: schema
})}`, (0, snowflake_session.dq)(context));
if (rows === undefined) throw new errors.MO(`not permitted to look into schema ${(0, 
identifier.To)(pattern.name)}: needs USAGE on it and its database`);
names.push(...rows.map(row => (0, describe_table.b6)(row, "name")));
}
return names.filter(name => !matching.some(grant => grant.name.at(-1) === name));
}
const viewPrivileges = new Set([ "SELECT", "REFERENCES", "*" ]);
function grantText(grant) {
const option = grant.withGrantOption && grant.privilege !== "OWNERSHIP" ? ", with grant option" : "";
return {
subject: (0, access_grant.g_)(grant),
actual: `granted to ${grant.grantee}${option}`
};
}
function findUnexpected(unexpected, context) {
const sorted = unexpected.toSorted((left, right) => left.subject < right.subject ? -1 : 1);
for (const found of sorted.slice(0, mostFindings)) context.find({
...found,
expected: "not granted",
met: false
});
if (unexpected.length > mostFindings) context.note(`${unexpected.length - mostFindings} more that were not expected are left out`);
}
async function compareRoles(session, {role: role, declared: declared, exact: exact}, context) {
const found = (await (0, role_grants.TQ)(session, role, (0, snowflake_session.dq)(context))).filter(access_grant.tW).map(({name: name}) => (0, 
identifier.To)(name));
compareSets("role", declared.map(identifier.To), found, exact, context);
}
async function compareMembers(session, {role: role, declared: declared, exact: exact}, context) {
const found = await (0, role_grants.yA)(session, role, (0, snowflake_session.dq)(context));
compareSets("granted to", declared.map(printMember), found.map(printMember), exact, context);
}
async function compareFuture(session, {role: role, declared: declared, exact: exact}, context) {
const found = (0, future_grant.$V)(await (0, role_grants.L3)(session, role, (0, 
snowflake_session.dq)(context)));
compareSets("", declared.map(future_grant.Xs), found.map(future_grant.Xs), exact, context);
}
async function compareOwner(session, {role: role, owner: owner}, ask, context) {
const [database = "", name = database] = role;
const [list, scope] = role.length === 1 ? [ "ROLES", "" ] : [ "DATABASE ROLES", `IN DATABASE ${(0, 
identifier.Cm)(database)}` ];
const row = await (0, shown_objects.Ts)(session, list, name, scope, ask);
const actual = row === undefined ? "" : (0, describe_table.b6)(row, "owner");
const shown = actual === "" ? "nobody, or not shown to this role" : (0, identifier.To)([ actual ]);
context.find({
subject: `owner of role ${(0, identifier.To)(role)}`,
expected: (0, identifier.To)([ owner ]),
actual: shown,
met: actual === owner
});
}
function compareSets(noun, declared, found, exact, context) {
const subject = text => `${noun} ${text}`.trim();
for (const text of declared) {
const met = found.includes(text);
context.find({
subject: subject(text),
expected: "granted",
actual: met ? "granted" : "not granted",
met: met
});
}
const extra = [ ...new Set(found) ].filter(text => !declared.includes(text));
if (exact) findUnexpected(extra.map(text => ({
subject: subject(text),
actual: "granted"
})), context);
if (exact && declared.length + extra.length === 0) context.find({
subject: noun,
expected: "none",
actual: "none",
met: true
});
context.value("value", found.length);
}
function printMember({kind: kind, name: name}) {
return `${kind.toLowerCase()} ${(0, identifier.To)(name)}`;
}
var latency = __webpack_require__(10694);
var orphans = __webpack_require__(34226);
var masking = __webpack_require__(20405);
var metering = __webpack_require__(57834);
var network_policy = __webpack_require__(25988);
var parameters = __webpack_require__(59945);
var pii = __webpack_require__(23734);
var pooling = __webpack_require__(30603);
var query = __webpack_require__(95741);
var refuses_wrong_password = __webpack_require__(75764);
var replication = __webpack_require__(94855);
var resource_monitors = __webpack_require__(3533);
var retention = __webpack_require__(37302);
var roles = __webpack_require__(44118);
var row_access = __webpack_require__(29576);
var spend_daily = __webpack_require__(4913);
var spend_idle = __webpack_require__(41424);
var structure = __webpack_require__(45015);
var time_travel_restore = __webpack_require__(90978);
var undrop = __webpack_require__(77339);
var unique = __webpack_require__(43634);
const batchSize = 8;
async function inBatches(items, work) {
const results = [];
for (let start = 0; start < items.length; start += batchSize) {
results.push(...await Promise.all(items.slice(start, start + batchSize).map(work)));
}
return results;
}
var not_permitted = __webpack_require__(79013);
var shown_parameter = __webpack_require__(3374);
const dayMilliseconds = 864e5;
const systemUser = "SNOWFLAKE";
function readUsers(rows) {
return rows.filter(row => (0, describe_table.b6)(row, "name") !== systemUser && isFull(row)).map(readUser);
}
function staleLogin(user, allowedDays, nowMilliseconds) {
const {disabled: disabled, lastLoginMilliseconds: lastLoginMilliseconds, createdMilliseconds: createdMilliseconds} = user;
const days = Math.floor((nowMilliseconds - (lastLoginMilliseconds ?? createdMilliseconds)) / dayMilliseconds);
if (disabled || days <= allowedDays) return undefined;
return lastLoginMilliseconds === undefined ? `never, and it was made ${days} days ago` : `${days} days ago`;
}
function isFull(row) {
return flagOf(row, "has_password") !== undefined && flagOf(row, "disabled") !== undefined;
}
function readUser(row) {
const type = (0, describe_table.b6)(row, "type").toUpperCase();
return {
name: (0, describe_table.b6)(row, "name"),
isPerson: type === "" || type === "PERSON",
isLegacyService: type === "LEGACY_SERVICE",
disabled: flagOf(row, "disabled") ?? false,
hasPassword: flagOf(row, "has_password") ?? false,
hasMfa: (flagOf(row, "has_mfa") ?? false) || (flagOf(row, "ext_authn_duo") ?? false),
defaultRole: (0, describe_table.b6)(row, "default_role"),
lastLoginMilliseconds: timeOf(row, "last_success_login"),
createdMilliseconds: timeOf(row, "created_on") ?? 0
};
}
function flagOf(row, column) {
const value = row[column];
const text = typeof value === "boolean" ? String(value) : (0, describe_table.b6)(row, column).toLowerCase();
return text === "true" ? true : text === "false" ? false : undefined;
}
function timeOf(row, column) {
const milliseconds = Date.parse((0, describe_table.b6)(row, column));
return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
async function userGrants(session, user, ask) {
return readUserGrants(await (0, not_permitted.ni)(`grants of user ${(0, identifier.To)([ user ])}`, not_permitted.p4, () => session.query(`SHOW GRANTS TO USER ${(0, 
identifier.Cm)(user)}`, ask)));
}
function readUserGrants(rows) {
const named = rows.filter(row => (0, describe_table.b6)(row, "role") !== "").map(row => (0, 
access_grant.hr)((0, describe_table.b6)(row, "role")));
const grants = (0, access_grant.o4)(rows.filter(row => (0, describe_table.b6)(row, "role") === ""));
return {
roles: [ ...named, ...grants.filter(access_grant.tW).map(({name: name}) => name) ],
privileges: grants.filter(grant => !(0, access_grant.tW)(grant)).map(access_grant.g_)
};
}
const administratorRole = "ACCOUNTADMIN";
const judges = {
mfa: {
expected: "a second factor",
judge: user => isOpen(user) && user.hasPassword && !user.hasMfa ? "a password and no second factor" : undefined
},
"service-passwords": {
expected: "no password",
judge: serviceFault
},
"stale-logins": {
expected: "a login lately",
judge: (user, {staleDays: staleDays}) => staleLogin(user, staleDays, Date.now())
},
"disabled-with-roles": {
expected: "no roles",
judge: leftoverFault
},
"default-roles": {
expected: "its default role",
judge: defaultRoleFault
},
"direct-privileges": {
expected: "privileges through roles alone",
judge: directFault
},
"service-network-policies": {
expected: "a network policy",
judge: networkFault
}
};
async function runUsers({session: session}, input, context) {
const ask = (0, snowflake_session.dq)(context);
const rows = await (0, not_permitted.ni)("users", not_permitted.p4, () => session.query("SHOW USERS", ask));
const seen = readUsers(rows).filter(({name: name}) => !input.ignored.includes(name));
const faults = input.rule === "account-admins" ? await judgeAdministrators(seen, input, session, context) : await judgeUsers(seen, input.rule, input, session, context);
context.value("users", seen.length);
context.value("value", faults);
if (await (0, role_grants.du)(session, ask)) return;
if (faults === 0) throw (0, not_permitted.go)(`all users, only ${seen.length} are shown`, not_permitted.p4);
context.note(`only ${seen.length} users are shown to this role: more may be found with ${not_permitted.p4}`);
}
async function judgeUsers(seen, rule, input, session, context) {
const {expected: expected, judge: judge} = judges[rule];
const ask = (0, snowflake_session.dq)(context);
const judged = await inBatches(seen, async user => ({
user: user,
fault: await judge(user, input, session, ask)
}));
const faulty = judged.flatMap(({user: user, fault: fault}) => fault === undefined ? [] : [ {
user: user,
fault: fault
} ]);
for (const {user: user, fault: fault} of faulty) context.find({
subject: `user ${(0, identifier.To)([ user.name ])}`,
expected: expected,
actual: fault,
met: false
});
if (faulty.length === 0) context.find({
subject: "users",
expected: expected,
actual: `nothing else among ${seen.length} users`,
met: true
});
return faulty.length;
}
async function judgeAdministrators(seen, {admins: admins, ignored: ignored}, session, context) {
const members = await (0, role_grants.yA)(session, [ administratorRole ], (0, snowflake_session.dq)(context));
const roles = members.filter(({kind: kind}) => kind !== "USER");
for (const {name: name} of roles) {
context.find({
subject: `role ${(0, identifier.To)(name)}`,
expected: `not above ${administratorRole}`,
actual: "has it",
met: false
});
}
const disabled = new Set(seen.filter(user => user.disabled).map(({name: name}) => name));
const names = members.filter(({kind: kind}) => kind === "USER").map(({name: name}) => name[0] ?? "");
const enabled = names.filter(name => !disabled.has(name) && !ignored.includes(name));
const met = enabled.length >= admins.min && enabled.length <= admins.max;
context.find({
subject: `users with ${administratorRole}`,
expected: `${admins.min} to ${admins.max}`,
actual: enabled.length === 0 ? "none" : `${enabled.length}: ${enabled.map(name => (0, 
identifier.To)([ name ])).join(", ")}`,
met: met
});
context.value("admins", enabled.length);
return roles.length + (met ? 0 : 1);
}
function isOpen({isPerson: isPerson, disabled: disabled}) {
return isPerson && !disabled;
}
function serviceFault({isPerson: isPerson, isLegacyService: isLegacyService, disabled: disabled, hasPassword: hasPassword}) {
if (isPerson || disabled) return undefined;
if (hasPassword) return "a password on a service user";
return isLegacyService ? "the type LEGACY_SERVICE, which allows a password" : undefined;
}
async function leftoverFault(user, _input, session, ask) {
if (!user.disabled) return undefined;
const {roles: roles} = await userGrants(session, user.name, ask);
return roles.length === 0 ? undefined : `disabled, and has ${roles.map(role => (0, 
identifier.To)(role)).join(", ")}`;
}
async function defaultRoleFault({name: name, defaultRole: defaultRole, disabled: disabled}, _input, session, ask) {
if (disabled || defaultRole === "" || defaultRole === "PUBLIC") return undefined;
const {roles: roles} = await userGrants(session, name, ask);
return roles.some(role => role.length === 1 && role[0] === defaultRole) ? undefined : `${(0, 
identifier.To)([ defaultRole ])}, which it does not have`;
}
async function directFault({name: name}, _input, session, ask) {
const {privileges: privileges} = await userGrants(session, name, ask);
return privileges.length === 0 ? undefined : privileges.join(", ");
}
async function networkFault({name: name, isPerson: isPerson, disabled: disabled}, _input, session, ask) {
if (isPerson || disabled) return undefined;
const row = await (0, not_permitted.ni)(`parameters of user ${(0, identifier.To)([ name ])}`, not_permitted.p4, () => (0, 
shown_parameter.H)(session, "NETWORK_POLICY", `FOR USER ${(0, identifier.Cm)(name)}`, ask));
return (0, describe_table.b6)(row ?? {}, "value") === "" ? "none, of its own or of the account" : undefined;
}
var warehouses = __webpack_require__(6261);
var guarded_agent = __webpack_require__(8202);
const sdkSwitches = {
SNOWFLAKE_DISABLE_PLATFORM_DETECTION: "true",
SNOWFLAKE_DISABLE_MINICORE: "true",
SF_TELEMETRY_DISABLE_CONNECTION_SHAPE: "true"
};
for (const [name, value] of Object.entries(sdkSwitches)) process.env[name] ??= value;
var dist = __webpack_require__(10618);
var duration = __webpack_require__(38849);
var external_node_crypto_ = __webpack_require__(77598);
const shortestKeyBits = 2048;
function checkPrivateKey({auth: auth, private_key: private_key, private_key_passphrase: private_key_passphrase}) {
if (auth !== "key-pair") return;
const key = readKey(private_key ?? "", private_key_passphrase);
if (key.asymmetricKeyType !== "rsa") throw new Error(`private_key is an ${key.asymmetricKeyType} key: Snowflake takes RSA keys.`);
const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
if (bits < shortestKeyBits) throw new Error(`private_key has ${bits} bits: Snowflake takes ${shortestKeyBits} or more.`);
}
function readKey(pem, passphrase) {
const isEncrypted = /^-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(pem);
if (isEncrypted && passphrase === undefined) throw new Error("private_key is encrypted: give its private_key_passphrase.");
try {
return (0, external_node_crypto_.createPrivateKey)({
key: pem,
format: "pem",
...passphrase === undefined ? {} : {
passphrase: passphrase
}
});
} catch (error) {
if (isEncrypted) throw new Error("private_key_passphrase does not open the private_key.", {
cause: error
});
const reason = (0, errors.gJ)(error).replace(/^error:[0-9A-Fa-f]+:/, "");
throw new Error(`private_key is no private key in PEM form (${reason}): its lines must be kept, header and footer too.`, {
cause: error
});
}
}
var external_node_http_ = __webpack_require__(37067);
var external_node_https_ = __webpack_require__(44708);
var consumers_ = __webpack_require__(38321);
var backoff = __webpack_require__(5713);
var deadline = __webpack_require__(33237);
var network_error = __webpack_require__(71437);
const audience = "snowflakecomputing.com";
const mostRequests = 3;
const requestTimeoutMilliseconds = 1e4;
const firstBackoffMilliseconds = 500;
async function fetchIdentityToken(signal) {
const {url: url, requestToken: requestToken} = tokenService();
for (let number = 1; ;number += 1) {
try {
return await requestIdentityToken(url, requestToken, AbortSignal.any([ signal, AbortSignal.timeout(requestTimeoutMilliseconds) ]));
} catch (error) {
if (!(error instanceof errors.wX) || number === mostRequests || signal.aborted) throw error;
await (0, deadline.v7)((0, backoff.p)(number, firstBackoffMilliseconds, Math.random), signal);
}
}
}
function tokenService() {
const address = process.env["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "";
const requestToken = process.env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? "";
if (address === "" || requestToken === "") {
throw new errors.P_("NO_IDENTITY_TOKEN", "auth: github-oidc needs an identity token of GitHub Actions, and this job may not ask for one (ACTIONS_ID_TOKEN_REQUEST_URL is not set): " + "add `permissions: id-token: write` to the job. Pull requests from forks and runs outside of GitHub Actions never get one.");
}
const url = URL.canParse(address) ? new URL(address) : undefined;
if (url === undefined || url.protocol !== "https:" && !(0, guarded_agent.cW)(url.hostname)) {
throw new errors.P_("NO_IDENTITY_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_URL is no https address, so the token that it would be sent is kept back");
}
url.searchParams.set("audience", audience);
return {
url: url,
requestToken: requestToken
};
}
async function requestIdentityToken(url, requestToken, signal) {
const where = `the token service of GitHub Actions (${url.host})`;
const secure = url.protocol === "https:";
const agent = (0, guarded_agent.Sn)({
secure: secure,
keepAlive: false,
mayProxy: !(0, guarded_agent.cW)(url.hostname)
});
const headers = {
accept: "application/json",
authorization: `Bearer ${requestToken}`,
"user-agent": "infra-test"
};
const {promise: promise, resolve: resolve, reject: reject} = Promise.withResolvers();
try {
const request = (secure ? external_node_https_.request : external_node_http_.request)(url, {
agent: agent,
headers: headers,
signal: signal
});
request.on("response", resolve).on("error", reject).end();
const answer = await promise;
return tokenOf(answer.statusCode ?? 0, await (0, consumers_.text)(answer), where);
} catch (error) {
throw (0, network_error.x)(error, where, "asking for an identity token", signal.aborted);
} finally {
agent.destroy();
}
}
function tokenOf(status, body, where) {
if (status === 429) throw new errors.wX("429", `${where} answered HTTP 429`);
if (status >= 500) throw new errors.wX("5xx", `${where} answered HTTP ${status}`);
const token = status === 200 ? memberOf(body, "value") : undefined;
if (typeof token === "string" && token !== "") return token;
throw new errors.P_(String(status), status === 200 ? `${where} answered without a token: expected a JSON object with "value"` : `${where} answered HTTP ${status}: the job may need \`permissions: id-token: write\``);
}
function memberOf(json, name) {
try {
const value = JSON.parse(json);
return typeof value === "object" && value !== null ? value[name] : undefined;
} catch {
return undefined;
}
}
function identityOf(token) {
const claims = Buffer.from(token.split(".")[1] ?? "", "base64url").toString();
const [issuer, subject, aud] = [ "iss", "sub", "aud" ].map(name => memberOf(claims, name));
if (typeof issuer !== "string" || typeof subject !== "string") return undefined;
return {
issuer: issuer,
subject: subject,
audience: Array.isArray(aud) ? aud.join(", ") : String(aud)
};
}
const suggestedUser = "INFRA_TEST";
const roleNotGranted = "390189";
function withIdentityHelp(error, identity, wanted) {
if (!(error instanceof errors.P_) || error.code === roleNotGranted || identity === undefined) return error;
const {issuer: issuer, subject: subject, audience: audience} = identity;
const lines = [ `${error.message}. GitHub's token says: issuer '${issuer}', subject '${subject}', audience '${audience}'.`, "The identity of a Snowflake user must be exactly that. For a new user:", ...registrationSql(identity, wanted).map(sql => `  ${sql}`), "For a user that exists:", `  ALTER USER ${userOf(wanted)} SET ${workloadIdentity(identity)};`, "The subject depends on event and branch; a job with `environment:` has one subject for all of them." ];
return new errors.P_(error.code, lines.join("\n"), {
cause: error
});
}
function registrationSql(identity, wanted) {
const user = userOf(wanted);
const {role: role} = wanted;
if (role === undefined) return [ `CREATE USER ${user} TYPE = SERVICE ${workloadIdentity(identity)};` ];
const name = identity_help_identifier(role);
return [ `CREATE USER ${user} TYPE = SERVICE DEFAULT_ROLE = ${name} ${workloadIdentity(identity)};`, `GRANT ROLE ${name} TO USER ${user};` ];
}
function workloadIdentity({issuer: issuer, subject: subject}) {
return `WORKLOAD_IDENTITY = (TYPE = OIDC ISSUER = ${literal(issuer)} SUBJECT = ${literal(subject)})`;
}
function userOf({username: username}) {
return identity_help_identifier(username ?? suggestedUser);
}
function identity_help_identifier(name) {
return /^[A-Za-z_][A-Za-z0-9_$]*$/.test(name) ? name : (0, identifier.Cm)(name.replace(/^"(.*)"$/s, "$1").replaceAll('""', '"'));
}
function literal(text) {
return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
class SnowflakeRefusal extends errors.P_ {
sqlState;
queryId;
statementHash;
constructor(code, message, details, options = {}) {
super(code, message, options);
this.sqlState = details.sqlState;
this.queryId = details.queryId;
this.statementHash = details.statementHash;
}
}
function normalError(error, doing, statementHash) {
if (error instanceof errors.P_ || error instanceof errors.wX) return error;
if (!isDriverError(error)) return new errors.wX("network", `${(0, errors.gJ)(error)}, while ${doing}`, {
cause: error
});
switch (error.name) {
case "OperationFailedError":
return refusal(error, doing, statementHash);

case "RequestFailedError":
return requestFailure(error, doing);

case "MissingParameterError":
case "InvalidParameterError":
return refusal(error, doing, statementHash);

default:
return new errors.wX(isTimeout(error) ? "timeout" : "network", `${transportMessage(error)}, while ${doing}`, {
cause: error
});
}
}
function normalCode(code) {
return typeof code === "string" || typeof code === "number" ? String(code).padStart(6, "0") : "unknown";
}
function refusal(error, doing, statementHash) {
const sqlState = textOrUndefined(error.sqlState);
const queryId = textOrUndefined(error.data?.queryId);
const known = [ ...sqlState === undefined ? [] : [ `SQLSTATE ${sqlState}` ], ...queryId === undefined ? [] : [ `query ${queryId}` ] ];
const suffix = known.length === 0 ? "" : ` (${known.join(", ")})`;
const message = `${oneLine(error.message)}${suffix}, while ${doing}`;
return new SnowflakeRefusal(normalCode(error.code), message, {
sqlState: sqlState,
queryId: queryId,
statementHash: statementHash
}, {
cause: error
});
}
function textOrUndefined(value) {
return typeof value === "string" && value !== "" ? value : undefined;
}
function requestFailure(error, doing) {
const status = Number(error.response?.statusCode);
const message = `the endpoint answered HTTP ${Number.isNaN(status) ? "without a status" : status}, while ${doing}`;
if (status === 429) return new errors.wX("429", message, {
cause: error
});
if (status >= 500 || Number.isNaN(status)) return new errors.wX("5xx", message, {
cause: error
});
return new errors.P_(String(status), message, {
cause: error
});
}
function transportMessage(error) {
const cause = error.cause;
const causeMessage = cause instanceof Error && cause.message !== "" ? cause.message : undefined;
return oneLine(causeMessage ?? error.message);
}
function isTimeout(error) {
const code = error.cause?.code;
return code === "ECONNABORTED" || code === "ETIMEDOUT";
}
function isDriverError(error) {
return error instanceof Error && "code" in error;
}
function oneLine(message) {
return message.replaceAll(/\s+/g, " ").trim();
}
var pool_pool = __webpack_require__(69591);
var spend_credits = __webpack_require__(73698);
var sql_parts = __webpack_require__(23690);
const freeVerbs = new Set("ALTER COMMENT COMMIT DESC DESCRIBE DROP EXPLAIN GRANT LIST LS REMOVE REVOKE RM ROLLBACK SET SHOW TRUNCATE UNDROP UNSET USE".split(" "));
const createFromQuery = /\bAS\s*\(*\s*(?:SELECT|WITH)\b/;
const createView = /^\W*CREATE\b(?:\s+\w+)*?\s+VIEW\b/;
function usesWarehouse(sql) {
const words = (0, sql_parts.J)(sql, (_part, kind) => kind === "comment" ? " " : '""').toUpperCase();
const verb = /[A-Z]+/.exec(words)?.[0] ?? "";
if (freeVerbs.has(verb)) return false;
if (verb === "CREATE") return createFromQuery.test(words) && !createView.test(words);
return verb !== "SELECT" || /\bFROM\b/.test(words);
}
const shortestBillSeconds = 60;
class SpendMeter {
#maxCredits;
#now;
#shares=new Map;
#refused=new Set;
#warehouse;
#endedSeconds=0;
#uptime;
#active=0;
#attributedCredits=0;
constructor({maxCredits: maxCredits = Infinity, now: now = () => performance.now()} = {}) {
this.#maxCredits = maxCredits;
this.#now = now;
}
get warehouse() {
return this.#warehouse;
}
set warehouse(warehouse) {
this.#warehouse = warehouse;
}
begin(sql, tag) {
if (!usesWarehouse(sql)) return {
[Symbol.dispose]: () => undefined
};
if (this.credits >= this.#maxCredits) {
this.#refused.add(tag);
throw new errors.MO(this.#limitReached());
}
this.#resume();
this.#active += 1;
return {
[Symbol.dispose]: () => {
const {credits: credits} = this;
this.#active -= 1;
this.#shares.set(tag, this.creditsOf(tag) + credits - this.#attributedCredits);
this.#attributedCredits = credits;
}
};
}
suspended() {
this.#end(0);
}
get credits() {
if (this.#uptime !== undefined && this.#active > 0) this.#uptime.endMilliseconds = this.#now();
const seconds = this.#endedSeconds + this.#billedSeconds(this.#warehouse?.autoSuspendSeconds ?? 0);
return seconds / 3600 * (this.#warehouse?.creditsPerHour ?? 1);
}
creditsOf(tag) {
return this.#shares.get(tag) ?? 0;
}
refusalOf(tag) {
return this.#refused.has(tag) ? this.#limitReached() : undefined;
}
#limitReached() {
const spent = `this run has spent about ${(0, spend_credits._x)(this.credits)} credits`;
return `${spent} and max_credits is ${(0, spend_credits._x)(this.#maxCredits)}: nothing more is sent that needs the warehouse`;
}
#resume() {
const now = this.#now();
const {autoSuspendSeconds: autoSuspendSeconds = Infinity} = this.#warehouse ?? {
autoSuspendSeconds: 0
};
const isIdle = this.#active === 0;
if (this.#uptime !== undefined && isIdle && now > this.#uptime.endMilliseconds + autoSuspendSeconds * 1e3) {
this.#end(autoSuspendSeconds);
}
this.#uptime ??= {
startMilliseconds: now,
endMilliseconds: now
};
this.#uptime.endMilliseconds = now;
}
#end(idleSeconds) {
this.#endedSeconds += this.#billedSeconds(idleSeconds);
this.#uptime = undefined;
}
#billedSeconds(idleSeconds) {
if (this.#uptime === undefined) return 0;
const {startMilliseconds: startMilliseconds, endMilliseconds: endMilliseconds} = this.#uptime;
return Math.max(shortestBillSeconds, (endMilliseconds - startMilliseconds) / 1e3 + idleSeconds);
}
}
function plainRow(row) {
const plain = {};
for (const [column, value] of Object.entries(row)) plain[column] = plainValue(value);
return plain;
}
function plainValue(value) {
if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
if (Buffer.isBuffer(value)) return value.toString("hex").toUpperCase();
if (typeof value === "bigint") return Number(value);
return value ?? null;
}
const shownLength = 100;
const hashLength = 12;
const replacements = {
comment: () => " ",
text: () => "'…'",
name: part => part
};
function showStatement(sql) {
const line = (0, sql_parts.J)(sql, (part, kind) => replacements[kind](part)).replaceAll(/\s+/g, " ").trim();
const text = line.length > shownLength ? `${line.slice(0, shownLength).replace(/[\uD800-\uDBFF]$/, "")}...` : line;
return {
text: text,
hash: (0, external_node_crypto_.createHash)("sha256").update(sql).digest("hex").slice(0, hashLength)
};
}
function untilSettled({signal: signal, limitMilliseconds: limitMilliseconds, doing: doing}, start) {
return new Promise((resolve, reject) => {
let giveUp = () => undefined;
const timer = setTimeout(() => abandon(`no answer within ${limitMilliseconds / 1e3}s`), limitMilliseconds);
const onAbort = () => abandon("stopped before an answer came");
const settled = () => {
clearTimeout(timer);
signal.removeEventListener("abort", onAbort);
};
const abandon = what => {
settled();
giveUp();
reject(new errors.wX("timeout", `${what}, while ${doing()}`, {
cause: signal.reason
}));
};
if (signal.aborted) return onAbort();
signal.addEventListener("abort", onAbort, {
once: true
});
try {
giveUp = start({
resolve: value => (settled(), resolve(value)),
reject: error => (settled(), reject(error))
});
} catch (error) {
settled();
reject(normalError(error, doing()));
}
});
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
const timedOutCode = "000630";
async function runStatement(driver, sql, ask, rules) {
const env_1 = {
stack: [],
error: void 0,
hasError: false
};
try {
const shown = showStatement(sql);
const limitMilliseconds = Math.min(ask.timeoutMilliseconds ?? rules.limitMilliseconds, rules.limitMilliseconds);
const _usage = __addDisposableResource(env_1, rules.spend.begin(sql, ask.tag), false);
try {
return await execute(driver, sql, ask, limitMilliseconds, shown);
} catch (error) {
if (!(error instanceof SnowflakeRefusal) || error.code !== timedOutCode) throw error;
throw new errors.wX("timeout", error.message, {
cause: error
});
}
} catch (e_1) {
env_1.error = e_1;
env_1.hasError = true;
} finally {
__disposeResources(env_1);
}
}
function execute(driver, sql, ask, limitMilliseconds, shown) {
let statement;
const running = `running ${JSON.stringify(shown.text)} (statement ${shown.hash}`;
const doing = () => `${running}, ${queryIdOf(statement) ?? `tag ${ask.tag}`})`;
return untilSettled({
signal: ask.signal,
limitMilliseconds: limitMilliseconds,
doing: doing
}, settle => {
statement = driver.execute({
sqlText: sql,
binds: ask.binds ?? [],
parameters: statementParameters(ask, limitMilliseconds),
complete: (error, finished, rows) => {
const queryId = finished.getQueryId();
if (queryId !== undefined) ask.onQueryId?.(queryId);
if (error !== undefined && error !== null) settle.reject(normalError(error, `${running})`, shown.hash)); else settle.resolve((rows ?? []).map(plainRow));
}
});
return () => statement?.cancel(() => undefined);
});
}
function statementParameters(ask, limitMilliseconds) {
return {
QUERY_TAG: ask.tag,
STATEMENT_TIMEOUT_IN_SECONDS: Math.max(1, Math.ceil(limitMilliseconds / 1e3)),
...ask.useResultCache === false ? {
USE_CACHED_RESULT: false
} : {}
};
}
function queryIdOf(statement) {
const queryId = statement?.getQueryId();
return queryId === undefined ? undefined : `query ${queryId}`;
}
var client_addDisposableResource = undefined && undefined.__addDisposableResource || function(env, value, async) {
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
var client_disposeResources = undefined && undefined.__disposeResources || function(SuppressedError) {
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
const client_requestTimeoutMilliseconds = 6e4;
const loginTimeoutMilliseconds = 3e4;
const closeTimeoutMilliseconds = 2e3;
async function openConnection(settings, signal) {
const env_1 = {
stack: [],
error: void 0,
hasError: false
};
try {
checkPrivateKey(settings);
const cleanup = client_addDisposableResource(env_1, new AsyncDisposableStack, true);
const spend = new SpendMeter(settings.max_credits === undefined ? {} : {
maxCredits: settings.max_credits
});
const open = (override, openSignal) => openSession(settings, override, openSignal, spend);
const session = cleanup.use(await open({}, signal));
const pool = cleanup.use(new pool_pool.d(openSignal => open({}, openSignal), poolRules(settings)));
const byRole = new Map;
const sessionAs = (role, roleSignal) => {
const known = byRole.get(role);
if (known !== undefined) return known;
const opening = open({
role: role
}, roleSignal);
byRole.set(role, opening);
opening.catch(() => byRole.delete(role));
return opening;
};
const resources = cleanup.move();
return {
session: session,
pool: pool,
spend: spend,
open: open,
sessionAs: sessionAs,
async [Symbol.asyncDispose]() {
const opened = await Promise.allSettled(byRole.values());
for (const result of opened) if (result.status === "fulfilled") resources.use(result.value);
await resources.disposeAsync();
}
};
} catch (e_1) {
env_1.error = e_1;
env_1.hasError = true;
} finally {
const result_1 = client_disposeResources(env_1);
if (result_1) await result_1;
}
}
function poolRules({pool: pool}) {
return {
max: pool?.max ?? 8,
idleMilliseconds: (0, duration._J)(pool?.idle ?? "60s"),
waitMilliseconds: (0, duration._J)(pool?.wait ?? "10s")
};
}
async function openSession(settings, override, signal, spend) {
prepareDriver(settings);
const isKeyless = settings.auth === "github-oidc" && override.password === undefined;
const connection = await (isKeyless ? logInKeyless : logIn)(settings, override, signal);
const rules = {
limitMilliseconds: (0, duration._J)(settings.statement_timeout ?? "10m"),
spend: spend
};
return {
query: (sql, ask) => runStatement(connection, sql, ask, rules),
[Symbol.asyncDispose]: () => closeConnection(connection)
};
}
async function logInKeyless(settings, override, signal) {
const token = await fetchIdentityToken(signal);
try {
return await logIn(settings, override, signal, token);
} catch (error) {
throw withIdentityHelp(error, identityOf(token), {
username: settings.username,
role: override.role ?? settings.role
});
}
}
function prepareDriver({access_url: access_url, auth: auth}) {
const host = access_url === undefined ? "" : new URL(access_url).hostname;
const isLocal = (0, guarded_agent.cW)(host);
dist.configure({
logLevel: "OFF",
additionalLogToConsole: false,
useEnvProxy: !isLocal
});
if (isLocal && auth === "github-oidc") allowTokensFor(host);
}
function allowTokensFor(host) {
const name = "SNOWFLAKE_WIF_ALLOWED_HOST_SUFFIXES";
const allowed = (process.env[name] ?? "").split(",").filter(suffix => suffix !== "");
if (!allowed.includes(host)) process.env[name] = [ ...allowed, host ].join(",");
}
function connectionOptions(settings, override, identityToken) {
const username = override.username ?? settings.username;
return {
account: settings.account,
...settings.access_url === undefined ? {} : {
accessUrl: settings.access_url
},
...username === undefined ? {} : {
username: username
},
...credentials(settings, override, identityToken),
...settings.database === undefined ? {} : {
database: settings.database
},
...settings.schema === undefined ? {} : {
schema: settings.schema
},
...settings.warehouse === undefined ? {} : {
warehouse: settings.warehouse
},
...override.role === undefined ? settings.role === undefined ? {} : {
role: settings.role
} : {
role: override.role
},
application: "infra_test",
timeout: client_requestTimeoutMilliseconds,
sfRetryMaxLoginRetries: 0,
rowMode: "object_with_renamed_duplicated_columns",
clientSessionKeepAlive: false,
clientStoreTemporaryCredential: false,
disableConsoleLogin: true
};
}
function credentials(settings, override, identityToken) {
if (override.password !== undefined) return {
authenticator: "SNOWFLAKE",
password: override.password
};
if (identityToken !== undefined) return {
authenticator: "WORKLOAD_IDENTITY",
workloadIdentityProvider: "OIDC",
token: identityToken
};
if (settings.auth === "key-pair") return {
authenticator: "SNOWFLAKE_JWT",
...keyOf(settings)
};
if (settings.auth === "oauth") return {
authenticator: "OAUTH",
token: settings.token ?? ""
};
if (settings.auth === "token") return {
authenticator: "PROGRAMMATIC_ACCESS_TOKEN",
token: settings.token ?? ""
};
return {
authenticator: "SNOWFLAKE",
password: settings.password ?? ""
};
}
function keyOf({private_key: private_key, private_key_passphrase: private_key_passphrase}) {
const passphrase = private_key_passphrase === undefined ? {} : {
privateKeyPass: private_key_passphrase
};
return {
privateKey: private_key?.trim() ?? "",
...passphrase
};
}
function logIn(settings, override, signal, identityToken) {
const options = connectionOptions(settings, override, identityToken);
const who = options.username ?? "the GitHub Actions job";
const doing = `logging in as ${who}${override.role === undefined ? "" : ` with role ${override.role}`}`;
return untilSettled({
signal: signal,
limitMilliseconds: loginTimeoutMilliseconds,
doing: () => doing
}, settle => {
const connection = dist.createConnection(options);
let abandoned = false;
connection.connect(error => {
if (error !== undefined && error !== null) settle.reject(normalError(error, doing)); else if (abandoned) void closeConnection(connection); else settle.resolve(connection);
});
return () => {
abandoned = true;
};
});
}
async function closeConnection(connection) {
const wait = {
signal: (new AbortController).signal,
limitMilliseconds: closeTimeoutMilliseconds,
doing: () => "logging out"
};
const closing = untilSettled(wait, settle => {
connection.destroy(() => settle.resolve());
return () => undefined;
});
await closing.catch(() => undefined);
}
function passwordWarning({auth: auth, access_url: access_url}) {
if (auth !== "password" || access_url !== undefined && (0, guarded_agent.cW)(new URL(access_url).hostname)) return undefined;
return "logged in with a password, which Snowflake refuses to service users: use github-oidc, a key pair or a token";
}
async function findWarehouse(session, name, ask) {
const rows = await session.query(`SHOW WAREHOUSES LIKE '${name.replaceAll("'", "''").replaceAll("\\", "\\\\")}'`, ask);
const row = rows.find(candidate => (0, describe_table.b6)(candidate, "name") === name);
if (row === undefined) return undefined;
const size = (0, describe_table.b6)(row, "size");
const autoSuspendSeconds = Number(row["auto_suspend"]);
return {
name: name,
size: size,
creditsPerHour: (0, spend_credits.mJ)(size) ?? 1,
autoSuspendSeconds: autoSuspendSeconds > 0 ? autoSuspendSeconds : undefined
};
}
var connect_addDisposableResource = undefined && undefined.__addDisposableResource || function(env, value, async) {
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
var connect_disposeResources = undefined && undefined.__disposeResources || function(SuppressedError) {
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
const whoAmI = `select current_account() as "account", current_version() as "version", current_user() as "user", current_role() as "role",\n  current_warehouse() as "warehouse", current_database() as "database", current_schema() as "schema"`;
async function connect(settings, context) {
const env_1 = {
stack: [],
error: void 0,
hasError: false
};
try {
if (settings.access_url !== undefined) (0, guarded_agent.QV)(new URL(settings.access_url).hostname, (0, 
guarded_agent.Af)(context.environment));
const cleanup = connect_addDisposableResource(env_1, new AsyncDisposableStack, true);
const connection = cleanup.use(await openConnection(settings, context.signal));
const ask = (0, snowflake_session.dq)({
...context,
checkId: `${context.component}.connection`
});
const [found = {}] = await connection.session.query(whoAmI, ask);
compareSession(settings, found, context);
context.note(`account ${printed(found["account"])}, Snowflake ${printed(found["version"])}`);
const warning = passwordWarning(settings);
if (warning !== undefined) context.note(warning);
await lookAtWarehouse(connection, found["warehouse"], ask, context);
cleanup.move();
return connection;
} catch (e_1) {
env_1.error = e_1;
env_1.hasError = true;
} finally {
const result_1 = connect_disposeResources(env_1);
if (result_1) await result_1;
}
}
async function lookAtWarehouse(connection, name, ask, context) {
if (typeof name !== "string" || name === "") return;
const warehouse = await findWarehouse(connection.session, name, ask);
connection.spend.warehouse = warehouse;
if (warehouse === undefined || warehouse.creditsPerHour <= 1) return;
context.note(`warehouse ${name} is ${warehouse.size}, ${warehouse.creditsPerHour} credits an hour: X-Small, 1 an hour, is enough for checks`);
}
function compareSession(settings, found, context) {
const declared = [ [ "user", settings.username ], [ "role", settings.role ], [ "warehouse", settings.warehouse ], [ "database", settings.database ], [ "schema", settings.schema ] ];
for (const [subject, expected] of declared) {
if (expected === undefined) continue;
const actual = found[subject];
context.find({
subject: `${subject} of the session`,
expected: expected,
actual: printed(actual),
met: typeof actual === "string" && (0, identifier.yS)(expected, (0, identifier.To)([ actual ]))
});
}
}
function printed(value) {
return typeof value === "string" && value !== "" ? value : "none (it does not exist or may not be used)";
}
function metered(runners) {
return Object.fromEntries(Object.entries(runners).map(([kind, run]) => [ kind, meteredRunner(run) ]));
}
function meteredRunner(run) {
return async (connection, input, context) => {
const tag = (0, snowflake_session.cO)(context);
const before = connection.spend.creditsOf(tag);
try {
await run(connection, input, context);
} finally {
tellSpending(connection, connection.spend.creditsOf(tag) - before, context);
}
const refusal = connection.spend.refusalOf(tag);
if (refusal !== undefined) throw new errors.MO(refusal);
};
}
function tellSpending({spend: spend}, credits, context) {
if (credits <= 0 || context.signal.aborted) return;
const {warehouse: warehouse} = spend;
const where = warehouse === undefined ? "a warehouse of unknown size, counted as X-Small" : `${warehouse.name}, ${warehouse.size}`;
context.metric("estimated_credits", credits, "credits");
context.note(`credits: about ${(0, spend_credits._x)(credits)} here, ${(0, spend_credits._x)(spend.credits)} in this run so far (estimate for ${where})`);
}
async function remove(connection, resource, signal) {
const parts = (0, identifier.$q)(resource.name);
if (resource.kind !== "table" || !parts.at(-1)?.startsWith(`${scratch_name.F}_`)) {
throw new Error(`${resource.kind} ${resource.name} was not created by a check, so it is not dropped.`);
}
await connection.session.query(`DROP TABLE IF EXISTS ${(0, identifier.DU)(parts)}`, {
signal: signal,
tag: "infra-test:clean-up"
});
}
function insertRow(table, row) {
const cells = Object.entries(row);
const columns = cells.map(([column]) => quoteColumn(column)).join(", ");
const values = cells.map(([, value]) => isStructured(value) ? "PARSE_JSON(?)" : "?").join(", ");
return {
sql: `INSERT INTO ${(0, identifier.AB)(table)} (${columns}) SELECT ${values}`,
binds: cells.map(([, value]) => isStructured(value) ? JSON.stringify(value) : value)
};
}
function selectKeys(rows) {
const column = quoteColumn(rows.column);
return {
sql: `SELECT DISTINCT ${column} AS "key" FROM ${(0, identifier.AB)(rows.table)} WHERE ${whereKeys(rows)}`,
binds: rows.keys
};
}
function deleteRows(rows) {
return {
sql: `DELETE FROM ${(0, identifier.AB)(rows.table)} WHERE ${whereKeys(rows)}`,
binds: rows.keys
};
}
function whereKeys({column: column, keys: keys}) {
return `${quoteColumn(column)} IN (${keys.map(() => "?").join(", ")})`;
}
function quoteColumn(name) {
return (0, identifier.Cm)((0, table_name.uS)(name));
}
function isStructured(value) {
return typeof value === "object" && value !== null;
}
function sqlCapability(connection) {
const run = async (statement, signal) => {
const {sql: sql, binds: binds} = statement();
return await connection.session.query(sql, {
signal: signal,
tag: "infra-test:flow",
binds: binds.map(asBind)
});
};
return {
query: (sql, binds, signal) => run(() => ({
sql: sql,
binds: binds
}), signal),
insert: async (table, rows, signal) => {
for (const row of rows) await run(() => insertRow(table, row), signal);
},
findRows: async (rows, signal) => (await run(() => selectKeys(rows), signal)).map(row => String(row["key"])),
removeRows: async (rows, signal) => void await run(() => deleteRows(rows), signal)
};
}
function asBind(value) {
if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
throw new TypeError(`A bind must be text, a number, a boolean or null, not ${Array.isArray(value) ? "a list" : typeof value}.`);
}
const snowflake = {
connect: connect,
checks: metered({
connection: connection._,
structure: structure.n,
query: query.GB,
unique: unique.Z,
orphans: orphans.n,
latency: latency.A,
concurrency: concurrency.X,
pooling: pooling._,
roles: roles.d,
grants: runGrants,
users: runUsers,
retention: retention.G,
undrop: undrop.M,
"refuses-wrong-password": refuses_wrong_password.J,
"clone-restore": clone_restore.F,
"network-policy": network_policy.c,
parameters: parameters.YA,
masking: masking.k,
"row-access": row_access.G,
pii: pii.G,
"failed-logins": failed_logins.Dr,
audit: audit.b,
warehouses: warehouses.a,
"resource-monitors": resource_monitors.J,
metering: metering.RQ,
"spend-daily": spend_daily.Z,
"spend-idle": spend_idle.U,
"time-travel-restore": time_travel_restore.Z,
replication: replication.u
}),
capabilities: connection => ({
sql: sqlCapability(connection)
}),
remove: remove
};
}
};

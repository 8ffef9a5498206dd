export const id = 7724;

export const ids = [ 7724 ];

export const modules = {
7724: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
settings: () => settings
});
var audit = __webpack_require__(47762);
var clone_restore = __webpack_require__(71767);
var concurrency = __webpack_require__(67962);
var connection = __webpack_require__(96662);
var failed_logins = __webpack_require__(46463);
var dist = __webpack_require__(77934);
var future_grant = __webpack_require__(86584);
var grant_pattern = __webpack_require__(26471);
var identifier = __webpack_require__(37626);
var role_grants = __webpack_require__(35686);
var table_name = __webpack_require__(82949);
const list = description => dist.lqM(dist.FsL(dist.YOg(dist.YjP()), dist.h_(description)));
const roleOptions = dist.rej({
privileges: list("It has these, such as `SELECT on CORE.*`, `USAGE on SCHEMA CORE`, `MONITOR USAGE on ACCOUNT`."),
never: list("It has none of these, such as `OWNERSHIP on *` or `DELETE on CORE.*`."),
roles: list("Roles that were granted to it; a database role is written SOPHIA.READER."),
granted_to: list("Who has it, such as `role SYSADMIN` or `user LOADER`."),
future: list("Future grants it has, such as `SELECT on TABLES in CORE`."),
owner: dist.lqM(dist.FsL(dist.YjP(), dist.h_("Role that owns it."))),
exact: dist.lqM(dist.FsL(dist.zMY(), dist.h_("What is found and not declared in a list above is a finding.")), false),
inherited: dist.lqM(dist.FsL(dist.zMY(), dist.h_("What the roles below have counts as its own.")), true)
});
const options = dist.rej({
roles: dist.g1P(dist.YjP(), roleOptions)
});
const grants = {
summary: "Roles have the declared privileges, roles, members and future grants, read from SHOW GRANTS.",
layer: "security",
costs: "free",
privileges: "The role itself, or MANAGE GRANTS on the account",
options: options,
primary: "roles",
primaryIsMapping: true,
expand({roles: roles}, settings) {
const drafts = Object.entries(roles).flatMap(([text, declared]) => roleDrafts(text, declared, settings));
if (drafts.length === 0) throw new Error("grants has nothing to compare: declare privileges, roles or members of at least one role.");
return drafts;
}
};
function roleDrafts(text, declared, settings) {
const {privileges: privileges, never: never, roles: roles, granted_to: members, future: future, owner: owner, exact: exact, inherited: inherited} = declared;
const role = (0, role_grants.S3)(text);
const draft = (look, title, key, input) => ({
name: `grants.${(0, table_name.NK)(text)}.${look}`,
title: `Role ${text} ${title}`,
input: input,
path: [ "roles", text, key ]
});
const pattern = one => (0, grant_pattern.s)(one, settings);
const drafts = [];
if (privileges !== undefined || never !== undefined) {
const lists = {
declared: (privileges ?? []).map(pattern),
never: (never ?? []).map(pattern)
};
const input = {
look: "privileges",
role: role,
...lists,
exact: exact && privileges !== undefined,
inherited: inherited
};
drafts.push(draft("privileges", "has its privileges", privileges === undefined ? "never" : "privileges", input));
}
if (roles !== undefined) drafts.push(draft("roles", "has its roles", "roles", {
look: "roles",
role: role,
declared: roles.map(role_grants.S3),
exact: exact
}));
if (members !== undefined) {
const input = {
look: "members",
role: role,
declared: members.map(parseMember),
exact: exact
};
drafts.push(draft("members", "is granted to its members", "granted_to", input));
}
if (future !== undefined) {
const input = {
look: "future",
role: role,
declared: future.map(one => (0, future_grant.$6)(one, settings)),
exact: exact
};
drafts.push(draft("future", "has its future grants", "future", input));
}
if (owner !== undefined) {
drafts.push(draft("owner", "has its owner", "owner", {
look: "owner",
role: role,
owner: (0, identifier.$q)(owner).at(-1) ?? ""
}));
}
return drafts;
}
function parseMember(text) {
const match = /^\s*(database\s+role|role|user)\s+(\S.*?)\s*$/i.exec(text);
const [, word = "", name] = match ?? [];
if (name === undefined) throw new Error(`${JSON.stringify(text)} is not understood: write role NAME or user NAME.`);
const kind = word.toUpperCase().replaceAll(/\s+/g, " ");
const parts = (0, identifier.$q)(name);
if (parts.length !== (kind === "DATABASE ROLE" ? 2 : 1)) throw new Error(`${name} is not the name of a ${word}.`);
return {
kind: kind,
name: parts
};
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
const rule = description => dist.lqM(dist.FsL(dist.zMY(), dist.h_(description)), true);
const count = dist.FsL(dist.aig(), dist.ndf(), dist.Wwf(0));
const users_options = dist.rej({
mfa: rule("People who can log in with a password have a second factor."),
service_passwords: rule("Service users have no password, and none is of type LEGACY_SERVICE."),
stale_logins: dist.lqM(dist.FsL(dist.KCZ([ dist.euz(false), dist.FsL(dist.YjP(), dist.yGV(/^\d{1,4}d$/, "expected days such as 90d")) ]), dist.h_("Enabled users have logged in within so many days; a user that never did is as old as its creation.")), "90d"),
disabled_with_roles: rule("Disabled users have no roles left."),
default_roles: rule("The default role of a user was granted to it."),
direct_privileges: rule("Privileges go to roles, none directly to a user."),
account_admins: dist.lqM(dist.FsL(dist.KCZ([ dist.euz(false), dist.rej({
min: dist.lqM(count, 2),
max: dist.lqM(count, 5)
}) ]), dist.h_("How many enabled users have ACCOUNTADMIN; no role has it.")), {}),
service_network_policies: rule("A network policy limits where each service user logs in from, its own or that of the account."),
ignore: dist.lqM(dist.FsL(dist.YOg(dist.YjP()), dist.h_("Users that no rule looks at, such as an emergency login.")), [])
});
const userRules = [ "mfa", "service-passwords", "stale-logins", "disabled-with-roles", "default-roles", "direct-privileges", "account-admins", "service-network-policies" ];
const titles = {
mfa: "People with a password have a second factor",
"service-passwords": "Service users have no password",
"stale-logins": "Enabled users log in now and then",
"disabled-with-roles": "Disabled users have no roles",
"default-roles": "Default roles of users are granted to them",
"direct-privileges": "No user has privileges of its own",
"account-admins": "A few people have ACCOUNTADMIN, not one and not many",
"service-network-policies": "Service users log in from known networks"
};
const users = {
summary: "Users have second factors, few rights of administrators and nothing left over.",
layer: "security",
costs: "free",
privileges: "MANAGE GRANTS on the account",
options: users_options,
expand(declared) {
const input = {
ignored: declared.ignore.map(name => (0, identifier.$q)(name)[0] ?? ""),
staleDays: declared.stale_logins === false ? 0 : Number.parseInt(declared.stale_logins, 10),
admins: declared.account_admins === false ? {
min: 0,
max: 0
} : adminLimits(declared.account_admins)
};
const rules = userRules.filter(name => declared[optionOf(name)] !== false);
return rules.map(name => ({
name: `users.${name}`,
title: titles[name],
input: {
...input,
rule: name
},
path: [ optionOf(name) ]
}));
}
};
function adminLimits({min: min = 2, max: max = 5}) {
if (min > max) throw new Error(`account_admins: at least ${min} and at most ${max} cannot both be.`);
return {
min: min,
max: max
};
}
function optionOf(name) {
return name.replaceAll("-", "_");
}
var warehouses = __webpack_require__(6261);
var duration = __webpack_require__(38849);
var account_name = __webpack_require__(64544);
const settings_schema_text = dist.FsL(dist.YjP(), dist.hq("must not be empty"));
const account = dist.FsL(settings_schema_text, dist.z6Y(name => (0, account_name.A)(name) === undefined, ({input: input}) => (0, 
account_name.A)(input) ?? ""), dist.h_("Account identifier, such as myorg-account1."));
const settings_schema_duration = dist.FsL(dist.YjP(), dist.z6Y(isDuration, "expected a duration such as 30s or 10m"));
const pool = dist.rej({
max: dist.lqM(dist.FsL(dist.aig(), dist.ndf(), dist.Wwf(1), dist.cGV(100), dist.h_("Sessions at the same time; 8 by default."))),
idle: dist.lqM(dist.FsL(settings_schema_duration, dist.h_("A session nobody borrowed for so long is closed; 60s by default."))),
wait: dist.lqM(dist.FsL(settings_schema_duration, dist.h_("Longest wait for a session when all are borrowed; 10s by default.")))
});
const withFields = dist.rej({
account: account,
access_url: dist.lqM(dist.FsL(dist.YjP(), dist.OZ5(), dist.h_("Base URL, where it does not follow from the account."))),
auth: dist.lqM(dist.FsL(dist.KIO([ "password", "key-pair", "token", "oauth", "github-oidc" ]), dist.h_("How to log in; token is a programmatic access token, github-oidc the identity of the GitHub Actions job, without any secret.")), "password"),
username: dist.lqM(dist.FsL(settings_schema_text, dist.h_("Not needed with github-oidc, where the identity says which user it is."))),
password: dist.lqM(settings_schema_text),
private_key: dist.lqM(dist.FsL(settings_schema_text, dist.h_("RSA key in PEM form, PKCS#8 or PKCS#1."))),
private_key_passphrase: dist.lqM(dist.FsL(settings_schema_text, dist.h_("Of an encrypted private_key."))),
token: dist.lqM(dist.FsL(settings_schema_text, dist.h_("Programmatic access token, or the access token of OAuth."))),
database: dist.lqM(dist.FsL(settings_schema_text, dist.h_("Database of names that do not say theirs."))),
schema: dist.lqM(dist.FsL(settings_schema_text, dist.h_("Schema of names that do not say theirs."))),
warehouse: dist.lqM(settings_schema_text),
role: dist.lqM(dist.FsL(settings_schema_text, dist.h_("Role of the session; absent: the user's default role."))),
pool: dist.lqM(pool),
statement_timeout: dist.lqM(dist.FsL(settings_schema_duration, dist.h_("Longest a statement may take, on the server too; 10m by default."))),
max_credits: dist.lqM(dist.FsL(dist.aig(), dist.zYL(0, "expected more than 0 credits"), dist.h_("Estimated credits of one run, from which on no statement is sent that needs the warehouse.")))
});
const settingsSchema = dist.FsL(withFields, dist.sYn(dist.z6Y(settings => settings.auth === "github-oidc" || settings.username !== undefined, "this auth needs a username"), [ "username" ]), dist.sYn(dist.z6Y(settings => settings.auth !== "password" || settings.password !== undefined, "auth: password needs a password"), [ "password" ]), dist.sYn(dist.z6Y(settings => settings.auth !== "key-pair" || settings.private_key !== undefined, "auth: key-pair needs a private_key"), [ "private_key" ]), dist.sYn(dist.z6Y(settings => settings.auth !== "token" || settings.token !== undefined, "auth: token needs a token"), [ "token" ]), dist.sYn(dist.z6Y(settings => settings.auth !== "oauth" || settings.token !== undefined, "auth: oauth needs a token"), [ "token" ]));
function isDuration(value) {
try {
return (0, duration._J)(value) > 0;
} catch {
return false;
}
}
const settings = {
summary: "A Snowflake account: structure, queries, latency, roles, restores.",
with: settingsSchema,
checks: {
connection: connection.F,
structure: structure.Q,
query: query.P,
unique: unique.A,
orphans: orphans.m,
latency: latency.Z,
concurrency: concurrency.E,
pooling: pooling.j,
roles: roles.O,
grants: grants,
users: users,
retention: retention.X,
undrop: undrop.P,
"refuses-wrong-password": refuses_wrong_password.i,
"clone-restore": clone_restore.U,
"network-policy": network_policy.H,
parameters: parameters.FI,
masking: masking.L,
"row-access": row_access.B,
pii: pii.F,
"failed-logins": failed_logins.qV,
audit: audit.s,
warehouses: warehouses.b,
"resource-monitors": resource_monitors.Y,
metering: metering.C1,
"spend-daily": spend_daily.e,
"spend-idle": spend_idle.V,
"time-travel-restore": time_travel_restore.I,
replication: replication.f
},
gateTitle: "The account lets us in",
addressSetting: "account"
};
}
};

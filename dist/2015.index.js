export const id = 2015;

export const ids = [ 2015 ];

export const modules = {
52015: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
settings: () => settings
});
var clone_restore = __webpack_require__(71767);
var latency = __webpack_require__(87379);
var query = __webpack_require__(95741);
var refuses_wrong_password = __webpack_require__(75764);
var roles = __webpack_require__(25200);
var structure = __webpack_require__(25268);
var unique = __webpack_require__(43634);
var dist = __webpack_require__(77934);
const settings_schema_text = dist.FsL(dist.YjP(), dist.hq("must not be empty"));
const withFields = dist.rej({
account: dist.FsL(settings_schema_text, dist.h_("Account identifier, such as myorg-account1.")),
access_url: dist.lqM(dist.FsL(dist.YjP(), dist.OZ5(), dist.h_("Base URL, where it does not follow from the account."))),
auth: dist.lqM(dist.FsL(dist.KIO([ "password", "key-pair", "token", "github-oidc" ]), dist.h_("How to log in; token is a programmatic access token, github-oidc the identity of the GitHub Actions job, without any secret.")), "password"),
username: dist.lqM(dist.FsL(settings_schema_text, dist.h_("Not needed with github-oidc, where the identity says which user it is."))),
password: dist.lqM(settings_schema_text),
private_key: dist.lqM(dist.FsL(settings_schema_text, dist.h_("Unencrypted PKCS#8 key in PEM form."))),
token: dist.lqM(settings_schema_text),
database: dist.lqM(dist.FsL(settings_schema_text, dist.h_("Database of names that do not say theirs."))),
schema: dist.lqM(dist.FsL(settings_schema_text, dist.h_("Schema of names that do not say theirs."))),
warehouse: dist.lqM(settings_schema_text),
role: dist.lqM(dist.FsL(settings_schema_text, dist.h_("Role of the session; absent: the user's default role.")))
});
const settingsSchema = dist.FsL(withFields, dist.sYn(dist.z6Y(settings => settings.auth === "github-oidc" || settings.username !== undefined, "this auth needs a username"), [ "username" ]), dist.sYn(dist.z6Y(settings => settings.auth !== "password" || settings.password !== undefined, "auth: password needs a password"), [ "password" ]), dist.sYn(dist.z6Y(settings => settings.auth !== "key-pair" || settings.private_key !== undefined, "auth: key-pair needs a private_key"), [ "private_key" ]), dist.sYn(dist.z6Y(settings => settings.auth !== "token" || settings.token !== undefined, "auth: token needs a token"), [ "token" ]));
const settings = {
summary: "A Snowflake account: structure, queries, latency, roles, restores.",
with: settingsSchema,
checks: {
structure: structure.Q,
query: query.P,
unique: unique.A,
latency: latency.Z,
roles: roles.O,
"refuses-wrong-password": refuses_wrong_password.i,
"clone-restore": clone_restore.U
},
gateTitle: "The account lets us in",
addressSetting: "account"
};
}
};

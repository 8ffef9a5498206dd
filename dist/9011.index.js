export const id = 9011;

export const ids = [ 9011 ];

export const modules = {
59011: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
settings: () => settings_settings
});
var authorization = __webpack_require__(36232);
var binding = __webpack_require__(99313);
var call_latency = __webpack_require__(50454);
var call = __webpack_require__(93041);
var conformance = __webpack_require__(52567);
var discover = __webpack_require__(93046);
var handshake = __webpack_require__(22947);
var health = __webpack_require__(18191);
var refuses_foreign_origin = __webpack_require__(67572);
var refuses_unknown_tool = __webpack_require__(74794);
var tools = __webpack_require__(37654);
var resources = __webpack_require__(50360);
var read = __webpack_require__(51629);
var prompts = __webpack_require__(33986);
var checks_prompt = __webpack_require__(24759);
var resource_metadata = __webpack_require__(20245);
var schema_drift = __webpack_require__(4523);
var crash_loop = __webpack_require__(65601);
var deployment = __webpack_require__(80090);
var limits = __webpack_require__(7122);
var restart = __webpack_require__(17670);
var session_survives = __webpack_require__(96521);
var concurrency = __webpack_require__(83350);
var generated_calls = __webpack_require__(15960);
var dist = __webpack_require__(77934);
var settings = __webpack_require__(13227);
var request_schema = __webpack_require__(62717);
const tokens = dist.rej({
expired: dist.yqP(dist.FsL(request_schema.hC, dist.h_("One whose time is over"))),
wrong_audience: dist.yqP(dist.FsL(request_schema.hC, dist.h_("A good one for another server"))),
wrong_scope: dist.yqP(dist.FsL(request_schema.hC, dist.h_("A good one without the scopes that this server asks for")))
});
const url = dist.FsL(request_schema.q3, dist.h_("Endpoint of a server over streamable HTTP"));
const command = dist.FsL(dist.YjP(), dist.hq("expected a program"), dist.h_("Program of a server over stdio"));
const settingsSchema = dist.FsL(dist.rej({
url: dist.yqP(url),
headers: dist.yqP(dist.FsL(request_schema.s6, dist.h_("Headers of every HTTP request, such as Authorization"))),
token: dist.yqP(dist.FsL(request_schema.hC, dist.h_("Access token, sent as `Authorization: Bearer` with every HTTP request"))),
tokens: dist.yqP(dist.FsL(tokens, dist.h_("Tokens that must be refused, for the check `authorization`"))),
command: dist.yqP(command),
args: dist.yqP(dist.FsL(dist.YOg(dist.YjP()), dist.h_("Arguments of the program"))),
env: dist.yqP(dist.FsL(dist.g1P(dist.YjP(), dist.YjP()), dist.h_("Environment of the program; besides it gets HOME, PATH, SHELL, TERM, USER"))),
protocol: dist.yqP(dist.FsL(dist.KIO([ "auto", "legacy", "2026-07-28" ]), dist.h_("`auto` for url, `legacy` for command; a revision pins it"))),
runtime: dist.yqP(settings.Mn)
}), dist.sYn(dist.z6Y(({url: url, runtime: runtime}) => url === undefined || !(0, 
settings.YX)(runtime), "a server that this run starts gets its url from it: leave out url"), [ "runtime" ]), dist.sYn(dist.z6Y(({command: command, runtime: runtime}) => command === undefined || runtime === undefined, "a server over stdio is started for each connection: leave out runtime"), [ "runtime" ]), dist.pdi(given => (0, 
settings.YX)(given.runtime) ? {
...given,
url: ownUrl(given.runtime)
} : given), dist.z6Y(({url: url, command: command}) => url === undefined !== (command === undefined), "expected either url or command"), dist.z6Y(({url: url, headers: headers}) => headers === undefined || url !== undefined, "headers need a url"), dist.z6Y(({url: url, token: token, tokens: tokens}) => url !== undefined || token === undefined && tokens === undefined, "token and tokens need a url"), dist.z6Y(({headers: headers, token: token}) => token === undefined || !hasAuthorization(headers), "token and a header Authorization say the same: give one"), dist.z6Y(({command: command, args: args, env: env}) => command !== undefined || args === undefined && env === undefined, "args and env need a command"));
function ownUrl({port: port, process: process, path: path = "/mcp"}) {
const at = port ?? process?.port;
return `http://127.0.0.1${at === undefined ? "" : `:${at}`}${path}`;
}
function hasAuthorization(headers = {}) {
return Object.keys(headers).some(name => name.toLowerCase() === "authorization");
}
const settings_settings = {
summary: "An MCP server over streamable HTTP or stdio: its handshake and health, what it lists and whether that drifted, calls, also generated ones, authorisation, limits and restart.",
with: settingsSchema,
checks: {
handshake: handshake.g,
health: health.v,
discover: discover.k,
tools: tools.Y,
"schema-drift": schema_drift.X,
call: call.T,
"call-latency": call_latency.h,
"generated-calls": generated_calls.x,
concurrency: concurrency.E,
resources: resources.E,
read: read.L,
prompts: prompts.E,
prompt: checks_prompt.J,
authorization: authorization.i,
binding: binding.C,
conformance: conformance.w,
"resource-metadata": resource_metadata.a,
"refuses-foreign-origin": refuses_foreign_origin.q,
"refuses-unknown-tool": refuses_unknown_tool.M,
deployment: deployment.k,
limits: limits.F,
"crash-loop": crash_loop.W,
restart: restart.S,
"session-survives": session_survives._
},
gateTitle: "The server shakes hands",
addressSetting: "url"
};
},
62717: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Z: () => headerValue,
hC: () => bearerToken,
q3: () => httpUrl,
s6: () => headersSchema
});
var valibot__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77934);
const headerName = valibot__WEBPACK_IMPORTED_MODULE_0__.FsL(valibot__WEBPACK_IMPORTED_MODULE_0__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__.yGV(/^[!#$%&'*+.^_`|~\dA-Za-z-]+$/, "expected the name of a header"));
const headerValue = valibot__WEBPACK_IMPORTED_MODULE_0__.FsL(valibot__WEBPACK_IMPORTED_MODULE_0__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__.yGV(/^[\t\u0020-\u007e\u0080-\u00ff]*$/, "expected a header value of one line"));
const headersSchema = valibot__WEBPACK_IMPORTED_MODULE_0__.g1P(headerName, headerValue);
const bearerToken = valibot__WEBPACK_IMPORTED_MODULE_0__.FsL(valibot__WEBPACK_IMPORTED_MODULE_0__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__.yGV(/^[A-Za-z0-9._~+/-]+=*$/, "expected a bearer token: letters, digits and ._~+/-"));
const httpUrl = valibot__WEBPACK_IMPORTED_MODULE_0__.FsL(valibot__WEBPACK_IMPORTED_MODULE_0__.YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__.z6Y(isHttpUrl, "expected an http or https url without user and password"));
function isHttpUrl(text) {
if (!URL.canParse(text)) return false;
const {protocol: protocol, username: username, password: password} = new URL(text);
return (protocol === "http:" || protocol === "https:") && username === "" && password === "";
}
}
};

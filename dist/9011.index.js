export const id = 9011;

export const ids = [ 9011 ];

export const modules = {
59011: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
settings: () => settings
});
var call_latency = __webpack_require__(50454);
var call = __webpack_require__(93041);
var discover = __webpack_require__(93046);
var health = __webpack_require__(18191);
var refuses_foreign_origin = __webpack_require__(67572);
var refuses_unknown_tool = __webpack_require__(74794);
var tools = __webpack_require__(37654);
var dist = __webpack_require__(77934);
const line = dist.FsL(dist.YjP(), dist.yGV(/^[\t\u0020-\u007e\u0080-\u00ff]*$/, "expected a header value of one line"));
const headerName = dist.FsL(dist.YjP(), dist.yGV(/^[!#$%&'*+.^_`|~\dA-Za-z-]+$/, "expected the name of a header"));
const url = dist.FsL(dist.YjP(), dist.z6Y(isHttpUrl, "expected an http or https url without user and password"), dist.h_("Endpoint of a server over streamable HTTP"));
const command = dist.FsL(dist.YjP(), dist.hq("expected a program"), dist.h_("Program of a server over stdio"));
const settingsSchema = dist.FsL(dist.rej({
url: dist.yqP(url),
headers: dist.yqP(dist.FsL(dist.g1P(headerName, line), dist.h_("Headers of every HTTP request, such as Authorization"))),
command: dist.yqP(command),
args: dist.yqP(dist.FsL(dist.YOg(dist.YjP()), dist.h_("Arguments of the program"))),
env: dist.yqP(dist.FsL(dist.g1P(dist.YjP(), dist.YjP()), dist.h_("Environment of the program; besides it gets HOME, PATH, SHELL, TERM, USER"))),
protocol: dist.yqP(dist.FsL(dist.KIO([ "auto", "legacy", "2026-07-28" ]), dist.h_("`auto` for url, `legacy` for command; a revision pins it")))
}), dist.z6Y(({url: url, command: command}) => url === undefined !== (command === undefined), "expected either url or command"), dist.z6Y(({url: url, headers: headers}) => headers === undefined || url !== undefined, "headers need a url"), dist.z6Y(({command: command, args: args, env: env}) => command !== undefined || args === undefined && env === undefined, "args and env need a command"));
function isHttpUrl(text) {
if (!URL.canParse(text)) return false;
const {protocol: protocol, username: username, password: password} = new URL(text);
return (protocol === "http:" || protocol === "https:") && username === "" && password === "";
}
const settings = {
summary: "An MCP server over streamable HTTP or stdio: handshake, tools and their schemas, calls, refusals.",
with: settingsSchema,
checks: {
health: health.v,
discover: discover.k,
tools: tools.Y,
call: call.T,
"call-latency": call_latency.h,
"refuses-foreign-origin": refuses_foreign_origin.q,
"refuses-unknown-tool": refuses_unknown_tool.M
},
gateTitle: "The server shakes hands",
addressSetting: "url"
};
}
};

export const id = 8084;

export const ids = [ 8084 ];

export const modules = {
48084: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
startEverything: () => startEverything
});
var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
var node_events__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(78474);
var _engine_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55953);
const startTimeoutMilliseconds = 15e3;
const preload = `\n  import { Server } from 'node:net';\n  const listen = Server.prototype.listen;\n  Server.prototype.listen = function (port, ...rest) {\n    this.once('listening', () => process.send({ port: this.address().port }));\n    return listen.call(this, { port: Number(port), host: '127.0.0.1' }, rest.find((entry) => typeof entry === 'function'));\n  };\n  process.on('disconnect', () => process.exit(0));\n`;
async function startEverything(port = 0) {
const file = (0, _engine_js__WEBPACK_IMPORTED_MODULE_2__.F0)("@modelcontextprotocol/server-everything/dist/index.js");
const child = (0, node_child_process__WEBPACK_IMPORTED_MODULE_0__.fork)(file, [ "streamableHttp" ], {
execArgv: [ "--import", `data:text/javascript,${encodeURIComponent(preload)}` ],
env: {
PORT: String(port),
PATH: process.env["PATH"],
SystemRoot: process.env["SystemRoot"]
},
stdio: [ "ignore", "ignore", "pipe", "ipc" ],
detached: true
});
try {
return {
url: `http://127.0.0.1:${await announcedPort(child)}/mcp`,
[Symbol.asyncDispose]: () => stopChild(child)
};
} catch (error) {
await stopChild(child);
throw error;
}
}
async function announcedPort(child) {
let lastWords = "";
child.stderr?.setEncoding("utf8").on("data", text => lastWords = `${lastWords}${text}`.slice(-1e3));
const {promise: promise, resolve: resolve, reject: reject} = Promise.withResolvers();
const fail = what => reject(new Error(`The MCP server "everything" ${what}. ${lastWords.trim()}`.trim()));
const timer = setTimeout(() => fail(`did not listen within ${startTimeoutMilliseconds} ms`), startTimeoutMilliseconds);
child.once("message", message => resolve(message.port));
child.once("error", error => fail(`could not be started: ${error.message}`));
child.once("exit", (code, signal) => fail(`ended with ${code ?? signal} before it listened`));
try {
return await promise;
} finally {
clearTimeout(timer);
}
}
async function stopChild(child) {
if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
const exited = (0, node_events__WEBPACK_IMPORTED_MODULE_1__.once)(child, "exit");
child.kill("SIGKILL");
await exited;
}
}
};

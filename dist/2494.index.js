export const id = 2494;

export const ids = [ 2494 ];

export const modules = {
80546: (module, __unused_webpack_exports, __webpack_require__) => {
const cp = __webpack_require__(35317);
const parse = __webpack_require__(97877);
const enoent = __webpack_require__(16469);
function spawn(command, args, options) {
const parsed = parse(command, args, options);
const spawned = cp.spawn(parsed.command, parsed.args, parsed.options);
enoent.hookChildProcess(spawned, parsed);
return spawned;
}
function spawnSync(command, args, options) {
const parsed = parse(command, args, options);
const result = cp.spawnSync(parsed.command, parsed.args, parsed.options);
result.error = result.error || enoent.verifyENOENTSync(result.status, parsed);
return result;
}
module.exports = spawn;
module.exports.spawn = spawn;
module.exports.sync = spawnSync;
module.exports._parse = parse;
module.exports._enoent = enoent;
},
16469: module => {
const isWin = process.platform === "win32";
function notFoundError(original, syscall) {
return Object.assign(new Error(`${syscall} ${original.command} ENOENT`), {
code: "ENOENT",
errno: "ENOENT",
syscall: `${syscall} ${original.command}`,
path: original.command,
spawnargs: original.args
});
}
function hookChildProcess(cp, parsed) {
if (!isWin) {
return;
}
const originalEmit = cp.emit;
cp.emit = function(name, arg1) {
if (name === "exit") {
const err = verifyENOENT(arg1, parsed);
if (err) {
return originalEmit.call(cp, "error", err);
}
}
return originalEmit.apply(cp, arguments);
};
}
function verifyENOENT(status, parsed) {
if (isWin && status === 1 && !parsed.file) {
return notFoundError(parsed.original, "spawn");
}
return null;
}
function verifyENOENTSync(status, parsed) {
if (isWin && status === 1 && !parsed.file) {
return notFoundError(parsed.original, "spawnSync");
}
return null;
}
module.exports = {
hookChildProcess: hookChildProcess,
verifyENOENT: verifyENOENT,
verifyENOENTSync: verifyENOENTSync,
notFoundError: notFoundError
};
},
97877: (module, __unused_webpack_exports, __webpack_require__) => {
const path = __webpack_require__(16928);
const resolveCommand = __webpack_require__(64866);
const escape = __webpack_require__(2164);
const readShebang = __webpack_require__(70599);
const isWin = process.platform === "win32";
const isExecutableRegExp = /\.(?:com|exe)$/i;
const isCmdShimRegExp = /node_modules[\\/].bin[\\/][^\\/]+\.cmd$/i;
function detectShebang(parsed) {
parsed.file = resolveCommand(parsed);
const shebang = parsed.file && readShebang(parsed.file);
if (shebang) {
parsed.args.unshift(parsed.file);
parsed.command = shebang;
return resolveCommand(parsed);
}
return parsed.file;
}
function parseNonShell(parsed) {
if (!isWin) {
return parsed;
}
const commandFile = detectShebang(parsed);
const needsShell = !isExecutableRegExp.test(commandFile);
if (parsed.options.forceShell || needsShell) {
const needsDoubleEscapeMetaChars = isCmdShimRegExp.test(commandFile);
parsed.command = path.normalize(parsed.command);
parsed.command = escape.command(parsed.command);
parsed.args = parsed.args.map(arg => escape.argument(arg, needsDoubleEscapeMetaChars));
const shellCommand = [ parsed.command ].concat(parsed.args).join(" ");
parsed.args = [ "/d", "/s", "/c", `"${shellCommand}"` ];
parsed.command = process.env.comspec || "cmd.exe";
parsed.options.windowsVerbatimArguments = true;
}
return parsed;
}
function parse(command, args, options) {
if (args && !Array.isArray(args)) {
options = args;
args = null;
}
args = args ? args.slice(0) : [];
options = Object.assign({}, options);
const parsed = {
command: command,
args: args,
options: options,
file: undefined,
original: {
command: command,
args: args
}
};
return options.shell ? parsed : parseNonShell(parsed);
}
module.exports = parse;
},
2164: module => {
const metaCharsRegExp = /([()\][%!^"`<>&|;, *?])/g;
function escapeCommand(arg) {
arg = arg.replace(metaCharsRegExp, "^$1");
return arg;
}
function escapeArgument(arg, doubleEscapeMetaChars) {
arg = `${arg}`;
arg = arg.replace(/(?=(\\+?)?)\1"/g, '$1$1\\"');
arg = arg.replace(/(?=(\\+?)?)\1$/, "$1$1");
arg = `"${arg}"`;
arg = arg.replace(metaCharsRegExp, "^$1");
if (doubleEscapeMetaChars) {
arg = arg.replace(metaCharsRegExp, "^$1");
}
return arg;
}
module.exports.command = escapeCommand;
module.exports.argument = escapeArgument;
},
70599: (module, __unused_webpack_exports, __webpack_require__) => {
const fs = __webpack_require__(79896);
const shebangCommand = __webpack_require__(79152);
function readShebang(command) {
const size = 150;
const buffer = Buffer.alloc(size);
let fd;
try {
fd = fs.openSync(command, "r");
fs.readSync(fd, buffer, 0, size, 0);
fs.closeSync(fd);
} catch (e) {}
return shebangCommand(buffer.toString());
}
module.exports = readShebang;
},
64866: (module, __unused_webpack_exports, __webpack_require__) => {
const path = __webpack_require__(16928);
const which = __webpack_require__(26848);
const getPathKey = __webpack_require__(56689);
function resolveCommandAttempt(parsed, withoutPathExt) {
const env = parsed.options.env || process.env;
const cwd = process.cwd();
const hasCustomCwd = parsed.options.cwd != null;
const shouldSwitchCwd = hasCustomCwd && process.chdir !== undefined && !process.chdir.disabled;
if (shouldSwitchCwd) {
try {
process.chdir(parsed.options.cwd);
} catch (err) {}
}
let resolved;
try {
resolved = which.sync(parsed.command, {
path: env[getPathKey({
env: env
})],
pathExt: withoutPathExt ? path.delimiter : undefined
});
} catch (e) {} finally {
if (shouldSwitchCwd) {
process.chdir(cwd);
}
}
if (resolved) {
resolved = path.resolve(hasCustomCwd ? parsed.options.cwd : "", resolved);
}
return resolved;
}
function resolveCommand(parsed) {
return resolveCommandAttempt(parsed) || resolveCommandAttempt(parsed, true);
}
module.exports = resolveCommand;
},
72940: (module, __unused_webpack_exports, __webpack_require__) => {
var fs = __webpack_require__(79896);
var core;
if (process.platform === "win32" || global.TESTING_WINDOWS) {
core = __webpack_require__(59225);
} else {
core = __webpack_require__(81025);
}
module.exports = isexe;
isexe.sync = sync;
function isexe(path, options, cb) {
if (typeof options === "function") {
cb = options;
options = {};
}
if (!cb) {
if (typeof Promise !== "function") {
throw new TypeError("callback not provided");
}
return new Promise(function(resolve, reject) {
isexe(path, options || {}, function(er, is) {
if (er) {
reject(er);
} else {
resolve(is);
}
});
});
}
core(path, options || {}, function(er, is) {
if (er) {
if (er.code === "EACCES" || options && options.ignoreErrors) {
er = null;
is = false;
}
}
cb(er, is);
});
}
function sync(path, options) {
try {
return core.sync(path, options || {});
} catch (er) {
if (options && options.ignoreErrors || er.code === "EACCES") {
return false;
} else {
throw er;
}
}
}
},
81025: (module, __unused_webpack_exports, __webpack_require__) => {
module.exports = isexe;
isexe.sync = sync;
var fs = __webpack_require__(79896);
function isexe(path, options, cb) {
fs.stat(path, function(er, stat) {
cb(er, er ? false : checkStat(stat, options));
});
}
function sync(path, options) {
return checkStat(fs.statSync(path), options);
}
function checkStat(stat, options) {
return stat.isFile() && checkMode(stat, options);
}
function checkMode(stat, options) {
var mod = stat.mode;
var uid = stat.uid;
var gid = stat.gid;
var myUid = options.uid !== undefined ? options.uid : process.getuid && process.getuid();
var myGid = options.gid !== undefined ? options.gid : process.getgid && process.getgid();
var u = parseInt("100", 8);
var g = parseInt("010", 8);
var o = parseInt("001", 8);
var ug = u | g;
var ret = mod & o || mod & g && gid === myGid || mod & u && uid === myUid || mod & ug && myUid === 0;
return ret;
}
},
59225: (module, __unused_webpack_exports, __webpack_require__) => {
module.exports = isexe;
isexe.sync = sync;
var fs = __webpack_require__(79896);
function checkPathExt(path, options) {
var pathext = options.pathExt !== undefined ? options.pathExt : process.env.PATHEXT;
if (!pathext) {
return true;
}
pathext = pathext.split(";");
if (pathext.indexOf("") !== -1) {
return true;
}
for (var i = 0; i < pathext.length; i++) {
var p = pathext[i].toLowerCase();
if (p && path.substr(-p.length).toLowerCase() === p) {
return true;
}
}
return false;
}
function checkStat(stat, path, options) {
if (!stat.isSymbolicLink() && !stat.isFile()) {
return false;
}
return checkPathExt(path, options);
}
function isexe(path, options, cb) {
fs.stat(path, function(er, stat) {
cb(er, er ? false : checkStat(stat, path, options));
});
}
function sync(path, options) {
return checkStat(fs.statSync(path), path, options);
}
},
56689: module => {
const pathKey = (options = {}) => {
const environment = options.env || process.env;
const platform = options.platform || process.platform;
if (platform !== "win32") {
return "PATH";
}
return Object.keys(environment).reverse().find(key => key.toUpperCase() === "PATH") || "Path";
};
module.exports = pathKey;
module.exports["default"] = pathKey;
},
79152: (module, __unused_webpack_exports, __webpack_require__) => {
const shebangRegex = __webpack_require__(77334);
module.exports = (string = "") => {
const match = string.match(shebangRegex);
if (!match) {
return null;
}
const [path, argument] = match[0].replace(/#! ?/, "").split(" ");
const binary = path.split("/").pop();
if (binary === "env") {
return argument;
}
return argument ? `${binary} ${argument}` : binary;
};
},
77334: module => {
module.exports = /^#!(.*)/;
},
26848: (module, __unused_webpack_exports, __webpack_require__) => {
const isWindows = process.platform === "win32" || process.env.OSTYPE === "cygwin" || process.env.OSTYPE === "msys";
const path = __webpack_require__(16928);
const COLON = isWindows ? ";" : ":";
const isexe = __webpack_require__(72940);
const getNotFoundError = cmd => Object.assign(new Error(`not found: ${cmd}`), {
code: "ENOENT"
});
const getPathInfo = (cmd, opt) => {
const colon = opt.colon || COLON;
const pathEnv = cmd.match(/\//) || isWindows && cmd.match(/\\/) ? [ "" ] : [ ...isWindows ? [ process.cwd() ] : [], ...(opt.path || process.env.PATH || "").split(colon) ];
const pathExtExe = isWindows ? opt.pathExt || process.env.PATHEXT || ".EXE;.CMD;.BAT;.COM" : "";
const pathExt = isWindows ? pathExtExe.split(colon) : [ "" ];
if (isWindows) {
if (cmd.indexOf(".") !== -1 && pathExt[0] !== "") pathExt.unshift("");
}
return {
pathEnv: pathEnv,
pathExt: pathExt,
pathExtExe: pathExtExe
};
};
const which = (cmd, opt, cb) => {
if (typeof opt === "function") {
cb = opt;
opt = {};
}
if (!opt) opt = {};
const {pathEnv: pathEnv, pathExt: pathExt, pathExtExe: pathExtExe} = getPathInfo(cmd, opt);
const found = [];
const step = i => new Promise((resolve, reject) => {
if (i === pathEnv.length) return opt.all && found.length ? resolve(found) : reject(getNotFoundError(cmd));
const ppRaw = pathEnv[i];
const pathPart = /^".*"$/.test(ppRaw) ? ppRaw.slice(1, -1) : ppRaw;
const pCmd = path.join(pathPart, cmd);
const p = !pathPart && /^\.[\\\/]/.test(cmd) ? cmd.slice(0, 2) + pCmd : pCmd;
resolve(subStep(p, i, 0));
});
const subStep = (p, i, ii) => new Promise((resolve, reject) => {
if (ii === pathExt.length) return resolve(step(i + 1));
const ext = pathExt[ii];
isexe(p + ext, {
pathExt: pathExtExe
}, (er, is) => {
if (!er && is) {
if (opt.all) found.push(p + ext); else return resolve(p + ext);
}
return resolve(subStep(p, i, ii + 1));
});
});
return cb ? step(0).then(res => cb(null, res), cb) : step(0);
};
const whichSync = (cmd, opt) => {
opt = opt || {};
const {pathEnv: pathEnv, pathExt: pathExt, pathExtExe: pathExtExe} = getPathInfo(cmd, opt);
const found = [];
for (let i = 0; i < pathEnv.length; i++) {
const ppRaw = pathEnv[i];
const pathPart = /^".*"$/.test(ppRaw) ? ppRaw.slice(1, -1) : ppRaw;
const pCmd = path.join(pathPart, cmd);
const p = !pathPart && /^\.[\\\/]/.test(cmd) ? cmd.slice(0, 2) + pCmd : pCmd;
for (let j = 0; j < pathExt.length; j++) {
const cur = p + pathExt[j];
try {
const is = isexe.sync(cur, {
pathExt: pathExtExe
});
if (is) {
if (opt.all) found.push(cur); else return cur;
}
} catch (ex) {}
}
}
if (opt.all && found.length) return found;
if (opt.nothrow) return null;
throw getNotFoundError(cmd);
};
module.exports = which;
which.sync = whichSync;
},
42494: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
oQ: () => StdioClientTransport
});
var _src_CeKsbNLO_mjs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1737);
var node_process__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1708);
var node_stream__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(57075);
var cross_spawn__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(80546);
const DEFAULT_INHERITED_ENV_VARS = node_process__WEBPACK_IMPORTED_MODULE_1__.platform === "win32" ? [ "APPDATA", "COMSPEC", "HOMEDRIVE", "HOMEPATH", "LOCALAPPDATA", "PATH", "PATHEXT", "PROCESSOR_ARCHITECTURE", "PROGRAMDATA", "PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432", "SYSTEMDRIVE", "SYSTEMROOT", "TEMP", "USERNAME", "USERPROFILE", "WINDIR" ] : [ "HOME", "LOGNAME", "PATH", "SHELL", "TERM", "USER" ];
function getDefaultEnvironment() {
const env = {};
for (const key of DEFAULT_INHERITED_ENV_VARS) {
const value = node_process__WEBPACK_IMPORTED_MODULE_1__.env[key];
if (value === void 0) continue;
if (value.startsWith("()")) continue;
env[key] = value;
}
return env;
}
var StdioClientTransport = class {
_process;
_readBuffer;
_serverParams;
_stderrStream=null;
onclose;
onerror;
onmessage;
constructor(server) {
this._serverParams = server;
this._readBuffer = new _src_CeKsbNLO_mjs__WEBPACK_IMPORTED_MODULE_0__.l({
maxBufferSize: server.maxBufferSize
});
if (server.stderr === "pipe" || server.stderr === "overlapped") this._stderrStream = new node_stream__WEBPACK_IMPORTED_MODULE_2__.PassThrough;
}
async start() {
if (this._process) throw new Error("StdioClientTransport already started! If using Client class, note that connect() calls start() automatically.");
return new Promise((resolve, reject) => {
this._process = cross_spawn__WEBPACK_IMPORTED_MODULE_3__(this._serverParams.command, this._serverParams.args ?? [], {
env: {
...getDefaultEnvironment(),
...this._serverParams.env
},
stdio: [ "pipe", "pipe", this._serverParams.stderr ?? "inherit" ],
shell: false,
windowsHide: node_process__WEBPACK_IMPORTED_MODULE_1__.platform === "win32",
cwd: this._serverParams.cwd
});
this._process.on("error", error => {
reject(error);
this.onerror?.(error);
});
this._process.on("spawn", () => {
resolve();
});
this._process.on("close", _code => {
this._process = void 0;
this.onclose?.();
});
this._process.stdin?.on("error", error => {
this.onerror?.(error);
});
this._process.stdout?.on("data", chunk => {
try {
this._readBuffer.append(chunk);
this.processReadBuffer();
} catch (error) {
this.onerror?.(error);
this.close().catch(() => {});
}
});
this._process.stdout?.on("error", error => {
this.onerror?.(error);
});
if (this._stderrStream && this._process.stderr) this._process.stderr.pipe(this._stderrStream);
});
}
get stderr() {
if (this._stderrStream) return this._stderrStream;
return this._process?.stderr ?? null;
}
get pid() {
return this._process?.pid ?? null;
}
processReadBuffer() {
while (true) try {
const message = this._readBuffer.readMessage();
if (message === null) break;
this.onmessage?.(message);
} catch (error) {
this.onerror?.(error);
}
}
async _dispose() {
const proc = this._process;
this._process = void 0;
if (proc && proc.exitCode === null && proc.signalCode === null) {
const exited = new Promise(resolve => proc.once("exit", () => resolve()));
try {
proc.stdin?.end();
} catch {}
try {
proc.kill("SIGTERM");
} catch {}
await Promise.race([ exited, new Promise(resolve => setTimeout(resolve, 1e3).unref()) ]);
if (proc.exitCode === null && proc.signalCode === null) try {
proc.kill("SIGKILL");
} catch {}
await exited;
}
try {
proc?.stdout?.destroy();
} catch {}
try {
proc?.stdin?.destroy();
} catch {}
try {
proc?.stderr?.destroy();
} catch {}
this._readBuffer.clear();
}
async close() {
if (this._process) {
const processToClose = this._process;
this._process = void 0;
const closePromise = new Promise(resolve => {
processToClose.once("close", () => {
resolve();
});
});
try {
processToClose.stdin?.end();
} catch {}
await Promise.race([ closePromise, new Promise(resolve => setTimeout(resolve, 2e3).unref()) ]);
if (processToClose.exitCode === null) {
try {
processToClose.kill("SIGTERM");
} catch {}
await Promise.race([ closePromise, new Promise(resolve => setTimeout(resolve, 2e3).unref()) ]);
}
if (processToClose.exitCode === null) try {
processToClose.kill("SIGKILL");
} catch {}
}
this._readBuffer.clear();
}
send(message) {
return new Promise(resolve => {
if (!this._process?.stdin) throw new _src_CeKsbNLO_mjs__WEBPACK_IMPORTED_MODULE_0__.Nt(_src_CeKsbNLO_mjs__WEBPACK_IMPORTED_MODULE_0__.Pt.NotConnected, "Not connected");
const json = (0, _src_CeKsbNLO_mjs__WEBPACK_IMPORTED_MODULE_0__.f)(message);
if (this._process.stdin.write(json)) resolve(); else this._process.stdin.once("drain", resolve);
});
}
};
}
};

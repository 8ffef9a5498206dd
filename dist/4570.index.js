export const id = 4570;

export const ids = [ 4570 ];

export const modules = {
95219: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
E: () => GithubError,
S: () => explainFailure
});
class GithubError extends Error {
name="GithubError";
status;
mayHaveHappened;
retryAfterSeconds;
constructor(message, facts = {}, options = {}) {
super(message, options);
this.status = facts.status;
this.mayHaveHappened = facts.mayHaveHappened ?? false;
this.retryAfterSeconds = facts.retryAfterSeconds;
}
}
const secondaryLimitSeconds = 60;
function explainFailure(failure, route) {
if (failure instanceof GithubError) return failure;
const response = responseOf(failure);
const said = failure instanceof Error ? failure.message : String(failure);
if (response === undefined) {
return new GithubError(`no answer from GitHub to ${route}: ${said}`, {
mayHaveHappened: true
}, {
cause: failure
});
}
const {status: status, headers: headers} = response;
const isSecondary = isSecondaryLimit(status, headers, said);
return new GithubError(`GitHub answered ${status} to ${route}: ${said}. ${advice(status, headers, said)}`.trimEnd(), {
status: status,
mayHaveHappened: status >= 500,
retryAfterSeconds: isSecondary ? retryAfter(headers) : undefined
}, {
cause: failure
});
}
function responseOf(failure) {
if (typeof failure !== "object" || failure === null || !("response" in failure)) return undefined;
return failure.response;
}
function isSecondaryLimit(status, headers, said) {
if (status !== 403 && status !== 429 || isPrimaryLimit(headers)) return false;
return status === 429 || headers["retry-after"] !== undefined || /secondary rate limit/i.test(said);
}
function isPrimaryLimit(headers) {
return String(headers["x-ratelimit-remaining"] ?? "") === "0";
}
function retryAfter(headers) {
const seconds = Number(headers["retry-after"]);
return Number.isFinite(seconds) && seconds >= 0 ? seconds : secondaryLimitSeconds;
}
function advice(status, headers, said) {
if ((status === 403 || status === 429) && isPrimaryLimit(headers)) return primaryLimitAdvice(headers);
if (isSecondaryLimit(status, headers, said)) return `Too many requests in a short time; GitHub asks to wait ${retryAfter(headers)} s.`;
if (status === 401) return "The input `github-token` is missing, expired or meant for another server.";
if (/\block(ed)?\b/i.test(said)) return "The conversation is locked, so nobody but collaborators may comment.";
if (status === 403) return permissionAdvice(headers);
if (status === 404) return "It does not exist, or the token may not see it.";
if (status === 410) return "It was deleted, or this feature is switched off in the repository.";
if (status === 422) return "GitHub does not accept the content.";
return status >= 500 ? "This is an error at GitHub." : "";
}
function primaryLimitAdvice(headers) {
const reset = Number(headers["x-ratelimit-reset"]);
const until = Number.isFinite(reset) && reset > 0 ? ` until ${new Date(reset * 1e3).toISOString()}` : "";
return `The token's requests of this hour are used up${until}; a report does not wait for that.`;
}
function permissionAdvice(headers) {
const accepted = String(headers["x-accepted-github-permissions"] ?? "");
const alternatives = accepted.split(";").map(needs => needs.split(",").map(permissionLine).filter(need => need !== "").join(" and ")).filter(needs => needs !== "");
const missing = alternatives.length === 0 ? "a permission that it needs" : alternatives.join(" or ");
return `The token lacks ${missing}: add it to \`permissions:\` of the job. Pull requests of forks and of Dependabot always have a read-only token.`;
}
function permissionLine(need) {
const [name = "", level = ""] = need.trim().split("=");
return name === "" ? "" : `\`${name.replaceAll("_", "-")}: ${level}\``;
}
},
94570: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
openGithub: () => openGithub
});
var github = __webpack_require__(61351);
var backoff = __webpack_require__(5713);
var deadline = __webpack_require__(33237);
var github_error = __webpack_require__(95219);
const bodyLimitBytes = 64 * 1024 * 1024;
function fetchWhole(send) {
return async (address, init) => {
const response = await send(address, init);
const {status: status, statusText: statusText, headers: headers} = response;
const bytes = await readAll(response.body);
return new Response(bytes.byteLength === 0 ? null : bytes, {
status: status,
statusText: statusText,
headers: headers
});
};
}
async function readAll(body) {
const chunks = [];
let size = 0;
for await (const chunk of body ?? []) {
size += chunk.byteLength;
if (size > bodyLimitBytes) throw new Error(`the answer is longer than ${bodyLimitBytes} bytes`);
chunks.push(chunk);
}
return Buffer.concat(chunks);
}
const callsPerJob = 15;
const secondsBetweenWrites = 1;
const attemptsPerCall = 3;
const requestDeadlineMilliseconds = 1e4;
const budgetMilliseconds = 6e4;
function openGithub(options) {
const {token: token, context: context, secondMilliseconds: secondMilliseconds = 1e3} = options;
if (token === "") throw new github_error.E("the input `github-token` is empty: without a token nothing can be written to GitHub");
const manners = new Manners(options);
const octokit = (0, github.Q)(token, {
baseUrl: context.apiUrl,
userAgent: "infra-test",
log: silent
});
octokit.hook.wrap("request", (request, parameters) => {
const {retries: retries, fetch: send = fetch} = parameters.request ?? {};
const route = routeOf(parameters, retries !== 0);
const settings = Object.assign(parameters.request ??= {}, {
fetch: fetchWhole(send)
});
return manners.call(route, signal => {
Object.assign(settings, {
signal: signal
});
return request(parameters);
});
});
return {
rest: octokit.rest,
request: octokit.request,
repository: {
owner: context.repository.owner,
repo: context.repository.name
},
isInstallationToken: token.startsWith("ghs_"),
secondMilliseconds: secondMilliseconds,
get calls() {
return manners.calls;
},
get callsLeft() {
return manners.callsAtMost - manners.calls;
}
};
}
const silent = {
debug: () => {},
info: () => {},
warn: () => {},
error: () => {}
};
function routeOf(parameters, mayRepeat) {
const method = String(parameters["method"]);
const path = String(parameters["url"]).replaceAll(/\{(\w+)\}/g, (_, key) => `${parameters[key]}`);
const isWrite = method !== "GET" && method !== "HEAD";
return {
name: `${method} ${path}`,
isWrite: isWrite,
isRepeatable: mayRepeat && method !== "POST"
};
}
class Manners {
calls=0;
callsAtMost;
#second;
#requestMilliseconds;
#leftMilliseconds;
#nextWriteAt=0;
constructor(options) {
this.callsAtMost = options.callsAtMost ?? callsPerJob;
this.#second = options.secondMilliseconds ?? 1e3;
this.#requestMilliseconds = options.requestMilliseconds ?? requestDeadlineMilliseconds;
this.#leftMilliseconds = options.totalMilliseconds ?? budgetMilliseconds;
}
async call(route, send) {
if (this.calls >= this.callsAtMost) {
throw new github_error.E(`${route.name} was not sent: a job makes at most ${this.callsAtMost} calls to GitHub, and they are used up`);
}
this.calls += 1;
const startedAt = performance.now();
try {
return await this.#attempt(route, send, startedAt + this.#leftMilliseconds);
} finally {
this.#leftMilliseconds -= performance.now() - startedAt;
}
}
async #attempt(route, send, endsAt) {
for (let attempt = 1; ;attempt += 1) {
if (route.isWrite) await this.#waitForTurn(route, endsAt);
try {
return await this.#sendOnce(route, send, endsAt);
} catch (failure) {
const problem = (0, github_error.S)(failure, route.name);
const wait = attempt < attemptsPerCall ? this.#waitBeforeRepeating(problem, route, attempt) : undefined;
if (wait === undefined || performance.now() + wait >= endsAt) throw problem;
await (0, deadline.v7)(wait, never);
}
}
}
async #waitForTurn(route, endsAt) {
const now = performance.now();
const turn = Math.max(now, this.#nextWriteAt);
if (turn >= endsAt) throw outOfTime(route);
this.#nextWriteAt = turn + secondsBetweenWrites * this.#second;
if (turn > now) await (0, deadline.v7)(turn - now, never);
}
async #sendOnce(route, send, endsAt) {
const left = endsAt - performance.now();
if (!(left >= 1)) throw outOfTime(route);
const controller = new AbortController;
const milliseconds = Math.min(this.#requestMilliseconds, left);
const timer = setTimeout(() => controller.abort(new Error(`nothing within ${Math.round(milliseconds)} ms`)), milliseconds);
try {
return await send(controller.signal);
} finally {
clearTimeout(timer);
}
}
#waitBeforeRepeating(problem, route, attempt) {
if (problem.retryAfterSeconds !== undefined) return problem.retryAfterSeconds * this.#second;
const isConflict = problem.status === 409;
if (!isConflict && !(problem.mayHaveHappened && route.isRepeatable)) return undefined;
return (0, backoff.p)(attempt, this.#second, Math.random);
}
}
const never = (new AbortController).signal;
function outOfTime({name: name}) {
return new github_error.E(`${name} was not sent: the time for talking to GitHub is used up`);
}
}
};

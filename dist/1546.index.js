export const id = 1546;

export const ids = [ 1546 ];

export const modules = {
15785: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
B_: () => markerLine,
VZ: () => isNewerRun,
we: () => markerOf
});
const line = /^<!-- infra-test comment=([0-9a-f]{10}) leg=(all|[0-9a-f]{10}) run=(\d{1,15})\.(\d{1,6}) -->\r?\n/;
function markerLine({key: key, leg: leg, run: run}) {
return `\x3c!-- infra-test comment=${key} leg=${leg} run=${run.number}.${run.attempt} --\x3e\n`;
}
function markerOf(body) {
const [, key, leg, number, attempt] = line.exec(body) ?? [];
if (key === undefined || leg === undefined) return undefined;
return {
key: key,
leg: leg,
run: {
number: Number(number),
attempt: Number(attempt)
}
};
}
function isNewerRun(one, other) {
return one.number > other.number || one.number === other.number && one.attempt > other.attempt;
}
},
37012: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
T: () => wantsComment
});
function wantsComment(mode, parts) {
if (mode === "always" || mode === "never") return mode === "always";
const hasFailed = parts.some(({verdict: verdict}) => verdict === "fail" || verdict === "broken");
if (mode === "on-failure") return hasFailed;
return parts.some(part => part.runs.some(hasChanged)) || hasFailed && parts.some(isWithoutPast);
}
function hasChanged({changes: changes, operations: operations}) {
const isOther = changes.some(({kind: kind}) => kind !== "still-failing");
return isOther || operations.some(({change: change}) => change?.trend === "slower" || change?.trend === "faster");
}
function isWithoutPast({runs: runs}) {
return runs.length === 0 || runs.some(({comparedWith: comparedWith}) => (comparedWith?.pastRuns ?? 0) === 0);
}
},
29323: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
_: () => CommentThread
});
var _comment_marker_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(15785);
var _github_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(95219);
const commentsPerPage = 100;
const pagesToSearch = 5;
const straysToRemove = 2;
class CommentThread {
#github;
#issueNumber;
#marker;
#isOurs;
#known;
#candidates=[];
#strays=[];
#lastPage=1;
constructor(github, issueNumber, marker) {
this.#github = github;
this.#issueNumber = issueNumber;
this.#marker = marker;
}
async show(text, isWanted) {
const body = (0, _comment_marker_js__WEBPACK_IMPORTED_MODULE_1__.B_)(this.#marker) + text;
const current = await this.#current();
if (current === undefined && !isWanted) return {
status: "unwanted",
url: ""
};
const shown = current === undefined ? await this.#create(body) : await this.#update(current, body);
if (shown.status !== "superseded") await this.#removeStrays();
return shown;
}
async #current() {
const id = this.#known;
if (id === undefined) return await this.#find(1);
const found = await unlessGone(async () => (await this.#github.rest.issues.getComment(this.#at(id))).data);
return found === undefined ? await this.#find(1) : asComments([ found ])[0];
}
async #update(comment, body) {
const {id: id, url: url} = comment;
if ((0, _comment_marker_js__WEBPACK_IMPORTED_MODULE_1__.VZ)(comment.marker.run, this.#marker.run)) return {
status: "superseded",
url: url
};
this.#known = id;
if (sameText(comment.body, body)) return {
status: "unchanged",
url: url
};
const updated = await unlessGone(async () => await this.#github.rest.issues.updateComment({
...this.#at(id),
body: body
}));
return updated === undefined ? await this.#create(body) : {
status: "written",
url: url
};
}
async #create(body) {
const made = await this.#createOnce(body);
const winner = await this.#find(this.#lastPage);
if (winner === undefined) {
this.#known = made[0]?.id;
return {
status: "written",
url: made[0]?.url ?? ""
};
}
const shown = await this.#update(winner, body);
for (const {id: id} of made) if (id !== winner.id) await this.#remove(id);
return {
...shown,
status: shown.status === "unchanged" ? "written" : shown.status
};
}
async #createOnce(body) {
try {
return [ await this.#post(body) ];
} catch (problem) {
if (!(problem instanceof _github_error_js__WEBPACK_IMPORTED_MODULE_0__.E && problem.mayHaveHappened)) throw problem;
if (await this.#find(this.#lastPage) === undefined) return [ await this.#post(body) ];
return this.#candidates.filter(one => sameText(one.body, body));
}
}
async #post(body) {
const {rest: rest, repository: repository} = this.#github;
const {data: data} = await rest.issues.createComment({
...repository,
issue_number: this.#issueNumber,
body: body
});
return {
id: data.id,
url: data.html_url
};
}
async #find(first) {
const {rest: rest, repository: repository} = this.#github;
const isOurs = await this.#ownership();
for (let page = first; page < first + pagesToSearch; page += 1) {
const {data: data} = await rest.issues.listComments({
...repository,
issue_number: this.#issueNumber,
per_page: commentsPerPage,
page: page
});
const mine = asComments(data.filter(({user: user}) => isOurs(user))).filter(({marker: marker}) => marker.key === this.#marker.key);
this.#candidates = mine.filter(({marker: marker}) => marker.leg === this.#marker.leg).toSorted((one, other) => one.id - other.id);
const [lowest] = this.#candidates;
this.#lastPage = page;
this.#strays = mine.filter(one => one !== lowest && this.#isStray(one));
if (lowest !== undefined || data.length < commentsPerPage) return lowest;
}
const searched = pagesToSearch * commentsPerPage;
throw new _github_error_js__WEBPACK_IMPORTED_MODULE_0__.E(`the conversation has more than ${searched} comments and ours is not among them: no other one is made`);
}
#isStray({marker: marker}) {
return (0, _comment_marker_js__WEBPACK_IMPORTED_MODULE_1__.VZ)(this.#marker.run, marker.run) && (marker.leg === this.#marker.leg || this.#marker.leg === "all");
}
async #removeStrays() {
const strays = this.#strays.slice(0, straysToRemove);
this.#strays = [];
for (const {id: id} of strays) await this.#remove(id);
}
async #remove(id) {
await unlessGone(async () => await this.#github.rest.issues.deleteComment(this.#at(id)));
}
#at(id) {
return {
...this.#github.repository,
comment_id: id
};
}
async #ownership() {
this.#isOurs ??= await ownership(this.#github);
return this.#isOurs;
}
}
async function ownership({rest: rest, isInstallationToken: isInstallationToken}) {
const isBot = user => user?.type === "Bot";
if (isInstallationToken) return isBot;
try {
const {data: data} = await rest.users.getAuthenticated();
return user => user?.login === data.login;
} catch {
return isBot;
}
}
function asComments(listed) {
return listed.flatMap(({id: id, html_url: url, body: body}) => {
const marker = (0, _comment_marker_js__WEBPACK_IMPORTED_MODULE_1__.we)(body ?? "");
return marker === undefined ? [] : [ {
id: id,
url: url,
body: body ?? "",
marker: marker
} ];
});
}
function sameText(one, other) {
return one.replaceAll("\r\n", "\n").trimEnd() === other.replaceAll("\r\n", "\n").trimEnd();
}
async function unlessGone(ask) {
try {
return await ask();
} catch (problem) {
if (problem instanceof _github_error_js__WEBPACK_IMPORTED_MODULE_0__.E && (problem.status === 404 || problem.status === 410)) return undefined;
throw problem;
}
}
},
71546: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
publishComment: () => publishComment
});
var _std_deadline_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(33237);
var _std_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(37734);
var _comment_marker_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(15785);
var _comment_mode_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(37012);
var _comment_parts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26145);
var _comment_thread_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(29323);
var _short_hash_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(36998);
const commentLimitCharacters = 65e3;
const roundsAtMost = 4;
const callsForOthers = 5;
const callsOfRound = 2;
async function publishComment(request) {
const {context: context, mode: mode, endsAtMilliseconds: endsAtMilliseconds} = request;
if (mode === "never") return {
status: "unwanted",
url: "",
parts: 0,
detail: "switched off"
};
if (context.pullRequest === undefined) return {
status: "unwanted",
url: "",
parts: 0,
detail: "there is no pull request to comment on"
};
const left = endsAtMilliseconds - performance.now();
if (!(left > 0)) throw new Error("there was no time left for the comment");
return await (0, _std_deadline_js__WEBPACK_IMPORTED_MODULE_0__.NE)(converge(request, context.pullRequest.number), left, "the comment was not finished in the time for reporting");
}
async function converge(request, issueNumber) {
const {github: github, mode: mode, endsAtMilliseconds: endsAtMilliseconds} = request;
const {shared: shared, marker: marker, notes: notes} = await share(request);
const thread = new _comment_thread_js__WEBPACK_IMPORTED_MODULE_3__._(github, issueNumber, marker);
const maxCharacters = commentLimitCharacters - (0, _comment_marker_js__WEBPACK_IMPORTED_MODULE_5__.B_)(marker).length;
for (let round = 1; ;round += 1) {
const {parts: parts, notes: unread} = await shared.collect();
const text = request.render(parts, {
maxCharacters: maxCharacters,
notes: [ ...notes, ...unread ]
});
const shown = await thread.show(text, (0, _comment_mode_js__WEBPACK_IMPORTED_MODULE_6__.T)(mode, parts));
const result = {
...shown,
parts: parts.length
};
if (shown.status !== "written" || !await shared.hasGrown()) return {
...result,
detail: detailOf(shown, parts.length, notes)
};
const mayGoOn = round < roundsAtMost && github.callsLeft >= callsForOthers + callsOfRound && performance.now() < endsAtMilliseconds;
if (!mayGoOn) return {
...result,
detail: `${detailOf(shown, parts.length, notes)}; jobs that finished meanwhile add their own part`
};
await (0, _std_deadline_js__WEBPACK_IMPORTED_MODULE_0__.v7)(Math.random() * 2 * github.secondMilliseconds, never);
}
}
const never = (new AbortController).signal;
async function share({artifacts: artifacts, part: part, key: key, context: context}) {
const alone = reason => ({
shared: (0, _comment_parts_js__WEBPACK_IMPORTED_MODULE_2__.W)(part),
marker: {
key: key,
leg: (0, _short_hash_js__WEBPACK_IMPORTED_MODULE_4__.B)(part.leg.identity),
run: context.run
},
notes: [ `This comment is of one job: ${reason}, so jobs cannot share a comment.` ]
});
if (artifacts === undefined) return alone("this server has no artifact service");
try {
return {
shared: await (0, _comment_parts_js__WEBPACK_IMPORTED_MODULE_2__.t)(artifacts, key, part),
marker: {
key: key,
leg: "all",
run: context.run
},
notes: []
};
} catch (problem) {
return alone((0, _std_errors_js__WEBPACK_IMPORTED_MODULE_1__.gJ)(problem));
}
}
function detailOf({status: status, url: url}, parts, notes) {
if (status === "unwanted") return "nothing that asks for a comment";
if (status === "superseded") return `a newer run has written ${url}`;
return [ `${url} with ${parts} of the jobs`, ...notes ].join("; ");
}
},
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
}
};

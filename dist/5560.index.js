export const id = 5560;

export const ids = [ 5560, 7570 ];

export const modules = {
45560: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
reportFork: () => reportFork
});
var check_run = __webpack_require__(57570);
var comment_mode = __webpack_require__(37012);
var comment_thread = __webpack_require__(29323);
var leg = __webpack_require__(64775);
var comment = __webpack_require__(85185);
var words = __webpack_require__(58191);
var report = __webpack_require__(76221);
var inputs = __webpack_require__(66097);
var find_pull_request = __webpack_require__(99674);
var limits = __webpack_require__(62456);
var deadline = __webpack_require__(33237);
var errors = __webpack_require__(37734);
var size = __webpack_require__(78728);
var parse_part = __webpack_require__(87984);
var external_node_zlib_ = __webpack_require__(38522);
const localHeaderBytes = 30;
const centralHeaderBytes = 46;
const endRecordBytes = 22;
const localSignature = 67324752;
const centralSignature = 33639248;
const endSignature = 101010256;
const descriptorBytes = 24;
const stored = 0;
const deflated = 8;
const encryptedFlag = 1;
const kindMask = 61440;
const regularFile = 32768;
const fileName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}\.json$/;
function readArtifact(bytes, maxTextBytes) {
const isArchive = bytes.subarray(0, 2).toString("latin1") === "PK";
const content = isArchive ? onlyFileOf(bytes, maxTextBytes) : bytes;
if (content.length > maxTextBytes) throw tooLarge(content.length, maxTextBytes);
const text = content.toString("utf8");
if (!Buffer.from(text).equals(content)) throw new TypeError("expected UTF-8, got other bytes");
return text;
}
function onlyFileOf(bytes, maxTextBytes) {
const entry = readDirectory(bytes);
if (entry.bytes > maxTextBytes) throw tooLarge(entry.bytes, maxTextBytes);
const packed = packedData(bytes, entry);
const content = entry.method === stored ? packed : inflate(packed, maxTextBytes);
if (content.length !== entry.bytes || (0, external_node_zlib_.crc32)(content) !== entry.checksum) throw odd("its file is damaged");
return content;
}
function readDirectory(bytes) {
const end = bytes.length - endRecordBytes;
if (end < centralHeaderBytes || bytes.readUInt32LE(end) !== endSignature) throw odd("it does not end as one");
const count = bytes.readUInt16LE(end + 10);
if (count !== 1 || bytes.readUInt16LE(end + 8) !== 1) throw new TypeError(`expected one file in the archive, got ${count}`);
const start = bytes.readUInt32LE(end + 16);
if (start + centralHeaderBytes > end || bytes.readUInt32LE(start) !== centralSignature) throw odd("its directory is not where it should be");
const [nameBytes, extraBytes, commentBytes] = [ bytes.readUInt16LE(start + 28), bytes.readUInt16LE(start + 30), bytes.readUInt16LE(start + 32) ];
if (start + centralHeaderBytes + nameBytes + extraBytes + commentBytes !== end) throw odd("there is more in it than one file");
if (bytes.readUInt32LE(start + 42) !== 0) throw odd("its file is not at its beginning");
refuseLink(bytes.readUInt32LE(start + 38));
const name = bytes.subarray(start + centralHeaderBytes, start + centralHeaderBytes + nameBytes);
refuseName(name.toString("latin1"));
return {
flags: bytes.readUInt16LE(start + 8),
method: bytes.readUInt16LE(start + 10),
checksum: bytes.readUInt32LE(start + 16),
packedBytes: bytes.readUInt32LE(start + 20),
bytes: bytes.readUInt32LE(start + 24),
name: name,
directoryStart: start
};
}
function packedData(bytes, entry) {
if (bytes.readUInt32LE(0) !== localSignature) throw odd("it does not begin as one");
const nameEnd = localHeaderBytes + bytes.readUInt16LE(26);
const dataStart = nameEnd + bytes.readUInt16LE(28);
const dataEnd = dataStart + entry.packedBytes;
if (!bytes.subarray(localHeaderBytes, nameEnd).equals(entry.name)) throw odd("its file has two names");
const rest = entry.directoryStart - dataEnd;
if (rest < 0 || rest > descriptorBytes) throw odd("the size of its file is wrong");
if ((entry.flags & encryptedFlag) !== 0) throw odd("its file is encrypted");
if (entry.method !== stored && entry.method !== deflated) throw odd(`its file is packed by method ${entry.method}`);
return bytes.subarray(dataStart, dataEnd);
}
function inflate(packed, maxOutputLength) {
try {
return (0, external_node_zlib_.inflateRawSync)(packed, {
maxOutputLength: maxOutputLength,
finishFlush: external_node_zlib_.constants.Z_FINISH
});
} catch (error) {
if (error instanceof RangeError) throw tooLarge(undefined, maxOutputLength);
throw new TypeError("this is no archive that can be read: its file is damaged", {
cause: error
});
}
}
function refuseLink(externalAttributes) {
const kind = externalAttributes >>> 16 & kindMask;
if (kind !== 0 && kind !== regularFile) throw new TypeError("expected a file in the archive, got a link or a folder");
}
function refuseName(name) {
if (!fileName.test(name)) throw new TypeError(`expected a .json file without folders in the archive, got ${JSON.stringify(name.slice(0, 100))}`);
}
function tooLarge(bytes, maxBytes) {
return new TypeError(`expected at most ${(0, size.z3)(maxBytes)}, got ${bytes === undefined ? "more" : (0, 
size.z3)(bytes)}`);
}
function odd(why) {
return new TypeError(`this is no archive that can be read: ${why}`);
}
const partName = /^infra-test-part-[A-Za-z0-9._-]{1,200}$/;
const artifactsPerPage = 100;
const mostPages = 3;
const mostParts = 32;
const mostArtifactBytes = limits.$A + 16 * 1024;
const requestMilliseconds = 3e4;
async function readRunParts(github, repository, run) {
const found = (await listArtifacts(github, repository, run.id)).filter(({name: name}) => partName.test(name));
const newestFirst = found.toSorted((left, right) => right.id - left.id);
const refused = newestFirst.slice(mostParts).map(({name: name}) => `${name}: only the newest ${mostParts} parts are read`);
const read = [];
for (const artifact of newestFirst.slice(0, mostParts)) {
try {
read.push({
part: await readPart(github, repository, artifact),
artifact: artifact
});
} catch (error) {
refused.push(`${artifact.name}: ${(0, errors.gJ)(error)}`);
}
}
const newest = Map.groupBy(read, ({part: part}) => part.leg.identity);
const isOfNewestAttempt = ({leg: leg, attempt: attempt}) => newest.get(leg.identity)?.every(({part: part}) => part.attempt <= attempt) ?? false;
const parts = read.filter(({part: part}) => isOfNewestAttempt(part)).map(({part: part, artifact: artifact}) => withTrueIds(part, artifact, run));
return {
parts: parts,
refused: refused
};
}
function withTrueIds(part, {name: name}, run) {
return {
...part,
leg: {
identity: name,
name: part.leg.name,
checkRunId: ""
},
githubRunId: run.id,
attempt: run.attempt
};
}
async function readPart(github, repository, artifact) {
if (artifact.isExpired) throw new TypeError("it is expired");
if (!(artifact.bytes <= mostArtifactBytes)) {
throw new TypeError(`expected at most ${(0, size.z3)(mostArtifactBytes)}, got ${(0, 
size.z3)(artifact.bytes)}`);
}
const download = async () => {
const {data: data} = await github.request("GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}", {
...repository,
artifact_id: artifact.id,
archive_format: "zip",
request: {
parseSuccessResponseBody: false
}
});
return await bytesOf(data);
};
const bytes = await (0, deadline.NE)(download(), requestMilliseconds, `the download took longer than ${requestMilliseconds / 1e3} s`);
return (0, parse_part.x)(readArtifact(bytes, limits.$A));
}
async function bytesOf(data) {
if (data instanceof ArrayBuffer) return Buffer.from(data);
if (!(data instanceof ReadableStream)) throw new TypeError(`expected the bytes of an artifact, got ${typeof data}`);
const chunks = [];
let length = 0;
for await (const chunk of data) {
length += chunk.length;
if (length > mostArtifactBytes) throw new TypeError(`expected at most ${(0, size.z3)(mostArtifactBytes)}, got more`);
chunks.push(chunk);
}
return Buffer.concat(chunks);
}
async function listArtifacts(github, repository, runId) {
const all = [];
for (let page = 1; page <= mostPages; page += 1) {
const answer = github.request("GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts", {
...repository,
run_id: Number(runId),
per_page: artifactsPerPage,
page: page
});
const {data: data} = await (0, deadline.NE)(answer, requestMilliseconds, `GitHub gave no answer in ${requestMilliseconds / 1e3} s`);
const {artifacts: artifacts} = typeof data === "object" && data !== null ? data : {};
if (!Array.isArray(artifacts)) throw new TypeError("expected a list of artifacts, got something else");
all.push(...artifacts.flatMap(artifactOf));
if (artifacts.length < artifactsPerPage) break;
}
return all;
}
function artifactOf(value) {
const {id: id, name: name, size_in_bytes: bytes, expired: expired} = typeof value === "object" && value !== null ? value : {};
if (typeof id !== "number" || typeof name !== "string" || typeof bytes !== "number") return [];
return [ {
id: id,
name: name,
bytes: bytes,
isExpired: expired === true
} ];
}
var trust = __webpack_require__(5648);
const warningsShown = 10;
async function forkReport(request) {
const {context: context, github: github} = request;
const run = context.triggeringRun;
if (context.event !== "workflow_run" || run === undefined) {
throw new inputs.dz(`mode: fork-report belongs to the event workflow_run, and this is ${context.event || "no event"}; see docs/forks.md`);
}
const why = whyNotNeeded(context, run);
if (why !== undefined) return nothing([ why ]);
const {owner: owner, name: repo} = context.repository;
try {
const [pullNumber, ...others] = await (0, find_pull_request.J)(github, {
owner: owner,
repo: repo,
...run
});
if (pullNumber === undefined) return nothing([ noPullRequest(run) ]);
const found = await readRunParts(github, {
owner: owner,
repo: repo
}, run);
const told = await fork_report_report(found, pullNumber, run, request);
const also = `The commit is the head of ${others.map(number => `#${number}`).join(", ")} too: the report is in #${pullNumber}.`;
return others.length === 0 ? told : {
...told,
sentences: [ ...told.sentences, also ]
};
} catch (error) {
return nothing([], [ `The report of the run ${run.id} could not be read: ${(0, errors.gJ)(error)}. The token needs actions: read and pull-requests: write.` ]);
}
}
function whyNotNeeded(context, run) {
if (run.event !== "pull_request") return `The run ${run.id} belongs to the event ${run.event}, not to a pull request: there is nothing to report.`;
if (run.headRepository === "") return `The fork of the run ${run.id} was deleted: there is no pull request to report to.`;
if ((0, trust.A)(context).isForeign || run.actor === trust.c) return undefined;
return `The run ${run.id} belongs to a branch of this repository: it has reported by itself.`;
}
function noPullRequest({id: id, headSha: headSha, headBranch: headBranch, headRepository: headRepository}) {
return `No open pull request has the commit ${headSha} of ${headRepository}:${headBranch} as its head: it was closed, or got new commits since the run ${id}.`;
}
async function fork_report_report({parts: parts, refused: refused}, pullNumber, run, {publish: publish, addCheckRun: addCheckRun}) {
const rest = refused.length - warningsShown;
const warnings = [ ...refused.slice(0, warningsShown).map(reason => `A result of the run ${run.id} was not taken: ${reason}.`), ...rest > 0 ? [ `${rest} more results of the run ${run.id} were not taken.` ] : [] ];
if (parts.length === 0) return nothing([], [ ...warnings, `The run ${run.id} has no result that can be reported.` ]);
const notes = notesOf(refused.length, parts.length, run);
const comment = await attempt(() => publish(parts, pullNumber, notes));
const check = await attempt(() => addCheckRun(parts, run.headSha, notes));
return {
sentences: [ ...comment.url !== "" ? [ `Reported to the pull request #${pullNumber}: ${comment.url}.` ] : [], ...check.url !== "" ? [ `Added a check run to ${run.headSha}: ${check.url}.` ] : [] ],
warnings: [ ...warnings, ...comment.error === "" ? [] : [ `The comment on #${pullNumber} could not be written: ${comment.error}.` ], ...check.error === "" ? [] : [ `The check run of ${run.headSha} could not be added: ${check.error}.` ] ],
commentUrl: comment.url,
checkUrl: check.url
};
}
function notesOf(refused, taken, {headRepository: headRepository, actor: actor}) {
const author = actor === trust.c ? "Dependabot" : `the fork ${headRepository}`;
return [ `This result comes from a run of the code of ${author}: nobody else has verified it.`, ...refused === 0 ? [] : [ `${refused} of ${refused + taken} results of this run could not be read, so this is not the whole of it.` ] ];
}
async function attempt(write) {
try {
return {
url: await write(),
error: ""
};
} catch (error) {
return {
url: "",
error: (0, errors.gJ)(error) || "unknown error"
};
}
}
function nothing(sentences, warnings = []) {
return {
sentences: sentences,
warnings: warnings,
commentUrl: "",
checkUrl: ""
};
}
var runner = __webpack_require__(14918);
const commentLimitCharacters = 64500;
async function reportFork(job) {
const {context: context, log: log, redact: redact} = job;
const {sentences: sentences, warnings: warnings, commentUrl: commentUrl, checkUrl: checkUrl} = await forkReport({
context: context,
github: job.requests,
publish: (parts, pullNumber, notes) => report_fork_comment(job, parts, pullNumber, notes),
addCheckRun: (parts, _headSha, notes) => addCheckRun(job, parts, notes)
});
for (const text of sentences) log.say(text);
for (const text of warnings) (0, runner.fz)("warning", redact(text), {
title: "infra-test fork report"
});
(0, runner.uH)("comment-url", commentUrl);
(0, runner.uH)("check-url", checkUrl);
return report.h.pass;
}
async function report_fork_comment(job, parts, pullNumber, notes) {
const {inputs: inputs, context: context} = job;
const {comment: mode} = inputs.reports;
const run = context.triggeringRun;
if (mode === "never" || run === undefined) return "";
const marker = {
key: (0, leg.T)(run.workflow, configFilesOf(parts)),
leg: "all",
run: run
};
const thread = new comment_thread._(await job.github(), pullNumber, marker);
const {url: url} = await thread.show(textOf(job, parts, notes, commentLimitCharacters), (0, 
comment_mode.T)(mode, parts));
return url;
}
async function addCheckRun(job, parts, notes) {
if (job.inputs.reports.check === "off") return "";
const verdict = (0, comment.z)(parts);
const {url: url} = await (0, check_run.publishCheck)({
github: await job.github(),
context: job.context,
mode: "separate",
verdict: verdict,
title: words.L2[verdict],
configFiles: configFilesOf(parts),
leg: "fork",
summary: maxBytes => textOf(job, parts, notes, maxBytes),
annotations: [],
reportUrl: job.context.triggeringRun?.url ?? ""
});
return url;
}
function textOf(job, parts, notes, maxCharacters) {
const {workflow: workflow = "", attempt: attempt = 1, url: runUrl = ""} = job.context.triggeringRun ?? {};
return job.redact((0, comment.T)(parts, {
maxCharacters: maxCharacters,
workflow: workflow,
runUrl: runUrl,
attempt: attempt,
notes: notes
}));
}
function configFilesOf(parts) {
return [ ...new Set(parts.flatMap(part => part.runs.map(({configFile: configFile}) => configFile))) ];
}
},
57570: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
publishCheck: () => publishCheck
});
var errors = __webpack_require__(37734);
var std_escape = __webpack_require__(6550);
const titleLimitCharacters = 255;
const messageLimitBytes = 64 * 1024;
const detailsLimitBytes = 64 * 1024;
const messageLines = 8;
const cutNoteCharacters = 40;
function toCheckAnnotation({level: level, source: source, title: title, message: message}) {
const {file: file, line: line, column: column} = source;
const lines = (0, std_escape.Ul)(message).split("\n");
const isLong = lines.length > messageLines;
const rest = `… ${lines.length - messageLines} more lines below`;
const shown = isLong ? [ ...lines.slice(0, messageLines), rest ] : lines;
return {
path: file,
start_line: line,
end_line: line,
...column > 0 && {
start_column: column,
end_column: column
},
annotation_level: level === "error" ? "failure" : level,
title: (0, std_escape.IN)((0, std_escape.Ul)(title), titleLimitCharacters - cutNoteCharacters),
message: cutToBytes(shown.join("\n"), messageLimitBytes),
...isLong && {
raw_details: cutToBytes(lines.join("\n"), detailsLimitBytes)
}
};
}
function cutToBytes(text, limitBytes) {
return Buffer.byteLength(text) <= limitBytes ? text : (0, std_escape.IN)(text, Math.floor(limitBytes / 3) - cutNoteCharacters);
}
var github_error = __webpack_require__(95219);
var short_hash = __webpack_require__(36998);
const summaryLimitCharacters = 65535;
const annotationsPerRequest = 50;
const batchesAtMost = 4;
const nameLimitCharacters = 200;
const reserveCharacters = 500;
const conclusions = {
pass: "success",
warn: "neutral",
fail: "failure",
broken: "failure"
};
async function publishCheck(request) {
const {annotations: annotations} = request;
const shown = annotations.slice(0, annotationsPerRequest * batchesAtMost);
const output = outputOf(request, annotations.length - shown.length);
const [first = [], ...later] = batchesOf(shown);
let check = await begin(request, {
...output,
annotations: first.map(toCheckAnnotation)
});
let taken = first.length;
try {
for (const batch of later) {
check = await append(request.github, check, {
...output,
annotations: batch.map(toCheckAnnotation)
});
taken += batch.length;
}
} catch (problem) {
return {
url: check.url,
detail: `${check.url} with ${taken} annotations, then: ${(0, errors.gJ)(problem)}`,
notTaken: shown.slice(taken)
};
}
return {
url: check.url,
detail: `${check.url} with ${taken} of ${annotations.length} annotations`,
notTaken: []
};
}
function outputOf({title: title, summary: summary, reportUrl: reportUrl}, leftOut) {
const note = leftOut === 0 ? "" : `\n\n${leftOut} more annotations are not shown here; [the report](${reportUrl}) has all of them.\n`;
const text = summary(summaryLimitCharacters - reserveCharacters) + note;
return {
title: title,
summary: text.slice(0, summaryLimitCharacters)
};
}
function batchesOf(annotations) {
const count = Math.ceil(annotations.length / annotationsPerRequest);
return Array.from({
length: count
}, (_, index) => annotations.slice(index * annotationsPerRequest, (index + 1) * annotationsPerRequest));
}
async function begin(request, output) {
if (request.mode === "separate") return await createOnce(request, output);
const {github: github, context: context} = request;
const id = Number(context.job.checkRunId);
if (!Number.isSafeInteger(id) || id <= 0) {
throw new github_error.E("this server does not tell the check run of the job; `report-check: separate` adds one");
}
const {serverUrl: serverUrl, repository: repository} = context;
return await append(github, {
id: id,
url: `${serverUrl}/${repository.owner}/${repository.name}/runs/${id}`,
annotations: 0
}, output);
}
async function append({rest: rest, repository: repository}, check, output) {
const at = {
...repository,
check_run_id: check.id
};
const send = async () => checkOf((await rest.checks.update({
...at,
output: output,
request: {
retries: 0
}
})).data, check.url);
try {
return await send();
} catch (problem) {
if (!(problem instanceof github_error.E && problem.mayHaveHappened)) throw problem;
const {data: data} = await rest.checks.get(at);
const isWritten = data.output.title === output.title && data.output.annotations_count >= check.annotations + output.annotations.length;
return isWritten ? checkOf(data, check.url) : await send();
}
}
function checkOf({id: id, html_url: url, output: output}, otherwise) {
return {
id: id,
url: url ?? otherwise,
annotations: output.annotations_count
};
}
async function createOnce({github: github, context: context, verdict: verdict, configFiles: configFiles, leg: leg}, output) {
const {rest: rest, repository: repository} = github;
const words = [ "infra-test", configFiles.join(" "), `(${context.event})`, leg ];
const name = words.filter(word => word !== "").join(" ").slice(0, nameLimitCharacters);
const externalId = (0, short_hash.B)([ context.run.id, context.run.attempt, context.job.name, context.job.step, leg ].join("\n"));
const {headSha: headSha} = context;
const facts = {
external_id: externalId,
details_url: context.run.url,
status: "completed",
conclusion: conclusions[verdict]
};
const send = async () => checkOf((await rest.checks.create({
...repository,
name: name,
head_sha: headSha,
...facts,
output: output
})).data, context.run.url);
try {
return await send();
} catch (problem) {
if (!(problem instanceof github_error.E && problem.mayHaveHappened)) throw problem;
const {data: data} = await rest.checks.listForRef({
...repository,
ref: headSha,
check_name: name,
per_page: 100
});
const found = data.check_runs.find(run => run.external_id === externalId);
return found === undefined ? await send() : checkOf(found, context.run.url);
}
}
},
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

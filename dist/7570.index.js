export const id = 7570;

export const ids = [ 7570 ];

export const modules = {
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

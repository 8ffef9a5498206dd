export const id = 435;

export const ids = [ 435 ];

export const modules = {
55435: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
createCheckRun: () => createCheckRun
});
var _actions_github__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(61351);
var _report_markdown_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83191);
const outputLimitCharacters = 65535;
const annotationsPerRequest = 50;
const conclusions = {
pass: "success",
warn: "neutral",
fail: "failure",
broken: "failure"
};
async function createCheckRun(report, annotations, token) {
const {data: data} = await (0, _actions_github__WEBPACK_IMPORTED_MODULE_0__.Q)(token).rest.checks.create({
..._actions_github__WEBPACK_IMPORTED_MODULE_0__._.repo,
name: "infra-test",
head_sha: headCommit(),
status: "completed",
conclusion: conclusions[report.verdict],
output: {
title: `${report.verdict}: ${report.counts.failed} failed, ${report.counts.broken} broken, ${report.counts.passed} passed`,
summary: (0, _report_markdown_js__WEBPACK_IMPORTED_MODULE_1__.l)(report, {
maxBytes: outputLimitCharacters
}),
annotations: annotations.slice(0, annotationsPerRequest).map(toRequest)
}
});
return data.html_url ?? `check run ${data.id}`;
}
function headCommit() {
const pullRequest = _actions_github__WEBPACK_IMPORTED_MODULE_0__._.payload.pull_request;
return pullRequest?.head?.sha ?? _actions_github__WEBPACK_IMPORTED_MODULE_0__._.sha;
}
function toRequest({level: level, source: source, title: title, message: message}) {
const annotationLevel = level === "error" ? "failure" : level;
return {
path: source.file,
start_line: source.line,
end_line: source.line,
annotation_level: annotationLevel,
title: title,
message: message
};
}
}
};

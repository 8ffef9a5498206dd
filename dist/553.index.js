export const id = 553;

export const ids = [ 553 ];

export const modules = {
32553: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
uploadReports: () => uploadReports
});
var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
var _actions_artifact__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(75203);
async function uploadReports(files, journal, jobName) {
const client = new _actions_artifact__WEBPACK_IMPORTED_MODULE_1__.t9;
const html = files.find(file => file.endsWith(".html"));
const machine = [ ...files.filter(file => file !== html), journal ];
const archive = await client.uploadArtifact(jobName, machine, (0, node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(journal));
if (html === undefined) return `archive ${jobName} (${archive.digest})`;
const page = await client.uploadArtifact(`${jobName}-${(0, node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(html)}`, [ html ], (0, 
node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(html), {
skipArchive: true
});
return `archive ${jobName} (${archive.digest}), page ${(0, node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(html)} (${page.digest})`;
}
}
};

export const id = 2553;

export const ids = [ 2553 ];

export const modules = {
32553: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
uploadReports: () => uploadReports
});
var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(48161);
var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
var _actions_artifact__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(75203);
async function uploadReports({files: files, journal: journal, slug: slug, runUrl: runUrl}) {
const client = new _actions_artifact__WEBPACK_IMPORTED_MODULE_3__.DefaultArtifactClient;
const html = files.find(file => file.endsWith(".html"));
const machineFiles = [ ...files.filter(file => file !== html), journal ];
const name = `infra-test-${slug}`;
const machine = await client.uploadArtifact(name, machineFiles, (0, node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(journal));
const page = html === undefined ? undefined : await uploadPage(client, html, `${name}.html`, runUrl);
return {
machine: described(name, machine, runUrl),
page: page
};
}
async function uploadPage(client, html, name, runUrl) {
const directory = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)((0, 
node_path__WEBPACK_IMPORTED_MODULE_2__.join)(process.env["RUNNER_TEMP"] ?? (0, node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)(), "infra-test-page-"));
try {
const file = (0, node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, (0, node_path__WEBPACK_IMPORTED_MODULE_2__.basename)(name));
await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.link)(html, file).catch(() => (0, 
node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.copyFile)(html, file));
return described(name, await client.uploadArtifact(name, [ file ], directory, {
skipArchive: true
}), runUrl);
} finally {
await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(directory, {
recursive: true,
force: true
});
}
}
function described(name, {id: id, digest: digest}, runUrl) {
return {
name: name,
url: id === undefined ? runUrl : `${runUrl}/artifacts/${id}`,
digest: digest ?? ""
};
}
}
};

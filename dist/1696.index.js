export const id = 1696;

export const ids = [ 1696 ];

export const modules = {
91696: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
limitYoungSpace: () => limitYoungSpace
});
var node_v8__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(78877);
function limitYoungSpace() {
(0, node_v8__WEBPACK_IMPORTED_MODULE_0__.setFlagsFromString)("--max-semi-space-size=8");
(0, node_v8__WEBPACK_IMPORTED_MODULE_0__.setFlagsFromString)("--semi-space-growth-factor=1");
}
}
};

export const id = 3540;

export const ids = [ 3540 ];

export const modules = {
43540: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
settings: () => settings
});
var valibot__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77934);
var _checks_steps_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4701);
const settings = {
summary: "Checks over several components, named in `needs`.",
with: valibot__WEBPACK_IMPORTED_MODULE_1__.rej({}),
checks: {
steps: _checks_steps_js__WEBPACK_IMPORTED_MODULE_0__.C
},
needs: true,
gateTitle: "The components of the flow are connected"
};
}
};

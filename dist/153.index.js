export const id = 153;

export const ids = [ 153 ];

export const modules = {
153: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
default: () => __WEBPACK_DEFAULT_EXPORT__
});
var _checks_steps_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4701);
var _connection_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73041);
var _own_items_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87860);
const __WEBPACK_DEFAULT_EXPORT__ = {
connect: _connection_js__WEBPACK_IMPORTED_MODULE_1__.N,
checks: {
steps: _checks_steps_js__WEBPACK_IMPORTED_MODULE_0__.r
},
remove: _own_items_js__WEBPACK_IMPORTED_MODULE_2__.ls
};
}
};

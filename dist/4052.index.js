export const id = 4052;

export const ids = [ 4052 ];

export const modules = {
4052: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
settings: () => settings
});
var _checks_certificate_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37152);
var _checks_latency_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(45009);
var _checks_refuses_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(99882);
var _checks_request_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3398);
var _settings_schema_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(53970);
const settings = {
summary: "An HTTP or HTTPS API: answers, latency, certificate, refusals.",
with: _settings_schema_js__WEBPACK_IMPORTED_MODULE_4__.dP,
checks: {
request: _checks_request_js__WEBPACK_IMPORTED_MODULE_3__.E,
latency: _checks_latency_js__WEBPACK_IMPORTED_MODULE_1__.Z,
certificate: _checks_certificate_js__WEBPACK_IMPORTED_MODULE_0__.O,
refuses: _checks_refuses_js__WEBPACK_IMPORTED_MODULE_2__.Q
},
defaultCheck: "request",
gateTitle: "The origin accepts connections",
addressSetting: "url"
};
}
};

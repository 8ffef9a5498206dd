export const id = 2405;

export const ids = [ 2405 ];

export const modules = {
82405: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
settings: () => settings
});
var _checks_ask_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(99667);
var _checks_budget_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(66809);
var _checks_cancel_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(17174);
var _checks_concurrency_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(81485);
var _checks_discovery_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(96432);
var _checks_latency_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(78832);
var _checks_refuses_strangers_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(91041);
var _checks_streaming_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(66646);
var _checks_tool_use_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(83636);
var _settings_schema_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(68745);
const settings = {
summary: "An AI agent over OpenAI chat, A2A, plain HTTP or MCP: answers, streams, tools, refusals, latency, budget.",
with: _settings_schema_js__WEBPACK_IMPORTED_MODULE_9__.dP,
checks: {
ask: _checks_ask_js__WEBPACK_IMPORTED_MODULE_0__.k,
budget: _checks_budget_js__WEBPACK_IMPORTED_MODULE_1__.g,
cancel: _checks_cancel_js__WEBPACK_IMPORTED_MODULE_2__.Z,
concurrency: _checks_concurrency_js__WEBPACK_IMPORTED_MODULE_3__.E,
discovery: _checks_discovery_js__WEBPACK_IMPORTED_MODULE_4__.H,
latency: _checks_latency_js__WEBPACK_IMPORTED_MODULE_5__.Z,
"refuses-no-credentials": _checks_refuses_strangers_js__WEBPACK_IMPORTED_MODULE_6__.Tt,
"refuses-wrong-credentials": _checks_refuses_strangers_js__WEBPACK_IMPORTED_MODULE_6__.pT,
streaming: _checks_streaming_js__WEBPACK_IMPORTED_MODULE_7__.$,
"tool-use": _checks_tool_use_js__WEBPACK_IMPORTED_MODULE_8__.w
},
needs: true,
gateTitle: "The agent says what it is",
addressSetting: "url"
};
}
};

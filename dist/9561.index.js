export const id = 9561;

export const ids = [ 9561 ];

export const modules = {
69561: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
endProcess: () => endProcess
});
const patienceMilliseconds = 200;
function endProcess(exitCode) {
process.exitCode = exitCode;
setTimeout(() => process.exit(), patienceMilliseconds).unref();
}
}
};

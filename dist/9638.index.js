export const id = 9638;

export const ids = [ 9638 ];

export const modules = {
89638: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
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

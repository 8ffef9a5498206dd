/** Time lines of deployments and walks. On a phone a row is a block, and the axis is told by its numbers. */
export const waterfallStyle = `
.wf{width:100%;table-layout:fixed;border-collapse:collapse;font-size:14px;margin:6px 0}
.wf th,.wf td{padding:4px 12px 4px 0;text-align:left;vertical-align:middle;border-bottom:1px solid var(--line);font-weight:400}
.wf thead th{font-size:12.5px;color:var(--soft);vertical-align:bottom;border-bottom-color:var(--strong)}
.wf th:first-child{width:31%}.wf .r{width:78px;text-align:right;padding-right:0;white-space:nowrap}
.wf tbody th{font-weight:600}
.wc{font-weight:400;color:var(--soft)}
.wd{display:block;font-weight:400;font-size:12.5px;line-height:1.4;color:var(--soft)}
.wf .x-failed .wd{color:var(--failed)}
.wl{display:block;width:100%;height:14px}.wa{display:block;width:100%;height:auto;fill:var(--soft);font-size:11px}
.wl .grid{vector-effect:non-scaling-stroke}
.wo{fill:color-mix(in srgb,var(--ink) 72%,var(--bg))}.wx{fill:var(--failed)}
.de .wa{font-size:15px}
.card .wf th:first-child{width:44%}.card .wf .r{width:62px}.card .wf .r:nth-child(3){display:none}.card .wa{display:none}
@media(max-width:760px){
.wf,.wf tbody{display:block}.wf thead{display:none}
.wf tr{display:grid;grid-template-columns:1fr auto auto;gap:2px 14px;padding:8px 0;border-bottom:1px solid var(--line)}
.wf th,.wf td,.wf .r,.card .wf .r{border:0;padding:0;width:auto}.wf th:first-child,.card .wf th:first-child{width:auto;grid-column:1}
.wf .wb{grid-column:1/-1;grid-row:2}
.wf .r:nth-child(3):before{content:"at "}.wf .r:nth-child(3){color:var(--soft)}
}
@media print{.wf tr{break-inside:avoid}}
`;

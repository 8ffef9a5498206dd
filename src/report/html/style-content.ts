/** Cards, tables, the list of checks, then the phone and the paper. */
export const contentStyle = `
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,540px),1fr));gap:16px;align-items:start}
.card{background:var(--paper);border:1px solid var(--line);border-top:3px solid var(--c);border-radius:4px 4px 6px 6px;padding:14px 18px 0;min-width:0}
.c-failed{--c:var(--failed)}.c-broken{--c:var(--broken)}
.card header{display:flex;justify-content:space-between;gap:12px;font-size:13px}
.state{font-weight:620}.where{color:var(--soft)}
.card h3{font-size:17px;line-height:1.32;font-weight:640;letter-spacing:-.012em;margin-top:6px}
.id{color:var(--soft);font-size:14px;margin-bottom:10px}
.card footer{display:flex;flex-wrap:wrap;align-items:center;gap:8px 14px;margin:14px -18px 0;padding:9px 18px;border-top:1px solid var(--line);background:color-mix(in srgb,var(--sunk) 55%,transparent)}
.src{color:var(--soft)}
.cmd{display:inline-flex;align-items:stretch;max-width:100%;border:1px solid var(--line);border-radius:5px;background:var(--bg);overflow:hidden}
.cmd code{padding:3px 10px}
.cmd code:before{content:"$ ";color:var(--skipped)}
.copy{display:none;border:0;border-left:1px solid var(--line);background:none;padding:0 10px;font-size:13px;color:var(--link);cursor:pointer;min-width:62px}
.js .copy{display:block}.copy:hover{background:var(--sunk)}
.msg{margin:4px 0 8px;padding:9px 12px;background:var(--sunk);border-radius:4px;white-space:pre-wrap;max-height:22em;overflow:auto}
.xa{width:100%;table-layout:fixed;border-collapse:collapse;font-size:14px;margin:4px 0}
.xa th,.xa td{text-align:left;vertical-align:top;padding:5px 12px 5px 0;border-top:1px solid var(--line);font-weight:400}
.xa thead th{border:0;font-size:12.5px;color:var(--soft);padding-bottom:3px}
.xa th:first-child{width:34%}.xa th:nth-child(2){width:27%}
.xa td{font-family:var(--mono);font-size:13px}
.xa .x-failed td:last-child{color:var(--failed)}.xa .x-warned td:last-child{color:var(--warned)}
.xa .x-failed td:nth-child(2){color:var(--passed)}
.more{color:var(--soft);font-size:13.5px;margin:8px 0}
.attempts{margin:8px 0;padding-left:12px;border-left:2px solid var(--line);font-size:13.5px}
.attempts .num,.why{color:var(--soft)}
.notes{margin:8px 0;font-size:13.5px;color:var(--soft)}
.notes li:before{content:"Note: ";font-weight:600}

.wide{overflow-x:auto}
.lat{width:100%;border-collapse:collapse;font-size:14px}
.lat th,.lat td{padding:6px 10px;text-align:left;vertical-align:middle;border-bottom:1px solid var(--line);font-weight:400;white-space:nowrap}
.lat th:first-child,.lat td:first-child{padding-left:0}
.lat thead th{font-size:12.5px;color:var(--soft);vertical-align:bottom;border-bottom-color:var(--strong)}
.lat tbody th{font-weight:600;white-space:normal;overflow-wrap:break-word;min-width:130px}
.lat .comp{display:block;font-weight:400;font-size:12.5px;color:var(--soft)}
.lat .r{text-align:right}
.lat .bad{color:var(--failed);font-weight:600}
.lat .cc{white-space:normal;min-width:104px}.lat .tc{white-space:normal;min-width:120px;max-width:190px}.lat .tc code{display:block;font-size:12.5px;color:var(--soft)}
.lat .dc,.lat .dh{width:264px;padding-left:0;padding-right:14px}
.axis,.dist{display:block;width:264px;height:auto}
.axis{fill:var(--soft);font-size:10.5px}
.dist{font-size:9px}
.big{margin:10px 0 2px}.big .dist,.big .axis{width:100%;font-size:6.4px}
.bars{fill:var(--ink);opacity:.78}.base{stroke:var(--strong);stroke-width:1}.grid{stroke:var(--line);stroke-width:1}
.miss{fill:var(--failed);opacity:.1}.limit{stroke:var(--failed);stroke-width:1.4}.lt{fill:var(--failed)}
.p50{fill:none;stroke:var(--ink);stroke-width:1}.p95{fill:var(--ink);stroke:var(--ink);stroke-width:1}
.legend{display:flex;flex-wrap:wrap;gap:4px 18px;margin-top:10px;font-size:13px;color:var(--soft)}
.k{width:9px;height:9px;margin-right:6px}
.run{margin:18px 0 8px;font-size:15px}

.lines li{display:grid;grid-template-columns:158px 1fr auto;gap:4px 16px;align-items:baseline;padding:8px 0;border-bottom:1px solid var(--line);font-size:14px}
.lines li>span:first-child{font-weight:560}
.lines b{font-weight:600}.lines p{color:var(--soft)}.lines .tag{margin-left:6px}

.filters{display:none;grid-template-columns:minmax(220px,300px) 1fr;gap:8px 22px;align-items:center;padding:10px 0 12px;background:var(--bg);border-bottom:1px solid var(--line)}
.js .filters{display:grid}
.search{position:relative}
.search input{width:100%;height:34px;padding:0 34px 0 11px;border:1px solid var(--strong);border-radius:5px;background:var(--paper)}
.search kbd{position:absolute;right:9px;top:7px;padding:0 6px;border:1px solid var(--line);border-radius:3px;color:var(--soft);pointer-events:none}
.search input:focus+kbd{display:none}
.chips{display:flex;flex-wrap:wrap;gap:5px;align-items:center}
.ct,.pick span{font-size:12.5px;color:var(--soft);min-width:74px}
.chip{border:1px solid var(--line);background:var(--paper);border-radius:14px;padding:2px 11px;font-size:13px;line-height:21px;cursor:pointer;max-width:280px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.chip .num{color:var(--soft);margin-left:2px}
.chip:hover{border-color:var(--strong)}
.chip[aria-pressed=true]{background:var(--ink);border-color:var(--ink);color:var(--paper)}.chip[aria-pressed=true] .num{color:inherit}
.pick{display:flex;align-items:center;gap:5px}.pick select{height:30px;border:1px solid var(--line);border-radius:5px;background:var(--paper);max-width:280px}
.filters>:nth-child(n+3){grid-column:2}
.filters .shown{grid-column:1;grid-row:2;font-size:13px;color:var(--soft)}
.group{margin-top:20px}
.group>header{display:flex;flex-wrap:wrap;align-items:baseline;gap:2px 12px;padding-bottom:6px;border-bottom:1px solid var(--strong)}
.group h3{font-size:15.5px;font-weight:650}.group header p{font-size:13px;color:var(--soft)}.group header p:last-child{margin-left:auto}
.rows>li{border-bottom:1px solid var(--line);content-visibility:auto;contain-intrinsic-size:auto 52px}
.rows summary{display:grid;grid-template-columns:152px 1fr 132px 78px 16px;gap:0 14px;align-items:baseline;padding:7px 6px;cursor:pointer;list-style:none;font-size:14.5px}
.rows summary::-webkit-details-marker{display:none}
.rows summary:after{content:"";width:6px;height:6px;border:solid var(--soft);border-width:0 1.5px 1.5px 0;transform:rotate(45deg);justify-self:center;align-self:center}
.rows details[open] summary:after{transform:rotate(-135deg)}
.rows summary:hover,.rows details[open]{background:var(--paper)}
.st{font-size:13.5px;font-weight:560}
.ti code{display:block;color:var(--soft);font-size:12.5px;line-height:1.4}
.wy{display:block;color:var(--soft);font-size:13px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.ti{min-width:0}
.rows details[open] .wy{display:none}
.la{font-size:13px;color:var(--soft)}.du{text-align:right;font-size:13.5px}
.de{padding:2px 6px 14px 172px;font-size:14px}
.meta{display:flex;flex-wrap:wrap;gap:4px 14px;margin:8px 0;font-size:13px;color:var(--soft)}
.met{margin:4px 0}.met li{padding:2px 0}.met code{color:var(--soft);margin-left:8px}
.metrics{display:flex;flex-wrap:wrap;gap:4px 18px;margin:8px 0;font-size:13.5px}
.link{border:0;background:none;padding:0;color:var(--link);text-decoration:underline;cursor:pointer}
#nothing{padding:28px 0;color:var(--soft)}

.runs{display:grid;gap:28px}
.runs article>header{display:flex;justify-content:space-between;gap:12px;margin-bottom:6px}.runs h3{font-size:15.5px}
.runs dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,330px),1fr));gap:0 32px}
.runs dl div{display:grid;grid-template-columns:116px 1fr;gap:12px;padding:5px 0;border-bottom:1px solid var(--line);font-size:14px}
dt{color:var(--soft)}
.components{width:100%;margin-top:16px;border-collapse:collapse;font-size:14px}
.components caption{text-align:left;font-size:13px;color:var(--soft);padding-bottom:4px}
.components th,.components td{text-align:left;padding:5px 12px 5px 0;border-bottom:1px solid var(--line);font-weight:400}
.components thead th{font-size:12.5px;color:var(--soft)}.components tbody th{font-weight:600}

@media(min-width:761px) and (min-height:820px){.filters{position:sticky;top:44px;z-index:4}}
@media(max-width:1020px){.layers ul{grid-template-columns:repeat(3,1fr)}.layers li:nth-child(4){border-left:0}.layers li:nth-child(n+4){border-top:1px solid var(--line)}}
@media(max-width:760px){
main,.foot{padding-left:16px;padding-right:16px}.top{padding:0 16px;gap:14px}
.hero{padding-top:26px}.stats li{flex:0 0 33.3%}.stats b{font-size:23px}
.layers ul{grid-template-columns:1fr 1fr}.layers li:nth-child(odd){border-left:0}.layers li:nth-child(even){border-left:1px solid var(--line)}.layers li:nth-child(n+3){border-top:1px solid var(--line)}
.sec{margin-top:40px}.sh{flex-wrap:wrap}
.xa thead{display:none}.xa tr{display:block;border-top:1px solid var(--line);padding:6px 0}.xa th,.xa td{display:block;border:0;padding:1px 0}.xa tbody th:first-child{width:auto;font-weight:560}
.xa td:before{content:attr(data-h) " ";display:inline-block;min-width:74px;color:var(--soft);font:12.5px system-ui,sans-serif}
.lat,.lat tbody{display:block}.lat thead{display:none}
.lat tr{display:grid;grid-template-columns:repeat(3,1fr);gap:4px 12px;padding:12px 0;border-bottom:1px solid var(--line)}
.lat th,.lat td{border:0;padding:0}.lat tbody th,.lat .dc,.lat .tc,.lat .cc,.lat .vc{grid-column:1/-1;width:auto;max-width:none}.lat .dist{width:100%}.lat .r{text-align:left}
.lat .r:before{content:attr(data-h);display:block;font-size:12px;color:var(--soft);font-weight:400}
.lines li{grid-template-columns:1fr}
.filters,.js .filters{grid-template-columns:1fr}.filters>*,.filters .shown{grid-column:1!important;grid-row:auto}
.chips{flex-wrap:nowrap;overflow-x:auto;scrollbar-width:none;margin-right:-16px;padding:1px 16px 1px 1px}.chip{flex:none}.ct{flex:none;min-width:0;margin-right:4px}
.search input{height:40px;font-size:16px}
.rows summary{grid-template-columns:1fr auto 16px;padding:10px 2px}.ti{grid-column:1/-1;grid-row:2}.la{display:none}.du{grid-column:2}
.rows summary:after{grid-column:3;grid-row:1}
.de{padding:0 2px 14px}.runs dl div{grid-template-columns:100px 1fr}
}
@media print{
:root{--bg:#fff;--paper:#fff;--sunk:#f4f4f4}
.top,.filters,.js .filters,.copy,.skip{display:none!important}
.card,.lat tr,.rows li,.lines li{break-inside:avoid}.rows>li{content-visibility:visible}.sh{break-after:avoid}
html{font-size:12px}.hero{padding-top:0}.cards{grid-template-columns:1fr 1fr}
}
`;

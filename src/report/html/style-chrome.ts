const light = `--bg:#f5f6f4;--paper:#fff;--sunk:#eef0ed;--ink:#15181b;--soft:#565d64;--line:#dcdfda;--strong:#b9beb8;--passed:#17734a;--failed:#be1e2d;--broken:#7132a8;--warned:#8a5a00;--flaky:#0b6b86;--skipped:#626a72;--link:#1a5276;color-scheme:light`;
const dark = `--bg:#0e1113;--paper:#15191c;--sunk:#1c2124;--ink:#e9ecee;--soft:#9aa4ac;--line:#283035;--strong:#465058;--passed:#4cc38a;--failed:#ff7a78;--broken:#c79bf2;--warned:#e2b64b;--flaky:#5bc0de;--skipped:#929ca4;--link:#8cc4ea;color-scheme:dark`;

/** Colours, type, the frame of the page, its head and the layer strip. */
export const chromeStyle = `
:root{${light};--mono:ui-monospace,SFMono-Regular,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace}
@media(prefers-color-scheme:dark){:root:not([data-theme=light]){${dark}}}
:root[data-theme=dark]{${dark}}
*{box-sizing:border-box}
[hidden]{display:none!important}
html{background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",sans-serif;-webkit-text-size-adjust:100%;scroll-padding-top:56px}
body{margin:0}
h1,h2,h3,p,ul,ol,dl,dd{margin:0;padding:0}
ul,ol{list-style:none}
a{color:var(--link)}
code,pre,kbd{font-family:var(--mono);font-size:.88em}
code,pre,h3,p,td,th,dd{overflow-wrap:anywhere}
button,input,select{font:inherit;color:inherit}
:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:3px}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.defs{position:absolute}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;z-index:9;background:var(--paper);padding:6px 10px}
.num,.stats b,.ratio,.r{font-variant-numeric:tabular-nums}
.i{width:1em;height:1em;flex:none;vertical-align:-.13em;margin-right:.42em;fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}
.t-passed{color:var(--passed)}.t-failed{color:var(--failed)}.t-broken{color:var(--broken)}.t-warned{color:var(--warned)}.t-flaky{color:var(--flaky)}.t-skipped{color:var(--skipped)}
.f-passed{fill:var(--passed)}.f-failed{fill:var(--failed)}.f-broken{fill:var(--broken)}.f-skipped{fill:var(--strong)}.f-none{fill:var(--line)}
.tag{font-size:12px;line-height:18px;padding:0 7px;border:1px solid var(--line);border-radius:9px;color:var(--soft);font-weight:400}
.none{color:var(--skipped);font-size:13px}
main,.foot{max-width:1240px;margin:0 auto;padding:0 28px}
.top{position:sticky;top:0;z-index:5;display:flex;align-items:center;gap:20px;padding:0 max(28px,calc(50vw - 592px));height:44px;background:color-mix(in srgb,var(--bg) 92%,transparent);backdrop-filter:blur(8px);border-bottom:1px solid var(--line)}
.brand{font-weight:650;letter-spacing:-.01em;white-space:nowrap}
.top nav{display:flex;gap:18px;overflow-x:auto;scrollbar-width:none;flex:1;font-size:13.5px}
.top nav a{color:var(--soft);text-decoration:none;white-space:nowrap;padding:4px 0}
.top nav a:hover{color:var(--ink)}
#theme{display:none;border:1px solid var(--line);background:none;border-radius:5px;padding:2px 10px;font-size:13px;color:var(--soft);cursor:pointer}
.js #theme{display:block}

.hero{padding:44px 0 30px}
.v-pass{--v:var(--passed)}.v-warn{--v:var(--warned)}.v-fail{--v:var(--failed)}.v-broken{--v:var(--broken)}
.eyebrow{color:var(--soft);font-size:13.5px}
.hero h1{display:flex;align-items:center;gap:.24em;margin:6px 0 8px;font-size:clamp(38px,6.4vw,68px);line-height:1.04;font-weight:720;letter-spacing:-.035em;color:var(--v)}
.hero h1 .i{width:.74em;height:.74em;margin:0;stroke-width:1.5}
.lead{font-size:clamp(17px,1.7vw,20px);line-height:1.4;max-width:64ch;text-wrap:balance;letter-spacing:-.006em}
.bar{display:block;width:100%;height:10px;margin:26px 0 0;border-radius:2px}
.stats{display:flex;flex-wrap:wrap;border-bottom:1px solid var(--line)}
.stats li{flex:1 1 0;min-width:104px}
.stats a,.stats div{display:block;padding:12px 14px 12px 0;color:inherit;text-decoration:none;height:100%}
.stats b{display:block;font-size:27px;line-height:1.15;font-weight:620;letter-spacing:-.02em;white-space:nowrap}
.stats span{font-size:13px;color:var(--soft);white-space:nowrap}
.stats a:hover span{color:var(--ink);text-decoration:underline}
.s-passed .i{color:var(--passed)}.s-failed .i{color:var(--failed)}.s-broken .i{color:var(--broken)}.s-warned .i{color:var(--warned)}.s-flaky .i{color:var(--flaky)}
.stats .zero b{color:var(--skipped);font-weight:430}.stats .zero .i{color:var(--skipped)}
.reasons{margin-top:16px;font-size:14px;color:var(--soft);columns:2 380px;column-gap:40px}
.reasons li{break-inside:avoid;padding:2px 0 2px 14px;position:relative}
.reasons li:before{content:"";position:absolute;left:0;top:11px;width:6px;border-top:1.5px solid var(--v)}

.layers ul{display:grid;grid-template-columns:repeat(6,1fr);background:var(--paper);border:1px solid var(--line);border-radius:6px;overflow:hidden}
.layers li+li{border-left:1px solid var(--line)}
.layers a,.layers div{display:block;padding:13px 14px 12px;color:inherit;text-decoration:none;height:100%}
.layers a:hover{background:var(--sunk)}
.layers h3{font-size:13.5px;font-weight:600;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.ratio{font-size:13px;color:var(--soft)}.ratio b{font-size:19px;font-weight:620;color:var(--ink);letter-spacing:-.02em}
.minibar{display:block;width:100%;height:4px;margin:7px 0 8px;border-radius:1px}
.rest{display:flex;flex-wrap:wrap;gap:0 10px;font-size:12.5px}
.rest span{white-space:nowrap}
.layers .empty{color:var(--skipped)}

.sec{margin-top:52px}
.sh{display:flex;align-items:baseline;gap:12px;margin-bottom:14px;padding-bottom:8px;border-bottom:2px solid var(--ink)}
.sh h2{font-size:21px;line-height:1.2;font-weight:680;letter-spacing:-.02em}
.sh p{color:var(--soft);font-size:13.5px}
.foot{padding-top:40px;padding-bottom:48px;color:var(--soft);font-size:13px}
`;

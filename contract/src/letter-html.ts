/**
 * What of a letter's HTML may be shown: one allow-list for the wall on the server and the wall in the browser.
 * Everything not named here is dropped; text of dropped elements stays unless the element hides code or style.
 */
export const allowedTags = [
  'a',
  'abbr',
  'address',
  'article',
  'aside',
  'b',
  'bdi',
  'bdo',
  'big',
  'blockquote',
  'br',
  'caption',
  'center',
  'cite',
  'code',
  'col',
  'colgroup',
  'dd',
  'del',
  'details',
  'dfn',
  'div',
  'dl',
  'dt',
  'em',
  'figcaption',
  'figure',
  'font',
  'footer',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'header',
  'hr',
  'i',
  'img',
  'ins',
  'kbd',
  'li',
  'main',
  'mark',
  'nav',
  'ol',
  'p',
  'pre',
  'q',
  's',
  'samp',
  'section',
  'small',
  'span',
  'strike',
  'strong',
  'style',
  'sub',
  'summary',
  'sup',
  'table',
  'tbody',
  'td',
  'tfoot',
  'th',
  'thead',
  'time',
  'tr',
  'tt',
  'u',
  'ul',
  'var',
  'wbr',
] as const

export const allowedAttributes = [
  'abbr',
  'align',
  'alt',
  'bgcolor',
  'border',
  'cellpadding',
  'cellspacing',
  'char',
  'class',
  'color',
  'cols',
  'colspan',
  'datetime',
  'dir',
  'face',
  'headers',
  'height',
  'href',
  'hspace',
  'lang',
  'noshade',
  'nowrap',
  'rel',
  'rowspan',
  'rules',
  'scope',
  'size',
  'span',
  'src',
  'start',
  'style',
  'summary',
  'target',
  'title',
  'type',
  'valign',
  'value',
  'vspace',
  'width',
] as const

/** Links may lead there; pictures never do by themselves. */
export const allowedLinkSchemes = ['http', 'https', 'mailto', 'tel'] as const

/**
 * What the frame that shows a letter may do. Never `allow-scripts`: it has the page's own origin, so that the page can
 * measure it, and a script in it would be the page's. Links open outside of it, free of its bonds.
 */
export const frameSandbox = 'allow-same-origin allow-popups allow-popups-to-escape-sandbox'

/**
 * Paths below which the server gives pictures by signed addresses: the letter's own, and those of other servers that a
 * reader has asked for, which the server fetches itself.
 */
export const signedPictures = ['/api/v1/signed/attachments/', '/api/v1/signed/outside/'] as const

/** Policy of the frame's document: nothing runs, nothing is fetched but signed pictures from the page's origin. */
export const framePolicy = (origin: string) =>
  `default-src 'none'; style-src 'unsafe-inline'; img-src data: ${signedPictures.map((path) => origin + path).join(' ')}; form-action 'none'; base-uri 'none'`

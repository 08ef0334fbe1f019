import { allowedAttributes, allowedLinkSchemes, allowedTags } from '@besedka/contract/letter-html'
import { filterStyleAttribute, filterStyleSheet } from '@besedka/mail/letter-css'
import createDOMPurify, { type DOMPurify } from 'dompurify'
import { JSDOM } from 'jsdom'
import { OutsideAddresses } from './outside-addresses.ts'

export interface SafeLetter {
  /** A fragment: styles of the letter's head first, then its body. */
  html: string
  /** Pictures, backgrounds and the like that would have been fetched from outside and were held back. */
  blocked: number
  /** Addresses of pictures of other servers. Where these are wanted they wait to be placed, and are not counted above. */
  outside: string[]
}

/** Addresses for pictures that the letter carries itself, by Content-ID without angle brackets. */
export type PictureAddresses = ReadonlyMap<string, string>

/** With `outsideMark` pictures of other servers get a place to wait in; without, they are held back. */
export type SanitizeLetter = (html: string, pictures: PictureAddresses, outsideMark?: string) => SafeLetter

interface State {
  pictures: PictureAddresses
  blocked: number
  outside: OutsideAddresses
  wantsOutside: boolean
}

const stateFor = (pictures: PictureAddresses, outsideMark?: string): State => ({
  pictures,
  blocked: 0,
  outside: new OutsideAddresses(outsideMark ?? ''),
  wantsOutside: outsideMark !== undefined,
})

const RASTER_DATA = /^data:image\/(?:png|jpe?g|gif|webp|bmp);base64,[a-z0-9+/=\s]*$/i
const FETCHING_ATTRIBUTES = ['src', 'background', 'poster', 'srcset', 'data', 'lowsrc', 'dynsrc'] as const
const PROBE = '<img src=x onerror=alert(1)><svg><script>alert(1)</script></svg><a href="javascript:alert(1)">x</a>'

/**
 * The first wall: what of a letter's HTML may be shown at all, by the contract's allow-list. Pictures of the letter get
 * the addresses given, raster `data:` stays, everything that would be fetched from outside is held back and counted.
 * Throws if the sanitiser does not work here: better no HTML than unsafe HTML.
 */
export function createSanitizer(): SanitizeLetter {
  const { window } = new JSDOM('')
  const purify = createDOMPurify(window)
  const state = stateFor(new Map())
  addHooks(purify, state)
  const sanitize: SanitizeLetter = (html, pictures, outsideMark) => {
    Object.assign(state, stateFor(pictures, outsideMark))
    const root = purify.sanitize(html, {
      ALLOWED_TAGS: [...allowedTags, 'html', 'head', 'body'],
      ALLOWED_ATTR: [...allowedAttributes],
      ALLOW_DATA_ATTR: false,
      ALLOW_ARIA_ATTR: false,
      WHOLE_DOCUMENT: true,
      RETURN_DOM: true,
    })
    return { html: isElement(root) ? flatten(root) : '', blocked: state.blocked, outside: state.outside.found }
  }
  const probe = purify.isSupported ? sanitize(PROBE, new Map()).html : PROBE
  if (/onerror|script|svg/i.test(probe)) throw new Error('the HTML sanitiser does not work on this machine')
  return sanitize
}

function addHooks(purify: DOMPurify, state: State): void {
  purify.addHook('uponSanitizeElement', (node, { tagName }) => {
    if (tagName === 'style' && node.textContent !== null) {
      const { css, blocked } = filterStyleSheet(node.textContent)
      state.blocked += blocked
      node.textContent = css
    }
    if (!isElement(node) || (allowedTags as readonly string[]).includes(tagName)) return
    state.blocked += FETCHING_ATTRIBUTES.filter((name) => isOutside(node.getAttribute(name))).length
  })
  purify.addHook('uponSanitizeAttribute', (node, data) => {
    if (data.attrName === 'style') {
      const { css, blocked } = filterStyleAttribute(data.attrValue)
      state.blocked += blocked
      data.attrValue = css
      data.keepAttr = css !== ''
    } else if (data.attrName === 'src') {
      const address = node.nodeName === 'IMG' ? pictureAddress(data.attrValue, state) : null
      data.keepAttr = address !== null
      data.attrValue = address ?? ''
    } else if (data.attrName === 'href') {
      data.keepAttr = isLink(data.attrValue)
    } else if (isOutside(data.attrValue) && (FETCHING_ATTRIBUTES as readonly string[]).includes(data.attrName)) {
      state.blocked += 1
    }
  })
  purify.addHook('afterSanitizeAttributes', (node) => {
    if (node.nodeName !== 'A' || !node.hasAttribute('href')) return
    node.setAttribute('target', '_blank')
    node.setAttribute('rel', 'noopener noreferrer nofollow')
  })
}

function pictureAddress(value: string, state: State): string | null {
  const address = value.trim()
  if (/^cid:/i.test(address)) return state.pictures.get(contentIdOf(address)) ?? null
  if (RASTER_DATA.test(address)) return address
  if (!isOutside(address)) return null
  const waiting = state.outside.note(address)
  if (waiting !== null && state.wantsOutside) return waiting
  state.blocked += 1
  return null
}

/** RFC 2392 section 2: the rest of a cid address is the Content-ID, percent-encoded. */
function contentIdOf(address: string): string {
  const encoded = address.slice('cid:'.length)
  try {
    return decodeURIComponent(encoded)
  } catch {
    return encoded
  }
}

function isOutside(value: string | null): boolean {
  return value !== null && /^\s*(?:https?:|ftp:|\/\/)/i.test(value)
}

function isLink(value: string): boolean {
  const scheme = /^\s*([a-z][a-z0-9+.-]*):/i.exec(value)?.[1]?.toLowerCase()
  return scheme === undefined
    ? value.trim().startsWith('#')
    : (allowedLinkSchemes as readonly string[]).includes(scheme)
}

function isElement(node: Node): node is Element {
  return node.nodeType === 1
}

/** Styles of the head, then the body; what the body says of its own looks moves to a block around it. */
function flatten(root: Element): string {
  const body = root.querySelector('body')
  if (body === null) return root.innerHTML
  const styles = [...root.querySelectorAll('head style')].map((style) => style.outerHTML).join('')
  const looks = ['style', 'bgcolor', 'dir', 'lang', 'class'].filter((name) => body.hasAttribute(name))
  if (looks.length === 0) return styles + body.innerHTML
  const block = root.ownerDocument.createElement('div')
  for (const name of looks) block.setAttribute(name, body.getAttribute(name) ?? '')
  block.innerHTML = body.innerHTML
  return styles + block.outerHTML
}

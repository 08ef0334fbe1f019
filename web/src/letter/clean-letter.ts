import { allowedAttributes, allowedLinkSchemes, allowedTags, signedPictures } from '@besedka/contract/letter-html'
import { filterStyleAttribute, filterStyleSheet } from '@besedka/mail/letter-css'
import createPurifier, { type DOMPurify } from 'dompurify'

/** Where pictures of a letter may come from: its own parts, by the addresses that the server signed. */
const ownPicture = new RegExp(`^(?:${signedPictures.join('|')})[\\w.-]+\\?[\\w=&%-]+$`)
const embeddedPicture = /^data:image\/(?:png|jpe?g|gif|webp|bmp|avif);base64,[a-z0-9+/=\s]*$/i
const link = new RegExp(`^(?:${allowedLinkSchemes.join('|')}):`, 'i')

/** A letter's HTML as a body that belongs to no page yet: nothing in it is fetched or runs. */
export type CleanLetter = (html: string) => HTMLElement

/**
 * Second wall, after the server's: the same allow-list and the same filter of styles once more, on the document that the
 * browser itself makes of it. The result is a tree, never text again: what was looked at is what is shown.
 */
export function createLetterCleaner(window: Window & typeof globalThis): CleanLetter {
  const purifier = createPurifier(window)
  addHooks(purifier)
  return (html) => {
    const root = purifier.sanitize(html, {
      ALLOWED_TAGS: [...allowedTags],
      ALLOWED_ATTR: [...allowedAttributes],
      ALLOW_DATA_ATTR: false,
      ALLOW_ARIA_ATTR: false,
      // Style sheets at the head of a letter stay.
      FORCE_BODY: true,
      RETURN_DOM: true,
    })
    if (!isElement(root)) throw new TypeError('the sanitiser gave no element')
    return root
  }
}

function addHooks(purifier: DOMPurify): void {
  purifier.addHook('uponSanitizeElement', (node, { tagName }) => {
    if (tagName === 'style') node.textContent = filterStyleSheet(node.textContent ?? '').css
  })
  purifier.addHook('uponSanitizeAttribute', (node, attribute) => {
    const { attrName, attrValue } = attribute
    const value = attrValue.trim()
    if (attrName === 'src') {
      const isPicture = node.nodeName === 'IMG' && (ownPicture.test(value) || embeddedPicture.test(value))
      attribute.keepAttr = isPicture
      attribute.forceKeepAttr = isPicture
    }
    if (attrName === 'href') attribute.keepAttr = node.nodeName === 'A' && link.test(value)
    if (attrName === 'style') {
      attribute.attrValue = filterStyleAttribute(attrValue).css
      attribute.keepAttr = attribute.attrValue !== ''
    }
  })
  purifier.addHook('afterSanitizeAttributes', (node) => {
    if (node.nodeName !== 'A') return
    node.setAttribute('target', '_blank')
    node.setAttribute('rel', 'noopener noreferrer nofollow')
  })
}

function isElement(node: Node): node is HTMLElement {
  return node.nodeType === 1
}

import { allowedAttributes, allowedLinkSchemes, allowedTags } from '@besedka/contract/letter-html'
import createPurifier from 'dompurify'

/** Where pictures of a letter may come from: its own parts, by the addresses that the server signed. */
const ownPicture = /^\/api\/v1\/signed\/attachments\/[\w.-]+\?[\w=&%-]+$/
const embeddedPicture = /^data:image\/(?:png|jpe?g|gif|webp|bmp|avif);base64,[a-z0-9+/=\s]*$/i
const link = new RegExp(`^(?:${allowedLinkSchemes.join('|')}):`, 'i')

/** Second wall, after the server's: the same allow-list once more, on the document that the browser itself makes of it. */
export function createLetterCleaner(window: Window & typeof globalThis): (html: string) => string {
  const purifier = createPurifier(window)
  purifier.addHook('uponSanitizeAttribute', (node, attribute) => {
    const { attrName, attrValue } = attribute
    const value = attrValue.trim()
    if (attrName === 'src') {
      const isPicture = node.nodeName === 'IMG' && (ownPicture.test(value) || embeddedPicture.test(value))
      attribute.keepAttr = isPicture
      attribute.forceKeepAttr = isPicture
    }
    if (attrName === 'href') attribute.keepAttr = node.nodeName === 'A' && link.test(value)
  })
  purifier.addHook('afterSanitizeAttributes', (node) => {
    if (node.nodeName !== 'A') return
    node.setAttribute('target', '_blank')
    node.setAttribute('rel', 'noopener noreferrer nofollow')
  })
  return (html) =>
    purifier.sanitize(html, {
      ALLOWED_TAGS: [...allowedTags],
      ALLOWED_ATTR: [...allowedAttributes],
      ALLOW_DATA_ATTR: false,
      ALLOW_ARIA_ATTR: false,
      // Style sheets at the head of a letter stay.
      FORCE_BODY: true,
    })
}

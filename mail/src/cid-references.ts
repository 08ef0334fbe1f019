/** Which pictures of its own a letter's HTML shows. */

import { contentIdOf } from './inline-images.ts'

/** RFC 2392 addresses end where an attribute or a CSS url() ends. */
const CID_ADDRESS = /\bcid:[^"'\s<>)]{1,3000}/gi

/** Content-IDs that the HTML refers to, in the form in which `isShown` compares them. */
export function contentIdsIn(html: string): ReadonlySet<string> {
  const ids = new Set<string>()
  for (const [address] of html.matchAll(CID_ADDRESS)) {
    const id = contentIdOf(address.replaceAll('&amp;', '&'))
    if (id !== null) ids.add(id)
  }
  return ids
}

/** Whether a part with this Content-ID is among those shown. */
export function isShown(ids: ReadonlySet<string>, contentId: string | null): boolean {
  const id = contentId === null ? null : contentIdOf(`cid:${contentId}`)
  return id !== null && ids.has(id)
}

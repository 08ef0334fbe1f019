/** Plain text as HTML that every mail program shows with its lines. */

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Line ends become <br>, further spaces of a run do not fold together; markup in the text is text. */
export function textToHtml(text: string): string {
  return text
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '')
    .replace(/\r\n?/g, '\n')
    .replace(/^ | (?= )/gm, '&nbsp;')
    .replaceAll('\n', '<br>\n')
}

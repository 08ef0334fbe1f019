/** format=flowed, RFC 3676. */

/** Joins the lines that were broken on sending; quoted lines are joined within their depth. */
export function unflow(text: string, delSp: boolean): string {
  const out: string[] = []
  let paragraph = ''
  let depth = 0
  let isOpen = false
  for (const line of text.split('\n')) {
    const quotes = /^>*/.exec(line)?.[0].length ?? 0
    // Section 4.4: one space after the quote marks was stuffed on sending.
    const content = line.charAt(quotes) === ' ' ? line.slice(quotes + 1) : line.slice(quotes)
    const isSignature = content === '-- '
    if (isOpen && (quotes !== depth || isSignature)) {
      out.push(paragraph)
      isOpen = false
    }
    const flows = content.endsWith(' ') && !isSignature
    const piece = flows && delSp ? content.slice(0, -1) : content
    paragraph = isOpen ? paragraph + piece : quoteMarks(quotes) + piece
    depth = quotes
    isOpen = flows
    if (!flows) out.push(paragraph)
  }
  if (isOpen) out.push(paragraph)
  return out.join('\n')
}

function quoteMarks(depth: number): string {
  return depth === 0 ? '' : `${'>'.repeat(depth)} `
}

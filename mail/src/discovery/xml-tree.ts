/** A small reader of XML that strangers have sent: elements, attributes and text, and nothing that could be expanded. */

export interface XmlElement {
  /** Local name without its prefix, in lower case. */
  name: string
  attributes: ReadonlyMap<string, string>
  children: XmlElement[]
  /** All text directly inside, trimmed. */
  text: string
}

/**
 * `forbidden`: a document type or entity declaration, which no configuration needs and bombs are made of. `too-large`: more
 * than is read. `malformed`: not XML.
 */
export type XmlProblem = 'forbidden' | 'too-large' | 'malformed'

export type XmlOutcome = { ok: true; root: XmlElement } | { ok: false; problem: XmlProblem }

const LIMITS = { characters: 65_536, elements: 2_000, depth: 24, attributes: 32 }

const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<\/\s*([^\s>]+)\s*>|<([A-Za-z_][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/?)>|[^<]+/y
const ATTRIBUTE = /([A-Za-z_][^\s=]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g
const NAMED = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])

/**
 * Reads a document into a tree. No document type, no entities but the five of XML and character references, at most 64 K
 * characters, 2,000 elements, 24 deep; linear in the length. Never throws.
 */
export function readXml(text: string): XmlOutcome {
  if (text.length > LIMITS.characters) return { ok: false, problem: 'too-large' }
  // Before anything else, and wherever it stands: a comment that holds one is no loss.
  if (/<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i.test(text)) return { ok: false, problem: 'forbidden' }
  const builder = new TreeBuilder()
  TOKEN.lastIndex = text.charCodeAt(0) === 0xfeff ? 1 : 0
  while (TOKEN.lastIndex < text.length) {
    const token = TOKEN.exec(text)
    const problem = token === null ? 'malformed' : builder.take(token)
    if (problem !== null) return { ok: false, problem }
  }
  return builder.end()
}

class TreeBuilder {
  readonly #open: XmlElement[] = []
  #root: XmlElement | null = null
  #count = 0

  take([whole, cdata, closing, opening, attributes = '', slash]: RegExpExecArray): XmlProblem | null {
    if (closing !== undefined) return this.#close(localName(closing))
    if (opening !== undefined) return this.#start(opening, attributes, slash === '/')
    if (cdata !== undefined) return this.#say(cdata)
    if (whole.startsWith('<')) return null
    const text = decodeText(whole)
    return text === null ? 'forbidden' : this.#say(text)
  }

  end(): XmlOutcome {
    if (this.#root === null || this.#open.length > 0) return { ok: false, problem: 'malformed' }
    return { ok: true, root: this.#root }
  }

  #start(name: string, attributeText: string, isEmpty: boolean): XmlProblem | null {
    this.#count += 1
    if (this.#count > LIMITS.elements || this.#open.length >= LIMITS.depth) return 'too-large'
    const attributes = readAttributes(attributeText)
    if (attributes === null) return 'forbidden'
    if (attributes.size > LIMITS.attributes) return 'too-large'
    const element: XmlElement = { name: localName(name), attributes, children: [], text: '' }
    const parent = this.#open.at(-1)
    if (parent !== undefined) parent.children.push(element)
    else if (this.#root === null) this.#root = element
    else return 'malformed'
    if (!isEmpty) this.#open.push(element)
    return null
  }

  #close(name: string): XmlProblem | null {
    const element = this.#open.pop()
    if (element === undefined || element.name !== name) return 'malformed'
    element.text = element.text.trim()
    return null
  }

  #say(text: string): XmlProblem | null {
    const element = this.#open.at(-1)
    if (element !== undefined) element.text += text
    return element === undefined && text.trim() !== '' ? 'malformed' : null
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase()
}

function readAttributes(text: string): Map<string, string> | null {
  const attributes = new Map<string, string>()
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE)) {
    const value = decodeText(double ?? single ?? '')
    if (value === null) return null
    attributes.set(localName(name), value)
  }
  return attributes
}

/** Null for an entity that only a document type could have declared. A lone ampersand is taken as it is. */
function decodeText(text: string): string | null {
  let isForeign = false
  const decoded = text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z][\w.-]*);/gi, (_whole, reference: string) => {
    const named = NAMED.get(reference)
    if (named !== undefined) return named
    if (!reference.startsWith('#')) isForeign = true
    const code = /^#x/i.test(reference) ? Number.parseInt(reference.slice(2), 16) : Number(reference.slice(1))
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ''
  })
  return isForeign ? null : decoded
}

/** The first child of that name. */
export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name)
}

/** All children of that name, in order. */
export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name)
}

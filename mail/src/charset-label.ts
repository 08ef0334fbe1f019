/** Which decoder a charset label of a letter means. */

import iconv from 'iconv-lite'

export interface Charset {
  /** Name that the decoder takes. */
  readonly name: string
  readonly decoder: 'utf-8' | 'ascii' | 'web' | 'iconv' | 'utf-16'
  /** Every byte alone is a character, so nearly any bytes decode. */
  readonly isSingleByte: boolean
  /** Bytes below 128 may mean something else than ASCII. */
  readonly isStateful: boolean
}

/** Labels seen in mail that neither the WHATWG list nor iconv-lite knows. */
const ALIASES: Readonly<Record<string, string>> = {
  'ansi-1251': 'windows-1251',
  'ansi-1252': 'windows-1252',
  'cp-1251': 'windows-1251',
  'cp-866': 'ibm866',
  'cyrillic-windows': 'windows-1251',
  'dos-866': 'ibm866',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-3': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  'iso-8859-8-e': 'iso-8859-8',
  'koi-8': 'koi8-r',
  'koi-8-r': 'koi8-r',
  'koi8-ru': 'koi8-u',
  'latin-1': 'windows-1252',
  'ms-ansi': 'windows-1252',
  'unicode-1-1-utf-7': 'utf-7',
  'unicode-1-1-utf-8': 'utf-8',
  'unicode-2-0-utf-7': 'utf-7',
  'utf-8-mac': 'utf-8',
  'utf-8n': 'utf-8',
  'utf-8utf-8': 'utf-8',
  'win-1251': 'windows-1251',
  'win-1252': 'windows-1252',
  'x-mac-ce': 'maccenteuro',
  'x-win-1251': 'windows-1251',
  'x-windows-1251': 'windows-1251',
  '1251': 'windows-1251',
  cp1255: 'windows-1255',
  cp50220: 'iso-2022-jp',
  cp50221: 'iso-2022-jp',
  cp50222: 'iso-2022-jp',
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  jis: 'iso-2022-jp',
  euccn: 'gbk',
  utf7: 'utf-7',
  win1251: 'windows-1251',
  win1252: 'windows-1252',
  windows1251: 'windows-1251',
  windows1252: 'windows-1252',
}

const ASCII = new Set(['ascii', 'us-ascii', 'us', 'usascii', 'ansi_x3.4-1968', 'iso646-us', 'iso-ir-6', '7bit'])
/** Declared by programs that do not know what they send. */
const UNKNOWN = new Set(['', 'unknown', 'unknown-8bit', 'x-unknown', 'default', '8bit', 'none', 'x-user-defined'])
const REFUSED = /^(base64|hex|binary|replacement)$/
const MULTI_BYTE = /^(utf-|gb|big5|shift_jis|euc-|iso-2022|replacement)/
const STATEFUL = /^(utf-7|utf-16|utf-32|ucs-?2|iso-2022|hz)/

const known = new Map<string, Charset | null>()
const MOST_LABELS = 500

/** The decoder for a label, null where nothing knows the label. "unknown-8bit" and its like are null as well. */
export function charsetOf(label: string): Charset | null {
  const found = known.get(label)
  if (found !== undefined) return found
  const charset = resolve(label)
  if (known.size < MOST_LABELS) known.set(label, charset)
  return charset
}

/** Whether the label says that the writer did not know it either. */
export function isNoCharset(label: string): boolean {
  return UNKNOWN.has(label.trim().toLowerCase())
}

function resolve(label: string): Charset | null {
  const plain = label
    .toLowerCase()
    .replace(/["'<>]/g, '')
    .replace(/(;|\/\/|\s).*$/, '')
    .replace(/\$esc$/, '')
    .replace(/^[_\s]+/, '')
  if (UNKNOWN.has(plain) || REFUSED.test(plain)) return null
  if (ASCII.has(plain)) return { name: 'us-ascii', decoder: 'ascii', isSingleByte: false, isStateful: false }
  const name = ALIASES[plain] ?? plain
  return webCharset(name) ?? iconvCharset(name) ?? webCharset(name.replace(/^(x-|cs)/, ''))
}

function webCharset(label: string): Charset | null {
  const name = webName(label)
  if (name === null) return null
  const isStateful = STATEFUL.test(name)
  if (name.startsWith('utf-16')) {
    return { name: label === 'utf-16be' ? 'utf-16be' : label, decoder: 'utf-16', isSingleByte: false, isStateful }
  }
  return { name, decoder: name === 'utf-8' ? 'utf-8' : 'web', isSingleByte: !MULTI_BYTE.test(name), isStateful }
}

function webName(label: string): string | null {
  try {
    return new TextDecoder(label).encoding
  } catch {
    return null
  }
}

function iconvCharset(name: string): Charset | null {
  if (!iconv.encodingExists(name)) return null
  return { name, decoder: 'iconv', isSingleByte: false, isStateful: STATEFUL.test(name) }
}

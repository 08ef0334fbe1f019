/** Subjects of answers and forwards: one prefix, whatever stood before. */

import { cleanLine } from './safe-text.ts'

/** What programs of the world put before the subject of an answer or a forward; case does not matter. */
const PREFIXES = [
  // English, and everyone who keeps to RFC 5322 section 3.6.5
  ...['re', 'fw', 'fwd'],
  // Russian, Ukrainian, Bulgarian
  ...['отв', 'ответ', 'на', 'пересл', 'відп', 'відповідь', 'отг', 'препр'],
  // German, Dutch
  ...['aw', 'antw', 'antwort', 'wg', 'doorst'],
  // Swedish, Norwegian, Danish, Finnish, Estonian, Icelandic
  ...['sv', 'svar', 'vs', 'vb', 'vl', 'edasi'],
  // French, Italian, Spanish, Portuguese, Romanian
  ...['réf', 'rép', 'tr', 'rif', 'rv', 'res', 'enc', 'răsp'],
  // Polish, Czech, Slovak, Croatian, Slovenian, Hungarian, Latvian, Lithuanian
  ...['odp', 'pd', 'odg', 'prosl', 'vá', 'továbbítás', 'atb', 'pārs', 'ats', 'pers'],
  // Turkish, Greek, Hebrew, Arabic
  ...['ynt', 'ilt', 'İlt', 'απ', 'σχετ', 'πρθ', 'השב', 'הועבר', 'رد', 'إعادة توجيه'],
  // Chinese, Japanese, Korean, Vietnamese, Indonesian
  ...[
    '回复',
    '回覆',
    '答复',
    '转发',
    '轉寄',
    '返信',
    '転送',
    '답장',
    '회신',
    '전달',
    'trả lời',
    'chuyển tiếp',
    'bls',
    'trs',
  ],
]

/** Marks without width, which right-to-left programs put before a prefix. */
const SPACE = '[\\s\\u200b\\u200e\\u200f\\ufeff]'
/** "Re[2]:", "Re(2):", "Re^2:", "Re2:". */
const COUNTER = '(?:\\s?\\[\\d{1,4}\\]|\\s?\\(\\d{1,4}\\)|[\\^*]?\\d{1,3})?'
const words = PREFIXES.toSorted((a, b) => b.length - a.length).join('|')
const PREFIX = new RegExp(`${SPACE}{0,20}(?:${words})\\.?${COUNTER}\\s?[:：]`, 'iuy')
/** Italian Outlook's letters are also how honest subjects begin: they count before another prefix alone. */
const SINGLE_LETTER = new RegExp(`${SPACE}{0,20}[RI]${COUNTER}\\s?:`, 'uy')
/** What a mailing list or a gateway puts before a subject. */
const TAG = new RegExp(`${SPACE}{0,20}(\\[[^\\][]{1,64}\\])`, 'uy')
/** Old Mozilla's forwards. */
const BRACKETED = /^\[fwd?:(.*)\]$/isu

/** A subject without the prefixes before it; a list's tag among them stays, once. */
export function bareSubject(subject: string): string {
  let bare = cleanLine(subject)
  for (let next = strip(bare); next !== bare; next = strip(bare)) bare = next
  return bare
}

/** Whatever is taken off makes the line shorter, so the loop above ends. */
function strip(line: string): string {
  const tags = new Set<string>()
  let at = 0
  for (let next = afterPrefix(line, at, tags); next > at; next = afterPrefix(line, at, tags)) at = next
  const rest = line.slice(at).trim()
  const inner = BRACKETED.exec(rest)?.[1]?.trim() ?? rest
  return [...[...tags].filter((tag) => !inner.startsWith(tag)), inner].join(' ').trim()
}

/** «Re: » and the bare subject, in every language. */
export function replySubject(subject: string): string {
  return `Re: ${bareSubject(subject)}`.trim()
}

/** «Fwd: » and the bare subject, in every language. */
export function forwardSubject(subject: string): string {
  return `Fwd: ${bareSubject(subject)}`.trim()
}

/** Where the prefix at `at` ends; `at` itself where none stands there. A tag before a prefix goes to `tags`. */
function afterPrefix(line: string, at: number, tags: Set<string>): number {
  const prefix = endOf(PREFIX, line, at)
  if (prefix !== null) return prefix
  const letter = endOf(SINGLE_LETTER, line, at)
  const behindLetter = letter === null ? null : endOf(PREFIX, line, letter)
  if (behindLetter !== null) return behindLetter
  TAG.lastIndex = at
  const tag = TAG.exec(line)
  const behindTag = tag === null ? null : endOf(PREFIX, line, TAG.lastIndex)
  if (tag?.[1] === undefined || behindTag === null) return at
  tags.add(tag[1])
  return behindTag
}

function endOf(pattern: RegExp, line: string, at: number): number | null {
  pattern.lastIndex = at
  return pattern.test(line) ? pattern.lastIndex : null
}

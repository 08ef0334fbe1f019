export type AnswerProtocol = 'imap' | 'pop3' | 'smtp'

/** What a mail server has said when it refused. */
export interface ServerAnswer {
  protocol: AnswerProtocol
  /** As it came, in any number of lines. */
  text: string
  /** Host of the server; tells the provider. */
  host?: string
  /** Provider where the caller knows it better. */
  provider?: string
  /** SMTP reply code where a library has taken it off the text. */
  replyCode?: number
  /** IMAP or POP3 response code likewise (RFC 5530, RFC 2449). */
  responseCode?: string
}

/** The same, reduced to what decides. */
export interface ReadAnswer {
  protocol: AnswerProtocol
  provider: string | null
  /** 0 where there is none. */
  replyCode: number
  /** `5.7.8` (RFC 3463), empty where there is none. */
  status: string
  /** In capitals, without brackets; empty where there is none. */
  responseCode: string
  /** In lower case, one space between words, "ё" as "е", codes of following lines taken out. */
  words: string
}

const HOSTS: readonly (readonly [RegExp, string])[] = [
  [/(^|\.)(gmail|google|googlemail)\.com$/, 'gmail'],
  [/(^|\.)(outlook|office365|hotmail|live)\.com$/, 'microsoft'],
  [/(^|\.)(yandex\.(ru|net|com|kz|by)|ya\.ru)$/, 'yandex'],
  [/(^|\.)(mail|bk|list|inbox|internet)\.ru$/, 'mail-ru'],
  [/(^|\.)(rambler|lenta|ro)\.ru$/, 'rambler'],
  [/(^|\.)(me|icloud|mac)\.com$/, 'icloud'],
  [/(^|\.)(yahoo\.[a-z.]+|yahoodns\.net)$/, 'yahoo'],
  [/(^|\.)aol\.com$/, 'aol'],
  [/(^|\.)zoho\.[a-z]+$/, 'zoho'],
  [/(^|\.)(fastmail\.com|messagingengine\.com)$/, 'fastmail'],
  [/(^|\.)(qq\.com|foxmail\.com)$/, 'qq'],
  [/(^|\.)(163\.com|126\.com|yeah\.net)$/, 'netease'],
  [/(^|\.)gmx\.(net|de|com|at|ch)$/, 'gmx'],
  [/(^|\.)web\.de$/, 'web-de'],
]

/** Which provider's server a host is; null for one of nobody that is known. */
export function providerOfHost(host: string): string | null {
  const name = host.toLowerCase().replace(/\.$/, '')
  return HOSTS.find(([pattern]) => pattern.test(name))?.[1] ?? null
}

/** Reads an answer whatever its line breaks; at most 4,000 characters of it count. */
export function readAnswer(answer: ServerAnswer): ReadAnswer {
  const text = answer.text.slice(0, 4_000)
  const [, reply = '', status = ''] = /^\s*([245]\d\d)?[ -]?\s*#?([245]\.\d{1,3}\.\d{1,3})?/.exec(text) ?? []
  // Some put it in brackets at the end; an address of four numbers is none.
  const inside = /(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])/.exec(text)?.[0] ?? ''
  const [, bracket = ''] = /\[([A-Z][A-Z-]+)[^\]]*\]/.exec(text) ?? []
  const lines = text
    .split(/\r?\n/)
    .map((line, index) => (index === 0 ? line : line.replace(/^\s*[245]\d\d[ -]\s*(#?[245]\.\d{1,3}\.\d{1,3})?/, '')))
  return {
    protocol: answer.protocol,
    provider: answer.provider ?? (answer.host === undefined ? null : providerOfHost(answer.host)),
    replyCode: answer.replyCode ?? Number(reply),
    status: status === '' ? inside : status,
    responseCode: (answer.responseCode ?? bracket).toUpperCase(),
    words: lines.join(' ').replace(/\s+/g, ' ').trim().toLowerCase().replaceAll('ё', 'е'),
  }
}

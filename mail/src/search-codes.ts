/** Lexemes of what is not a plain word: codes, amounts, phone numbers, addresses and domains. All work on folded text. */

const lookAlikes: ReadonlyMap<string, string> = new Map(
  Array.from('abcehkmoptxy', (latin, index) => [latin, 'авсенкмортху'[index] ?? latin]),
)

/** Longest code that is also stored without its separators. */
const maxJoined = 64
/** Runs of letters longer than this inside a code are found as words only. */
const maxCodeLetters = 6
/** A run that changes between letters and digits more often than this is no code that anybody remembers in parts. */
const maxChanges = 3

function isNumber(code: string): boolean {
  for (let index = 0; index < code.length; index += 1) {
    const unit = code.charCodeAt(index)
    if (unit < 0x30 || unit > 0x39) return false
  }
  return true
}

/** Marks a lexeme as a number or code, so that it never meets a stem; Latin letters that look Cyrillic become Cyrillic. */
function mark(code: string): string {
  return isNumber(code)
    ? `#${code}`
    : `#${code.replace(/[abcehkmoptxy]/g, (letter) => lookAlikes.get(letter) ?? letter)}`
}

function withoutZeros(code: string): string {
  return code.replace(/^0+(?=\d)/, '')
}

function markBoth(code: string): string[] {
  const short = code.charCodeAt(0) === 0x30 ? withoutZeros(code) : code
  return short === code ? [mark(code)] : [mark(code), mark(short)]
}

/** The runs of letters and digits of a compound. */
export function codeRuns(compound: string): string[] {
  return compound.split(/[-/_\\@,:+=&.\u2010\u2011]/).filter((run) => run !== '')
}

const hasDigit = (run: string) => /\d/.test(run)

function subRuns(run: string): string[] {
  const parts = run.match(/\d+|\D+/g) ?? []
  return parts.length > 1 && parts.length <= maxChanges ? parts : []
}

/** The code written as one word, null where it is too long for that to make sense. */
export function joinedCode(compound: string): string | null {
  const joined = codeRuns(compound).join('')
  return joined.length <= maxJoined && hasDigit(joined) ? mark(joined) : null
}

/** Lexemes of one run inside a code, the run itself first. */
function runLexemes(run: string): string[] {
  if (!hasDigit(run)) return run.length <= maxCodeLetters ? [mark(run)] : []
  const cut = run.slice(0, maxJoined)
  return [
    ...markBoth(cut),
    ...subRuns(cut).flatMap((part) => (part.length > maxCodeLetters && !hasDigit(part) ? [] : markBoth(part))),
  ]
}

/** Everything a text holding this code is found by, besides the words in it. */
function codeLexemes(compound: string): string[] {
  if (!hasDigit(compound)) return []
  const runs = codeRuns(compound)
  const joined = joinedCode(compound)
  const whole = joined === null ? [] : markBoth(runs.join(''))
  return [...whole, ...runs.flatMap(runLexemes), ...phoneLexemes(compound)]
}

/**
 * What a run inside a code is looked for by: any of these. Leading zeros may be missing in the text where the rest is
 * long enough to mean the same number.
 */
export function runAlternatives(run: string): string[] {
  if (!hasDigit(run)) return run.length <= maxCodeLetters ? [mark(run)] : []
  const cut = run.slice(0, maxJoined)
  const short = withoutZeros(cut)
  return short.length < cut.length && short.length >= 3 ? [mark(cut), mark(short)] : [mark(cut)]
}

const russianPhone = /(?<!\d)(?:[78][^\d]{0,3})?\d{3}[^\d]{0,3}\d{3}[^\d]{0,2}\d{2}[^\d]{0,2}\d{2}(?!\d)/g

function lastTen(digits: string): string {
  return `#t${digits.slice(-10)}`
}

/** The lexeme of a phone number, whatever its country and trunk prefix: the last ten of its 10 to 15 digits. */
export function phoneLexeme(numbers: string): string | null {
  const digits = numbers.replace(/\D/g, '')
  return digits.length >= 10 && digits.length <= 15 ? lastTen(digits) : null
}

function phoneLexemes(numbers: string): string[] {
  const whole = phoneLexeme(numbers)
  const inside = numbers.match(russianPhone)?.map((phone) => lastTen(phone.replace(/\D/g, ''))) ?? []
  return whole === null ? inside : [whole, ...inside]
}

const thousands = /(?<!\d)\d{1,3}(?:[ \u00a0\u2007\u2009\u202f]\d{3})+(?!\d)/g

/** The text with the spaces between thousands taken out, "1 234 567 12" to "1234567 12". */
export function joinThousands(numbers: string): string {
  return numbers.replace(thousands, (amount) => (amount.length > 20 ? amount : amount.replace(/\D/g, '')))
}

/** Everything a chain of numbers is found by, besides its single numbers. */
export function numberLexemes(numbers: string): string[] {
  const amounts = joinThousands(numbers).split(/[^\d]+/)
  return [...phoneLexemes(numbers), ...amounts.filter((amount) => amount !== '').flatMap(markBoth)]
}

const addressPattern = /[\p{L}\p{N}][\p{L}\p{N}._+=&/-]*@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/u
const domainPattern =
  /(?<![\p{L}\p{N}@._-])[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.(?:\p{L}{2,}|xn--[a-z0-9-]+)(?![\p{L}\p{N}])/u

function fits(lexeme: string): boolean {
  return Buffer.byteLength(lexeme) <= 255
}

/** The address that a compound is or holds, null where there is none. */
export function findAddress(compound: string): string | null {
  const address = addressPattern.exec(compound)?.[0] ?? null
  return address !== null && fits(address) ? address : null
}

/** The domain that a compound is or begins with, null where there is none. */
export function findDomain(compound: string): string | null {
  const domain = domainPattern.exec(compound)?.[0] ?? null
  return domain !== null && fits(domain) ? domain : null
}

/** Everything a text holding this compound is found by, besides the words in it. */
export function compoundLexemes(compound: string): string[] {
  if (isNumber(compound) && compound.length < 10) return markBoth(compound)
  return compound.includes('.') ? [...codeLexemes(compound), ...addressLexemes(compound)] : codeLexemes(compound)
}

/** The address whole, its domain or the domain standing alone, and the domains above it down to two labels. */
function addressLexemes(compound: string): string[] {
  const address = findAddress(compound)
  const domain = address === null ? findDomain(compound) : address.slice(address.lastIndexOf('@') + 1)
  if (domain === null) return []
  const labels = domain.split('.').slice(-5)
  const domains = labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'))
  return address === null ? [domain, ...domains] : [address, domain, ...domains]
}

/** What a server says of itself by CAPA (RFC 2449 section 6); each name once, in capitals. */
export interface Pop3Capabilities {
  /** False where the server has no CAPA: then nothing is known. */
  readonly areKnown: boolean
  readonly names: ReadonlySet<string>
  /** SASL mechanisms (RFC 5034 section 4). */
  readonly sasl: ReadonlySet<string>
  /** A client that logs in again sooner than after so many seconds may be refused; 0 where it is not told. */
  readonly loginDelaySeconds: number
}

export const unknownCapabilities: Pop3Capabilities = {
  areKnown: false,
  names: new Set(),
  sasl: new Set(),
  loginDelaySeconds: 0,
}

const LONGEST_DELAY_SECONDS = 24 * 60 * 60

export function readCapabilities(lines: readonly string[]): Pop3Capabilities {
  const words = lines.map((line) => line.trim().toUpperCase().split(/\s+/))
  const argumentsOf = (name: string) => words.find(([first]) => first === name)?.slice(1) ?? []
  const delay = Number(argumentsOf('LOGIN-DELAY')[0])
  return {
    areKnown: true,
    names: new Set(words.flatMap(([name]) => (name === undefined || name === '' ? [] : [name]))),
    sasl: new Set(argumentsOf('SASL')),
    loginDelaySeconds: delay >= 0 ? Math.min(delay, LONGEST_DELAY_SECONDS) : 0,
  }
}

/** The time stamp of a greeting, with its angle brackets, by which APOP logs in (RFC 1939 section 7); null without one. */
export function apopStamp(greeting: string): string | null {
  return /<[\x21-\x3b\x3d\x3f-\x7e]+@[\x21-\x3b\x3d\x3f-\x7e]*>/.exec(greeting)?.[0] ?? null
}

/** Sizes in bytes by message number, from the lines of LIST. Lines that say nothing of the kind are passed over. */
export function readSizes(lines: readonly string[]): Map<number, number> {
  return readPairs(lines, (text) => {
    const size = Number(text)
    return Number.isSafeInteger(size) && size >= 0 ? size : undefined
  })
}

/** The server's own ids by message number, from the lines of UIDL. */
export function readUniqueIds(lines: readonly string[]): Map<number, string> {
  return readPairs(lines, (text) => text)
}

function readPairs<Value>(lines: readonly string[], read: (text: string) => Value | undefined): Map<number, Value> {
  const pairs = new Map<number, Value>()
  for (const line of lines) {
    const [, digits = '', text = ''] = /^\s*(\d{1,9})\s+(\S+)/.exec(line) ?? []
    const value = text === '' ? undefined : read(text)
    if (value !== undefined && Number(digits) > 0) pairs.set(Number(digits), value)
  }
  return pairs
}

/** The Date header, RFC 5322 section 3.3 and 4.3, and the forms that programs write instead. */

const MONTHS: Readonly<Record<string, number>> = {
  jan: 0,
  feb: 1,
  mar: 2,
  apr: 3,
  may: 4,
  jun: 5,
  jul: 6,
  aug: 7,
  sep: 8,
  oct: 9,
  nov: 10,
  dec: 11,
}

/** Minutes east of UTC; RFC 5322 section 4.3 names the American ones, MSK is common in old Russian mail. */
const ZONES: Readonly<Record<string, number>> = {
  UT: 0,
  UTC: 0,
  GMT: 0,
  Z: 0,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  MSK: 180,
  MSD: 240,
  CET: 60,
  CEST: 120,
  EET: 120,
  EEST: 180,
}

const MAIL_DATE =
  /(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?[\s-]+(\d{2,4})[\s,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*([ap]m)?\s*([+-]\s?\d{1,2}:?\d{2}|[a-z]{1,5})?/i
/** "Fri Jan 12 10:00:00 2024", as the C library writes it. */
const C_DATE =
  /([a-z]{3})[a-z]*\s+(\d{1,2})[\s,]+(\d{1,2}):(\d{2}):(\d{2})\s*([a-z]{1,5}|[+-]\d{4})?\s*(\d{4})(?:\s*([+-]\d{4}))?/i
const ISO_DATE = /(\d{4})-(\d{2})-(\d{2})(?:[T\s]+(\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?/i

const LONGEST_DATE = 200

/** The moment, null where the text names none. Without a zone the time counts as UTC. */
export function parseDate(raw: string): Date | null {
  const short = raw.slice(0, LONGEST_DATE)
  const text = short.includes('(') ? short.replace(/\([^()]*\)?/g, ' ') : short
  const mail = MAIL_DATE.exec(text)
  if (mail !== null) {
    const hour = twelveHours(Number(mail[4]), mail[7])
    return moment(
      [fullYear(mail[3]), MONTHS[low(mail[2])], Number(mail[1]), hour, Number(mail[5]), Number(mail[6] ?? 0)],
      mail[8],
    )
  }
  const iso = ISO_DATE.exec(text)
  if (iso !== null) {
    const time = [Number(iso[4] ?? 0), Number(iso[5] ?? 0), Number(iso[6] ?? 0)]
    return moment([Number(iso[1]), Number(iso[2]) - 1, Number(iso[3]), ...time], iso[7])
  }
  const c = C_DATE.exec(text)
  if (c === null) return null
  return moment([Number(c[7]), MONTHS[low(c[1])], Number(c[2]), Number(c[3]), Number(c[4]), Number(c[5])], c[8] ?? c[6])
}

function low(text: string | undefined): string {
  return (text ?? '').toLowerCase()
}

/** RFC 5322 section 4.3: two digits below 50 are of this century, three digits count from 1900. */
function fullYear(text: string | undefined): number {
  const year = Number(text)
  if ((text ?? '').length >= 4) return year
  return (text ?? '').length === 2 && year < 50 ? 2000 + year : 1900 + year
}

function twelveHours(hour: number, half: string | undefined): number {
  if (half === undefined) return hour
  return (hour % 12) + (low(half) === 'pm' ? 12 : 0)
}

/** Fields in the order of Date.UTC; null where one of them is not in the calendar. */
function moment(fields: readonly (number | undefined)[], zone: string | undefined): Date | null {
  const [year = Number.NaN, month = Number.NaN, day = 0, hour = 0, minute = 0, second = 0] = fields
  if (hour > 24 || minute > 59 || second > 61 || year < 1 || year > 9999) return null
  const midnight = new Date(Date.UTC(year, month, day))
  if (year < 100) midnight.setUTCFullYear(year)
  if (Number.isNaN(midnight.getTime()) || midnight.getUTCDate() !== day || midnight.getUTCMonth() !== month) return null
  const offset = zoneMinutes(zone)
  return new Date(midnight.getTime() + ((hour * 60 + minute - offset) * 60 + Math.min(second, 59)) * 1000)
}

/** RFC 5322 section 4.3: an unknown zone counts as UTC. */
function zoneMinutes(zone: string | undefined): number {
  if (zone === undefined) return 0
  const digits = /^([+-])\s?(\d{1,2}):?(\d{2})$/.exec(zone)
  if (digits === null) return ZONES[zone.toUpperCase()] ?? 0
  const minutes = Number(digits[2]) * 60 + Number(digits[3])
  if (minutes > 24 * 60) return 0
  return digits[1] === '-' ? -minutes : minutes
}

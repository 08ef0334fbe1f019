/** What an invitation says (RFC 5545, RFC 5546): the first event of its calendar, to be read, not to be planned by. */

import { cleanLine, cutUnits } from './safe-text.ts'

/** `utc`: ISO 8601; `date`: a day; `local`: as it was written, in a zone that is named but not known here, or in none. */
export interface InvitationTime {
  readonly kind: 'utc' | 'date' | 'local'
  readonly at: string
  readonly zone: string | null
}

export interface Invitation {
  readonly method: 'request' | 'cancel' | 'reply' | 'publish' | 'other'
  readonly summary: string
  readonly location: string
  readonly organizer: { readonly name: string; readonly address: string } | null
  readonly start: InvitationTime | null
  readonly end: InvitationTime | null
  readonly repeats: boolean
}

interface Property {
  readonly name: string
  readonly parameters: ReadonlyMap<string, string>
  readonly value: string
}

const LONGEST_TEXT = 1_000
const MOST_LINES = 20_000
const METHODS = ['request', 'cancel', 'reply', 'publish'] as const

/** Null where there is no event in it. Never throws. */
export function readInvitation(calendar: string): Invitation | null {
  const lines = calendar
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]/g, '')
    .split('\n', MOST_LINES)
  const from = lines.findIndex((line) => /^BEGIN:VEVENT\s*$/i.test(line))
  if (from < 0) return null
  const event = readProperties(lines.slice(from + 1))
  const find = (name: string) => event.find((property) => property.name === name)
  const method = readProperties(lines.slice(0, from))
    .find(({ name }) => name === 'METHOD')
    ?.value.trim()
    .toLowerCase()
  const isCancelled = find('STATUS')?.value.trim().toUpperCase() === 'CANCELLED'
  const offsets = readOffsets(lines.slice(0, from).concat(lines.slice(from)))
  return {
    method: isCancelled ? 'cancel' : (METHODS.find((known) => known === method) ?? 'other'),
    summary: textOf(find('SUMMARY')),
    location: textOf(find('LOCATION')),
    organizer: organizerOf(find('ORGANIZER')),
    start: timeOf(find('DTSTART'), offsets),
    end: timeOf(find('DTEND'), offsets),
    repeats: find('RRULE') !== undefined,
  }
}

/** Those of the component itself, without what lies in components inside of it (an alarm has a summary of its own). */
function readProperties(lines: readonly string[]): Property[] {
  const properties: Property[] = []
  let depth = 0
  for (const line of lines) {
    if (/^END:/i.test(line)) {
      if (depth === 0) break
      depth -= 1
    } else if (/^BEGIN:/i.test(line)) depth += 1
    // What stands before the first component belongs to the calendar around it.
    const property = depth === 0 || /^METHOD[:;]/i.test(line) ? readProperty(line) : null
    if (property !== null) properties.push(property)
  }
  return properties
}

/** RFC 5545 section 3.1: name, parameters whose values may be quoted, value. */
function readProperty(line: string): Property | null {
  const match = /^([\w-]+)((?:;[\w-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)$/s.exec(line)
  if (match === null) return null
  const parameters = new Map<string, string>()
  for (const [, name = '', quoted, plain] of (match[2] ?? '').matchAll(/;([\w-]+)=(?:"([^"]*)"|([^";:,]*))/g)) {
    parameters.set(name.toUpperCase(), quoted ?? plain ?? '')
  }
  return { name: (match[1] ?? '').toUpperCase(), parameters, value: match[3] ?? '' }
}

function textOf(property: Property | undefined): string {
  const text = (property?.value ?? '').replace(/\\([\\;,nN])/g, (_, char: string) => (/n/i.test(char) ? ' ' : char))
  return cutUnits(cleanLine(text).trim(), LONGEST_TEXT)
}

function organizerOf(property: Property | undefined): Invitation['organizer'] {
  if (property === undefined) return null
  const address = cutUnits(cleanLine(property.value.replace(/^mailto:/i, '')).trim(), 320)
  const name = cutUnits(cleanLine(property.parameters.get('CN') ?? '').trim(), 320)
  return address === '' && name === '' ? null : { name, address }
}

/** Zones of the calendar that always have the same offset, in minutes: those need no rules to be understood. */
function readOffsets(lines: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, Set<number>>()
  let zone = ''
  for (const line of lines) {
    const id = /^TZID(?:;[^:]*)?:(.*)$/i.exec(line)?.[1]
    if (id !== undefined) zone = id.trim()
    const offset = /^TZOFFSETTO:([+-])(\d\d)(\d\d)/i.exec(line)
    if (offset === null || zone === '') continue
    const minutes = (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3]))
    found.set(zone, (found.get(zone) ?? new Set()).add(minutes))
  }
  return new Map([...found].flatMap(([id, all]) => (all.size === 1 ? [[id, [...all][0] ?? 0] as const] : [])))
}

function timeOf(property: Property | undefined, offsets: ReadonlyMap<string, number>): InvitationTime | null {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?/.exec(property?.value.trim() ?? '')
  if (property === undefined || match === null) return null
  const [, year = '', month = '', day = '', hour, minute = '', second = '', isUtc] = match
  const date = `${year}-${month}-${day}`
  if (hour === undefined) return Number.isNaN(Date.parse(date)) ? null : { kind: 'date', at: date, zone: null }
  const written = `${date}T${hour}:${minute}:${second}`
  const wall = Date.parse(`${written}Z`)
  if (Number.isNaN(wall)) return null
  const zone = property.parameters.get('TZID') ?? null
  const offset = isUtc === 'Z' ? 0 : zone === null ? null : (offsets.get(zone) ?? offsetOf(zone, wall))
  if (offset !== null) return { kind: 'utc', at: new Date(wall - offset * 60_000).toISOString(), zone: null }
  return { kind: 'local', at: written, zone: zone === null ? null : cutUnits(cleanLine(zone), 100) }
}

/** Minutes east of UTC of an IANA zone at a time on its own clock; null for a name that is none. */
function offsetOf(zone: string, wall: number): number | null {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    const at = (time: number) => {
      const name = format.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? ''
      const [, sign, hours = '0', minutes = '0'] = /([+-])(\d+)(?::(\d+))?/.exec(name) ?? []
      return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
    }
    // The offset of the moment itself, not of the same figures in UTC: near a change of clocks they differ.
    return at(wall - at(wall) * 60_000)
  } catch {
    return null
  }
}

import type { SampleInvitation, SampleLetter } from './sample-letter.ts'
import { momentAfter } from './sample-time.ts'

/** The iCalendar text (RFC 5545, RFC 5546) of an invitation or its cancellation. */
export function invitationText(
  invitation: SampleInvitation,
  letter: Pick<SampleLetter, 'from' | 'to' | 'cc'>,
  now: Date,
): { method: string; text: string } {
  const method = invitation.method ?? 'REQUEST'
  const starts = momentAfter(now, invitation.starts)
  const ends = new Date(starts.getTime() + invitation.minutes * 60_000)
  const attendees = [...letter.to, ...(letter.cc ?? [])].map(
    ({ name, address }) => `ATTENDEE;CN="${name}";PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:${address}`,
  )
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Besedka lab//EN',
    `METHOD:${method}`,
    'BEGIN:VEVENT',
    `UID:${invitation.uid}`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(starts)}`,
    `DTEND:${stamp(ends)}`,
    `SUMMARY:${escapeText(invitation.summary)}`,
    `LOCATION:${escapeText(invitation.location)}`,
    `ORGANIZER;CN="${letter.from.name}":mailto:${letter.from.address}`,
    ...attendees,
    `SEQUENCE:${method === 'CANCEL' ? 1 : 0}`,
    `STATUS:${method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return { method, text: `${lines.map(fold).join('\r\n')}\r\n` }
}

function stamp(date: Date): string {
  return `${date.toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}Z`
}

function escapeText(text: string): string {
  return text.replaceAll(/[\\;,]/g, '\\$&')
}

/** RFC 5545 3.1: lines of at most 75 bytes, continued after a space, characters kept whole. */
function fold(line: string): string {
  const lines = ['']
  for (const character of line) {
    const last = lines.at(-1) ?? ''
    if (Buffer.byteLength(last + character) > 74) lines.push(character)
    else lines[lines.length - 1] = last + character
  }
  return lines.join('\r\n ')
}

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readInvitation } from './invitation.ts'

const calendar = (...event: string[]) =>
  ['BEGIN:VCALENDAR', 'METHOD:REQUEST', 'BEGIN:VEVENT', ...event, 'END:VEVENT', 'END:VCALENDAR'].join('\r\n')

describe('what an invitation says', () => {
  test('its event, with folded and escaped lines, and not its alarm', () => {
    const text = calendar(
      'BEGIN:VALARM',
      'SUMMARY:an alarm',
      'END:VALARM',
      'SUMMARY:Приемка\\, первая',
      '  партия',
      'LOCATION:Мурино\\; склад 2',
      'ORGANIZER;CN="Ершов, Павел";ROLE=CHAIR:MAILTO:ershov@client.test',
      'DTSTART:20261127T110000Z',
      'DTEND:20261127T120000Z',
      'RRULE:FREQ=WEEKLY',
    )
    expect(readInvitation(text)).toEqual({
      method: 'request',
      summary: 'Приемка, первая партия',
      location: 'Мурино; склад 2',
      organizer: { name: 'Ершов, Павел', address: 'ershov@client.test' },
      start: { kind: 'utc', at: '2026-11-27T11:00:00.000Z', zone: null },
      end: { kind: 'utc', at: '2026-11-27T12:00:00.000Z', zone: null },
      repeats: true,
    })
  })

  test.each([
    ['a day', 'DTSTART;VALUE=DATE:20261127', { kind: 'date', at: '2026-11-27', zone: null }],
    [
      'a known zone',
      'DTSTART;TZID=Europe/Moscow:20261127T140000',
      { kind: 'utc', at: '2026-11-27T11:00:00.000Z', zone: null },
    ],
    [
      'summer time',
      'DTSTART;TZID=Europe/Berlin:20260701T140000',
      { kind: 'utc', at: '2026-07-01T12:00:00.000Z', zone: null },
    ],
    [
      'a zone of Windows',
      'DTSTART;TZID="Somewhere Time":20261127T140000',
      { kind: 'local', at: '2026-11-27T14:00:00', zone: 'Somewhere Time' },
    ],
    ['no zone', 'DTSTART:20261127T140000', { kind: 'local', at: '2026-11-27T14:00:00', zone: null }],
    ['nonsense', 'DTSTART:20269999T999999Z', null],
  ])('its time by %s', (_, line, start) => {
    expect(readInvitation(calendar(line))?.start).toEqual(start)
  })

  test('a zone that the calendar explains by one offset', () => {
    const text = [
      'BEGIN:VCALENDAR',
      'BEGIN:VTIMEZONE',
      'TZID:Russian Standard Time',
      'BEGIN:STANDARD',
      'TZOFFSETTO:+0300',
      'END:STANDARD',
      'END:VTIMEZONE',
      'METHOD:CANCEL',
      'BEGIN:VEVENT',
      'DTSTART;TZID=Russian Standard Time:20261127T140000',
      'END:VEVENT',
    ].join('\n')
    expect(readInvitation(text)).toMatchObject({ method: 'cancel', start: { at: '2026-11-27T11:00:00.000Z' } })
  })

  test('an event that its status cancels is cancelled', () => {
    expect(readInvitation(calendar('STATUS:CANCELLED'))?.method).toBe('cancel')
  })

  test('no text makes it throw', () => {
    expect(readInvitation('hello')).toBeNull()
    const piece = fc.constantFrom(
      'BEGIN:VEVENT\n',
      'END:VEVENT\n',
      'DTSTART',
      ';TZID=',
      '"',
      ':',
      '20261127T140000',
      '\n',
      ' ',
      '\\',
      'SUMMARY:',
    )
    fc.assert(fc.property(fc.array(piece), (pieces) => void readInvitation(`BEGIN:VEVENT\n${pieces.join('')}`)))
  })
})

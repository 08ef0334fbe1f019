import type { LetterCharset, LetterFile, Person } from '../compose-letter.ts'

/** One letter of the sample, written down by hand; `place-letters.ts` turns it into bytes and folders. */
export interface SampleLetter {
  from: Person
  to: readonly Person[]
  cc?: readonly Person[]
  /** When: days ago and Moscow time (`6d 10:15`), or minutes or hours ago (`35m`, `3h`). */
  ago: string
  /** Absent in a reply: `Re:` and the subject of the thread. */
  subject?: string
  text: string
  /** `true` adds an HTML alternative made of the text; a string is HTML of its own (its reply quotes nothing). */
  html?: boolean | string
  files?: readonly LetterFile[]
  calendar?: SampleInvitation
  /** Index of the letter answered. Default: the one before; `none` starts anew within the same array. */
  answers?: number | 'none'
  /** Folder by mailbox address, levels separated by `/`, where it is not INBOX or Sent. */
  folders?: Readonly<Record<string, string>>
  unread?: boolean
  flagged?: boolean
  charset?: LetterCharset
  encoding?: 'base64' | 'quoted-printable' | '8bit'
  declared?: boolean
  headers?: Readonly<Record<string, string>>
}

export interface SampleInvitation {
  uid: string
  summary: string
  location: string
  /** Days from now and Moscow time of the start, for example `2d 11:00`. */
  starts: string
  minutes: number
  method?: 'REQUEST' | 'CANCEL'
}

/** Letters that belong together, oldest first. */
export interface SampleThread {
  /** Makes the Message-IDs; unique. */
  key: string
  language: 'ru' | 'en'
  letters: readonly SampleLetter[]
}

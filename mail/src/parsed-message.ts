/** What a letter says, as plain data. No string here holds a NUL or a lone surrogate. */

/** One mailbox of an address header. Either field may be empty, never both. */
export interface Mailbox {
  readonly name: string
  /** As sent, without angle brackets; an IDNA domain is in its Unicode form. */
  readonly address: string
}

export type Importance = 'low' | 'normal' | 'high'

export type DefectCode =
  | 'bad-address'
  | 'bad-boundary'
  | 'bad-charset'
  | 'bad-content-type'
  | 'bad-date'
  | 'bad-encoding'
  | 'duplicate-header'
  | 'header-too-long'
  | 'junk-header-line'
  | 'missing-charset-text'
  | 'no-date'
  | 'no-from'
  | 'no-headers'
  | 'no-message-id'
  | 'nul-bytes'
  | 'parser-failed'
  | 'replacement-characters'
  | 'too-deep'
  | 'too-many-addresses'
  | 'too-many-parts'
  | 'too-much-text'
  | 'unclosed-multipart'
  | 'unlabelled-8bit'

/** Something in the letter that breaks a rule; carries no text of the letter, so it may be logged. */
export interface Defect {
  readonly code: DefectCode
  /** Path of the part it was found in, null for the letter as a whole. */
  readonly part: string | null
}

export type TransferEncoding = 'identity' | 'base64' | 'quoted-printable' | 'uuencode'

/** One leaf of the MIME tree. The tree itself is not kept: a leaf knows what showing it needs. */
export interface Part {
  /** Number as IMAP gives it ("1.2", RFC 3501 section 6.4.5); a uuencoded file inside part 1 is "1.uu1". */
  readonly path: string
  /** Media type in lower case, "text/plain". */
  readonly type: string
  /** Declared charset in lower case, null where none is declared. */
  readonly charset: string | null
  readonly encoding: TransferEncoding
  /** File name, safe to save under; made up from path and type where the letter gives none. */
  readonly name: string
  readonly contentId: string | null
  readonly disposition: 'inline' | 'attachment' | null
  /** Shown inside the letter: an image with disposition inline, or one that the HTML refers to by cid. */
  readonly inline: boolean
  /** Its text belongs to the text of the letter. */
  readonly body: boolean
  /** Offered for download. A named text part can be body and attachment at once. */
  readonly attachment: boolean
  /** Path of the outermost multipart/alternative around it ("0" for the root), null outside of one. */
  readonly alternative: string | null
  /** format=flowed (RFC 3676), with DelSp or without. */
  readonly flowed: 'no' | 'yes' | 'delsp'
  /** Byte offsets of the encoded body in the source, end exclusive. */
  readonly start: number
  readonly end: number
  /** Size after decoding in bytes: exact for identity and regular base64, an estimate otherwise. */
  readonly size: number
}

export interface ParsedMessage {
  /** Without angle brackets; longer than 998 bytes is cut and ends in a hash of the whole. */
  readonly messageId: string | null
  readonly inReplyTo: readonly string[]
  /** In the order of the header, without repeats, the first 20 and the last 180. */
  readonly references: readonly string[]
  /** The Date header. */
  readonly date: Date | null
  readonly subject: string
  readonly from: readonly Mailbox[]
  readonly sender: readonly Mailbox[]
  readonly replyTo: readonly Mailbox[]
  readonly to: readonly Mailbox[]
  readonly cc: readonly Mailbox[]
  readonly bcc: readonly Mailbox[]
  /** Addresses of Delivered-To, X-Original-To and their like, without repeats. */
  readonly deliveredTo: readonly string[]
  readonly importance: Importance
  /** Written by a program (RFC 3834 section 5, and what came before it). */
  readonly autoSubmitted: boolean
  readonly listId: string | null
  readonly threadIndex: string | null
  /** Authentication-Results as received, unparsed, newest first. */
  readonly authenticationResults: readonly string[]
  /** What a reader sees, for search and for display as text. */
  readonly text: string
  /** At most 200 characters of the text, one line. */
  readonly snippet: string
  readonly hasHtml: boolean
  readonly parts: readonly Part[]
  readonly defects: readonly Defect[]
}

import type { DraftFields } from '../compose/draft-fields.ts'

/** An empty letter in HTML; the test names what matters. */
export function someFields(part: Partial<DraftFields> = {}): DraftFields {
  return {
    account: '1',
    to: [],
    cc: [],
    bcc: [],
    subject: '',
    text: '',
    html: '',
    importance: 'normal',
    quote: false,
    ...part,
  }
}

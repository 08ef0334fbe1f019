import i18next from 'i18next'
import { knownCode } from '../api/failure.ts'
import { notify } from '../ui/notices.ts'

/** A mail server did not move letters: says how many and why; what lists show is read anew. */
export function tellRefusal(count: number, code: string): void {
  notify({ tone: 'bad', text: i18next.t('moving.refused', { count }), failure: knownCode(code) ?? 'UNEXPECTED' })
}

import { randomUUID } from 'node:crypto'
import type { AccountAddress } from './account-address.ts'

/** Marks the program's own trial letters, so that receiving never makes an interaction of one and may remove it again. */
export const trialHeader = 'X-Besedka-Trial'

export interface TrialLetter {
  /** Value of the header: the trial letter is found by it. */
  mark: string
  source: string
}

const TEXTS = {
  ru: {
    subject: 'Проверка учетной записи',
    body: 'Это письмо отправлено программой «Беседка» для проверки учетной записи. Отвечать на него не нужно.',
  },
  en: {
    subject: 'Account check',
    body: 'Besedka has sent this letter to check the account. There is no need to answer it.',
  },
}

/** The standard letter of S27 and S29: from the account to itself. Lines end in CRLF (RFC 5322 section 2.1). */
export function writeTrialLetter(to: AccountAddress, language: 'ru' | 'en', now: Date): TrialLetter {
  const mark = randomUUID()
  const { subject, body } = TEXTS[language]
  const encode = (text: string) => Buffer.from(text, 'utf8').toString('base64')
  const lines = [
    `From: <${to.address}>`,
    `To: <${to.address}>`,
    `Subject: =?utf-8?B?${encode(subject)}?=`,
    `Date: ${now.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <trial.${mark}@${to.domain}>`,
    `${trialHeader}: ${mark}`,
    'Auto-Submitted: auto-generated',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    ...(encode(body).match(/.{1,76}/g) ?? []),
    '',
  ]
  return { mark, source: lines.join('\r\n') }
}

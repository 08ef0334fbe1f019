import { Button } from '@mantine/core'
import { IconAlertTriangle, IconKey } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../api/failure.ts'
import { useSession } from '../session/session-query.ts'
import { Check } from '../ui/Check.tsx'
import { Icon } from '../ui/Icon.tsx'
import { PasswordField } from '../ui/PasswordField.tsx'
import type { Side } from './account-draft.ts'
import styles from './CheckPanel.module.css'
import { decidingFailure, isAboutPassword, stepsIn } from './check-report.ts'
import type { AccountFormModel } from './useAccountDraft.ts'

interface FailureCardProps {
  form: AccountFormModel
  failure: Failure
  /** Where the provider says how to do what is needed. */
  help?: { provider: string; url: string | null } | undefined
  /** How often in a row the same password was refused. */
  attempts: number
  onRetry: () => void
  onSkipCheck: (() => void) | null
}

/** A third refusal makes many providers block the mailbox. */
const MOST_ATTEMPTS = 2

/** Cause and remedy on top, then what can be done on the spot, then the server's own words. */
export function FailureCard({ form, failure, help, attempts, onRetry, onSkipCheck }: FailureCardProps) {
  const { t } = useTranslation()
  const { step, side, code } = decidingFailure(failure)
  const wantsPassword = code !== null && side !== null && isAboutPassword(code)
  const wasChecked = stepsIn(failure).length > 0
  return (
    <section className={styles['failure']} role="alert">
      <header className={styles['cause']}>
        <Icon of={wantsPassword ? IconKey : IconAlertTriangle} size={18} className={styles['causeIcon']} />
        <div>
          <h2>{t(`errors.${failure.code}.cause`)}</h2>
          <p>{t(`errors.${failure.code}.remedy`)}</p>
        </div>
      </header>
      <div className={styles['ways']}>
        {help?.url ? (
          <p>
            <a href={help.url} target="_blank" rel="noreferrer">
              {t('check.providerPage', { provider: help.provider })}
            </a>
          </p>
        ) : null}
        {side === null ? null : <Remedies form={form} failure={failure} side={side} />}
        {wantsPassword ? (
          <PasswordAgain form={form} side={side} attempts={attempts} onRetry={onRetry} />
        ) : (
          <div className={styles['buttons']}>
            <Button onClick={onRetry}>{t('check.again')}</Button>
          </div>
        )}
        {step && isSentence(step.detail) ? (
          <div>
            <p className={styles['wordsName']}>{t('frame.serverWords')}</p>
            <code className={styles['words']}>{step.detail}</code>
          </div>
        ) : null}
        {wasChecked && onSkipCheck ? <SkipCheck onSkip={onSkipCheck} /> : null}
      </div>
    </section>
  )
}

/** What a server says, and not the name of an error of the network. */
function isSentence(words: string): boolean {
  return words.trim().includes(' ')
}

function Remedies({ form, failure, side }: { form: AccountFormModel; failure: Failure; side: Side }): ReactNode {
  const { t } = useTranslation()
  const { user } = useSession()
  const { step, code } = decidingFailure(failure)
  const fingerprint = step?.certificateFingerprint
  return (
    <>
      {fingerprint === undefined ? null : (
        <div>
          <p className={styles['wordsName']}>
            {t('accountForm.fingerprint')} · {form.draft[side].host}
          </p>
          <code className={styles['words']}>{fingerprint.match(/.{1,4}/g)?.join(' ')}</code>
          <Check
            checked={form.draft[side].certificateFingerprint === fingerprint}
            onChange={(trusted) => form.changeServer(side, { certificateFingerprint: trusted ? fingerprint : null })}
            label={t('accountForm.trustCertificate')}
            help={t('accountForm.trustCertificateHelp')}
          />
        </div>
      )}
      {code === 'HOST_PRIVATE' && user.role === 'administrator' ? (
        <Check
          checked={form.draft.confirmPrivateHosts}
          onChange={(confirmPrivateHosts) => form.change({ confirmPrivateHosts })}
          label={t('accountForm.confirmPrivate')}
        />
      ) : null}
    </>
  )
}

/** The password once more, in place. The same one again would only bring the provider to block the mailbox. */
interface PasswordAgainProps {
  form: AccountFormModel
  side: Side
  attempts: number
  onRetry: () => void
}

function PasswordAgain({ form, side, attempts, onRetry }: PasswordAgainProps) {
  const { t } = useTranslation()
  const isOwn = form.draft[side].password !== ''
  const password = isOwn ? form.draft[side].password : form.draft.password
  const [refused] = useState(password)
  const isBarred = password === '' || (password === refused && attempts >= MOST_ATTEMPTS)
  const set = (typed: string) =>
    isOwn ? form.changeServer(side, { password: typed }) : form.change({ password: typed })
  return (
    <div className={styles['again']}>
      <PasswordField
        label={t('check.typePassword')}
        autoComplete="new-password"
        maxLength={1024}
        value={password}
        onChange={(event) => set(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          event.stopPropagation()
          if (!isBarred) onRetry()
        }}
      />
      <Button variant="filled" disabled={isBarred} onClick={onRetry}>
        {t('check.again')}
      </Button>
      <p className={styles['attempts']}>
        {password === refused && attempts >= MOST_ATTEMPTS
          ? t('check.samePassword')
          : t('check.attempt', { count: Math.min(attempts, MOST_ATTEMPTS), most: MOST_ATTEMPTS })}
      </p>
    </div>
  )
}

/** Deliberately: asked for once more before it is done. */
function SkipCheck({ onSkip }: { onSkip: () => void }) {
  const { t } = useTranslation()
  const [isAsked, setAsked] = useState(false)
  if (!isAsked) {
    return (
      <Button variant="subtle" className={styles['skip'] ?? ''} onClick={() => setAsked(true)}>
        {t('check.skip')}
      </Button>
    )
  }
  return (
    <div className={styles['skipAsked']}>
      <p>{t('check.skipConsequence')}</p>
      <div className={styles['buttons']}>
        <Button onClick={onSkip}>{t('accountForm.skip')}</Button>
        <Button variant="subtle" onClick={() => setAsked(false)}>
          {t('frame.cancel')}
        </Button>
      </div>
    </div>
  )
}

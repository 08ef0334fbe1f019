import { Button } from '@mantine/core'
import { IconLock, IconLockOpen } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import card from '../../ui/Card.module.css'
import { Check } from '../../ui/Check.tsx'
import { ChoiceField } from '../../ui/ChoiceField.tsx'
import { Icon } from '../../ui/Icon.tsx'
import type { AccountDraft, ServerDraft, Side } from '../account-draft.ts'
import { sidesOf } from '../check-report.ts'
import type { FoundSettings } from '../discover.ts'
import { hostsOf, needsTrust, settingsLine } from './found-settings.ts'
import styles from './Search.module.css'
import { sourceWord } from './source-word.ts'
import { TrustBars } from './TrustBars.tsx'

interface FoundCardProps {
  draft: AccountDraft
  candidates: readonly FoundSettings[]
  chosen: number
  onChoose: (index: number) => void
  isTrusted: boolean
  /** Null once it has been used. */
  onTrust: ((trusted: boolean) => void) | null
  onEdit: (() => void) | null
}

/** The settings that are going to be tried, for confirmation, with where they come from. */
export function FoundCard(props: FoundCardProps) {
  const { draft, candidates, chosen, onChoose, isTrusted, onTrust, onEdit } = props
  const { t } = useTranslation()
  const found = candidates[chosen]
  if (found === undefined) return null
  const title = found.hint?.provider ? t('wizard.foundProvider', { provider: found.hint.provider }) : t('wizard.found')
  return (
    <section className={card['card']}>
      <header className={styles['head']}>
        <h2 className={styles['title']}>{title}</h2>
        {onEdit ? (
          <Button variant="subtle" size="xs" onClick={onEdit}>
            {t('wizard.edit')}
          </Button>
        ) : null}
      </header>
      <ServerFacts draft={draft} />
      <div className={styles['origin']}>
        <TrustBars trust={found.trust} />
        <span>{t(sourceWord(found.source))}</span>
      </div>
      {candidates.length > 1 && onTrust ? (
        <ChoiceField
          className={styles['others']}
          label={t('wizard.candidates')}
          value={String(chosen)}
          onChange={(event) => onChoose(Number(event.currentTarget.value))}
          data={candidates.map((one, index) => ({ value: String(index), label: settingsLine(one) }))}
        />
      ) : null}
      {found.hint ? <HintLine hint={found.hint} /> : null}
      {needsTrust(found) ? (
        <div className={styles['confirm']}>
          <Check
            checked={isTrusted}
            disabled={onTrust === null}
            onChange={(trusted) => onTrust?.(trusted)}
            label={t('wizard.trustServers', { hosts: hostsOf(draft).join(', ') })}
          />
        </div>
      ) : null}
    </section>
  )
}

/** Where the password is going to go, by whole names. */
export function ServerFacts({ draft }: { draft: AccountDraft }) {
  const { t } = useTranslation()
  return (
    <dl className={styles['servers']}>
      {sidesOf(draft).map((side) => (
        <ServerFact key={side} side={side} server={draft[side]} />
      ))}
      <dt>{t('wizard.userShort')}</dt>
      <dd>{[...new Set(sidesOf(draft).map((side) => draft[side].user))].join(', ')}</dd>
    </dl>
  )
}

function ServerFact({ side, server }: { side: Side; server: ServerDraft }) {
  const { t } = useTranslation()
  const isOpen = server.security === 'none'
  const words = [
    t(`accountForm.${server.security}`),
    ...(side === 'incoming' ? [t(`accountForm.${server.protocol}`)] : []),
  ]
  return (
    <>
      <dt>{t(side === 'outgoing' ? 'check.sending' : 'check.receiving')}</dt>
      <dd>
        <b>{server.host}</b>
        <span className={styles['quiet']}>:{server.port}</span>
        <span className={styles['lock']} data-open={isOpen}>
          <Icon of={isOpen ? IconLockOpen : IconLock} size={14} />
          {words.join(', ')}
        </span>
      </dd>
    </>
  )
}

function HintLine({ hint }: { hint: NonNullable<FoundSettings['hint']> }) {
  const { t } = useTranslation()
  const { code, provider, url } = hint
  return (
    <p className={styles['hint']}>
      {t(`wizard.hint_${code}`, { provider })}{' '}
      {url ? (
        <a href={url} target="_blank" rel="noreferrer">
          {t('check.providerPage', { provider })}
        </a>
      ) : null}
    </p>
  )
}

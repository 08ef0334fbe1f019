import { Loader } from '@mantine/core'
import { IconCheck, IconMinus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import card from '../../ui/Card.module.css'
import { Icon } from '../../ui/Icon.tsx'
import type { Probe } from '../discover.ts'
import styles from './Search.module.css'
import { sourceWord } from './source-word.ts'
import { TrustBars } from './TrustBars.tsx'
import type { SearchLine } from './useSettingsSearch.ts'

interface SearchTraceProps {
  lines: readonly SearchLine[]
  isRunning: boolean
}

/** Every question on the way to the settings: what was asked, what came of it, how far it can be trusted. */
export function SearchTrace({ lines, isRunning }: SearchTraceProps) {
  const { t } = useTranslation()
  return (
    <section className={card['card']} aria-busy={isRunning}>
      <header className={styles['head']}>
        <h2 className={styles['title']}>{t('wizard.step_search')}</h2>
        <span className={styles['facts']} role="status">
          {isRunning ? <Loader size={12} color="var(--accent-mark)" /> : null}
          {isRunning ? t('wizard.searching') : t('wizard.questions', { count: lines.length })}
        </span>
      </header>
      <ol className={styles['probes']}>
        {lines.map((line) => (
          <ProbeLine key={line.number} line={line} isRunning={isRunning} />
        ))}
      </ol>
    </section>
  )
}

function ProbeLine({ line: { source, asked, probe }, isRunning }: { line: SearchLine; isRunning: boolean }) {
  const { t } = useTranslation()
  const isFound = probe?.outcome === 'found'
  const isOpen = probe === undefined && isRunning
  return (
    <li className={styles['probe']} data-ok={isFound}>
      {isOpen ? (
        <Loader size={14} color="var(--accent-mark)" />
      ) : (
        <Icon of={isFound ? IconCheck : IconMinus} size={14} />
      )}
      <span className={styles['probeWords']}>
        <span className={styles['probeName']}>{t(sourceWord(source))}</span>
        <span className={styles['probeAnswer']}>
          {asked}
          {probe && !isFound ? <ProbeOutcome probe={probe} /> : null}
        </span>
      </span>
      {isFound ? <TrustBars trust={probe.trust} /> : null}
      <span className={styles['time']}>{probe ? t('check.seconds', { count: probe.milliseconds }) : ''}</span>
    </li>
  )
}

function ProbeOutcome({ probe: { code, detail } }: { probe: Probe }) {
  const { t } = useTranslation()
  return (
    <span>
      {' · '}
      {t(`wizard.probe_${code}`)}
      {detail ? `: ${detail}` : ''}
    </span>
  )
}

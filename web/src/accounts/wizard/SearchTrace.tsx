import { Loader } from '@mantine/core'
import { IconCheck, IconMinus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import card from '../../ui/Card.module.css'
import { Icon } from '../../ui/Icon.tsx'
import type { Probe } from '../discover.ts'
import styles from './Search.module.css'
import { sourceWord } from './source-word.ts'
import { TrustBars } from './TrustBars.tsx'

/** Every question on the way to the settings: what was asked, what came of it, how far it can be trusted. */
export function SearchTrace({ probes, isRunning }: { probes: readonly Probe[]; isRunning: boolean }) {
  const { t } = useTranslation()
  const isFound = probes.some(({ ok }) => ok)
  return (
    <section className={card['card']} aria-busy={isRunning}>
      <header className={styles['head']}>
        <h2 className={styles['title']}>{t('wizard.step_search')}</h2>
        <span className={styles['facts']} role="status">
          {isRunning ? <Loader size={12} color="var(--accent-mark)" /> : null}
          {isRunning ? t('wizard.searching') : t('wizard.sources', { count: probes.length })}
          {isRunning || isFound ? null : `, ${t('wizard.nothingFound')}`}
        </span>
      </header>
      <ol className={styles['probes']}>
        {probes.map((probe, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a trace only grows, and the same source may be asked twice
          <li key={index} className={styles['probe']} data-ok={probe.ok}>
            <Icon of={probe.ok ? IconCheck : IconMinus} size={14} />
            <span className={styles['probeWords']}>
              <span className={styles['probeName']}>{probe.question ?? t(sourceWord(probe.source))}</span>
              {probe.answer ? <span className={styles['probeAnswer']}>{probe.answer}</span> : null}
            </span>
            {probe.ok && probe.trust ? <TrustBars trust={probe.trust} /> : null}
            <span className={styles['time']}>
              {probe.milliseconds === undefined ? '' : t('check.seconds', { count: probe.milliseconds })}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

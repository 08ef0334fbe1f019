import { Button } from '@mantine/core'
import { IconSearchOff } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Banner } from '../../ui/Banner.tsx'
import { FailureBanner } from '../../ui/FailureBanner.tsx'
import { FoundCard } from './FoundCard.tsx'
import { SearchTrace } from './SearchTrace.tsx'
import type { Wizard } from './useWizard.ts'
import styles from './Wizard.module.css'

/** The search as it went on the left, what it has found on the right. */
export function SearchStep({ wizard, foot }: { wizard: Wizard; foot: ReactNode }) {
  const { t } = useTranslation()
  const { search, form, goManual } = wizard
  const { isEmpty } = search
  return (
    <div className={styles['two']}>
      <div className={styles['column']}>
        <SearchTrace lines={search.lines} isRunning={search.isRunning} />
      </div>
      <div className={styles['column']}>
        {search.failure ? <FailureBanner failure={search.failure} /> : null}
        {isEmpty ? (
          <Banner icon={IconSearchOff} tone="warn">
            {t('wizard.emptyText')}
          </Banner>
        ) : null}
        <FoundCard
          draft={form.draft}
          candidates={search.candidates}
          chosen={search.chosen}
          onChoose={search.choose}
          isTrusted={search.isTrusted}
          onTrust={search.trust}
          onEdit={goManual}
        />
        {search.failure || isEmpty ? (
          <Button variant="filled" className={styles['own'] ?? ''} onClick={goManual} data-autofocus>
            {t('wizard.goManual')}
          </Button>
        ) : null}
        {foot}
      </div>
    </div>
  )
}

import { Button } from '@mantine/core'
import { IconMapOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Placeholder } from '../ui/Placeholder.tsx'
import styles from './PageFailure.module.css'

export function PageMissing() {
  const { t } = useTranslation()
  return (
    <main className={styles['page']} id="content">
      <Placeholder
        isPage
        icon={IconMapOff}
        title={t('frame.pageMissing')}
        action={
          <Button component={Link} to="/">
            {t('frame.toHome')}
          </Button>
        }
      >
        {t('frame.pageMissingRemedy')}
      </Placeholder>
    </main>
  )
}

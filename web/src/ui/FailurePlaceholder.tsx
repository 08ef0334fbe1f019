import { Button } from '@mantine/core'
import { IconAlertTriangle, IconPlugConnectedX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../api/failure.ts'
import { Placeholder } from './Placeholder.tsx'

interface FailurePlaceholderProps {
  title?: string
  failure: Failure
  onRetry?: () => void
  /** It stands for the whole page. */
  isPage?: boolean
}

/** In place of what could not be loaded: never an empty list for a failure. */
export function FailurePlaceholder({ title, failure, onRetry, isPage = false }: FailurePlaceholderProps) {
  const { t } = useTranslation()
  const { code } = failure
  return (
    <Placeholder
      tone="bad"
      isPage={isPage}
      icon={code === 'SERVER_UNREACHABLE' ? IconPlugConnectedX : IconAlertTriangle}
      title={title ?? t(`errors.${code}.cause`)}
      action={onRetry ? <Button onClick={onRetry}>{t('frame.retry')}</Button> : null}
    >
      {title ? <p>{t(`errors.${code}.cause`)}</p> : null}
      <p>{t(`errors.${code}.remedy`)}</p>
      {failure.problem?.instance ? <p>{t('frame.logId', { id: failure.problem.instance })}</p> : null}
    </Placeholder>
  )
}

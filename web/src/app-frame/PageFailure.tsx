import { useRouter } from '@tanstack/react-router'
import { toFailure } from '../api/failure.ts'
import { FailurePlaceholder } from '../ui/FailurePlaceholder.tsx'
import styles from './PageFailure.module.css'

/** In place of a page that could not be opened. */
export function PageFailure({ error }: { error: unknown }) {
  const router = useRouter()
  return (
    <main className={styles['page']} id="content">
      <FailurePlaceholder isPage failure={toFailure(error)} onRetry={() => void router.invalidate()} />
    </main>
  )
}

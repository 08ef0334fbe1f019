import type { Icon as TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import styles from './Placeholder.module.css'

interface PlaceholderProps {
  icon: TablerIcon
  title: string
  children?: ReactNode
  action?: ReactNode
  tone?: 'quiet' | 'bad'
  /** It stands for the whole page. */
  isPage?: boolean
}

/** Stands where there is nothing to show, and says what to do next. */
export function Placeholder({ icon, title, children, action, tone = 'quiet', isPage = false }: PlaceholderProps) {
  const Title = isPage ? 'h1' : 'h2'
  return (
    <div className={styles['placeholder']} role={tone === 'bad' ? 'alert' : undefined}>
      <span className={styles['icon']} data-tone={tone}>
        <Icon of={icon} size={28} />
      </span>
      <Title className={styles['title']}>{title}</Title>
      {children ? <div className={styles['text']}>{children}</div> : null}
      {action ? <div className={styles['action']}>{action}</div> : null}
    </div>
  )
}

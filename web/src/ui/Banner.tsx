import type { Icon as TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './Banner.module.css'
import { Icon } from './Icon.tsx'

interface BannerProps {
  icon: TablerIcon
  tone?: 'quiet' | 'warn' | 'bad'
  children: ReactNode
  /** At most two. */
  actions?: ReactNode
}

/** One sentence about what is on the page, with what can be done about it. */
export function Banner({ icon, tone = 'quiet', children, actions }: BannerProps) {
  return (
    <div className={styles['banner']} data-tone={tone} role={tone === 'bad' ? 'alert' : undefined}>
      <Icon of={icon} className={styles['icon']} />
      <div className={styles['text']}>{children}</div>
      {actions}
    </div>
  )
}

import styles from './Avatar.module.css'
import { initialsOf, toneOf } from './initials.ts'

interface AvatarProps {
  name: string
  /** What the tone is taken from, so that a person keeps it under every spelling of the name. */
  of?: string
  size?: 'small' | 'medium' | 'large'
  title?: string
}

export function Avatar({ name, of = name, size = 'small', title }: AvatarProps) {
  return (
    <span className={styles['avatar']} data-size={size} data-tone={toneOf(of)} title={title} aria-hidden={!title}>
      {initialsOf(name)}
    </span>
  )
}

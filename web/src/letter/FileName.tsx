import { Unseen } from '../ui/Unseen.tsx'
import styles from './FileName.module.css'
import { shownName } from './shown-name.ts'

/** A name whose ending is always seen, and stands at its end whatever direction the letters before it run. */
export function FileName({ name }: { name: string }) {
  const { stem, extension } = shownName(name)
  return (
    <>
      <Unseen>{`${stem}${extension}`}</Unseen>
      <span className={styles['name']} aria-hidden="true">
        <bdi className={styles['stem']}>{stem}</bdi>
        <bdi dir="ltr">{extension}</bdi>
      </span>
    </>
  )
}

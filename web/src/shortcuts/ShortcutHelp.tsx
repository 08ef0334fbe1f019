import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../session/session-query.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Key } from '../ui/Key.tsx'
import styles from './ShortcutHelp.module.css'
import { shortcutGroups } from './shortcut-list.ts'

export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const session = useSession()
  return (
    <Dialog title={t('shortcuts.title')} width={640} onClose={onClose}>
      <div className={styles['groups']}>
        {shortcutGroups(session).map(({ name, shortcuts }) => (
          <section key={name} className={styles['group']}>
            <h3 className={styles['head']}>{t(`shortcuts.${name}`)}</h3>
            <dl className={styles['list']}>
              {shortcuts.map(({ does, keys, joint }) => (
                <Fragment key={does}>
                  <dt>{t(`shortcuts.${does}`)}</dt>
                  <dd>
                    {keys.map((key, index) => (
                      <Fragment key={key}>
                        {index > 0 ? <span className={styles['joint']}>{t(`shortcuts.${joint}`)}</span> : null}
                        <Key>{key}</Key>
                      </Fragment>
                    ))}
                  </dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}

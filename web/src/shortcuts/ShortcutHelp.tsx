import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../session/session-query.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Key } from '../ui/Key.tsx'
import { type CommandId, commandsFor, groupCommands } from './command-list.ts'
import { capsOf } from './key-caps.ts'
import styles from './ShortcutHelp.module.css'

export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const session = useSession()
  return (
    <Dialog title={t('shortcuts.title')} width={640} onClose={onClose}>
      <div className={styles['groups']}>
        {groupCommands(commandsFor(session)).map(({ name, commands }) => (
          <section key={name} className={styles['group']}>
            <h3 className={styles['head']}>{t(`shortcuts.${name}`)}</h3>
            <dl className={styles['list']}>
              {commands.map(({ id }) => (
                <Fragment key={id}>
                  <dt>{t(`shortcuts.${id}`)}</dt>
                  <dd>
                    <Caps id={id} />
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

function Caps({ id }: { id: CommandId }) {
  const { t } = useTranslation()
  const { caps, joint } = capsOf(id)
  return caps.map((cap, index) => (
    <Fragment key={cap}>
      {index > 0 ? <span className={styles['joint']}>{t(`shortcuts.${joint}`)}</span> : null}
      <Key>{cap}</Key>
    </Fragment>
  ))
}

import { Button } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../api/wire-types.ts'
import card from '../ui/Card.module.css'
import { Dialog } from '../ui/Dialog.tsx'
import { Toggle } from '../ui/Toggle.tsx'
import styles from './SwitchesCard.module.css'
import { useSettingsChange } from './settingsCommands.ts'

const dependents = [
  { name: 'htmlOutgoing', help: 'htmlOutgoingHelp' },
  { name: 'otherInteractions', help: 'otherInteractionsHelp' },
  { name: 'reviewFlags', help: 'reviewFlagsHelp' },
  { name: 'outsideContent', help: 'outsideContentHelp' },
] as const

/** The master switch and its three dependents, which keep their value and stand grey while it is off. */
export function SwitchesCard({ settings }: { settings: Settings }) {
  const { t } = useTranslation()
  const { mutate } = useSettingsChange()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <h2 className={card['groupName']}>{t('organizer.switches')}</h2>
      <section className={card['card']}>
        <SwitchRow
          name={t('organizer.mailClient')}
          help={t('organizer.mailClientHelp')}
          checked={settings.mailClient}
          onChange={(mailClient) => (mailClient ? mutate({ mailClient }) : setAsking(true))}
        />
        {dependents.map(({ name, help }) => (
          <SwitchRow
            key={name}
            name={t(`organizer.${name}`)}
            help={t(settings.mailClient ? `organizer.${help}` : 'organizer.dependsOnMailClient')}
            checked={settings[name]}
            isDependent
            disabled={!settings.mailClient}
            onChange={(value) => mutate({ [name]: value })}
          />
        ))}
      </section>
      {isAsking ? (
        <Dialog title={t('organizer.offQuestion')} width={440} onClose={() => setAsking(false)}>
          <p>{t('organizer.offConsequence')}</p>
          <div className={styles['buttons']}>
            <Button variant="subtle" onClick={() => setAsking(false)} data-autofocus>
              {t('frame.cancel')}
            </Button>
            <Button
              onClick={() => {
                setAsking(false)
                mutate({ mailClient: false })
              }}
            >
              {t('organizer.offConfirm')}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </>
  )
}

interface SwitchRowProps {
  name: string
  help: string
  checked: boolean
  onChange: (checked: boolean) => void
  isDependent?: boolean
  disabled?: boolean
}

function SwitchRow({ name, help, checked, onChange, isDependent = false, disabled = false }: SwitchRowProps) {
  const nameId = useId()
  const helpId = useId()
  return (
    <div className={card['row']} data-dependent={isDependent} data-off={disabled}>
      <div className={card['words']}>
        <h3 className={card['name']} id={nameId}>
          {name}
        </h3>
        <p className={card['help']} id={helpId}>
          {help}
        </p>
      </div>
      <Toggle checked={checked} onChange={onChange} disabled={disabled} labelledBy={nameId} describedBy={helpId} />
    </div>
  )
}

import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../api/wire-types.ts'
import { languageNames } from '../app-frame/language-names.ts'
import { isLanguage, languages } from '../i18n/language.ts'
import card from '../ui/Card.module.css'
import { ChoiceField } from '../ui/ChoiceField.tsx'
import { notify } from '../ui/notices.ts'
import styles from './OrganizationCard.module.css'
import { useSettingsChange } from './settingsCommands.ts'

export function OrganizationCard({ settings }: { settings: Settings }) {
  const { t } = useTranslation()
  const { mutate, isPending } = useSettingsChange()
  const [typed, setTyped] = useState<string | null>(null)
  const organization = typed ?? settings.organization
  const save = (change: Partial<Settings>) =>
    mutate(change, {
      onSuccess: () => {
        setTyped(null)
        notify({ tone: 'done', text: t('organizer.saved') })
      },
    })
  return (
    <>
      <h2 className={card['groupName']}>{t('organizer.organization')}</h2>
      <section className={card['card']}>
        <form
          className={styles['form']}
          onSubmit={(event) => {
            event.preventDefault()
            save({ organization: organization.trim() })
          }}
        >
          <TextInput
            className={styles['field']}
            label={t('organizer.organizationName')}
            description={t('organizer.organizationHelp')}
            maxLength={200}
            value={organization}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" loading={isPending && typed !== null} disabled={organization === settings.organization}>
            {t('organizer.save')}
          </Button>
        </form>
        <div className={card['row']}>
          <ChoiceField
            className={styles['field']}
            label={t('organizer.languageOfNew')}
            description={t('organizer.languageHelp')}
            value={settings.language}
            onChange={(event) => {
              const { value } = event.currentTarget
              if (isLanguage(value)) save({ language: value })
            }}
            data={languages.map((value) => ({ value, label: languageNames[value] }))}
          />
        </div>
      </section>
    </>
  )
}

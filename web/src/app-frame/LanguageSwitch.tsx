import { useTranslation } from 'react-i18next'
import { joinClasses } from '../ui/join-classes.ts'
import { Tip } from '../ui/Tip.tsx'
import { Unseen } from '../ui/Unseen.tsx'
import { languageNames } from './language-names.ts'
import styles from './Rail.module.css'
import { useLanguageChoice } from './useLanguageChoice.ts'

export function LanguageSwitch() {
  const { t } = useTranslation()
  const { language, choose } = useLanguageChoice()
  const other = language === 'ru' ? 'en' : 'ru'
  return (
    <Tip label={languageNames[other]} position="right">
      <button type="button" className={joinClasses(styles['item'], styles['wideOnly'])} onClick={() => choose(other)}>
        <Unseen>
          {t('frame.language')}: {languageNames[other]}
        </Unseen>
        <span aria-hidden="true">{t('frame.languageShort')}</span>
      </button>
    </Tip>
  )
}

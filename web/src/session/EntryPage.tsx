import type { ReactNode } from 'react'
import { languageNames } from '../app-frame/language-names.ts'
import { currentLanguage, switchLanguage } from '../i18n/i18n.ts'
import { languages } from '../i18n/language.ts'
import { Logo } from '../ui/Logo.tsx'
import styles from './EntryPage.module.css'

interface EntryPageProps {
  title: string
  lead: string
  children: ReactNode
  /** The first-run page asks for the language itself. */
  withLanguage?: boolean
}

/** The frame of the pages before the sign-in. */
export function EntryPage({ title, lead, children, withLanguage = true }: EntryPageProps) {
  const current = currentLanguage()
  return (
    <div className={styles['page']}>
      <main className={styles['card']} id="content">
        <div className={styles['brand']}>
          <Logo size={28} />
          <span>{brand}</span>
        </div>
        <h1 className={styles['title']}>{title}</h1>
        <p className={styles['lead']}>{lead}</p>
        {children}
      </main>
      {withLanguage ? (
        <div className={styles['languages']}>
          {languages.map((language) => (
            <button
              key={language}
              type="button"
              className={styles['language']}
              lang={language}
              aria-pressed={language === current}
              onClick={() => void switchLanguage(language)}
            >
              {languageNames[language]}
            </button>
          ))}
        </div>
      ) : null}
    </div>
  )
}

/** A name, the same in every language. */
const brand = 'Besedka'

import { useTranslation } from 'react-i18next'

const named = ['inbox', 'sent', 'drafts', 'trash', 'junk', 'archive'] as const

/** Predefined folders have a name in the user's language, all others that of the server. */
export function useFolderName(): (folder: { name: string; role: string }) => string {
  const { t } = useTranslation()
  return ({ name, role }) => {
    const known = named.find((one) => one === role)
    return known ? t(`folderRoles.${known}`) : name
  }
}

import { useTranslation } from 'react-i18next'
import type { FolderState } from '../api/wire-types.ts'

/** Predefined folders have a name in the user's language, all others that of the server. */
export function useFolderName(): (folder: Pick<FolderState, 'name' | 'role'>) => string {
  const { t } = useTranslation()
  return ({ name, role }) => {
    switch (role) {
      case 'inbox':
      case 'sent':
      case 'drafts':
      case 'trash':
      case 'junk':
      case 'archive':
        return t(`folderRoles.${role}`)
      case 'all':
      case 'flagged':
      case 'normal':
        return name
    }
  }
}

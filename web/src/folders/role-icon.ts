import {
  type Icon,
  IconArchive,
  IconBan,
  IconFolder,
  IconInbox,
  IconPencil,
  IconSend2,
  IconStack2,
  IconStar,
  IconTrash,
} from '@tabler/icons-react'
import type { FolderState } from '../api/wire-types.ts'

export const roleIcons: Record<FolderState['role'], Icon> = {
  inbox: IconInbox,
  sent: IconSend2,
  drafts: IconPencil,
  trash: IconTrash,
  junk: IconBan,
  archive: IconArchive,
  all: IconStack2,
  flagged: IconStar,
  normal: IconFolder,
}

import {
  type Icon,
  IconCalendarClock,
  IconMail,
  IconMessage2,
  IconPencil,
  IconPhoneIncoming,
  IconPhoneOutgoing,
  IconSend2,
  IconUser,
  IconUsers,
} from '@tabler/icons-react'
import type { InteractionItem } from '../api/wire-types.ts'

/** The picture that says what an interaction is before one reads it. */
export function kindIcon({ kind, direction, status }: Pick<InteractionItem, 'kind' | 'direction' | 'status'>): Icon {
  switch (kind) {
    case 'email':
      if (direction === 'internal') return IconUser
      if (status === 'draft') return IconPencil
      return direction === 'outgoing' ? IconSend2 : IconMail
    case 'call':
      return direction === 'outgoing' ? IconPhoneOutgoing : IconPhoneIncoming
    case 'meeting':
      return IconUsers
    case 'sms':
      return IconMessage2
    case 'planned':
      return IconCalendarClock
  }
}

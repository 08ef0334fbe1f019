import { useLocalStorage } from '@mantine/hooks'
import { useSession } from '../session/session-query.ts'

export interface ListView {
  /** A thread is one row. */
  isFolded: boolean
  /** One line to a row instead of two. */
  isCompact: boolean
}

const initial: ListView = { isFolded: true, isCompact: false }

/** How a user likes lists to look, remembered on this device. */
export function useListView() {
  const { user } = useSession()
  const [view, setView] = useLocalStorage<ListView>({
    key: `besedka-list-${user.id}`,
    defaultValue: initial,
    getInitialValueInEffect: false,
  })
  return { ...initial, ...view, change: (part: Partial<ListView>) => setView((old) => ({ ...old, ...part })) }
}

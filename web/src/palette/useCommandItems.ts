import { useMemo } from 'react'
import { useSession } from '../session/session-query.ts'
import { commandsFor } from '../shortcuts/command-list.ts'
import { tipKeys } from '../shortcuts/key-caps.ts'
import { commandState, runCommand } from '../shortcuts/shortcut-registry.ts'
import { notify } from '../ui/notices.ts'
import { commandIcons } from './command-icons.ts'
import { prepareName } from './fuzzy-match.ts'
import type { BothTexts, PaletteItem } from './palette-item.ts'

/** Every command that the page below the palette knows, with the keys that do the same. */
export function useCommandItems({ t, other }: BothTexts): readonly PaletteItem[] {
  const session = useSession()
  return useMemo(
    () =>
      commandsFor(session)
        .filter(({ id }) => id !== 'palette' && commandState(id) !== 'absent')
        .map(({ id, group }) => {
          const title = t(`shortcuts.${id}`)
          return {
            id: `command ${id}`,
            group: group === 'pages' ? ('places' as const) : ('commands' as const),
            icon: commandIcons[id],
            title,
            names: [title, other(`shortcuts.${id}`)].map(prepareName),
            keys: tipKeys(id),
            isIdle: commandState(id) === 'idle',
            isMoving: group === 'moving',
            run: () => {
              if (!runCommand(id)) notify({ tone: 'info', text: t('palette.idle', { name: title }) })
            },
          }
        })
        // What cannot be done now comes last, and moving about is quicker by its own keys.
        .sort((one, two) => Number(one.isIdle) - Number(two.isIdle) || Number(one.isMoving) - Number(two.isMoving)),
    [session, t, other],
  )
}

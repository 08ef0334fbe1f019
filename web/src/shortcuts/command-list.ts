import type { Session } from '../api/wire-types.ts'

export type CommandGroup = 'moving' | 'acting' | 'writing' | 'pages'

interface Declaration {
  /** Its name on every screen is the text `shortcuts.{id}`. */
  id: string
  group: CommandGroup
  /** Presses as key-map.ts names them, any of which does it; `g i` is one press after the other. */
  keys: readonly [string, ...string[]]
  /** Whom or what it needs; absent: nobody and nothing. */
  needs?: 'reviewFlags' | 'administrator'
  /** The window in which one writes listens to its keys itself. */
  isOfWindow?: true
}

/** Every command that has a key, once: keys, the list under "?", the palette and the tips of controls all come from here. */
export const commandList = [
  { id: 'next', group: 'moving', keys: ['j', 'arrowdown'] },
  { id: 'previous', group: 'moving', keys: ['k', 'arrowup'] },
  { id: 'first', group: 'moving', keys: ['home'] },
  { id: 'last', group: 'moving', keys: ['end'] },
  { id: 'screenDown', group: 'moving', keys: ['pagedown'] },
  { id: 'screenUp', group: 'moving', keys: ['pageup'] },
  { id: 'openThread', group: 'moving', keys: ['arrowright'] },
  { id: 'closeThread', group: 'moving', keys: ['arrowleft'] },
  { id: 'foldThreads', group: 'moving', keys: ['t'] },
  { id: 'open', group: 'moving', keys: ['enter'] },
  { id: 'leave', group: 'moving', keys: ['escape'] },
  { id: 'check', group: 'acting', keys: ['x'] },
  { id: 'checkNext', group: 'acting', keys: ['shift+arrowdown'] },
  { id: 'checkPrevious', group: 'acting', keys: ['shift+arrowup'] },
  { id: 'checkAll', group: 'acting', keys: ['ctrl+a'] },
  { id: 'reviewed', group: 'acting', keys: ['e'], needs: 'reviewFlags' },
  { id: 'unreviewed', group: 'acting', keys: ['shift+e'], needs: 'reviewFlags' },
  { id: 'postpone', group: 'acting', keys: ['b'], needs: 'reviewFlags' },
  { id: 'move', group: 'acting', keys: ['m'] },
  { id: 'archive', group: 'acting', keys: ['y'] },
  { id: 'trash', group: 'acting', keys: ['delete'] },
  { id: 'undo', group: 'acting', keys: ['z', 'ctrl+z'] },
  { id: 'receive', group: 'acting', keys: ['shift+r'] },
  { id: 'create', group: 'writing', keys: ['n'] },
  { id: 'reply', group: 'writing', keys: ['r'] },
  { id: 'replyAll', group: 'writing', keys: ['a'] },
  { id: 'forward', group: 'writing', keys: ['f'] },
  { id: 'send', group: 'writing', keys: ['ctrl+enter'], isOfWindow: true },
  { id: 'toDraft', group: 'writing', keys: ['g d'] },
  { id: 'palette', group: 'pages', keys: ['ctrl+k'] },
  { id: 'search', group: 'pages', keys: ['/'] },
  { id: 'home', group: 'pages', keys: ['g i'] },
  { id: 'administration', group: 'pages', keys: ['g o'], needs: 'administrator' },
  { id: 'accounts', group: 'pages', keys: ['g a'] },
  { id: 'users', group: 'pages', keys: ['g u'], needs: 'administrator' },
  { id: 'help', group: 'pages', keys: ['?'] },
] as const satisfies readonly Declaration[]

export type CommandId = (typeof commandList)[number]['id']
/** A page binds no other keys than declared ones, so that none is missing from the list. */
export type CommandKey = (typeof commandList)[number]['keys'][number]

export interface Command extends Omit<Declaration, 'id' | 'keys'> {
  id: CommandId
  keys: readonly CommandKey[]
}

const all: readonly Command[] = commandList
const groups: readonly CommandGroup[] = ['moving', 'acting', 'writing', 'pages']

/** The commands that mean something to this user under the present switches. */
export function commandsFor({ user, reviewFlags }: Pick<Session, 'user' | 'reviewFlags'>): readonly Command[] {
  return all.filter(({ needs }) => {
    if (needs === 'administrator') return user.role === 'administrator'
    return needs !== 'reviewFlags' || reviewFlags
  })
}

export function groupCommands(commands: readonly Command[]) {
  return groups.map((name) => ({ name, commands: commands.filter(({ group }) => group === name) }))
}

export function keysOf(id: CommandId): readonly CommandKey[] {
  return all.find((command) => command.id === id)?.keys ?? []
}

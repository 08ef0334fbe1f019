import type { Session } from '../api/wire-types.ts'

interface Shortcut {
  does:
    | 'next'
    | 'previous'
    | 'open'
    | 'leave'
    | 'check'
    | 'reviewed'
    | 'unreviewed'
    | 'postpone'
    | 'undo'
    | 'receive'
    | 'search'
    | 'home'
    | 'administration'
    | 'accounts'
    | 'help'
    | 'create'
    | 'reply'
    | 'replyAll'
    | 'forward'
    | 'send'
    | 'toDraft'
  keys: readonly string[]
  joint: 'joinOr' | 'joinThen'
}

interface ShortcutGroup {
  name: 'moving' | 'acting' | 'writing' | 'pages'
  shortcuts: readonly Shortcut[]
}

const moving: readonly Shortcut[] = [
  { does: 'next', keys: ['J', '↓'], joint: 'joinOr' },
  { does: 'previous', keys: ['K', '↑'], joint: 'joinOr' },
  { does: 'open', keys: ['Enter'], joint: 'joinOr' },
  { does: 'leave', keys: ['Esc'], joint: 'joinOr' },
]

const acting: readonly Shortcut[] = [
  { does: 'check', keys: ['X'], joint: 'joinOr' },
  { does: 'reviewed', keys: ['E'], joint: 'joinOr' },
  { does: 'unreviewed', keys: ['Shift E'], joint: 'joinOr' },
  { does: 'postpone', keys: ['B'], joint: 'joinOr' },
  { does: 'undo', keys: ['Z', 'Ctrl Z'], joint: 'joinOr' },
  { does: 'receive', keys: ['Shift R'], joint: 'joinOr' },
]

const writing: readonly Shortcut[] = [
  { does: 'create', keys: ['N'], joint: 'joinOr' },
  { does: 'reply', keys: ['R'], joint: 'joinOr' },
  { does: 'replyAll', keys: ['A'], joint: 'joinOr' },
  { does: 'forward', keys: ['F'], joint: 'joinOr' },
  { does: 'send', keys: ['Ctrl Enter'], joint: 'joinOr' },
  { does: 'toDraft', keys: ['G', 'D'], joint: 'joinThen' },
]
const pages: readonly Shortcut[] = [
  { does: 'search', keys: ['/'], joint: 'joinOr' },
  { does: 'home', keys: ['G', 'I'], joint: 'joinThen' },
  { does: 'administration', keys: ['G', 'O'], joint: 'joinThen' },
  { does: 'accounts', keys: ['G', 'A'], joint: 'joinThen' },
  { does: 'help', keys: ['?'], joint: 'joinOr' },
]

const ofReview = new Set<Shortcut['does']>(['check', 'reviewed', 'unreviewed', 'postpone', 'undo'])

/** The keys that do something for this user under the present switches. */
export function shortcutGroups({ user, reviewFlags }: Session): readonly ShortcutGroup[] {
  return [
    { name: 'moving', shortcuts: moving },
    { name: 'acting', shortcuts: acting.filter(({ does }) => reviewFlags || !ofReview.has(does)) },
    { name: 'writing', shortcuts: writing },
    {
      name: 'pages',
      shortcuts: pages.filter(({ does }) => user.role === 'administrator' || does !== 'administration'),
    },
  ]
}

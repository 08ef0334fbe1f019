import { expect, test } from 'vitest'
import { nestFolders } from '../folders/folder-nodes.ts'
import { aFolder } from '../testing/rows.ts'
import { listChoices } from './folder-choices.ts'

const name = ({ name: shown }: { name: string }) => ({ shown, names: [shown] })

test('B22 every folder that can take letters is a choice, below the one that it belongs to', () => {
  const folders = [
    aFolder('1', 'INBOX', { role: 'inbox' }),
    aFolder('2', 'Projects'),
    aFolder('3', 'Projects/Harbour'),
    aFolder('4', 'Drafts', { role: 'drafts' }),
    aFolder('5', 'Starred', { role: 'flagged' }),
    aFolder('6', 'Trash', { role: 'trash', loaded: false, total: 0 }),
  ]
  const choices = listChoices(
    nestFolders(folders, () => true),
    name,
  )
  expect(choices.map(({ shown, depth }) => [shown, depth])).toEqual([
    ['INBOX', 0],
    ['Projects', 0],
    ['Harbour', 1],
    ['Trash', 0],
  ])
})

test('B22 what only holds other folders is none, and those below it stand where it would', () => {
  const folders = [aFolder('1', 'Gmail', { reason: 'not-selectable' }), aFolder('2', 'Gmail/Bills')]
  const choices = listChoices(
    nestFolders(folders, () => true),
    name,
  )
  expect(choices.map(({ shown, depth }) => [shown, depth])).toEqual([['Bills', 0]])
})

import { describe, expect, test } from 'vitest'
import { aFolder } from '../testing/rows.ts'
import { type FolderNode, nestFolders, unreviewedBelow } from './folder-nodes.ts'

const outline = (nodes: readonly FolderNode[]): unknown[] =>
  nodes.map(({ folder, children }) => (children.length > 0 ? [folder.name, outline(children)] : folder.name))

describe('the folders of an account', () => {
  test('stand as on the server, those with a purpose first', () => {
    const folders = [
      aFolder('4', 'Suppliers/Brick'),
      aFolder('3', 'Suppliers'),
      aFolder('2', 'Sent', { role: 'sent' }),
      aFolder('5', 'Archive 10'),
      aFolder('6', 'Archive 9'),
      aFolder('1', 'INBOX', { role: 'inbox' }),
    ]
    expect(outline(nestFolders(folders))).toEqual([
      'INBOX',
      'Sent',
      'Archive 9',
      'Archive 10',
      ['Suppliers', ['Brick']],
    ])
  })

  test('those that are not loaded are left out, unless they hold something', () => {
    const folders = [
      aFolder('1', 'Junk', { role: 'junk', loaded: false, total: 0 }),
      aFolder('2', 'Trash', { role: 'trash', loaded: false, total: 3 }),
    ]
    expect(outline(nestFolders(folders))).toEqual(['Trash'])
  })

  test('a folder does not vanish with a parent that is not shown', () => {
    const folders = [
      aFolder('1', 'Old', { loaded: false, total: 0 }),
      aFolder('2', 'Old/Kept'),
      aFolder('3', 'No/Parent/Here'),
    ]
    expect(outline(nestFolders(folders))).toEqual(['Here', 'Kept'])
  })

  test('without a delimiter every folder stands for itself', () => {
    const folders = [aFolder('1', 'a', { delimiter: null }), aFolder('2', 'a/b', { delimiter: null, name: 'a/b' })]
    expect(outline(nestFolders(folders))).toEqual(['a', 'a/b'])
  })
})

test('a folded node counts what lies below it', () => {
  const [node] = nestFolders([
    aFolder('1', 'A', { unreviewed: 1 }),
    aFolder('2', 'A/B', { unreviewed: 2 }),
    aFolder('3', 'A/B/C', { unreviewed: 4 }),
  ])
  expect(node && unreviewedBelow(node)).toBe(7)
})

import type { ListResponse } from 'imapflow'
import { expect, test } from 'vitest'
import { readListing } from './folder-listing.ts'

function entry(path: string, more: Partial<ListResponse> = {}): ListResponse {
  const flags = new Set<string>()
  return {
    path,
    pathAsListed: path,
    name: path,
    delimiter: '.',
    parent: [],
    parentPath: '',
    flags,
    listed: true,
    subscribed: true,
    ...more,
  }
}

test('a folder that a server lists twice counts once, and one whose name cannot be stored is passed over', () => {
  const answer = ['INBOX', 'Box', 'Box', 'half \ud800', 'nul \0', 'x'.repeat(5000), ''].map((path) => entry(path))
  expect(readListing(answer).folders.map(({ path }) => path)).toEqual(['INBOX', 'Box'])
})

test('S19 the attribute of a server that calls its INBOX by another name decides, the name alone where there is none', () => {
  const answer = [
    entry('Posteingang', { specialUse: '\\Inbox', specialUseSource: 'extension' }),
    entry('Ordner.Gesendet', { flags: new Set(['\\Sent']) }),
    entry('Ordner.Спам'),
  ]
  expect(readListing(answer).folders).toMatchObject([
    { path: 'Posteingang', role: 'inbox', loaded: true },
    { path: 'Ordner.Gesendet', name: 'Gesendet', role: 'sent', loaded: true },
    { path: 'Ordner.Спам', name: 'Спам', role: 'junk', loaded: false },
  ])
})

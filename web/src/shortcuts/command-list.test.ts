import { describe, expect, test } from 'vitest'
import { commandList, commandsFor, groupCommands, keysOf } from './command-list.ts'
import { capOf, capsOf, tipKeys } from './key-caps.ts'
import { prefixes } from './key-map.ts'

const administrator = { id: '1', name: 'Anna', email: 'anna@corp.test', role: 'administrator', language: 'en' } as const
const idsFor = (session: Parameters<typeof commandsFor>[0]) => commandsFor(session).map(({ id }) => id)

describe('B06 the commands', () => {
  test('B06 no key stands for two commands, and none hides behind the first key of another', () => {
    const keys = commandList.flatMap((command) => [...command.keys]).filter((key) => key !== 'ctrl+enter')
    expect(new Set(keys).size).toBe(keys.length)
    for (const key of keys) expect(prefixes.has(key)).toBe(false)
    for (const key of keys.filter((one) => one.includes(' '))) expect(prefixes.has(key.split(' ')[0] ?? '')).toBe(true)
  })

  test('B06 no key is one that a browser keeps for itself', () => {
    const keeps = /^ctrl\+(?:shift\+)?[ntwq0-9]$|^ctrl\+(?:tab|pageup|pagedown)$|^f\d+$|^alt/
    for (const { keys } of commandList) for (const key of keys) expect(key).not.toMatch(keeps)
  })

  test('every command is in a group, and only those who may see it do', () => {
    const all = { user: administrator, reviewFlags: true }
    const grouped = groupCommands(commandsFor(all)).flatMap(({ commands }) => commands)
    expect(grouped).toHaveLength(commandList.length)
    expect(idsFor({ ...all, reviewFlags: false })).not.toContain('reviewed')
    expect(idsFor({ ...all, user: { ...administrator, role: 'user' } })).not.toContain('administration')
    expect(idsFor({ ...all, user: { ...administrator, role: 'user' } })).toContain('accounts')
  })
})

test('keys are drawn as they are printed', () => {
  expect(keysOf('reviewed')).toEqual(['e'])
  expect(capsOf('unreviewed')).toEqual({ caps: ['Shift E'], joint: 'joinOr' })
  expect(capsOf('next')).toEqual({ caps: ['J', '↓'], joint: 'joinOr' })
  expect(capsOf('home')).toEqual({ caps: ['G', 'I'], joint: 'joinThen' })
  expect(tipKeys('undo')).toEqual(['Z'])
  expect(capOf('ctrl+k', true)).toBe('⌘ K')
  expect(capOf('ctrl+k', false)).toBe('Ctrl K')
})

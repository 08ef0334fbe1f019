import { afterEach, expect, test, vi } from 'vitest'
import { addShortcuts, commandState, runCommand, type ShortcutTable } from './shortcut-registry.ts'

const added: (() => void)[] = []
const add = (table: ShortcutTable) => added.push(addShortcuts({ current: table }))
afterEach(() => {
  for (const remove of added.splice(0)) remove()
})

test('a command of the palette does what its key does', () => {
  const run = vi.fn<() => void>()
  add({ e: run })
  expect(commandState('reviewed')).toBe('ready')
  expect(runCommand('reviewed')).toBe(true)
  expect(run).toHaveBeenCalledOnce()
})

test('what the page does not know is absent, what has nothing to act on is idle', () => {
  add({ e: null, b: () => false })
  expect(commandState('forward')).toBe('absent')
  expect(runCommand('forward')).toBe(false)
  expect(commandState('reviewed')).toBe('idle')
  expect(runCommand('reviewed')).toBe(false)
  expect(runCommand('postpone')).toBe(false)
})

test('a part of a page speaks before the page, and is silent when it is gone', () => {
  const [page, part] = [vi.fn<() => void>(), vi.fn<() => void>()]
  add({ escape: page })
  const remove = addShortcuts({ current: { escape: part } })
  runCommand('leave')
  remove()
  runCommand('leave')
  expect([part.mock.calls.length, page.mock.calls.length]).toEqual([1, 1])
})

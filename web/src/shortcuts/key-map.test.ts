import { describe, expect, test } from 'vitest'
import { type KeyPress, nameOfPress, withPrefix } from './key-map.ts'

const press = (key: string, code: string, with_: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...with_,
})

describe('keys mean the same under every layout', () => {
  test.each([
    ['an English j', press('j', 'KeyJ'), 'j'],
    ['the same key on a Russian keyboard', press('о', 'KeyJ'), 'j'],
    ['with Caps Lock', press('J', 'KeyJ'), 'j'],
    ['a Russian E with Shift', press('У', 'KeyE', { shiftKey: true }), 'shift+e'],
    ['j on Dvorak, where it lies elsewhere', press('j', 'KeyC'), 'j'],
    ['a slash', press('/', 'Slash'), '/'],
    ['a slash on a German keyboard', press('/', 'Digit7', { shiftKey: true }), '/'],
    ['the slash key on a Russian keyboard', press('.', 'Slash'), null],
    ['a question mark', press('?', 'Slash', { shiftKey: true }), '?'],
    ['a question mark on a Russian keyboard', press('?', 'Digit7', { shiftKey: true }), '?'],
    ['an arrow with Shift', press('ArrowDown', 'ArrowDown', { shiftKey: true }), 'shift+arrowdown'],
    ['undo', press('z', 'KeyZ', { ctrlKey: true }), 'ctrl+z'],
    ['the palette on a Russian keyboard', press('л', 'KeyK', { ctrlKey: true }), 'ctrl+k'],
    ['undo on a Russian keyboard', press('я', 'KeyZ', { metaKey: true }), 'ctrl+z'],
  ] as const)('%s', (_, pressed, expected) => {
    expect(nameOfPress(pressed)).toBe(expected)
  })

  test.each([
    ['reload', press('r', 'KeyR', { ctrlKey: true })],
    ['find', press('f', 'KeyF', { metaKey: true })],
    ['a new tab by Enter', press('Enter', 'Enter', { ctrlKey: true })],
    ['the menu of the browser', press('e', 'KeyE', { altKey: true })],
    ['redo', press('z', 'KeyZ', { ctrlKey: true, shiftKey: true })],
    ['a digit', press('5', 'Digit5')],
  ] as const)('%s stays the browser’s own', (_, pressed) => {
    expect(nameOfPress(pressed)).toBeNull()
  })
})

test('g, then i is one command', () => {
  expect(withPrefix('g', 'i')).toBe('g i')
  expect(withPrefix(null, 'i')).toBe('i')
})

import { expect, test } from 'vitest'
import { decodePreview } from './decode-preview.ts'

const russian = 'Отгрузка первой партии переносится на четверг, вторая остается без изменений.'

/** Bytes of a single-byte charset, by asking the decoder which byte gives which letter. */
function encode(text: string, charset: string): Uint8Array {
  const all = new TextDecoder(charset).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))
  return Uint8Array.from([...text], (char) => all.indexOf(char))
}

test.each(['windows-1251', 'koi8-r', 'ibm866'])('Russian in %s is read', (charset) => {
  expect(decodePreview(encode(russian, charset))).toBe(russian)
})

test('UTF-8 is read up to a character that was cut', () => {
  const bytes = new TextEncoder().encode(russian.slice(0, -1))
  expect(decodePreview(bytes)).toBe(russian.slice(0, -1))
  expect(russian.startsWith(decodePreview(bytes.subarray(0, 31)))).toBe(true)
  expect(decodePreview(new TextEncoder().encode('plain'))).toBe('plain')
  expect(decodePreview(new Uint8Array())).toBe('')
})

test('Western text and UTF-16 are read', () => {
  expect(decodePreview(encode('Größe: 5 €', 'windows-1252'))).toBe('Größe: 5 €')
  expect(decodePreview(Uint8Array.from([0xff, 0xfe, 0x10, 0x04]))).toBe('А')
})

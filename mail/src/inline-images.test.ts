import { describe, expect, test } from 'vitest'
import { contentIdOf, InlineImages } from './inline-images.ts'
import { filterStyleAttribute } from './letter-css.ts'

function images(): InlineImages {
  return new InlineImages([
    ['<logo@x>', '/parts/1'],
    ['Картинка 1', '/parts/2'],
    ['a%b', '/parts/3'],
    ['logo@x', '/parts/9'],
  ])
}

describe('inline images of a letter', () => {
  test.each([
    ['cid:logo@x', '/parts/1'],
    ['CID:LOGO@X', '/parts/1'],
    ['cid:logo%40x', '/parts/1'],
    ['cid:%3Clogo@x%3E', '/parts/1'],
    [' c\nid:logo@x ', '/parts/1'],
    ['mid:abc@y/logo@x', '/parts/1'],
    ['cid:%D0%9A%D0%B0%D1%80%D1%82%D0%B8%D0%BD%D0%BA%D0%B0%201', '/parts/2'],
    ['cid:a%b', '/parts/3'],
    ['cid:unknown', null],
    ['cid:', null],
    ['http://x.example/cid:logo@x', null],
    ['logo@x', null],
    ['javascript:alert(1)', null],
  ])('%s becomes %s', (url, address) => {
    expect(images().rewrite(url)).toBe(address)
  })

  test('a cid: address names its Content-ID in any form', () => {
    expect(contentIdOf('cid:A%40B')).toBe('a@b')
    expect(contentIdOf('https://x/')).toBeNull()
  })

  test('of a srcset only the candidates of this letter stay', () => {
    expect(images().rewriteSrcset('cid:logo@x 1x, http://evil.example/a,b.png 2x, cid:a%b 480w')).toBe(
      '/parts/1 1x, /parts/3 480w',
    )
    expect(images().rewriteSrcset('cid:logo@x, cid:a%b')).toBe('/parts/1, /parts/3')
    expect(images().rewriteSrcset('http://evil.example/ 1x')).toBe('')
    expect(images().rewriteSrcset('cid:logo@x (1x, cid:a%b')).toBe('/parts/1')
    expect(images().rewriteSrcset('')).toBe('')
  })

  test('parts that were referred to are known afterwards', () => {
    const letter = images()
    expect(letter.isUsed('logo@x')).toBe(false)
    expect(filterStyleAttribute('background:url("cid:logo@x")', letter.rewrite)).toEqual({
      css: 'background:url("/parts/1");',
      blocked: 0,
    })
    expect(letter.isUsed('<LOGO@x>')).toBe(true)
    expect(letter.isUsed('a%b')).toBe(false)
  })
})

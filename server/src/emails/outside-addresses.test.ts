import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MOST_PICTURES, OutsideAddresses, placeOutside } from './outside-addresses.ts'
import { rasterType } from './raster-type.ts'
import { createSanitizer } from './sanitize-letter.ts'

const sanitize = createSanitizer()
const letter =
  '<p>Sale</p><img src="https://shop.test/a.png?x=1&amp;y=2"><img src="//shop.test/b.png" alt="b"><img src="https://shop.test/a.png?x=1&amp;y=2">'

test('B05 pictures of other servers are held back, counted and named', () => {
  const { html, blocked, outside } = sanitize(letter, new Map())
  expect(html).not.toContain('shop.test')
  expect(blocked).toBe(3)
  expect(outside).toEqual(['https://shop.test/a.png?x=1&y=2', 'https://shop.test/b.png'])
})

test('B05 those that a reader wants are given by addresses of this server alone', () => {
  const { html, blocked, outside } = sanitize(letter, new Map(), 'mark')
  expect(blocked).toBe(0)
  const placed = placeOutside(
    html,
    'mark',
    outside.map((_, index) => `/api/v1/signed/outside/5?url=u${index}&viewer=1`),
  )
  expect(placed).not.toMatch(/shop\.test|waiting/)
  expect(placed.match(/u0&amp;viewer=1/g)).toHaveLength(2)
  expect(placed.match(/u1&amp;viewer=1/g)).toHaveLength(1)
})

test('B05 a letter that knows how pictures wait gets no address that way', () => {
  const guess = '<img src="/api/v1/signed/outside/waiting-other-0"><p>/api/v1/signed/outside/waiting-mark-0</p>'
  const { html, outside } = sanitize(guess, new Map(), 'mark')
  expect(outside).toEqual([])
  expect(placeOutside(html, 'mark', ['/x'])).not.toContain('src="/x"')
})

test('B05 styles, backgrounds and what is no picture stay held back', () => {
  const { html, blocked, outside } = sanitize(
    '<p style="background: url(https://t.test/x)">a</p><table background="https://t.test/y"></table><img src="ftp://t.test/z">',
    new Map(),
    'mark',
  )
  expect(html).not.toContain('t.test')
  expect(outside).toEqual([])
  expect(blocked).toBeGreaterThanOrEqual(3)
})

test('B05 any number of pictures gives each one its own place, up to a limit', () => {
  fc.assert(
    fc.property(fc.array(fc.webUrl({ withQueryParameters: true }), { maxLength: 2 * MOST_PICTURES }), (urls) => {
      const addresses = new OutsideAddresses('m')
      const places = urls.map((url) => addresses.note(url))
      expect(addresses.found.length).toBeLessThanOrEqual(MOST_PICTURES)
      for (const [index, place] of places.entries()) {
        if (place === null) continue
        expect(placeOutside(place, 'm', addresses.found).replaceAll('&amp;', '&')).toBe(urls[index]?.trim())
      }
    }),
  )
})

test.each([
  ['a PNG', Buffer.from('\x89PNG\r\n\x1a\n...', 'latin1'), 'image/png'],
  ['a JPEG', Buffer.from('\xff\xd8\xff\xe0', 'latin1'), 'image/jpeg'],
  ['a WebP', Buffer.from('RIFF....WEBPVP8 '), 'image/webp'],
  ['an SVG, which is a program', Buffer.from('<svg onload="alert(1)">'), null],
  ['a page', Buffer.from('<html>'), null],
  ['nothing', Buffer.alloc(0), null],
])('B05 %s is known by its bytes, whatever it is called', (_, bytes, type) => {
  expect(rasterType(bytes)).toBe(type)
})

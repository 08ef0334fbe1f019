import { expect, test } from 'vitest'
import { isolateStyles, scopeCss } from './isolate-styles.ts'

test('B16 every selector of a quoted letter stays behind its block', () => {
  expect(scopeCss('p,td.a > b{color:red;}', '.q')).toBe('.q p,.q td.a > b{color:red;}')
  expect(scopeCss('a:is(b,i),[title="x,y"]{top:0;}', '.q')).toBe('.q a:is(b,i),.q [title="x,y"]{top:0;}')
  expect(scopeCss('*{margin:0;}', '.q')).toBe('.q *{margin:0;}')
})

test('B16 what speaks of the page speaks of the block', () => {
  expect(scopeCss('body{margin:0;}html body p{top:0;}', '.q')).toBe('.q{margin:0;}.q p{top:0;}')
  expect(scopeCss('body.dark p,:root{top:0;}', '.q')).toBe('.q.dark p,.q{top:0;}')
  expect(scopeCss('bodyguard{top:0;}', '.q')).toBe('.q bodyguard{top:0;}')
})

test('B16 rules under conditions are kept behind it too, and steps of an animation are no selectors', () => {
  expect(scopeCss('@media (max-width:600px){p{top:0;}body{top:1px;}}p{top:2px;}', '.q')).toBe(
    '@media (max-width:600px){.q p{top:0;}.q{top:1px;}}.q p{top:2px;}',
  )
  expect(scopeCss('@keyframes a{from{top:0;}50%{top:1px;}}i{top:0;}', '.q')).toBe(
    '@keyframes a{from{top:0;}50%{top:1px;}}.q i{top:0;}',
  )
})

test('B16 a letter without styles of its own stays what it is, one with them gets a block that no other has', () => {
  const plain = `<p style="color:red">${'x'.repeat(5_000_000)}</p>`
  expect(isolateStyles(plain)).toBe(plain)
  const one = isolateStyles('<style>p{color:red;}</style><p>One</p>')
  expect(one).toMatch(/^<div class="(quoted-[0-9a-f]{8})"><style>\.\1 p\{color:red;\}<\/style><p>One<\/p><\/div>$/)
  const nested = isolateStyles(`<div>${one}</div><p>Two</p>`)
  expect(new Set(nested.match(/(?<=class=")quoted-[0-9a-f]{8}/g)).size).toBe(2)
})

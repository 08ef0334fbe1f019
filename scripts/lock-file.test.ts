import { expect, test } from 'vitest'
import { lockDifferences } from './lock-file.ts'

test('a lock file that knows every package of a manifest has no difference', () => {
  const both = { dependencies: { zod: '4.6.7' }, devDependencies: { vite: '8.3.8' } }
  expect(lockDifferences('web', both, both)).toEqual([])
})

test.each([
  [
    'a package that the lock file lacks',
    { dependencies: { zod: '4.6.7' } },
    {},
    'web: zod 4.6.7, in the lock file absent',
  ],
  ['another version', { devDependencies: { vite: '8.3.8' } }, { devDependencies: { vite: '8.3.7' } }, '8.3.7'],
  ['a package that is asked for no more', {}, { optionalDependencies: { kanel: '4.0.4' } }, 'web: kanel absent'],
])('%s is told', (_, manifest, locked, told) => {
  expect(lockDifferences('web', manifest, locked)).toEqual([expect.stringContaining(told)])
})

test('the top of the tree is named by a dot', () => {
  expect(lockDifferences('', { dependencies: { a: '1' } }, {})).toEqual([expect.stringMatching(/^\.: a /)])
})

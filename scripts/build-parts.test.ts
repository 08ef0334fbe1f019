import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { firstLoadBytes, firstLoadLimit, weighFirstLoad } from './first-load.ts'
import { hashSources } from './source-hash.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'besedka-build-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(file: string, content: string | Buffer): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), content)
}

describe('a build is repeated', () => {
  beforeEach(() => {
    write('web/src/app.tsx', 'one')
    write('lock.json', 'locked')
  })
  const hash = () => hashSources(folder, ['web', 'lock.json'])

  test.each([
    ['a source changes', 'web/src/app.tsx', 'two'],
    ['a source is added', 'web/src/more.tsx', ''],
    ['a package changes', 'lock.json', 'other'],
  ])('when %s', (_, file, content) => {
    const before = hash()
    write(file, content)
    expect(hash()).not.toBe(before)
  })

  test.each(['web/dist/app.js', 'web/src/app.test.tsx', 'web/node_modules/x.js'])('but not for %s', (file) => {
    const before = hash()
    write(file, 'anything')
    expect(hash()).toBe(before)
  })
})

test('the first load is the entry with its static imports, without lazy chunks and styles', () => {
  // Random bytes do not compress, so gzip adds a few bytes to each and no more.
  for (const [file, size] of Object.entries({ 'entry.js': 3000, 'shared.js': 2000, 'editor.js': 9000, 'a.css': 500 })) {
    write(`dist/${file}`, randomBytes(size))
  }
  const manifest = {
    'index.html': { file: 'entry.js', isEntry: true, imports: ['_shared'], dynamicImports: ['editor'], css: ['a.css'] },
    _shared: { file: 'shared.js', imports: ['index.html'] },
    editor: { file: 'editor.js', imports: ['_shared'] },
  }
  write('dist/.vite/manifest.json', JSON.stringify(manifest))
  expect(firstLoadBytes(join(folder, 'dist'))).toBeGreaterThan(5000)
  expect(firstLoadBytes(join(folder, 'dist'))).toBeLessThan(5200)
})

describe('a first load of more than 250 kB is refused', () => {
  const site = (entry: number, lazy: number) => {
    write('dist/entry.js', randomBytes(entry))
    write('dist/lazy.js', randomBytes(lazy))
    const manifest = {
      'index.html': { file: 'entry.js', isEntry: true, dynamicImports: ['lazy'] },
      lazy: { file: 'lazy.js' },
    }
    write('dist/.vite/manifest.json', JSON.stringify(manifest))
    return weighFirstLoad(join(folder, 'dist'))
  }

  test('the limit is the promised one', () => expect(firstLoadLimit).toBe(250_000))

  test('a byte above it is too heavy, and the words say how heavy', () => {
    // Gzip adds 23 bytes and 5 for each 32 kB to bytes that it cannot make smaller.
    expect(site(250_100, 10)).toEqual({
      isTooHeavy: true,
      figures: '251 kB of script, compressed; at most 250 kB',
    })
  })

  test('what loads later counts for nothing', () => {
    expect(site(249_000, 900_000)).toMatchObject({ isTooHeavy: false })
  })
})

test('a build without a manifest is an error, not a light load', () => {
  write('dist/app.js', '')
  expect(() => firstLoadBytes(join(folder, 'dist'))).toThrow('No Vite manifest')
})

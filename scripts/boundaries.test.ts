import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cruise, type Violation } from './boundaries.ts'

/** A small house in which every file that names a rule breaks it, and nothing else does. */
const planted: { file: string; imports: string; breaks?: string }[] = [
  { file: 'contract/src/reads-server.ts', imports: '@besedka/server/app', breaks: 'contract-imports' },
  { file: 'contract/src/reads-package.ts', imports: 'pg', breaks: 'contract-imports-two-packages' },
  { file: 'contract/src/reads-zod.ts', imports: 'zod' },
  { file: 'mail/src/reads-contract.ts', imports: '@besedka/contract/reads-zod', breaks: 'mail-imports' },
  { file: 'mail/src/opens-socket.ts', imports: 'node:net', breaks: 'mail-is-pure' },
  { file: 'mail/src/pure.ts', imports: 'node:buffer' },
  { file: 'lab/src/reads-mail.ts', imports: '@besedka/mail/pure', breaks: 'lab-imports' },
  { file: 'lab/src/own.ts', imports: 'node:net' },
  { file: 'web/src/reads-mail.ts', imports: '@besedka/mail/pure', breaks: 'web-imports' },
  { file: 'web/src/public.ts', imports: '@besedka/contract/reads-zod' },
  { file: 'web/src/inner.ts', imports: './public.ts' },
  { file: 'embed/src/reads-inner.ts', imports: '@besedka/web/inner', breaks: 'embed-imports' },
  { file: 'embed/src/reads-public.ts', imports: '@besedka/web/public' },
  { file: 'e2e/src/reads-server.ts', imports: '@besedka/server/app', breaks: 'e2e-imports' },
  { file: 'bench/src/reads-server.ts', imports: '@besedka/server/app', breaks: 'bench-imports' },
  { file: 'docs/src/reads-mail.ts', imports: '@besedka/mail/pure', breaks: 'docs-imports' },
  { file: 'server/src/reads-web.ts', imports: '@besedka/web/public', breaks: 'server-imports' },
  {
    file: 'server/src/goes-around.ts',
    imports: '../../mail/src/pure.ts',
    breaks: 'no-relative-import-across-workspaces',
  },
  { file: 'server/src/starts-lab.ts', imports: '@besedka/lab/own', breaks: 'lab-is-for-tests' },
  { file: 'server/src/starts-lab.test.ts', imports: '@besedka/lab/own' },
  { file: 'server/src/app.ts', imports: './accounts/accounts.store.ts' },
  {
    file: 'server/src/platform/database.ts',
    imports: '../users/users.service.ts',
    breaks: 'platform-knows-no-feature',
  },
  { file: 'server/src/users/users.service.ts', imports: '../accounts/accounts.service.ts', breaks: 'floor-of-users' },
  { file: 'server/src/users/climbs.ts', imports: '../app.ts', breaks: 'floor-of-users' },
  { file: 'server/src/accounts/accounts.store.ts', imports: '../platform/clock.ts' },
  { file: 'server/src/accounts/accounts.service.ts', imports: './accounts.store.ts' },
  { file: 'server/src/platform/clock.ts', imports: 'node:timers' },
  { file: 'server/src/emails/emails.service.ts', imports: '../accounts/accounts.service.ts' },
  { file: 'server/src/emails/peeks.ts', imports: '../accounts/accounts.store.ts', breaks: 'private-rooms' },
  { file: 'server/src/emails/peeks.test.ts', imports: '../accounts/accounts.store.ts' },
  { file: 'server/src/search/beside.ts', imports: '../emails/emails.service.ts', breaks: 'floor-of-search' },
  { file: 'server/src/emails/index-letter.job.ts', imports: './emails.service.ts', breaks: 'job-declares-only' },
  { file: 'server/src/emails/read-letter.job.ts', imports: 'zod' },
  { file: 'server/src/emails/leans-on-test.ts', imports: './peeks.test.ts', breaks: 'tests-stay-tests' },
  { file: 'server/src/emails/round.ts', imports: './trip.ts', breaks: 'no-cycles' },
  { file: 'server/src/emails/trip.ts', imports: './round.ts' },
  { file: 'server/src/emails/lost.ts', imports: './nowhere.ts', breaks: 'no-unresolvable' },
  { file: 'server/src/emails/undeclared.ts', imports: 'leftover', breaks: 'no-undeclared-packages' },
]

const ours = ['contract', 'mail', 'lab', 'web', 'server', 'embed', 'e2e', 'bench', 'docs']
let house: string
let violations: Violation[]
let modules: number

beforeAll(async () => {
  house = mkdtempSync(join(tmpdir(), 'besedka-house-'))
  for (const { file, imports } of planted) write(file, `import type {} from '${imports}'\nexport const x = 1\n`)
  for (const name of ours) plantWorkspace(name)
  for (const name of ['zod', 'pg', 'leftover']) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'main.js' }))
    write(`node_modules/${name}/main.js`, '')
  }
  write('package.json', JSON.stringify({ name: 'house', workspaces: ours }))
  ;({ modules, violations } = await cruise(house))
})

afterAll(() => rmSync(house, { recursive: true }))

test.each(planted.filter(({ breaks }) => breaks))('$breaks is seen in $file', ({ file, breaks }) => {
  expect(violations.filter(({ from }) => from === file).map(({ rule }) => rule)).toContain(breaks)
})

test('a file that keeps the rules is left alone', () => {
  const good = new Set(planted.filter(({ breaks }) => !breaks).map(({ file }) => file))
  expect(violations.filter(({ from }) => good.has(from))).toEqual([])
})

test('every module is read', () => {
  expect(modules).toBeGreaterThanOrEqual(planted.length)
})

function plantWorkspace(name: string): void {
  const dependencies = { zod: '1.0.0', pg: '1.0.0', ...Object.fromEntries(ours.map((one) => [`@besedka/${one}`, '*'])) }
  const manifest = { name: `@besedka/${name}`, version: '1.0.0', exports: { './*': './src/*.ts' }, dependencies }
  write(`${name}/package.json`, JSON.stringify(manifest))
  mkdirSync(join(house, 'node_modules/@besedka'), { recursive: true })
  symlinkSync(join(house, name), join(house, 'node_modules/@besedka', name))
}

function write(file: string, text: string): void {
  mkdirSync(dirname(join(house, file)), { recursive: true })
  writeFileSync(join(house, file), text)
}

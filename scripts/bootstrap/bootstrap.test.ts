import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { missingLine, neededPackages, wantedPackages } from './debian-packages.mjs'
import { isNewEnough } from './node-runtime.mjs'
import { isSatisfiedBy } from './npm-packages.mjs'

const announcement = 'Installing npm packages'

let clone: string

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'besedka-clone-'))
  const scripts = join(import.meta.dirname, '..')
  cpSync(join(scripts, 'bootstrap.mjs'), join(clone, 'scripts/bootstrap.mjs'))
  cpSync(join(scripts, 'bootstrap'), join(clone, 'scripts/bootstrap'), { recursive: true })
  for (const name of ['part', 'more']) write(`${name}/package.json`, { name, version: '1.0.0' })
  describeClone({ dependencies: ['part'] })
})
afterEach(() => rmSync(clone, { recursive: true }))

describe('a clone is made ready', () => {
  test('by an installation at first, and by nothing more the second time', async () => {
    expect(await bootstrap()).toMatchObject({ code: 0, output: expect.stringContaining(announcement) })
    expect(await bootstrap()).toEqual({ code: 0, output: '' })
  })

  test('again when the lock file has changed', async () => {
    await bootstrap()
    describeClone({ dependencies: ['part', 'more'] })
    expect(await bootstrap()).toMatchObject({ code: 0, output: expect.stringContaining(announcement) })
    expect(existsSync(join(clone, 'node_modules/more/package.json'))).toBe(true)
  })

  test('again after an installation that was broken off', async () => {
    await bootstrap()
    rmSync(join(clone, 'node_modules/.besedka-lock'))
    rmSync(join(clone, 'node_modules/.package-lock.json'))
    expect((await bootstrap()).output).toContain(announcement)
  })

  test('without a second installation when npm itself has brought node_modules up to date', async () => {
    await bootstrap()
    await run('npm', ['install', '--no-audit', '--no-fund', './more'])
    expect(readFileSync(join(clone, 'package-lock.json'), 'utf8')).toContain('"node_modules/more"')
    expect(await bootstrap()).toEqual({ code: 0, output: '' })
  })

  test('with the Node it brings where npm scripts look for it', async () => {
    const runtime = `node-${process.platform}-${process.arch}`
    describeClone({ dependencies: ['part', runtime] })
    write(`${runtime}/package.json`, { name: runtime, version: '1.0.0' })
    write(`${runtime}/bin/node`, '')
    await bootstrap()
    expect(existsSync(join(clone, 'node_modules/.bin/node'))).toBe(true)
  })

  test('once by two commands that start together', async () => {
    const both = await Promise.all([bootstrap(), bootstrap()])
    expect(both.map(({ code }) => code)).toEqual([0, 0])
    expect(both.filter(({ output }) => output.includes(announcement))).toHaveLength(1)
  })

  test('after a command that died while it held the lock', async () => {
    write('.node/setup.lock', '1 0')
    expect(await bootstrap()).toMatchObject({ code: 0 })
    expect(existsSync(join(clone, '.node/setup.lock'))).toBe(false)
  })

  test('or says in one line which Node is missing and cannot be brought', async () => {
    describeClone({ dependencies: [], engines: { node: '>=999.1' } })
    const { code, output } = await bootstrap()
    expect(code).toBe(1)
    expect(output).toMatch(/^Besedka needs Node 999\.1 or later .*\n$/)
  })
})

test.each([
  ['24.15.0', '24.15', true],
  ['24.21.0', '24.15', true],
  ['25.0.0', '24.15', true],
  ['24.9.0', '24.15', false],
  ['20.20.2', '24.15', false],
])('Node %s against %s: new enough is %s', (version, minimum, expected) => {
  expect(isNewEnough(version, minimum)).toBe(expected)
})

describe('an installation satisfies a lock file', () => {
  const one = { version: '1.0.0', integrity: 'sha512-one' }
  const lock = { packages: { '': {}, 'node_modules/a': one, 'node_modules/b': { ...one, optional: true } } }

  test('when every package has its version and content', () => {
    expect(isSatisfiedBy(lock, { packages: { 'node_modules/a': one, 'node_modules/b': one } })).toBe(true)
  })
  test('though an optional package of another platform is absent', () => {
    expect(isSatisfiedBy(lock, { packages: { 'node_modules/a': one } })).toBe(true)
  })
  test.each([
    ['absent', {}],
    ['of another version', { 'node_modules/a': { ...one, version: '1.0.1' } }],
    ['of another content', { 'node_modules/a': { ...one, integrity: 'sha512-two' } }],
  ])('not when a package is %s', (_, packages) => {
    expect(isSatisfiedBy(lock, { packages })).toBe(false)
  })
  test('not when there is none', () => {
    expect(isSatisfiedBy(lock, undefined)).toBe(false)
  })
})

describe('Debian packages', () => {
  test('come from the lists of the named workspaces, each once', () => {
    write('lab/packages.json', ['dovecot-core', 'postfix'])
    write('e2e/packages.json', ['chromium', 'dovecot-core'])
    expect(wantedPackages(clone, ['lab', 'e2e', 'bench'])).toEqual(['dovecot-core', 'postfix', 'chromium'])
  })
  test('that only root can run are missed by root alone', () => {
    expect(neededPackages(['postfix', 'chromium'], true)).toEqual(['postfix', 'chromium'])
    expect(neededPackages(['postfix', 'chromium'], false)).toEqual(['chromium'])
  })
  test('that are missing are named in one line with the command that brings them', () => {
    expect(missingLine(['dovecot-core', 'chromium'])).toMatch(/apt-get install .* dovecot-core chromium$/)
  })
})

interface Clone {
  dependencies: string[]
  engines?: object
}

/** Package and lock file of a project whose only packages lie in the clone: nothing here needs a network. */
function describeClone({ dependencies, engines = { node: '>=18' } }: Clone): void {
  const specifiers = Object.fromEntries(dependencies.map((name) => [name, `file:${name}`]))
  const project = { name: 'clone', version: '1.0.0', engines, dependencies: specifiers }
  write('package.json', project)
  const locked = dependencies.map((name) => [
    [name, { version: '1.0.0' }],
    [`node_modules/${name}`, { resolved: name, link: true }],
  ])
  const packages = { '': project, ...Object.fromEntries(locked.flat()) }
  write('package-lock.json', { name: 'clone', version: '1.0.0', lockfileVersion: 3, requires: true, packages })
}

function write(file: string, content: unknown): void {
  mkdirSync(dirname(join(clone, file)), { recursive: true })
  writeFileSync(join(clone, file), typeof content === 'string' ? content : JSON.stringify(content))
}

function bootstrap(): Promise<{ code: number; output: string }> {
  return run(process.execPath, [join(clone, 'scripts/bootstrap.mjs')])
}

function run(command: string, args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    // A registry that nobody answers for: an installation that asked it would fail.
    const env = { ...process.env, npm_config_registry: 'http://127.0.0.1:9/' }
    const child = spawn(command, args, { cwd: clone, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

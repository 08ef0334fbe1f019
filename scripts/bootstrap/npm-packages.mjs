import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { npm, quiet, readRequirements } from './node-runtime.mjs'
import { say } from './run-tool.mjs'

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lock
 */

/** @param {string} root */
const stampFile = (root) => join(root, 'node_modules/.besedka-lock')
/** @param {Buffer} bytes */
const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex')

/**
 * Whether node_modules holds what package-lock.json asks for. Presence alone would keep old packages after a pull.
 * @param {string} root
 */
export function isInstalled(root) {
  const lock = readFileSync(join(root, 'package-lock.json'))
  const hash = hashOf(lock)
  if (existsSync(stampFile(root)) && readFileSync(stampFile(root), 'utf8') === hash) return true
  if (!isSatisfiedBy(parseLock(lock.toString()), readInstalled(root))) return false
  stamp(root, hash)
  return true
}

/**
 * Whether npm's own record of an installation covers the lock file: a package added by `npm install` needs no second
 * installation. Packages marked optional may be absent (other platforms).
 * @param {Lock} lock
 * @param {Lock | undefined} installed
 */
export function isSatisfiedBy(lock, installed) {
  if (!installed) return false
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === '') return true
    const present = installed.packages[path]
    if (!present) return wanted.optional === true
    return present.version === wanted.version && present.integrity === wanted.integrity
  })
}

/**
 * A clean installation by the lock file; the stamp is written last, so a broken-off one is done again.
 * @param {string} root
 * @param {string} node
 */
export async function installNpmPackages(root, node) {
  say('Installing npm packages by package-lock.json ...')
  await npm(node, ['ci', '--include=dev', '--fetch-retries=4', ...quiet], root)
  stamp(root, hashOf(readFileSync(join(root, 'package-lock.json'))))
}

/**
 * @param {string} root
 * @param {string} hash
 */
function stamp(root, hash) {
  linkRuntime(root)
  mkdirSync(join(root, 'node_modules'), { recursive: true })
  writeFileSync(stampFile(root), hash)
}

/**
 * npm scripts find the project's Node as node_modules/.bin/node. npm 9 does not always make that link.
 * @param {string} root
 */
function linkRuntime(root) {
  const target = join('..', readRequirements(root).runtime, 'bin/node')
  const link = join(root, 'node_modules/.bin/node')
  if (existsSync(link) || !existsSync(join(root, 'node_modules/.bin', target))) return
  mkdirSync(dirname(link), { recursive: true })
  rmSync(link, { force: true })
  symlinkSync(target, link)
}

/**
 * @param {string} root
 * @returns {Lock | undefined}
 */
function readInstalled(root) {
  const record = join(root, 'node_modules/.package-lock.json')
  return existsSync(record) ? parseLock(readFileSync(record, 'utf8')) : undefined
}

/** @param {string} text */
function parseLock(text) {
  return /** @type {Lock} */ (JSON.parse(text))
}

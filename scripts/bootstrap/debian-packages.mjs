// The servers and the browser that demo, tests and benchmarks run against come from the system's packages.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BootstrapError, runTool, say } from './run-tool.mjs'
import { withSetupLock } from './setup-lock.mjs'

// Postfix's master needs root; without it the lab takes a submission server from npm.
const uselessWithoutRoot = new Set(['postfix'])

/**
 * Installs what the workspaces' packages.json name and the system lacks, or says in one line what is missing.
 * @param {string} root
 * @param {string[]} workspaces
 */
export async function installDebianPackages(root, workspaces) {
  const wanted = wantedPackages(root, workspaces)
  if (wanted.length === 0) return
  if (!isOnPath('dpkg-query')) {
    say(`This system has no Debian packages; make sure that it has what Debian calls: ${wanted.join(' ')}`)
    return
  }
  const canInstall = process.getuid?.() === 0 && isOnPath('apt-get')
  const missing = neededPackages(missingPackages(wanted), canInstall)
  if (missing.length === 0) return
  if (!canInstall) throw new BootstrapError(missingLine(missing))
  await withSetupLock(root, () => install(missingPackages(wanted)))
}

/**
 * Without root nothing can be installed, and what only root can run is not missed.
 * @param {string[]} missing
 * @param {boolean} canInstall
 */
export function neededPackages(missing, canInstall) {
  return canInstall ? missing : missing.filter((name) => !uselessWithoutRoot.has(name))
}

/** @param {string[]} missing */
export function missingLine(missing) {
  const command = `apt-get install --no-install-recommends ${missing.join(' ')}`
  return `Missing Debian packages. As root, once: ${command}`
}

/**
 * The packages that the named workspaces list, each once.
 * @param {string} root
 * @param {string[]} workspaces
 * @returns {string[]}
 */
export function wantedPackages(root, workspaces) {
  const lists = workspaces.map((name) => join(root, name, 'packages.json')).filter((file) => existsSync(file))
  return [...new Set(lists.flatMap(readList))]
}

/** @param {string} file */
function readList(file) {
  return /** @type {string[]} */ (JSON.parse(readFileSync(file, 'utf8')))
}

/** @param {string[]} wanted */
function missingPackages(wanted) {
  const { stdout } = spawnSync('dpkg-query', ['-s', ...wanted], { encoding: 'utf8' })
  const installed = new Set(
    [...stdout.matchAll(/^Package: (\S+)\nStatus: \S+ ok installed$/gm)].map(([, name]) => name),
  )
  return wanted.filter((name) => !installed.has(name))
}

/** @param {string[]} missing */
async function install(missing) {
  if (missing.length === 0) return
  say(`Installing Debian packages: ${missing.join(' ')} ...`)
  if (missing.includes('postfix')) preseedPostfix()
  forbidServiceStart()
  try {
    if (!hasPackageLists()) await apt('update').catch(() => undefined)
    await apt('install', ...missing).catch(() => installAfterUpdate(missing))
  } catch {
    throw new BootstrapError(`apt-get could not install: ${missing.join(' ')}. See its lines above.`)
  }
}

/**
 * Old lists name package versions that the mirror no longer has, and a broken-off dpkg refuses everything.
 * @param {string[]} missing
 */
async function installAfterUpdate(missing) {
  await runTool('dpkg', ['--configure', '-a'], { env: quietEnv() }).catch(() => undefined)
  await apt('update').catch(() => undefined)
  await apt('install', ...missing)
}

/**
 * @param {string} verb
 * @param {...string} names
 */
function apt(verb, ...names) {
  const options = ['-qq', '-y', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3', '-o', 'Dpkg::Use-Pty=0']
  const args = names.length > 0 ? [verb, ...options, '--no-install-recommends', ...names] : [verb, ...options]
  return runTool('apt-get', args, { env: quietEnv() })
}

function quietEnv() {
  return { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
}

function preseedPostfix() {
  spawnSync('debconf-set-selections', [], { input: 'postfix postfix/main_mailer_type select No configuration\n' })
}

/** Debian starts servers on installation; the lab starts its own copies on its own ports. Undone however we end. */
function forbidServiceStart() {
  const file = '/usr/sbin/policy-rc.d'
  if (existsSync(file)) return
  writeFileSync(file, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  process.once('exit', () => rmSync(file, { force: true }))
}

function hasPackageLists() {
  const folder = '/var/lib/apt/lists'
  return existsSync(folder) && readdirSync(folder).some((name) => name.includes('_Packages'))
}

/** @param {string} command */
function isOnPath(command) {
  return (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, command)))
}

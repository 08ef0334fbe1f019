#!/usr/bin/env node
// The operator's command. Plain JavaScript for any Node, so that an old one is told what is wrong instead of failing
// at the first line that it does not understand.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const server = dirname(dirname(fileURLToPath(import.meta.url)))
const house = dirname(server)
const needed = readNeededVersion()

if (isNewEnough(process.versions.node)) {
  await import('../src/command-line.ts')
} else {
  const own = join(house, 'node_modules/.bin/node')
  if (!existsSync(own)) {
    console.error(
      `Besedka needs Node ${needed} or newer; this is ${process.versions.node}. Run npm ci, which brings it.`,
    )
    process.exit(1)
  }
  const { status, signal } = spawnSync(own, process.argv.slice(1), { stdio: 'inherit' })
  process.exit(signal === null ? (status ?? 1) : 1)
}

/** @returns {string} */
function readNeededVersion() {
  const text = readFileSync(join(house, 'package.json'), 'utf8')
  return /** @type {{ engines: { node: string } }} */ (JSON.parse(text)).engines.node.replace('>=', '')
}

/** @param {string} version */
function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [neededMajor = 0, neededMinor = 0] = needed.split('.').map(Number)
  return major > neededMajor || (major === neededMajor && minor >= neededMinor)
}

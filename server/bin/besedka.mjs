#!/usr/bin/env node
// The operator's command. Plain JavaScript for any Node, so that an old one is told what is wrong instead of failing
// at the first line that it does not understand.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const server = dirname(dirname(fileURLToPath(import.meta.url)))
const house = dirname(server)
const needed = JSON.parse(readFileSync(join(house, 'package.json'), 'utf8')).engines.node.replace('>=', '')

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

function isNewEnough(version) {
  const [have, want] = [version, needed].map((text) => text.split('.').map(Number))
  return have[0] > want[0] || (have[0] === want[0] && have[1] >= (want[1] ?? 0))
}

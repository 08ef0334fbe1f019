// npm run build: builds the browser parts whose sources changed since their last build, and refuses a web interface
// whose first load has grown too heavy.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withSetupLock } from './bootstrap/setup-lock.mjs'
import { runChild } from './children.ts'
import { weighFirstLoad } from './first-load.ts'
import { hashSources } from './source-hash.ts'

interface BrowserPart {
  workspace: string
  /** Everything that its bundle is made of, from the top of the tree. */
  sources: string[]
  /** Its first load is refused where it has grown too heavy. */
  isWeighed?: true
}

const root = join(import.meta.dirname, '..')

const parts: BrowserPart[] = [
  {
    workspace: 'web',
    sources: ['web', 'contract/src', 'mail/src', 'package-lock.json', 'tsconfig.base.json'],
    isWeighed: true,
  },
  {
    workspace: 'embed',
    sources: ['embed', 'contract/src', 'mail/src', 'web/src', 'package-lock.json', 'tsconfig.base.json'],
  },
]

/** Returns whether the part stands, freshly built or as it was. */
async function build({ workspace, sources, isWeighed }: BrowserPart): Promise<boolean> {
  const folder = join(root, workspace)
  if (!existsSync(join(folder, 'vite.config.ts'))) return true
  const stamp = join(folder, 'dist/.built-from')
  const hash = hashSources(root, sources)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return true
  rmSync(stamp, { force: true })
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const { code, output } = await runChild({
    command: process.execPath,
    args: [vite, 'build', '--logLevel', 'warn', '--manifest'],
    cwd: folder,
    env: { NO_COLOR: '1' },
    output: 'capture',
  })
  if (code !== 0) return say(`${workspace}: the build failed\n${output}`)
  if (isWeighed) {
    const { isTooHeavy, figures } = weighFirstLoad(join(folder, 'dist'))
    if (isTooHeavy) return say(`${workspace}: the first load is too heavy: ${figures}`)
    process.stderr.write(`${workspace} built: first load ${figures}\n`)
  }
  mkdirSync(join(folder, 'dist'), { recursive: true })
  writeFileSync(stamp, hash)
  return true
}

function say(line: string): false {
  process.stderr.write(`${line}\n`)
  return false
}

await withSetupLock(root, async () => {
  for (const part of parts) if (!(await build(part))) process.exitCode = 1
})

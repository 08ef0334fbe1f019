// Makes a fresh clone ready to run. Runs before every npm script, under whatever Node the system has (>= 18),
// so it uses Node's own modules only. Everything it says goes to stderr: stdout belongs to the command that follows.
//
//   node scripts/bootstrap.mjs [--build] [--system WORKSPACE...]
//
// --build   builds the web as well (production start)
// --system  installs the Debian packages listed in WORKSPACE/packages.json
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { installDebianPackages } from './bootstrap/debian-packages.mjs'
import { isNewEnough, nodeForInstall, readRequirements, root } from './bootstrap/node-runtime.mjs'
import { installNpmPackages, isInstalled } from './bootstrap/npm-packages.mjs'
import { BootstrapError, runTool, say } from './bootstrap/run-tool.mjs'
import { withSetupLock } from './bootstrap/setup-lock.mjs'

/** @param {string[]} args */
async function main(args) {
  const systemAt = args.indexOf('--system')
  if (!isInstalled(root)) {
    await withSetupLock(root, async () => {
      if (!isInstalled(root)) await installNpmPackages(root, await nodeForInstall(root))
    })
  }
  if (systemAt !== -1) await installDebianPackages(root, args.slice(systemAt + 1))
  if (args.includes('--build')) await runTool(projectNode(), [join(root, 'scripts/build.ts')])
}

function projectNode() {
  const own = join(root, 'node_modules/.bin/node')
  if (existsSync(own)) return own
  const { minimum } = readRequirements(root)
  if (isNewEnough(process.versions.node, minimum)) return process.execPath
  throw new BootstrapError(`Besedka needs Node ${minimum} or later; this system has ${process.versions.node}.`)
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof BootstrapError)) throw error
  say(error.message)
  process.exitCode = error.exitCode
}

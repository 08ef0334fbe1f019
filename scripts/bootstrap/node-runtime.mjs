// Which Node installs the packages: npm decides by the Node it runs under which releases fit, so an old one must not.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BootstrapError, runTool, say } from './run-tool.mjs'

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** @typedef {{ engines: { node: string }, optionalDependencies?: Record<string, string> }} Manifest */

/**
 * The oldest Node the project runs on, and the release it brings along, both from package.json.
 * @param {string} projectRoot
 * @returns {{ minimum: string, runtime: string, release: string | undefined }}
 */
export function readRequirements(projectRoot) {
  const text = readFileSync(join(projectRoot, 'package.json'), 'utf8')
  const manifest = /** @type {Manifest} */ (JSON.parse(text))
  const runtime = `node-${process.platform}-${process.arch}`
  return {
    minimum: manifest.engines.node.replace('>=', ''),
    runtime,
    release: manifest.optionalDependencies?.[runtime],
  }
}

/**
 * Compares dotted numbers: `isNewEnough('24.15.0', '24.15')`.
 * @param {string} version
 * @param {string} minimum
 */
export function isNewEnough(version, minimum) {
  const have = version.split('.').map(Number)
  for (const [place, wanted] of minimum.split('.').map(Number).entries()) {
    if ((have[place] ?? 0) !== wanted) return (have[place] ?? 0) > wanted
  }
  return true
}

/**
 * Path of a Node that is new enough and lies outside node_modules, which `npm ci` deletes under the feet of whatever
 * runs from there. Fetches one from the npm registry into .node where the system has none.
 * @param {string} projectRoot
 * @returns {Promise<string>}
 */
export async function nodeForInstall(projectRoot) {
  const { minimum, runtime, release } = readRequirements(projectRoot)
  const found = outsidePath(projectRoot)
    .map((folder) => join(folder, 'node'))
    .find((file) => existsSync(file) && isNewEnough(versionOf(file), minimum))
  if (found) return found
  if (!release) {
    throw new BootstrapError(
      `Besedka needs Node ${minimum} or later and brings its own on Linux only (x64, arm64); install it, then run this again.`,
    )
  }
  const brought = join(projectRoot, '.node/node_modules', runtime, 'bin/node')
  if (existsSync(brought) && versionOf(brought) === release) return brought
  say(`Node ${minimum} or later is needed, this is ${process.versions.node}: fetching ${release} into .node ...`)
  const target = ['--prefix', join(projectRoot, '.node'), '--no-save', '--no-engine-strict', '--no-package-lock']
  await npm(process.execPath, ['install', ...target, ...quiet, `${runtime}@${release}`], projectRoot)
  return brought
}

export const quiet = ['--no-audit', '--no-fund', '--loglevel=error']

/**
 * Runs npm under the given Node, with that Node first in PATH for whatever npm starts.
 * @param {string} node path of the executable
 * @param {string[]} args
 * @param {string} projectRoot
 */
export async function npm(node, args, projectRoot) {
  const env = { ...process.env, PATH: [dirname(node), ...outsidePath(projectRoot)].join(delimiter) }
  const cli = process.env.npm_execpath
  // Set by npm alone; yarn and pnpm put themselves there.
  if (cli?.endsWith('npm-cli.js')) await runTool(node, [cli, ...args], { cwd: projectRoot, env })
  else await runTool('npm', args, { cwd: projectRoot, env })
}

/** @param {string} projectRoot */
function outsidePath(projectRoot) {
  const own = join(projectRoot, 'node_modules') + sep
  return (process.env.PATH ?? '').split(delimiter).filter((folder) => folder && !folder.startsWith(own))
}

/** @param {string} node */
function versionOf(node) {
  try {
    return execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim()
  } catch {
    return '0'
  }
}

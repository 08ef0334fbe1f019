// Two commands started at once in one clone must not install over each other.
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { say } from './run-tool.mjs'

/**
 * Runs `work` while no other process in this clone does; waits for one that does. A dead holder's lock is taken over.
 * @param {string} root
 * @param {() => Promise<void>} work
 */
export async function withSetupLock(root, work) {
  mkdirSync(join(root, '.node'), { recursive: true })
  const file = join(root, '.node/setup.lock')
  let announced = false
  while (!tryLock(file)) {
    if (!announced) say('Another command is preparing this folder; waiting for it ...')
    announced = true
    await sleep(200)
  }
  try {
    await work()
  } finally {
    rmSync(file, { force: true })
  }
}

/** @param {string} file */
function tryLock(file) {
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, identityOf(process.pid) ?? '')
  try {
    // A link appears with its content at once, where an exclusive open would show an empty file first.
    linkSync(mine, file)
    return true
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    dropStale(file)
    return false
  } finally {
    rmSync(mine, { force: true })
  }
}

/**
 * Removes the lock of a dead holder. Only who has the takeover file may, and only while the lock is still the one that
 * was found dead: otherwise the slower of two takers would remove the living lock of the quicker.
 * @param {string} file
 */
function dropStale(file) {
  const holder = readIfThere(file)
  if (holder === undefined || isAlive(holder)) return
  const takeover = `${file}.takeover`
  try {
    writeFileSync(takeover, '', { flag: 'wx' })
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    dropAbandoned(takeover)
    return
  }
  if (readIfThere(file) === holder) rmSync(file)
  rmSync(takeover, { force: true })
}

/**
 * A takeover lasts moments; one that lasts has lost its maker.
 * @param {string} takeover
 */
function dropAbandoned(takeover) {
  const age = Date.now() - (statSync(takeover, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
  if (age > 10_000) rmSync(takeover, { force: true })
}

/** @param {string} holder */
function isAlive(holder) {
  return identityOf(Number(holder.split(' ')[0])) === holder
}

/**
 * Pid and start time: a pid alone may belong to somebody else by now. Undefined for a dead process.
 * @param {number} pid
 */
function identityOf(pid) {
  if (!(pid > 0)) return undefined
  if (process.platform !== 'linux') {
    try {
      process.kill(pid, 0)
      return `${pid} -`
    } catch (error) {
      return codeOf(error) === 'EPERM' ? `${pid} -` : undefined
    }
  }
  const stat = readIfThere(`/proc/${pid}/stat`)
  const [state, ...rest] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? ['Z']
  return state === 'Z' || state === 'X' ? undefined : `${pid} ${rest[18]}`
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(codeOf(error))) return undefined
    throw error
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

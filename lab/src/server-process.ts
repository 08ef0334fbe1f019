import { type ChildProcess, spawn } from 'node:child_process'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { LabError } from './lab-error.ts'
import type { LabServer } from './lab-shapes.ts'
import type { ParentGuard } from './parent-guard.ts'
import { isRunning, processTree, signalAll } from './process-tree.ts'
import { type Account, findProgram } from './program-path.ts'

export interface ServerCommand {
  name: string
  program: string
  args: string[]
  /** TCP ports that accept a connection once the server is ready. */
  ports: number[]
  /** Run as this account instead of root. */
  account?: Account | undefined
  guard: ParentGuard
  /** The server's own log, for the message of a failed start. */
  readLog(): string
}

const startLimitMs = 15_000
// Dovecot's master may wait for children that were still starting; the mail is on disk already.
const stopLimitMs = 500

/**
 * A server program that cannot outlive this process: the guard ends it, and where util-linux offers `setpriv` the
 * kernel sends SIGTERM as well (a server that changes its user id, as Postfix does, loses that signal).
 */
export function createServerProcess(command: ServerCommand): LabServer {
  let child: ChildProcess | undefined
  let output = ''

  const pids = () => (child?.pid === undefined ? [] : processTree(child.pid))

  async function start() {
    if (child !== undefined && isAlive(child)) return
    output = ''
    const started = launch(command)
    child = started
    started.stderr?.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-4_000)
    })
    if (started.pid !== undefined) command.guard.watch(started.pid)
    const failure = await waitUntilReady(started, command.ports)
    if (failure === undefined) return
    await end('SIGKILL')
    throw new LabError('LAB_SERVER_FAILED', `${command.name} ${failure}\n${output}${command.readLog().slice(-4_000)}`)
  }

  async function end(signal: 'SIGTERM' | 'SIGKILL') {
    if (child === undefined) return
    const ended = pids()
    // Dovecot's master leaves the sessions of connected clients running, so each process is asked by itself.
    signalAll(ended, signal)
    const deadline = Date.now() + stopLimitMs
    while (ended.some(isRunning)) {
      if (Date.now() > deadline) signalAll(ended.filter(isRunning), 'SIGKILL')
      await sleep(5)
    }
    // Node may hear of the end later than /proc shows it; a start right after this one must not wait for that.
    child = undefined
  }

  return { name: command.name, start, stop: () => end('SIGTERM'), kill: () => end('SIGKILL'), pids }
}

function launch(command: ServerCommand): ChildProcess {
  const setpriv = findProgram('setpriv')
  const wrapped =
    setpriv === undefined
      ? [command.program, ...command.args]
      : [setpriv, ...setprivArguments(command.account), command.program, ...command.args]
  const [program = '', ...args] = wrapped
  const child = spawn(program, args, {
    cwd: '/',
    // A session of its own: Ctrl-C in the terminal reaches this process alone, which then stops the servers in order.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
    ...(setpriv === undefined && command.account !== undefined
      ? { uid: command.account.uid, gid: command.account.gid }
      : {}),
  })
  child.once('error', () => {})
  child.unref()
  return child
}

function setprivArguments(account: Account | undefined): string[] {
  const base = ['--pdeathsig', 'TERM']
  if (account === undefined || process.getuid?.() !== 0) return base
  return [...base, '--reuid', String(account.uid), '--regid', String(account.gid), '--clear-groups']
}

async function waitUntilReady(child: ChildProcess, ports: number[]): Promise<string | undefined> {
  const deadline = Date.now() + startLimitMs
  for (const port of ports) {
    while (!(await accepts(port))) {
      if (!isAlive(child)) return `ended with code ${child.exitCode ?? child.signalCode ?? 'unknown'} at its start`
      if (Date.now() > deadline) return `did not listen on port ${port} within ${startLimitMs / 1000} s`
      await sleep(10)
    }
  }
  return isAlive(child) ? undefined : 'ended at its start'
}

function isAlive(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

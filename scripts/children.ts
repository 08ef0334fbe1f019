// Child programs of our commands, and the promise that none of them outlives the command, however it ends:
// Ctrl-C, SIGTERM to npm alone (our scripts begin with exec, so npm's signal reaches us), a closed terminal, a killed
// npm, and as far as the kernel helps a killed command itself.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { endRunProcesses, runMark, signalGroup } from './run-processes.ts'

export interface ChildProgram {
  command: string
  args: readonly string[]
  cwd?: string
  env?: Record<string, string>
  /** Where stdout and stderr go: to ours as they come, or into the result. */
  output: 'inherit' | 'capture'
}

export interface ChildResult {
  /** Exit code, or 128 + the number of the signal that ended it. */
  code: number
  /** stdout and stderr in the order of arrival; empty when inherited. */
  output: string
  stdout: string
}

export interface RunningChild {
  pid: number
  ended: Promise<ChildResult>
  /** SIGTERM to the child's whole process group, SIGKILL after twenty seconds. */
  stop: () => Promise<void>
}

type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP'

const graceMilliseconds = 20_000
const parentCheckMilliseconds = 500
const running = new Set<RunningChild>()
const cleanups: (() => Promise<void>)[] = []
let stopping = false

/**
 * Starts a program in a process group of its own, so that it can be ended with all that it started, and so that
 * Ctrl-C reaches it once, through us. The kernel ends it should we be killed (Linux).
 */
export function startChild(program: ChildProgram): RunningChild {
  superviseOnce()
  const [command, ...args] = [...dieWithParent(), program.command, ...program.args]
  const child = spawn(command ?? program.command, args, {
    cwd: program.cwd,
    env: { ...process.env, ...program.env, ...runMark.env },
    detached: true,
    stdio: program.output === 'inherit' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  })
  const ended = collect(child, program)
  const pid = child.pid ?? 0
  const one: RunningChild = { pid, ended, stop: () => endGroup(pid, ended) }
  running.add(one)
  ended.then(
    () => running.delete(one),
    () => running.delete(one),
  )
  return one
}

/** Starts a program and waits for its end. Rejects only when it cannot be started at all. */
export async function runChild(program: ChildProgram): Promise<ChildResult> {
  return await startChild(program).ended
}

/** Registers what must be undone when the command is stopped; runs after the children have ended, the last one first. */
export function onStop(cleanup: () => Promise<void>): void {
  superviseOnce()
  cleanups.push(cleanup)
}

/** Ends children, then runs the registered cleanups, then ends what has slipped away. Used at a normal end as well. */
export async function stopAll(): Promise<void> {
  stopping = true
  await Promise.all([...running].map((child) => child.stop()))
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup().catch(report)
  await endRunProcesses()
}

/** Whether a stop is under way; a command that finds a child ended asks this before it reports a failure. */
export function isStopping(): boolean {
  return stopping
}

async function collect(child: ChildProcess, program: ChildProgram): Promise<ChildResult> {
  const both: Buffer[] = []
  const stdout: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => stdout.push(chunk))
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => both.push(chunk))
  return await new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`${program.command} cannot be started: ${error.message}`)))
    child.once('close', (code, signal) => {
      const number = signal === null ? code : 128 + constants.signals[signal]
      resolve({ code: number ?? 1, output: Buffer.concat(both).toString(), stdout: Buffer.concat(stdout).toString() })
    })
  })
}

async function endGroup(pid: number, ended: Promise<unknown>): Promise<void> {
  signalGroup(pid, 'SIGTERM')
  const settled = ended.then(
    () => true,
    () => true,
  )
  const inTime = await Promise.race([settled, sleep(graceMilliseconds, false, { ref: false })])
  if (!inTime) signalGroup(pid, 'SIGKILL')
  await settled
}

let supervised = false

function superviseOnce(): void {
  if (supervised) return
  supervised = true
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stopBy(signal))
  // A closed terminal or pipe must not end us with an exception before the children are down.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  if (process.env['npm_lifecycle_event']) watchParent()
}

function watchParent(): void {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent && !stopping) void stopBy('SIGHUP')
  }, parentCheckMilliseconds).unref()
}

async function stopBy(signal: StopSignal): Promise<void> {
  if (stopping) for (const child of running) signalGroup(child.pid, 'SIGKILL')
  else await stopAll().finally(() => process.exit(128 + constants.signals[signal]))
}

/** The setpriv of util-linux sets the signal that the kernel sends to the child when its parent dies. */
function dieWithParent(): string[] {
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((file) => existsSync(file))
  return setpriv ? [setpriv, '--pdeathsig', 'TERM', '--'] : []
}

function report(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
}

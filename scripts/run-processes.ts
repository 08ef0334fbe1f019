// Finds the processes of one run by a mark in their environment, which survives what a process group does not: servers
// that make themselves daemons.
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const variable = 'BESEDKA_RUN'
const runId = `${process.pid}-${Date.now().toString(36)}`
const graceMilliseconds = 3_000
const stepMilliseconds = 50

/** The environment that children get; a run inside a run bears both marks. */
export const runMark = {
  env: { [variable]: [process.env[variable], runId].filter(Boolean).join(' ') },
}

export interface LeftProcess {
  pid: number
  command: string
}

/** Sends a signal to a process group; silent when it is gone. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  send(-pid, signal)
}

/** Processes that bear this run's mark and live on. Empty where there is no /proc. */
export function runProcesses(): LeftProcess[] {
  return pidsInProc()
    .filter((pid) => pid !== process.pid && marksOf(pid).includes(runId))
    .map((pid) => ({ pid, command: commandOf(pid) }))
}

/** Gives this run's processes a moment to end by themselves; returns those that did not. */
export async function outlivingProcesses(): Promise<LeftProcess[]> {
  return (await allGone()) ? [] : runProcesses()
}

/** Ends this run's processes by pid, those that ignore SIGTERM by SIGKILL. */
export async function endRunProcesses(): Promise<void> {
  const left = runProcesses()
  for (const { pid } of left) send(pid, 'SIGTERM')
  if (!(await allGone())) for (const { pid } of runProcesses()) send(pid, 'SIGKILL')
}

async function allGone(): Promise<boolean> {
  for (let waited = 0; waited < graceMilliseconds; waited += stepMilliseconds) {
    if (runProcesses().length === 0) return true
    await sleep(stepMilliseconds)
  }
  return false
}

function pidsInProc(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger)
  } catch {
    return []
  }
}

function marksOf(pid: number): string[] {
  const entry = read(`/proc/${pid}/environ`)
    .split('\0')
    .find((line) => line.startsWith(`${variable}=`))
  return entry?.slice(variable.length + 1).split(' ') ?? []
}

function commandOf(pid: number): string {
  return read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim()
}

// A process may end between the listing and the look, or belong to somebody else.
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function send(target: number, signal: NodeJS.Signals): void {
  if (target === 0) return
  try {
    process.kill(target, signal)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

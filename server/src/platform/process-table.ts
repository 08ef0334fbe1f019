import { readdir, readFile, readlink } from 'node:fs/promises'

/** One process as /proc shows it. `startTicks` tells a process from a later one with the same number. */
export interface ProcessEntry {
  pid: number
  name: string
  state: string
  startTicks: string
}

/** Splits a line of /proc/PID/stat; the name stands in brackets and may itself hold brackets and spaces. */
export function parseProcessStat(line: string): ProcessEntry | undefined {
  const open = line.indexOf('(')
  const close = line.lastIndexOf(')')
  if (open < 0 || close < open) return undefined
  const fields = line.slice(close + 2).split(' ')
  const [state, startTicks] = [fields[0], fields[19]]
  if (state === undefined || startTicks === undefined) return undefined
  return { pid: Number(line.slice(0, open)), name: line.slice(open + 1, close), state, startTicks }
}

/**
 * Looks a process up. A zombie counts as gone: where the first process of a container does not reap, a killed orphan
 * stays in the table for ever and would look alive to `kill(pid, 0)`.
 */
export async function findProcess(pid: number): Promise<ProcessEntry | undefined> {
  try {
    const entry = parseProcessStat(await readFile(`/proc/${pid}/stat`, 'utf8'))
    return entry === undefined || entry.state === 'Z' || entry.state === 'X' ? undefined : entry
  } catch {
    return undefined
  }
}

/** Live processes called `name` that work in `directory` (a real path). Processes of other users are seen only by root. */
export async function findProcessesIn(directory: string, name: string): Promise<number[]> {
  const found: number[] = []
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    const workingDirectory = await readlink(`/proc/${entry}/cwd`).catch(() => undefined)
    if (workingDirectory !== directory) continue
    const seen = await findProcess(Number(entry))
    if (seen?.name === name) found.push(seen.pid)
  }
  return found
}

/** Enough to tell a process from every other one: numbers and start ticks mean nothing across boots and containers. */
export interface ProcessIdentity {
  pid: number
  startTicks: string
  bootId: string
  pidNamespace: string
}

/** This process. */
export async function identifySelf(): Promise<ProcessIdentity> {
  const bootId = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim()
  const pidNamespace = await readlink('/proc/self/ns/pid')
  const startTicks = (await findProcess(process.pid))?.startTicks ?? ''
  return { pid: process.pid, startTicks, bootId, pidNamespace }
}

/** Whether `other` lives, as far as `self` can see: of another machine or container nothing can be said. */
export async function judgeProcess(
  self: ProcessIdentity,
  other: ProcessIdentity,
): Promise<'alive' | 'dead' | 'elsewhere'> {
  if (other.bootId !== self.bootId || other.pidNamespace !== self.pidNamespace) return 'elsewhere'
  return (await findProcess(other.pid))?.startTicks === other.startTicks ? 'alive' : 'dead'
}

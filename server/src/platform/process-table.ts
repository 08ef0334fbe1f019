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

/** Identifies this boot of the machine: process numbers and start ticks mean nothing across it. */
export async function readBootId(): Promise<string> {
  return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim()
}

import { readdirSync, readFileSync } from 'node:fs'

interface ProcessRow {
  pid: number
  parent: number
  state: string
}

/** Process ids of `root` and everything below it, parents first. Reads Linux' /proc; zombies are left out. */
export function processTree(root: number): number[] {
  const rows = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readProcess(Number(name)))
    .filter((row): row is ProcessRow => row !== undefined && row.state !== 'Z')
  const children = Map.groupBy(rows, (row) => row.parent)
  const found = rows.some((row) => row.pid === root) ? [root] : []
  for (const pid of found) {
    for (const child of children.get(pid) ?? []) found.push(child.pid)
  }
  return found
}

/** True while a process of this id runs; a zombie has ended. */
export function isRunning(pid: number): boolean {
  const row = readProcess(pid)
  return row !== undefined && row.state !== 'Z'
}

/** Sends a signal to each process; those that have ended already are passed over. */
export function signalAll(pids: Iterable<number>, signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
    }
  }
}

function readProcess(pid: number): ProcessRow | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The second field is the program's name in brackets and may hold spaces and brackets itself.
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { pid, parent: Number(parent), state: state ?? '' }
  } catch {
    return undefined
  }
}

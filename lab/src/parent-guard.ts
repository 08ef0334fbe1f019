import { spawn } from 'node:child_process'
import { LabError } from './lab-error.ts'

// Reads one process id per line until its input closes, which happens however the parent ends, SIGKILL included.
// Each server leads a process group of its own; what is left of the groups then is asked to end and killed after a
// second, and the lab's folder goes.
const script = `
groups=
while read -r word; do
  if [ "$word" = done ]; then exit 0; fi
  groups="$groups $word"
done
for group in $groups; do kill -s TERM -- "-$group" 2>/dev/null; done
for round in 1 2 3 4 5 6 7 8 9 10; do
  alive=
  for group in $groups; do kill -s 0 -- "-$group" 2>/dev/null && alive=yes; done
  [ -n "$alive" ] || break
  sleep 0.1
done
for group in $groups; do kill -s KILL -- "-$group" 2>/dev/null; done
rm -rf -- "$1"
`

/** Ends the lab's servers and removes its folder when this process is gone without having done so. */
export interface ParentGuard {
  readonly pid: number
  /** `leader`: process id of a server, which is also the id of its process group. */
  watch(leader: number): void
  /** Everything has been stopped: the guard leaves without touching anything. */
  dismiss(): Promise<void>
}

/** Starts the guard: a small shell in a session of its own, so that neither Ctrl-C nor a signal to the group ends it. */
export function startParentGuard(dir: string): ParentGuard {
  const child = spawn('/bin/sh', ['-c', script, 'lab-guard', dir], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const { pid, stdin } = child
  if (pid === undefined) throw new LabError('LAB_SERVER_FAILED', 'the guard of the lab did not start')
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  stdin.on('error', () => {})
  child.unref()
  return {
    pid,
    watch(leader) {
      stdin.write(`${leader}\n`)
    },
    async dismiss() {
      child.ref()
      stdin.end('done\n')
      await ended
    },
  }
}

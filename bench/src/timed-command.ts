import { spawn } from 'node:child_process'

/** Runs a program to its end and says how many seconds it took. Throws with its last words if it fails. */
export function timeCommand(program: string, args: string[]): Promise<number> {
  const start = performance.now()
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] })
    let words = ''
    child.stderr.on('data', (chunk) => {
      words = `${words}${String(chunk)}`.slice(-2000)
    })
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve((performance.now() - start) / 1000)
      else reject(new Error(`${program} ended with ${code}: ${words}`))
    })
  })
}

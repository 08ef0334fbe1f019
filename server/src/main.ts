/** `npm start`: runs the program until it is told to stop. */
const NEEDED = [24, 15] as const

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  console.error(`Besedka needs Node ${NEEDED.join('.')} or newer; this is ${process.versions.node}.`)
  process.exit(1)
}
// After the check: an older Node may not even read the rest.
const { runProgram } = await import('./run-program.ts')
await runProgram()

export {}

/** `npm start`: runs the program until it is told to stop. */
const NEEDED = [24, 15] as const

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  console.error(`Besedka needs Node ${NEEDED.join('.')} or newer; this is ${process.versions.node}.`)
  process.exit(1)
}
// The young generation of the heap stays small, here as it is at the start and in threads at 4 MB: bytes of letters are let
// go of with the small objects that hold them, and in a first sync a large one kept 100 MB of them.
const { setFlagsFromString } = await import('node:v8')
setFlagsFromString('--semi-space-growth-factor=1')
setFlagsFromString('--min-semi-space-size=4')
// After the check: an older Node may not even read the rest.
const { runProgram } = await import('./run-program.ts')
await runProgram()

export {}

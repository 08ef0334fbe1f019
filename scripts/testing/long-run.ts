// A command with everything that can be left behind: a child, its own child, and a daemon in a session of its own.
// Prints their pids as one line of JSON and waits to be stopped.
import { runChild } from '../children.ts'

const grandchildren = `
const { spawn } = require('node:child_process')
const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
const daemon = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore', detached: true })
daemon.unref()
console.log(JSON.stringify({ command: process.ppid, child: process.pid, grandchild: child.pid, daemon: daemon.pid }))
setInterval(() => {}, 1000)
`

const { code } = await runChild({ command: process.execPath, args: ['-e', grandchildren], output: 'inherit' })
process.exitCode = code

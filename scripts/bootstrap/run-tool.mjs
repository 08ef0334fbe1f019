import { spawn } from 'node:child_process'

/** A failure that one line explains; a stack trace would only hide it. */
export class BootstrapError extends Error {
  /**
   * @param {string} message
   * @param {number} [exitCode]
   */
  constructor(message, exitCode = 1) {
    super(message)
    this.exitCode = exitCode
  }
}

/** @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/** @type {Partial<Record<NodeJS.Signals, number>>} */
const stopSignals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }

/**
 * Runs a program to its end with its output on our stderr, and passes stop signals on, so that a stopped bootstrap
 * leaves no installer behind. Rejects with BootstrapError when the program fails; after a stop the whole bootstrap ends.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<void>}
 */
export function runTool(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 2, 2] })
    const signals = /** @type {NodeJS.Signals[]} */ (Object.keys(stopSignals))
    /** @type {NodeJS.Signals | undefined} */
    let stoppedBy
    /** @param {NodeJS.Signals} signal */
    const forward = (signal) => {
      stoppedBy = signal
      child.kill(signal)
    }
    for (const signal of signals) process.on(signal, forward)
    const settle = () => {
      for (const signal of signals) process.off(signal, forward)
    }
    child.once('error', (error) => {
      settle()
      reject(new BootstrapError(`${command} cannot be started: ${error.message}`))
    })
    child.once('exit', (code, signal) => {
      settle()
      if (stoppedBy) process.exit(stopSignals[stoppedBy])
      if (code === 0) resolve()
      else reject(new BootstrapError(`${command} ${args[0] ?? ''} ended with ${signal ?? code}.`))
    })
  })
}

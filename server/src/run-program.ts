import { type App, createApp } from './app.ts'
import { loadConfig } from './config.ts'
import { createLogger, type Logger } from './platform/log.ts'
import { StartError } from './platform/start-error.ts'

const PARENT_CHECK_MS = 500
/** Ctrl-C reaches us twice, from the terminal and from npm. */
const SAME_WISH_MS = 1_000

/**
 * Reads the configuration, starts the program and ends it in order on SIGINT, SIGTERM, SIGHUP and when whoever started it
 * is gone. A second signal ends it at once.
 */
export async function runProgram(): Promise<void> {
  const outcome = loadConfig()
  if (!outcome.ok) {
    for (const { variable, problem } of outcome.problems) console.error(`${variable} ${problem}`)
    process.exitCode = 1
    return
  }
  const log = createLogger(outcome.config.logLevel)
  const stopping = Promise.withResolvers<{ reason: string; code: number }>()
  watchForStop(log, stopping.resolve)
  const onLost = (error: unknown) => {
    log.fatal({ err: error }, 'what the program stands on is gone, it goes down')
    stopping.resolve({ reason: 'lost', code: 1 })
  }
  const starting = createApp(outcome.config, { log, say: (text) => console.log(text), onLost })
  starting.catch((error: unknown) => {
    if (error instanceof StartError) console.error(`${error.message} (${error.code})`)
    else log.fatal({ err: error }, 'the start failed')
    stopping.resolve({ reason: 'start failed', code: 1 })
  })
  const { reason, code } = await stopping.promise
  log.info({ reason }, 'stopping')
  await stopApp(starting, log)
  process.exit(code)
}

/** A start that is under way is let to its end, so that nothing of it is left behind. */
async function stopApp(starting: Promise<App>, log: Logger): Promise<void> {
  const app = await starting.catch(() => undefined)
  await app?.stop().catch((error: unknown) => log.error({ err: error }, 'the stop was not clean'))
}

function watchForStop(log: Logger, stop: (why: { reason: string; code: number }) => void): void {
  let toldAt: number | undefined
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      const now = performance.now()
      if (toldAt !== undefined && now - toldAt > SAME_WISH_MS) {
        log.warn({ signal }, 'told a second time, ending at once')
        process.exit(1)
      }
      toldAt ??= now
      stop({ reason: signal, code: 0 })
    })
  }
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    stop({ reason: 'the process that started it is gone', code: 0 })
  }, PARENT_CHECK_MS)
}

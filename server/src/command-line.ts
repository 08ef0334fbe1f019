/** The operator's commands that need no running program. `besedka` without a command lists them. */
import { type Config, loadConfig } from './config.ts'
import { createLogger } from './platform/log.ts'
import { StartError } from './platform/start-error.ts'
import { openStorage } from './platform/storage.ts'

interface Command {
  meaning: string
  run(config: Config): Promise<void>
}

const commands: Record<string, Command> = {
  start: {
    meaning: 'runs the program, like npm start',
    run: async () => {
      const main = new URL('main.ts', import.meta.url)
      await import(main.href)
    },
  },
  migrate: {
    meaning: 'brings the database up to this version and ends',
    run: async ({ dataDir, databaseUrl, logLevel }) => {
      const log = createLogger(logLevel)
      const storage = await openStorage({ dataDir, databaseUrl, log, poolSize: 2, onLost: fail })
      await storage.close()
    },
  },
}

async function main(name: string | undefined): Promise<void> {
  const command = commands[name ?? '']
  if (command === undefined) {
    console.error(
      Object.entries(commands)
        .map(([key, { meaning }]) => `besedka ${key.padEnd(10)}${meaning}`)
        .join('\n'),
    )
    process.exitCode = name === undefined ? 0 : 2
    return
  }
  const outcome = loadConfig()
  if (!outcome.ok) {
    for (const { variable, problem } of outcome.problems) console.error(`${variable} ${problem}`)
    process.exitCode = 1
    return
  }
  await command.run(outcome.config).catch(fail)
}

function fail(error: unknown): void {
  if (!(error instanceof StartError)) throw error
  console.error(`${error.message} (${error.code})`)
  process.exitCode = 1
}

await main(process.argv[2])

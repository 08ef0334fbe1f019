/** Started by tests as a process of its own: takes one job of the database given, says so and never ends it. */
import { z } from 'zod'
import type { DatabaseConnection } from '../database.ts'
import { startJobRunner } from '../job-runner.ts'
import { defineJob, handleJob, pairJobs } from '../jobs.ts'
import { createLogger } from '../log.ts'

const log = createLogger('silent')
const connection = JSON.parse(process.argv[2] ?? '') as DatabaseConnection
const note = defineJob({ name: 'things/note', payload: z.object({ text: z.string() }), retry: { attempts: 3 } })

let begin: () => void = () => {}
const begun = new Promise<void>((resolve) => {
  begin = resolve
})
const handle = handleJob(note, async () => {
  begin()
  await new Promise(() => {})
})
await startJobRunner({
  connection,
  log,
  handlers: pairJobs([note], [handle]),
  concurrency: 1,
  isOnlyProcess: false,
  onUnexpectedEnd: (error) => {
    throw error
  },
})
await begun
process.stdout.write('running\n')

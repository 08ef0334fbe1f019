// npm run demo: the whole program on this machine, with real mail servers and sample mail, until Ctrl-C. Everything is
// new each time and gone afterwards.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Lab } from '@besedka/lab/lab-types'
import { loadSampleMail } from '@besedka/lab/sample-mail/load-sample-mail'
import { startLab } from '@besedka/lab/start-lab'
import { isStopping, onStop, type RunningChild, runChild, startChild, stopAll } from './children.ts'
import { letterOfTurn } from './demo/demo-letters.ts'
import { administrator, furnish, signIns } from './demo/demo-people.ts'
import { untilServing } from './demo/demo-session.ts'
import { portLike } from './demo/free-port.ts'

const root = join(import.meta.dirname, '..')
const firstLetterAfter = 20_000
const nextLetterAfter = 45_000

async function main(): Promise<void> {
  const { code } = await runChild({
    command: process.execPath,
    args: [join(root, 'scripts/build.ts')],
    cwd: root,
    output: 'inherit',
  })
  if (code !== 0) throw new Error('The web interface could not be built.')
  say('Starting mail servers with sample mail ...')
  const lab = await startLab()
  onStop(() => lab.stop())
  await loadSampleMail(lab)
  const address = `http://127.0.0.1:${await portLike(8025)}`
  say('Starting Besedka and checking three mail accounts ...')
  const program = startProgram(address, lab)
  let gone = false
  const ended = program.ended.finally(() => {
    gone = true
  })
  const endedByItself = ended.then(({ output }) => Promise.reject(new Error(`Besedka ended by itself.\n${output}`)))
  await Promise.race([endedByItself, showAround(address, lab, () => gone)])
}

/** Fills the program, greets, and lets letters arrive until the end. */
async function showAround(address: string, lab: Lab, isGone: () => boolean): Promise<never> {
  await untilServing(address, isGone)
  await furnish(address, lab.ports, lab.users)
  process.stdout.write(welcome(address, lab.notes))
  return await deliverNowAndThen(lab)
}

function startProgram(address: string, lab: Lab): RunningChild {
  const dataDir = mkdtempSync(join(tmpdir(), 'besedka-demo-'))
  onStop(() => Promise.resolve(rmSync(dataDir, { recursive: true, force: true })))
  return startChild({
    command: process.execPath,
    args: [join(root, 'server/src/main.ts')],
    cwd: root,
    env: {
      HOST: '127.0.0.1',
      PORT: new URL(address).port,
      BASE_URL: '',
      DATA_DIR: dataDir,
      DATABASE_URL: '',
      SECRET_KEY_FILE: '',
      ROLE: 'all',
      LOG_LEVEL: 'error',
      BOOTSTRAP_ADMIN_EMAIL: administrator.email,
      BOOTSTRAP_ADMIN_PASSWORD: administrator.password,
      ALLOW_PRIVATE_HOSTS: '1',
      MAIL_CA_FILE: lab.caFile,
      DNS_SERVERS: '',
    },
    output: 'capture',
  })
}

async function deliverNowAndThen(lab: Lab): Promise<never> {
  await sleep(firstLetterAfter)
  for (let turn = 0; ; turn++) {
    const owner = lab.users[turn % lab.users.length]
    if (owner) await lab.deliverByLmtp(owner.address, letterOfTurn(turn, owner, new Date()))
    await sleep(nextLetterAfter)
  }
}

function welcome(address: string, notes: readonly string[]): string {
  const line = '─'.repeat(78)
  return [
    '',
    line,
    `  Besedka / Беседка    ${address}`,
    '',
    ...signIns.map(({ who, email, password }) => `  ${who.padEnd(32)}${email.padEnd(18)}${password}`),
    '',
    '  A new letter arrives in 20 seconds, more follow.    Ctrl-C stops everything.',
    '  Новое письмо придет через 20 секунд, потом еще.     Ctrl-C останавливает всё.',
    ...notes.map((note) => `  ${note}`),
    line,
    '',
    '',
  ].join('\n')
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

await main().catch(async (error: unknown) => {
  // A stop ends the program, which then looks like a failure; the stop itself sets the exit code.
  if (isStopping()) return
  say(error instanceof Error ? error.message : String(error))
  await stopAll()
  process.exit(1)
})

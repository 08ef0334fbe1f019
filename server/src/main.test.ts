import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { eventually } from './platform/testing/eventually.ts'

const main = join(import.meta.dirname, 'main.ts')

interface Started {
  child: ChildProcess
  output(): string
  /** Address from the line that says so. */
  ready(): Promise<string>
  ended: Promise<number | null>
}

function start(
  env: Record<string, string>,
  command: readonly [string, ...string[]] = [process.execPath, main],
): Started {
  const [program, ...args] = command
  const child = spawn(program, args, { env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', PORT: '0', ...env } })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      text += String(chunk)
    })
  }
  const ended = once(child, 'exit').then(([code]: (number | null)[]) => code ?? null)
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await ended
  })
  const ready = () =>
    eventually(() => {
      const address = /Besedka is ready\D*(http:\S+?)(?=\s)/.exec(text)?.[1]
      if (address === undefined) throw new Error(`not ready yet: ${text}`)
      return address
    })
  return { child, output: () => text, ready, ended }
}

async function makeDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'besedka-main-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  return dataDir
}

/** Ids of processes that were started for the folder or work in it. */
async function processesOf(dataDir: string): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const facts = await Promise.all(
    ids.map(async (id) => [
      await readFile(`/proc/${id}/environ`, 'utf8').catch(() => ''),
      await readlink(`/proc/${id}/cwd`).catch(() => ''),
    ]),
  )
  return ids.filter((_, index) => facts[index]?.some((fact) => fact.includes(dataDir)))
}

const expectGone = (dataDir: string) => eventually(async () => expect(await processesOf(dataDir)).toEqual([]))

describe('the program', () => {
  test('serves from an empty folder, refuses a second start on it, and ends in order with everything it started', async () => {
    const dataDir = join(await makeDataDir(), 'not', 'yet')
    const first = start({ DATA_DIR: dataDir })
    const address = await first.ready()
    expect((await fetch(`${address}/healthz`)).status).toBe(200)
    expect((await fetch(`${address}/api/v1/setup`)).status).toBe(200)
    expect((await processesOf(dataDir)).length).toBeGreaterThan(2)

    const second = start({ DATA_DIR: dataDir })
    expect(await second.ended).toBe(1)
    expect(second.output()).toContain('is in use by a running Besedka')

    const open = await fetch(`${address}/healthz`)
    expect(await open.text()).toBe('ok\n')
    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)
    await expectGone(dataDir)
  })

  test.each(['SIGINT', 'SIGHUP'] as const)('ends in order on %s, also in the middle of its start', async (signal) => {
    const dataDir = await makeDataDir()
    const program = start({ DATA_DIR: dataDir, LOG_LEVEL: 'info' })
    await eventually(() => expect(program.output()).toContain('migration applied'))
    program.child.kill(signal)
    expect(await program.ended).toBe(0)
    await expectGone(dataDir)
  })

  test('ends when whoever started it is killed', async () => {
    const dataDir = await makeDataDir()
    const parent = start({ DATA_DIR: dataDir }, ['sh', '-c', `"${process.execPath}" "${main}"; true`])
    const address = await parent.ready()
    parent.child.kill('SIGKILL')
    await eventually(() => expect(fetch(`${address}/healthz`)).rejects.toThrow('fetch failed'))
    await expectGone(dataDir)
  })

  test('says that its port is taken, and leaves nothing running', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? String(address.port) : ''
    const dataDir = await makeDataDir()
    const program = start({ DATA_DIR: dataDir, PORT: port })
    expect(await program.ended).toBe(1)
    expect(program.output()).toContain(`127.0.0.1:${port} is in use by another program`)
    await expectGone(dataDir)
  })

  test('names every variable that is wrong', async () => {
    const program = start({ PORT: 'many', ROLE: 'boss' })
    expect(await program.ended).toBe(1)
    expect(program.output()).toMatch(/PORT has to be a number[\s\S]*ROLE has to be/)
  })
})

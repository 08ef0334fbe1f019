import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts'
import { startSilentServer } from './silent-server.ts'

let echo: Server
let proxy: FaultProxy
const opened: Socket[] = []

beforeEach(async () => {
  echo = createServer((socket) => {
    socket.on('error', () => {})
    socket.pipe(socket)
  })
  echo.listen(0, '127.0.0.1')
  await once(echo, 'listening')
  const address = echo.address()
  proxy = await startFaultProxy({ port: typeof address === 'object' && address !== null ? address.port : 0 })
})

afterEach(async () => {
  for (const socket of opened.splice(0)) socket.destroy()
  await proxy.stop()
  echo.close()
})

test('passes everything on when no fault is set', async () => {
  const socket = await open()
  expect(await ask(socket, 'hello')).toBe('hello')
  expect([proxy.connections, proxy.accepted]).toEqual([1, 1])
})

test('carries a megabyte unchanged, also to a slow reader', async () => {
  const socket = await open()
  const sent = Buffer.alloc(1_000_000, 'abcdefg')
  const received: Buffer[] = []
  socket.pause()
  socket.end(sent)
  await sleep(20)
  socket.on('data', (chunk) => received.push(chunk))
  socket.resume()
  await once(socket, 'end')
  expect(Buffer.concat(received).equals(sent)).toBe(true)
})

test('delays both directions and keeps the order', async () => {
  await proxy.setFault({ kind: 'latency', ms: 40 })
  const socket = await open()
  const started = performance.now()
  socket.write('a')
  await sleep(5)
  socket.write('b')
  let received = ''
  while (received.length < 2) received += String(await once(socket, 'data'))
  expect(received).toBe('ab')
  expect(performance.now() - started).toBeGreaterThan(75)
})

test('resets a connection after the given number of bytes, and the next one again', async () => {
  await proxy.setFault({ kind: 'cut', afterBytes: 4 })
  for (let round = 0; round < 2; round += 1) {
    const socket = await open()
    const failed = once(socket, 'error').catch((error: unknown) => error)
    const closed = new Promise((resolve) => socket.once('close', resolve))
    let received = ''
    socket.on('data', (chunk) => {
      received += String(chunk)
    })
    socket.on('error', () => {})
    socket.write('123456')
    await closed
    await failed
    expect(received.length).toBeLessThanOrEqual(4)
  }
})

test('stalls a live connection and lets it go on', async () => {
  const socket = await open()
  expect(await ask(socket, 'one')).toBe('one')
  await proxy.setFault({ kind: 'stall' })
  socket.write('two')
  const race = await Promise.race([once(socket, 'data').then(() => 'answered'), sleep(60).then(() => 'silent')])
  expect(race).toBe('silent')
  const answer = once(socket, 'data')
  await proxy.setFault({ kind: 'none' })
  expect(String(await answer)).toBe('two')
})

test('refuses new connections, keeps live ones and opens the same port again', async () => {
  const socket = await open()
  await ask(socket, 'before')
  await proxy.setFault({ kind: 'refuse' })
  await expect(open()).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  expect(await ask(socket, 'still here')).toBe('still here')
  await proxy.setFault({ kind: 'none' })
  expect(await ask(await open(), 'again')).toBe('again')
})

test('hangs up on new connections', async () => {
  await proxy.setFault({ kind: 'hangUp' })
  const socket = await open()
  socket.resume()
  await new Promise((resolve) => socket.once('close', resolve))
  expect(proxy.connections).toBe(0)
})

test('resets live connections on demand', async () => {
  const socket = await open()
  await ask(socket, 'x')
  const failed = new Promise<NodeJS.ErrnoException>((resolve) => socket.once('error', resolve))
  proxy.reset()
  expect((await failed).code).toBe('ECONNRESET')
})

test('a silent server accepts and never answers', async () => {
  const silent = await startSilentServer()
  const socket = connect(silent.port, silent.host)
  opened.push(socket)
  await once(socket, 'connect')
  socket.write('a LOGIN x y\r\n')
  const race = await Promise.race([once(socket, 'data').then(() => 'answered'), sleep(60).then(() => 'silent')])
  expect([race, silent.accepted]).toEqual(['silent', 1])
  await silent.stop()
})

async function open(): Promise<Socket> {
  const socket = connect(proxy.port, proxy.host)
  opened.push(socket)
  await once(socket, 'connect')
  return socket
}

async function ask(socket: Socket, question: string): Promise<string> {
  socket.write(question)
  return String(await once(socket, 'data'))
}

test.each([true, false])(
  'cuts when the client says the words, with these delivered: %s, and lets no answer through',
  async (delivered) => {
    const heard: string[] = []
    echo.on('connection', (socket: Socket) => socket.on('data', (chunk) => heard.push(String(chunk))))
    const socket = await open()
    expect(await ask(socket, 'hello')).toBe('hello')
    await proxy.setFault({ kind: 'cutOn', words: 'QUIT', delivered })
    expect(await ask(socket, 'still here')).toBe('still here')
    let answer = ''
    socket.on('data', (chunk) => {
      answer += String(chunk)
    })
    socket.on('error', () => {})
    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.write('QUIT')
    await closed
    expect(answer).toBe('')
    expect(heard.includes('QUIT')).toBe(delivered)
  },
)

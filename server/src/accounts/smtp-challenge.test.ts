import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createDialler } from '../platform/dialler.ts'
import { openSmtp } from './open-smtp.ts'

/** An SMTP server without TLS that offers these mechanisms; `answer` has each line after EHLO. */
async function logIn(mechanisms: string, answer: (line: string) => string) {
  const lines: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.write('220 ready\r\n')
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n').slice(0, -1)) {
        lines.push(line)
        socket.write(line.startsWith('EHLO') ? `250-mail\r\n250 AUTH ${mechanisms}\r\n` : answer(line))
      }
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const opened = await openSmtp(await createDialler({ dnsServers: [], allowPrivateHosts: true }), {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    security: 'none',
    user: 'anna',
    password: 'secret',
    secureAuth: true,
    certificateFingerprint: null,
    timeoutMs: 3_000,
    allowPrivate: true,
  })
  if (opened.ok) opened.value.close()
  return { code: opened.ok ? 'OK' : opened.error.code, lines }
}

test('S16 says that a server offers no safe way to send, and sends it nothing of the password', async () => {
  const { code, lines } = await logIn('PLAIN LOGIN', () => '235 in\r\n')
  expect(code).toBe('AUTH_METHOD_NOT_OFFERED')
  expect(lines).toHaveLength(1)
})

test('S16 does not believe a server for sending that lets us in without proving itself', async () => {
  const { code, lines } = await logIn('SCRAM-SHA-256 PLAIN', () => '235 in\r\n')
  expect(code).toBe('AUTH_FAILED')
  expect(lines.filter((line) => line.startsWith('AUTH'))).toHaveLength(1)
})

test('S16 cancels a dialogue that is not one of SCRAM, and tries nothing else', async () => {
  const nonsense = Buffer.from('r=other,s=AAAA,i=1').toString('base64')
  const { code, lines } = await logIn('SCRAM-SHA-256 PLAIN', (line) =>
    line === '*' ? '501 cancelled\r\n' : `334 ${nonsense}\r\n`,
  )
  expect(code).toBe('AUTH_FAILED')
  expect(lines.slice(2)).toEqual(['*'])
})

test('S16 tells a refusal of the password as such', async () => {
  const { code } = await logIn('SCRAM-SHA-256', () => '535 5.7.8 no\r\n')
  expect(code).toBe('AUTH_FAILED')
})

import { createSocket } from 'node:dgram'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// Below the usual ephemeral range, so that neither `listen(0)` nor an outgoing connection takes a reserved port.
const firstPort = 20_000
const portCount = 12_000

const registry = join(tmpdir(), 'besedka-lab-ports')

/** Ports of 127.0.0.1 that no other lab on this machine uses until `release()` or the end of this process. */
export interface ReservedPorts {
  ports: number[]
  release(): void
}

/** Reserves `count` ports that are free for TCP and UDP. Labs of parallel processes never get the same one. */
export async function reservePorts(count: number): Promise<ReservedPorts> {
  openRegistry()
  const ports: number[] = []
  let candidate = firstPort + Math.floor(Math.random() * portCount)
  for (let tried = 0; ports.length < count && tried < portCount; tried += 1) {
    candidate = candidate + 1 < firstPort + portCount ? candidate + 1 : firstPort
    if (!claim(candidate)) continue
    if (await isFree(candidate)) ports.push(candidate)
    else unclaim(candidate)
  }
  if (ports.length < count) {
    for (const port of ports) unclaim(port)
    throw new Error(`no ${count} free ports between ${firstPort} and ${firstPort + portCount}`)
  }
  return {
    ports,
    release() {
      for (const port of ports) unclaim(port)
    },
  }
}

function openRegistry(): void {
  if (existsSync(registry)) return
  mkdirSync(registry, { recursive: true })
  // Labs of other users share it; mkdir alone would apply the umask.
  chmodSync(registry, 0o1777)
}

function claim(port: number): boolean {
  const file = join(registry, String(port))
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      return true
    } catch {
      if (!isAbandoned(file) || !removed(file)) return false
    }
  }
  return false
}

function isAbandoned(file: string): boolean {
  try {
    const owner = Number(readFileSync(file, 'utf8'))
    // An empty file belongs to a process that is between creating and writing it.
    if (!Number.isInteger(owner) || owner <= 0) return false
    process.kill(owner, 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}

/** False for another user's file. */
function removed(file: string): boolean {
  try {
    rmSync(file, { force: true })
    return true
  } catch {
    return false
  }
}

function unclaim(port: number): void {
  rmSync(join(registry, String(port)), { force: true })
}

async function isFree(port: number): Promise<boolean> {
  return (await isTcpFree(port)) && (await isUdpFree(port))
}

function isTcpFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)))
  })
}

function isUdpFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4')
    socket.once('error', () => resolve(false))
    socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => socket.close(() => resolve(true)))
  })
}

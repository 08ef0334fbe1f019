import { createSocket } from 'node:dgram'
import { once } from 'node:events'

/** Addresses by name; a name that is not here does not exist. `silent` names get no answer at all. */
export interface DnsScript {
  addresses: Record<string, string[]>
  silent?: string[]
  /** Names that are said to be other names, and nothing more. */
  aliases?: Record<string, string>
}

const [TYPE_A, TYPE_CNAME, TYPE_AAAA, NXDOMAIN] = [1, 5, 28, 3]

/** A name server on loopback that answers by a script (RFC 1035 section 4), so that a test owns every name it uses. */
export async function startScriptedDns(script: DnsScript): Promise<{ server: string; stop(): void; asked: string[] }> {
  const socket = createSocket('udp4')
  const asked: string[] = []
  socket.on('message', (query, peer) => {
    const { name, type, end } = readQuestion(query)
    asked.push(name)
    if (script.silent?.includes(name)) return
    const alias = script.aliases?.[name]
    if (alias !== undefined) {
      socket.send(answerAlias(query.subarray(0, end), alias), peer.port, peer.address)
      return
    }
    socket.send(answer(query.subarray(0, end), type, script.addresses[name]), peer.port, peer.address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return { server: `127.0.0.1:${socket.address().port}`, stop: () => socket.close(), asked }
}

function readQuestion(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = []
  let at = 12
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('ascii', at + 1, at + 1 + length))
    at += 1 + length
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 }
}

function answer(question: Buffer, type: number, addresses: string[] | undefined): Buffer {
  const fitting = (addresses ?? []).filter((address) => (address.includes(':') ? TYPE_AAAA : TYPE_A) === type)
  const head = Buffer.from(question)
  head.writeUInt16BE(0x8180 | (addresses === undefined ? NXDOMAIN : 0), 2)
  head.writeUInt16BE(fitting.length, 6)
  head.fill(0, 8, 12)
  return Buffer.concat([head, ...fitting.map((address) => record(type, encode(address)))])
}

function answerAlias(question: Buffer, alias: string): Buffer {
  const head = Buffer.from(question)
  head.writeUInt16BE(0x8180, 2)
  head.writeUInt16BE(1, 6)
  head.fill(0, 8, 12)
  const labels = alias.split('.').flatMap((label) => [Buffer.from([label.length]), Buffer.from(label, 'ascii')])
  return Buffer.concat([head, record(TYPE_CNAME, Buffer.concat([...labels, Buffer.from([0])]))])
}

/** The name is a pointer to the question at byte 12 (section 4.1.4); nobody may keep the answer. */
function record(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12)
  head.writeUInt16BE(0xc00c, 0)
  head.writeUInt16BE(type, 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt16BE(data.length, 10)
  return Buffer.concat([head, data])
}

/** Addresses of a script are written out: four numbers, or eight words. */
function encode(address: string): Buffer {
  if (!address.includes(':')) return Buffer.from(address.split('.').map(Number))
  return Buffer.from(
    address
      .split(':')
      .map((word) => word.padStart(4, '0'))
      .join(''),
    'hex',
  )
}

import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Path of a socket's folder short enough to connect through, and how to drop what was made for it. */
export interface SocketFolder {
  path: string
  remove(): Promise<void>
}

/** Address of a unix socket in bytes, the closing zero included (unix(7)). */
const ADDRESS_LIMIT = 108

/** The limit counts what a client writes, not what it resolves to: a long folder is reached through a short link. */
export async function shortenSocketFolder(folder: string, socketName: string): Promise<SocketFolder> {
  if (Buffer.byteLength(join(folder, socketName)) < ADDRESS_LIMIT) return { path: folder, remove: async () => {} }
  const parent = Buffer.byteLength(tmpdir()) < ADDRESS_LIMIT / 2 ? tmpdir() : '/tmp'
  const own = await mkdtemp(join(parent, 'besedka-'))
  await symlink(folder, join(own, 's'))
  return { path: join(own, 's'), remove: () => rm(own, { recursive: true, force: true }) }
}

import { Readable } from 'node:stream'
import { decodePart } from '@besedka/mail/decode-part'
import type { Part } from '@besedka/mail/parsed-message'
import { ZipFile } from 'yazl'
import { readableInteraction } from '../interactions/interactions.access.ts'
import { AppError } from '../platform/app-error.ts'
import type { Actor } from '../users/actor.ts'
import { findLetter, readSource } from './letter.view.ts'
import type { ReadLetterDeps } from './read-letter-deps.ts'

/**
 * The files of a letter as one archive, each decoded when its turn comes. They are stored as they are: most are compressed
 * already. Throws NOT_FOUND for what the actor may not read and for a letter without files.
 */
export async function openAttachmentArchive(
  { db }: Pick<ReadLetterDeps, 'db'>,
  actor: Actor,
  id: string,
): Promise<Readable> {
  const proof = await readableInteraction(db, actor, id)
  const [letter, source] = await Promise.all([findLetter(db, proof), readSource(db, proof)])
  const files = letter?.parts.filter(({ attachment, inline }) => attachment && !inline) ?? []
  if (letter === null || source === null || files.length === 0) throw new AppError('NOT_FOUND')
  const archive = new ZipFile()
  const names = entryNames(files)
  for (const [index, part] of files.entries()) {
    const options = { mtime: letter.receivedAt, compress: false }
    const name = names[index] ?? part.path
    archive.addReadStreamLazy(name, options, (give) => give(null, Readable.from([decodePart(source, part)])))
  }
  archive.end()
  return Readable.from(archive.outputStream)
}

/** Each name once, whatever the letter says: «scan.pdf», «scan (2).pdf». Nothing in it leads out of a folder. */
export function entryNames(files: readonly Pick<Part, 'name' | 'path'>[]): string[] {
  const taken = new Set<string>()
  return files.map(({ name, path }) => {
    const plain = name.replace(/[/\\:]/g, '_').replace(/^\.+/, '_') || path
    const [, stem = plain, extension = ''] = /^(.+?)(\.[^.]{1,10})?$/s.exec(plain) ?? []
    let entry = plain
    for (let count = 2; taken.has(entry.toLowerCase()); count += 1) entry = `${stem} (${count})${extension}`
    taken.add(entry.toLowerCase())
    return entry
  })
}

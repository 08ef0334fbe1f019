import { decodePart } from '@besedka/mail/decode-part'
import { readStoredSource } from '../emails/letter.view.ts'
import { AppError } from '../platform/app-error.ts'
import type { Database } from '../platform/database.ts'
import { readPieces, type Upload } from './uploads.store.ts'

/** Reads the bytes of a draft's files. Letters that several files are parts of are read once. */
export function createUploadBytes(db: Database): (upload: Upload) => () => AsyncIterable<Uint8Array> {
  const sources = new Map<string, Promise<Buffer | null>>()
  const sourceOf = (messageId: string) => {
    const known = sources.get(messageId) ?? readStoredSource(db, messageId)
    sources.set(messageId, known)
    return known
  }
  return (upload) => {
    const { messageId, part } = upload
    if (messageId === null) return () => readPieces(db, upload.id)
    return async function* () {
      const source = await sourceOf(messageId)
      if (source === null) throw new AppError('SOURCE_MISSING')
      yield part === null ? source : decodePart(source, part)
    }
  }
}

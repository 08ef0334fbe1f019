import type { ByteAnswer, StreamBinding } from '../platform/http-binding.ts'
import { download, keptForAWhile, SAFE_HEADERS } from '../platform/http-download.ts'
import {
  type AttachmentBytes,
  findSignedReader,
  type ReadLetterDeps,
  readAttachment,
  readLetterSource,
} from './read-letter.service.ts'

/** The source of a letter and its attachments. */
export function bindReadLetter(deps: ReadLetterDeps) {
  return {
    source: bytes(async (context, { params }) => {
      const source = await readLetterSource(deps, context.actor(), params['id'] ?? '')
      return { headers: { ...SAFE_HEADERS, 'content-type': 'message/rfc822' }, body: source }
    }),
    attachment: bytes(async (context, { params }) =>
      file(await readAttachment(deps, context.actor(), params['id'] ?? '')),
    ),
    signedAttachment: bytes(async (_context, { params, query }) => {
      const id = params['id'] ?? ''
      return keptForAWhile(file(await readAttachment(deps, await findSignedReader(deps, id, query), id)))
    }),
  }
}

function bytes(stream: StreamBinding['stream']): StreamBinding {
  return { stream }
}

function file({ name, type, bytes: body }: AttachmentBytes): ByteAnswer {
  return download({ name, type, size: body.byteLength, body })
}

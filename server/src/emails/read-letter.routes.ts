import type { ByteAnswer, StreamBinding } from '../platform/http-binding.ts'
import { download, SAFE_HEADERS } from '../platform/http-download.ts'
import {
  type AttachmentBytes,
  type ReadLetterDeps,
  readAttachment,
  readLetterSource,
  readSignedAttachment,
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
    signedAttachment: bytes(async (_context, { params, query }) =>
      file(
        await readSignedAttachment(deps, params['id'] ?? '', {
          expires: query['expires'] ?? '',
          signature: query['signature'] ?? '',
        }),
      ),
    ),
  }
}

function bytes(stream: StreamBinding['stream']): StreamBinding {
  return { stream }
}

function file({ name, type, bytes: body }: AttachmentBytes): ByteAnswer {
  return download({ name, type, size: body.byteLength, body })
}

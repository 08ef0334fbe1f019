import { interactions } from '@besedka/contract/interactions'
import { implement } from '@orpc/server'
import type { ByteAnswer, StreamBinding } from '../platform/http-binding.ts'
import type { RequestContext } from '../platform/http-context.ts'
import { download, keptForAWhile, SAFE_HEADERS } from '../platform/http-download.ts'
import { readAttachedLetter } from './attached-letter.service.ts'
import { openAttachmentArchive } from './attachment-archive.service.ts'
import { type AttachmentBytes, findSignedReader, readAttachment } from './attachments.service.ts'
import { type OutsidePictureDeps, readOutsidePicture } from './outside-pictures.service.ts'
import { readLetterSource } from './read-letter.service.ts'
import type { ReadLetterDeps } from './read-letter-deps.ts'

const api = implement(interactions).$context<RequestContext>()

/** The source of a letter and its attachments. */
export function bindReadLetter(deps: ReadLetterDeps & OutsidePictureDeps) {
  return {
    source: bytes(async (context, { params }) => {
      const source = await readLetterSource(deps, context.actor(), params['id'] ?? '')
      return { headers: { ...SAFE_HEADERS, 'content-type': 'message/rfc822' }, body: source }
    }),
    attachment: bytes(async (context, { params }) =>
      file(await readAttachment(deps, context.actor(), params['id'] ?? '')),
    ),
    attachments: bytes(async (context, { params }) => {
      const id = params['id'] ?? ''
      const body = await openAttachmentArchive(deps, context.actor(), id)
      const answer = download({ name: `${id}.zip`, type: '', size: null, body })
      // Made here, so it is what it says it is.
      return { ...answer, headers: { ...answer.headers, 'content-type': 'application/zip' } }
    }),
    attachedLetter: api.attachedLetter.handler(({ context, input }) =>
      readAttachedLetter(deps, context.actor(), input.id),
    ),
    signedAttachment: bytes(async (_context, { params, query }) => {
      const id = params['id'] ?? ''
      return keptForAWhile(file(await readAttachment(deps, await findSignedReader(deps, id, query), id)))
    }),
    outsidePicture: bytes(async (_context, { params, query }) => {
      const { type, bytes: body } = await readOutsidePicture(deps, params['id'] ?? '', query)
      return keptForAWhile(download({ name: 'picture', type, size: body.byteLength, body }))
    }),
  }
}

function bytes(stream: StreamBinding['stream']): StreamBinding {
  return { stream }
}

function file({ name, type, bytes: body }: AttachmentBytes): ByteAnswer {
  return download({ name, type, size: body.byteLength, body })
}

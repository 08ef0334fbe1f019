import { interactions } from '@besedka/contract/interactions'
import { implement } from '@orpc/server'
import type { ByteAnswer, StreamBinding } from '../platform/http-binding.ts'
import type { RequestContext } from '../platform/http-context.ts'
import {
  type AttachmentBytes,
  type ReadLetterDeps,
  readAttachment,
  readInteraction,
  readLetterSource,
  readSignedAttachment,
} from './read-letter.service.ts'

const api = implement(interactions).$context<RequestContext>()

/** Opening a letter, its source and its attachments. */
export function bindReadLetter(deps: ReadLetterDeps) {
  return {
    read: api.read.handler(({ context, input }) => readInteraction(deps, context.actor(), input.id)),
    source: bytes(async (context, { params }) => {
      const source = await readLetterSource(deps, context.actor(), params['id'] ?? '')
      return { headers: { ...SAFE_HEADERS, 'content-type': 'message/rfc822' }, body: source }
    }),
    attachment: bytes(async (context, { params }) =>
      download(await readAttachment(deps, context.actor(), params['id'] ?? '')),
    ),
    signedAttachment: bytes(async (_context, { params, query }) =>
      download(
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

/** What comes from outside is never run by a browser, whatever it says it is. */
const SAFE_HEADERS = {
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'private, max-age=3600',
}

/** Pictures that a frame may show keep their type; everything else is bytes to be saved. */
const SHOWN_TYPES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp'])

function download({ name, type, bytes: body }: AttachmentBytes): ByteAnswer {
  const headers = {
    ...SAFE_HEADERS,
    'content-type': SHOWN_TYPES.has(type) ? type : 'application/octet-stream',
    'content-length': String(body.byteLength),
    'content-disposition': `attachment; filename="${asciiName(name)}"; filename*=UTF-8''${encodeName(name)}`,
  }
  return { headers, body }
}

/** For the few programs that do not read the encoded name (RFC 6266 appendix D). */
function asciiName(name: string): string {
  return name.replace(/[^\w. -]/g, '_').slice(-100)
}

/** RFC 5987 section 3.2.1. */
function encodeName(name: string): string {
  return encodeURIComponent(name.slice(-200)).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

import type { Upload } from './uploads.store.ts'

/** Id of a draft's file on the wire; parts of letters have a number there, files an `u` before theirs. */
export function uploadAttachmentId(interactionId: string, uploadId: string): string {
  return `${interactionId}-u${uploadId}`
}

/** The two ids; undefined where it names no file of a draft. */
export function readUploadId(attachmentId: string): { interactionId: string; uploadId: string } | undefined {
  const match = /^(\d{1,18})-u(\d{1,18})$/.exec(attachmentId)
  return match?.[1] === undefined || match[2] === undefined
    ? undefined
    : { interactionId: match[1], uploadId: match[2] }
}

/** The editor shows a picture by its signed address; the letter shows it by its Content-ID (RFC 2392). */
export function addressesToContentIds(html: string, interactionId: string, uploads: readonly Upload[]): string {
  const contentIds = new Map(uploads.map(({ id, contentId }) => [id, contentId]))
  return html.replaceAll(ADDRESS, (address: string, interaction: string, upload: string) => {
    const contentId = interaction === interactionId ? contentIds.get(upload) : undefined
    return typeof contentId === 'string' ? `cid:${contentId}` : address
  })
}

const ADDRESS =
  /(?:https?:\/\/[^/"'\s<>]{1,300})?\/api\/v1\/signed\/attachments\/(\d{1,18})-u(\d{1,18})\?[^"'\s<>)]{1,300}/g

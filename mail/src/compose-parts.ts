/** The parts of an outgoing letter: mixed around related around alternative, each only where it is needed. */

import { Readable } from 'node:stream'
import MimeNode, { type MimeNodeOptions } from 'nodemailer/lib/mime-node'
import { contentIdsIn, isShown } from './cid-references.ts'
import type { Draft, DraftFile, DraftPicture } from './draft.ts'
import { bytesOf, type FileContent, readContent } from './file-content.ts'
import { flowText } from './flow-text.ts'
import { htmlToText } from './html-to-text.ts'
import { inventName, safeName, typeByName } from './part-name.ts'
import { isWritableId } from './reply-references.ts'
import { cleanText } from './safe-text.ts'

const PLAIN = 'text/plain; charset=utf-8; format=flowed'
const HTML = 'text/html; charset=utf-8'

interface FilePart {
  readonly type: string
  readonly charset: string | null
  readonly name: string
  /** Null: shown as a file, not inside the text. */
  readonly contentId: string | null
  /** Null: base64. */
  readonly encoding: '7bit' | '8bit' | null
  readonly content: FileContent
}

/** What the letter consists of, with attached letters read, so that their bytes are known. */
export interface LetterParts {
  /** Flowed, with CRLF. */
  readonly plain: string
  /** With CRLF. */
  readonly html: string | null
  readonly pictures: readonly FilePart[]
  readonly files: readonly FilePart[]
}

/** A picture that the HTML does not show becomes a file: nothing that was given is lost. */
export async function collectParts(draft: Draft): Promise<LetterParts> {
  const html = draft.html === null ? null : cleanText(draft.html)
  const shown = html === null ? new Set<string>() : contentIdsIn(html)
  const isInline = ({ contentId }: DraftPicture): boolean => isWritableId(contentId) && isShown(shown, contentId)
  const pictures = draft.pictures.filter(isInline)
  const files: DraftFile[] = [...draft.pictures.filter((picture) => !isInline(picture)), ...draft.attachments]
  return {
    plain: flowText(draft.text ?? (html === null ? '' : htmlToText(html).text)),
    html: html?.replace(/\r\n?|\n/g, '\r\n') ?? null,
    pictures: await Promise.all(pictures.map((picture) => filePart(picture, picture.contentId))),
    files: await Promise.all(files.map((file) => filePart(file, null))),
  }
}

/** Token characters of RFC 2045 section 5.1. */
const MEDIA_TYPE = /^[a-z0-9!#$&^_.+-]{1,100}\/[a-z0-9!#$&^_.+-]{1,100}$/

async function filePart(file: DraftFile, contentId: string | null): Promise<FilePart> {
  const given = file.type.replace(/;.*$/s, '').trim().toLowerCase()
  const name = safeName(file.name)
  const isFile = MEDIA_TYPE.test(given) && !given.startsWith('multipart/')
  const type = isFile ? given : typeByName(name ?? '')
  const charset = /^[\w.:-]{1,40}$/.test(file.charset ?? '') ? (file.charset ?? null) : null
  const part = { type, charset, name: name ?? inventName('1', type), contentId, encoding: null, content: file.content }
  return type.startsWith('message/') ? letterPart(part) : part
}

/**
 * RFC 2046 section 5.2.1 forbids to encode an attached letter. One that cannot travel as it is (bare line ends, overlong
 * lines, NUL) goes as a file of bytes instead: a letter that arrives changed is worth less than its type.
 */
async function letterPart(part: FilePart): Promise<FilePart> {
  const bytes = await readContent(part.content)
  const text = bytes.toString('latin1')
  const isClean = !/\0|\r(?!\n)|(?<!\r)\n/.test(text) && text.split('\r\n').every((line) => line.length <= 998)
  if (!isClean) return { ...part, type: 'application/octet-stream', charset: null, content: bytes }
  return { ...part, charset: null, encoding: /[\x80-\xff]/.test(text) ? '8bit' : '7bit', content: bytes }
}

/** Builds the tree of a letter; `boundary` distinguishes its delimiters from everything in it. */
export function buildTree({ plain, html, pictures, files }: LetterParts, boundary: string): MimeNode {
  const options: MimeNodeOptions = {
    baseBoundary: boundary,
    // "=_" stands in no quoted-printable and no base64 body (RFC 2045 section 6.7).
    boundaryPrefix: '=_',
    disableFileAccess: true,
    disableUrlAccess: true,
  }
  const levels = [
    ...(files.length > 0 ? ['multipart/mixed'] : []),
    ...(pictures.length > 0 ? ['multipart/related; type="multipart/alternative"'] : []),
    ...(html === null ? [] : ['multipart/alternative']),
  ]
  const [outermost, ...inner] = levels
  if (outermost === undefined) return new MimeNode(PLAIN, options).setContent(plain)
  const root = new MimeNode(outermost, options)
  const nodes = [root]
  for (const type of inner) nodes.push((nodes.at(-1) ?? root).createChild(type, options))
  const innermost = nodes.at(-1) ?? root
  innermost.createChild(PLAIN, options).setContent(plain)
  if (html !== null) innermost.createChild(HTML, options).setContent(html)
  const related = nodes.at(-2) ?? root
  for (const picture of pictures) addFile(related, picture, options)
  for (const file of files) addFile(root, file, options)
  return root
}

function addFile(parent: MimeNode, part: FilePart, options: MimeNodeOptions): void {
  const type = part.charset === null ? part.type : `${part.type}; charset=${part.charset}`
  const node = parent.createChild(type, { ...options, filename: part.name })
  node.setHeader('Content-Transfer-Encoding', part.encoding ?? 'base64')
  node.setHeader('Content-Disposition', part.contentId === null ? 'attachment' : 'inline')
  if (part.contentId !== null) node.setHeader('Content-ID', `<${part.contentId}>`)
  const { content } = part
  node.setContent(content instanceof Uint8Array ? bytesOf(content) : Readable.from(begun(content)))
}

/** Nothing is opened for a letter that fails before the turn of this file. */
async function* begun(content: () => AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* content()
}

/** Size of a part after decoding, without decoding it. */

import type { TransferEncoding } from './parsed-message.ts'

/** Quoted-printable is estimated from its beginning. */
const SAMPLE = 1024

/** Exact for identity and for base64 in lines of one length; an estimate otherwise. In bytes. */
export function decodedSize(source: Buffer, encoding: TransferEncoding, start: number, end: number): number {
  switch (encoding) {
    case 'identity':
      return end - start
    case 'base64':
      return base64Size(source, start, end)
    case 'quoted-printable':
      return quotedSize(source, start, end)
    case 'uuencode':
      return Math.floor(((end - start) / 63) * 45)
  }
}

function base64Size(source: Buffer, start: number, end: number): number {
  let first = start
  let last = end
  while (first < last && isBreak(source[first])) first++
  while (last > first && isBreak(source[last - 1])) last--
  let padding = 0
  while (last > first && source[last - 1] === 61) {
    padding++
    last--
  }
  const lineEnd = source.indexOf(10, first)
  let letters = last - first
  if (lineEnd >= 0 && lineEnd < last) {
    const breakBytes = source[lineEnd - 1] === 13 ? 2 : 1
    letters -= Math.floor((letters + padding) / (lineEnd + 1 - first)) * breakBytes
  }
  return Math.max(0, Math.floor((letters * 3) / 4))
}

function isBreak(byte: number | undefined): boolean {
  return byte === 10 || byte === 13 || byte === 32
}

/** An escape is three bytes for one, a soft line break is three for none. */
function quotedSize(source: Buffer, start: number, end: number): number {
  const sampleEnd = Math.min(end, start + SAMPLE)
  let size = sampleEnd - start
  if (size === 0) return 0
  for (let at = start; at < sampleEnd; at++) {
    if (source[at] === 61) size -= source[at + 1] === 13 ? 3 : 2
  }
  return Math.max(0, Math.round((size * (end - start)) / (sampleEnd - start)))
}

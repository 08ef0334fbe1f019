/** Marks that turn the direction of what follows: with them «exe.pdf» is made of «fdp.exe». */
const turning = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
const extension = /^(.+?)(\.[^.\s]{1,10})$/su

export interface ShownName {
  stem: string
  /** With its dot; empty where there is none. Shown apart, so that it is neither cut off nor turned around. */
  extension: string
}

/** A file's name in two pieces, in the order in which its characters are stored. */
export function shownName(name: string): ShownName {
  const plain = name.replace(turning, '').trim()
  const match = extension.exec(plain)
  return match ? { stem: match[1] ?? '', extension: match[2] ?? '' } : { stem: plain, extension: '' }
}

import { createHash } from 'node:crypto'

/** The hash by which the bytes of a letter are known, taken as they come. */
export class LetterHash {
  private readonly digest = createHash('sha256')

  add(bytes: Buffer): void {
    this.digest.update(bytes)
  }

  hex(): string {
    return this.digest.digest('hex')
  }
}

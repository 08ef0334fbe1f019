/**
 * Bounds the bytes of letters that are fetched and not yet committed, over all accounts. What is larger than the bound
 * passes alone. Urgent ones go first.
 */
export class ByteGate {
  private readonly limit: number
  private used = 0
  private readonly waiting: { bytes: number; urgent: boolean; pass: () => void }[] = []

  constructor(limit: number) {
    this.limit = limit
  }

  /** Resolves when there is room; returns how to give it back. */
  async enter(bytes: number, urgent: boolean): Promise<() => void> {
    if (this.waiting.length > 0 || !this.hasRoom(bytes)) {
      await new Promise<void>((pass) => {
        const place = urgent ? this.waiting.findIndex((other) => !other.urgent) : -1
        this.waiting.splice(place < 0 ? this.waiting.length : place, 0, { bytes, urgent, pass })
        this.admit()
      })
    } else this.used += bytes
    let isInside = true
    return () => {
      if (!isInside) return
      isInside = false
      this.used -= bytes
      this.admit()
    }
  }

  private hasRoom(bytes: number): boolean {
    return this.used === 0 || this.used + bytes <= this.limit
  }

  private admit(): void {
    for (let first = this.waiting[0]; first !== undefined && this.hasRoom(first.bytes); first = this.waiting[0]) {
      this.waiting.shift()
      this.used += first.bytes
      first.pass()
    }
  }
}

/** Folders that need a pass, each once, in the order in which they were asked for; INBOX before others. */
export class FolderQueue {
  private readonly first = new Set<string>()
  private readonly others = new Set<string>()
  private readonly inWork = new Set<string>()
  private wake: () => void = () => {}
  private readonly onRest: () => void

  /** `onRest` is called whenever nothing is left to do. */
  constructor(onRest: () => void) {
    this.onRest = onRest
  }

  add(folderId: string, isInbox: boolean): void {
    if (isInbox) this.first.add(folderId)
    else this.others.add(folderId)
    this.wake()
  }

  get isAtRest(): boolean {
    return this.first.size + this.others.size + this.inWork.size === 0
  }

  /** The next folder, to be given back by `done`; undefined where none waits. */
  take(): string | undefined {
    const [next] = this.first.size > 0 ? this.first : this.others
    if (next === undefined) return undefined
    this.first.delete(next)
    this.others.delete(next)
    this.inWork.add(next)
    return next
  }

  done(folderId: string): void {
    this.inWork.delete(folderId)
    if (this.isAtRest) this.onRest()
  }

  /** Resolves when a folder waits, or the signal is aborted. */
  async filled(signal: AbortSignal): Promise<void> {
    if (this.first.size + this.others.size > 0 || signal.aborted) return
    // Who waited before has given up; a session lives for years, and its signal with it.
    this.wake()
    await new Promise<void>((resolve) => {
      const end = () => {
        signal.removeEventListener('abort', end)
        resolve()
      }
      this.wake = end
      signal.addEventListener('abort', end)
    })
  }
}

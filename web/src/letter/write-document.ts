/** Discouraged where it disturbs a page that is being read; in an empty frame it is the one way to a whole document at once. */
type WrittenDocument = Record<'open' | 'close', () => unknown> & { write: (text: string) => void }

/** Puts a whole document into an empty frame, at once and in standards mode. */
export function writeDocument(empty: WrittenDocument, text: string): void {
  empty.open()
  empty.write(text)
  empty.close()
}

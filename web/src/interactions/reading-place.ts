/** The row on top of the screen in each list, so that what is read anew is what one looks at. */
const places = new Map<string, string>()

export function noteReadingPlace(key: readonly unknown[], id: string): void {
  places.set(JSON.stringify(key), id)
}

export function readingPlace(key: readonly unknown[]): string | undefined {
  return places.get(JSON.stringify(key))
}

export function leaveReadingPlace(key: readonly unknown[]): void {
  places.delete(JSON.stringify(key))
}

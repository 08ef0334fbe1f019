/** Under this type a dragged selection of the list carries its ids, as a JSON array. */
export const interactionsType = 'application/x-besedka-interactions'

/** The ids in what was dropped; nothing where it is none of ours. */
export function readDraggedInteractions(text: string): string[] {
  try {
    const ids: unknown = JSON.parse(text)
    return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string' && /^\d{1,18}$/.test(id)) : []
  } catch {
    return []
  }
}

const storageKey = 'besedka-recent'
const longest = 8

/** Ids of what was chosen last on this device, the newest first. Letters are not among them. */
export function recentChoices(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}

export function rememberChoice(id: string): void {
  const ids = [id, ...recentChoices().filter((other) => other !== id)].slice(0, longest)
  try {
    localStorage.setItem(storageKey, JSON.stringify(ids))
  } catch {
    // A browser that forbids storage only forgets what was chosen.
  }
}

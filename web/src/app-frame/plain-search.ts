/** Addresses that people and other programs write by hand: `/?interaction=42&status=to-review`, every value as it is. */
export function readSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search))
}

export function writeSearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      params.set(name, String(value))
  }
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}

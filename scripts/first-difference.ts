const linesShown = 8

/** The first lines in which two texts differ, the old ones marked -, the new ones +; undefined for equal texts. */
export function firstDifference(before: string, after: string): string | undefined {
  if (before === after) return undefined
  const old = before.split('\n')
  const now = after.split('\n')
  const at = now.findIndex((line, index) => line !== old[index])
  const start = at === -1 ? now.length : at
  const mark = (sign: string, lines: string[]) =>
    lines.slice(start, start + linesShown).map((line) => `${sign} ${line}`)
  return [`@ line ${start + 1}`, ...mark('-', old), ...mark('+', now)].join('\n')
}

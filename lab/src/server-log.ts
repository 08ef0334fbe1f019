import { readFileSync } from 'node:fs'

/** The text of a log file; a server that has not written yet has an empty log. */
export function readLog(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

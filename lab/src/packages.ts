import { readFileSync } from 'node:fs'

/**
 * Debian packages that the lab's servers and the browser tests need. The list itself is `lab/packages.json`, so that
 * the bootstrap script reads it before anything is installed.
 */
export const debianPackages: readonly string[] = JSON.parse(
  readFileSync(new URL('../packages.json', import.meta.url), 'utf8'),
)

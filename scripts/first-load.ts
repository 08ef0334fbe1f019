// What a browser fetches before the first screen: the entry chunk and all that it imports statically.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

interface ManifestChunk {
  file: string
  isEntry?: boolean
  imports?: string[]
}

/** Sum of the gzipped script files of all entries, by the manifest that Vite left somewhere below the folder. */
export function firstLoadBytes(folder: string): number {
  const manifestFile = findManifest(folder)
  if (!manifestFile) throw new Error(`No Vite manifest below ${folder}.`)
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Record<string, ManifestChunk>
  const top = dirname(dirname(manifestFile))
  const reached = [...staticChunks(manifest)]
  if (reached.length === 0) throw new Error(`The manifest ${manifestFile} names no entry.`)
  return reached
    .map((key) => manifest[key]?.file ?? '')
    .filter((file) => file.endsWith('.js'))
    .reduce((sum, file) => sum + gzipSync(readFileSync(join(top, file)), { level: 9 }).length, 0)
}

/** Compressed bytes of script before the first screen, and no more. */
export const firstLoadLimit = 250_000

/** Weighs a build against the limit; the figures say both in words. */
export function weighFirstLoad(folder: string, limit = firstLoadLimit): { isTooHeavy: boolean; figures: string } {
  const bytes = firstLoadBytes(folder)
  const figures = `${Math.ceil(bytes / 1000)} kB of script, compressed; at most ${limit / 1000} kB`
  return { isTooHeavy: bytes > limit, figures }
}

function staticChunks(manifest: Record<string, ManifestChunk>): Set<string> {
  const reached = new Set<string>()
  const reach = (key: string): void => {
    if (reached.has(key)) return
    reached.add(key)
    for (const next of manifest[key]?.imports ?? []) reach(next)
  }
  for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) reach(key)
  return reached
}

function findManifest(folder: string): string | undefined {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const manifest = found.find((file) => file.endsWith(join('.vite', 'manifest.json')))
  return manifest && join(folder, manifest)
}

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { extname, join, resolve } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** Fonts are compressed by their own format; smaller files gain nothing. */
const worthwhile = new Set(['.js', '.css', '.svg', '.html', '.webmanifest'])
const leastBytes = 1024

/** Writes each text file a second and third time, compressed as hard as it goes: the server sends those as they are. */
export function compressAssets(): Plugin {
  let folder = ''
  return {
    name: 'compress-assets',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir)
    },
    closeBundle() {
      for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!worthwhile.has(extname(file))) continue
        const bytes = readFileSync(join(folder, file))
        if (bytes.length < leastBytes) continue
        writeFileSync(join(folder, `${file}.br`), brotliCompressSync(bytes))
        writeFileSync(join(folder, `${file}.gz`), gzipSync(bytes, { level: 9 }))
      }
    },
  }
}

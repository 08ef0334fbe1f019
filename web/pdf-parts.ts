import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

/**
 * Files of the reader of PDF that are asked for by name: its worker, and decoders of picture formats that only PDF has,
 * those without WebAssembly, which our policy for scripts does not let in.
 */
const files = {
  'worker.js': 'build/pdf.worker.min.mjs',
  'jbig2_nowasm_fallback.js': 'wasm/jbig2_nowasm_fallback.js',
  'openjpeg_nowasm_fallback.js': 'wasm/openjpeg_nowasm_fallback.js',
}

/** Puts them into a folder of the site that names their version: an older page never meets a newer worker. */
export function pdfParts(): Plugin {
  return {
    name: 'pdf-parts',
    apply: 'build',
    generateBundle() {
      const manifest = createRequire(import.meta.url).resolve('pdfjs-dist/package.json')
      const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
      for (const [name, path] of Object.entries(files)) {
        const source = readFileSync(join(dirname(manifest), path))
        this.emitFile({ type: 'asset', fileName: `pdf/${version}/${name}`, source })
      }
    },
  }
}

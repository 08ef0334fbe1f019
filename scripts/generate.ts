// npm run generate [-- --check]: makes every generated file anew from what it is derived from, or with --check shows
// where a file in the tree differs and fails.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { firstDifference } from './first-difference.ts'

interface Generator {
  /** Files by path from the top of the tree. */
  make: () => Promise<Record<string, string>>
}

const root = join(import.meta.dirname, '..')

/** One entry per source; each loads its own world only when its turn comes. */
const generators: Generator[] = [
  {
    make: async () => {
      const { generateSchema } = await import('@besedka/server/platform/generate-schema')
      const { schemaSql, types } = await generateSchema()
      return { 'server/schema.sql': schemaSql, 'server/src/platform/schema.gen.ts': types }
    },
  },
  {
    make: async () => {
      const { renderEnvExample } = await import('@besedka/server/config')
      return { '.env.example': renderEnvExample() }
    },
  },
  {
    make: async () => {
      const { renderOpenApi } = await import('@besedka/docs/openapi')
      return { 'docs/openapi.json': await renderOpenApi() }
    },
  },
  {
    make: async () => {
      const { renderProviderTable } = await import('./provider-table.ts')
      return { 'docs/providers.md': renderProviderTable() }
    },
  },
]

async function main(checkOnly: boolean): Promise<void> {
  let different = 0
  for (const { make } of generators) {
    for (const [path, text] of Object.entries(await make())) {
      const difference = firstDifference(readIfThere(join(root, path)), text)
      if (difference === undefined) continue
      different++
      if (checkOnly) process.stdout.write(`${path} differs from what its source makes:\n${difference}\n`)
      else writeWhole(join(root, path), text)
      if (!checkOnly) process.stdout.write(`${path} written\n`)
    }
  }
  if (checkOnly && different > 0) {
    process.stdout.write('Run: npm run generate\n')
    process.exitCode = 1
  }
}

/** A reader never sees half a file. */
function writeWhole(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}.draft`
  writeFileSync(draft, text)
  renameSync(draft, file)
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

await main(process.argv.includes('--check'))

// Whether package-lock.json knows what every package.json asks for. Where it does not, a fresh clone cannot be
// installed, and nobody who has the packages already would notice.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

type Requirements = Partial<Record<Kind, Record<string, string>>>
type Kind = (typeof kinds)[number]

const kinds = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const

/** One line for each package that a manifest asks for and the lock file does not know so, or the other way round. */
export function lockDifferences(workspace: string, manifest: Requirements, locked: Requirements): string[] {
  return kinds.flatMap((kind) => {
    const asked = manifest[kind] ?? {}
    const known = locked[kind] ?? {}
    return [...new Set([...Object.keys(asked), ...Object.keys(known)])]
      .filter((name) => asked[name] !== known[name])
      .map(
        (name) =>
          `${workspace || '.'}: ${name} ${asked[name] ?? 'absent'}, in the lock file ${known[name] ?? 'absent'}`,
      )
  })
}

function readJson<Content>(file: string): Content {
  return JSON.parse(readFileSync(join(import.meta.dirname, '..', file), 'utf8')) as Content
}

if (import.meta.main) {
  const { packages } = readJson<{ packages: Record<string, Requirements> }>('package-lock.json')
  const { workspaces } = readJson<{ workspaces: string[] }>('package.json')
  const differences = ['', ...workspaces].flatMap((workspace) =>
    lockDifferences(workspace, readJson<Requirements>(join(workspace, 'package.json')), packages[workspace] ?? {}),
  )
  for (const line of differences) process.stdout.write(`${line}\n`)
  if (differences.length > 0) process.stdout.write('Run: npm install, and commit package-lock.json with package.json\n')
  process.exitCode = differences.length === 0 ? 0 : 1
}

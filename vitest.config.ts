import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const workspaces = ['contract', 'mail', 'lab', 'server', 'web', 'embed', 'docs', 'bench', 'scripts']

// Server tests that start the lab need Debian's mail servers: a tier of its own, so that `check` does without them.
const root = import.meta.dirname
const protocolTests = globSync('server/src/**/*.test.ts', { cwd: root }).filter((file) =>
  readFileSync(join(root, file), 'utf8').includes("from '@besedka/lab/"),
)
const database = ['server/src/platform/testing/global-setup.ts']

export default defineConfig({
  test: {
    // More would only make two cores wait for each other: most files bring a server process with them.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    exclude: ['**/node_modules/**', '**/dist/**'],
    projects: [
      ...workspaces.map((name) => ({
        extends: true as const,
        test: {
          name,
          include: [`${name}/**/*.test.{ts,tsx}`],
          exclude: protocolTests,
          globalSetup: name === 'server' ? database : [],
        },
      })),
      { extends: true, test: { name: 'protocol', include: protocolTests, globalSetup: database } },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})

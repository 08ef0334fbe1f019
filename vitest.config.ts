import { defineConfig } from 'vitest/config'

const workspaces = ['contract', 'mail', 'lab', 'server', 'web', 'embed', 'docs', 'bench', 'scripts']

export default defineConfig({
  test: {
    // One tier's Dovecot, PostgreSQL or Chromium beside one more file: more only makes two cores wait for each other.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      ...workspaces.map((name) => ({
        extends: true as const,
        test: {
          name,
          include: [`${name}/**/*.test.{ts,tsx}`],
          globalSetup: name === 'server' ? ['server/src/platform/testing/global-setup.ts'] : [],
        },
      })),
      {
        extends: true as const,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})

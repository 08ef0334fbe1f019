import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: ['contract', 'mail', 'lab', 'server', 'web', 'embed', 'bench', 'docs', 'scripts'].map((workspace) => ({
      extends: true as const,
      test: { name: workspace, include: [`${workspace}/**/*.test.{ts,tsx}`], exclude: ['**/dist/**', '**/node_modules/**'] },
    })),
  },
})

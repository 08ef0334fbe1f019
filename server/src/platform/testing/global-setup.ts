import type { TestProject } from 'vitest/node'
import { startTestServer, type TestServerAddress } from './test-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgres: TestServerAddress
  }
}

/** Vitest calls this once before the first test file and what it returns after the last. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer()
  project.provide('postgres', server.address)
  return server.stop
}

import { readSetupState, type SetupDeps } from './users/setup.service.ts'

/** What the operator reads at the console: where to go, and on an empty database how to begin. */
export async function renderWelcome(setup: SetupDeps, address: string): Promise<string> {
  const { needed } = await readSetupState(setup)
  if (!needed) return `Besedka is ready: ${address}`
  const code = setup.code === undefined ? '' : ` It asks for this code: ${setup.code}`
  return `Besedka is ready. Open ${address} to make the first administrator.${code}`
}

import type { z } from 'zod'
import type { discoveryHint, discoverySource, discoveryWarning, probeCode } from '../discovery.ts'
import type { CauseCode, RemedyCode } from '../remedies.ts'

/**
 * Words of one language for all that servers and searches for settings can tell by code. `{provider}` and `{url}` in a hint
 * stand for what comes with it; a hint may come without an address.
 */
export interface ServerWords {
  causes: Record<CauseCode, string>
  remedies: Record<RemedyCode, string>
  hints: Record<z.infer<typeof discoveryHint>['code'], string>
  sources: Record<z.infer<typeof discoverySource>, string>
  probes: Record<z.infer<typeof probeCode>, string>
  warnings: Record<z.infer<typeof discoveryWarning>, string>
  trust: Record<'1' | '2' | '3', string>
}

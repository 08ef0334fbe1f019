import { probeCode } from '@besedka/contract/discovery'
import { AppError } from '../platform/app-error.ts'
import type { ProbeCode } from './discovery-trace.ts'

/** The code that the trace shows for a failure of the dialler, of a socket or of HTTP. */
export function readProbeCode(error: unknown): ProbeCode {
  if (error instanceof AppError) {
    const known = probeCode.safeParse(error.code)
    return known.success ? known.data : 'CONNECTION_LOST'
  }
  const reason = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (reason === 'HPE_HEADER_OVERFLOW') return 'ANSWER_TOO_LARGE'
  return reason.startsWith('HPE_') ? 'ANSWER_MALFORMED' : 'CONNECTION_LOST'
}

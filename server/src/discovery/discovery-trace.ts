import type { discoveryLine, probe, probeCode } from '@besedka/contract/discovery'
import type { Source, Trust } from '@besedka/mail/discovery/discovery-types'
import type { z } from 'zod'

export type Probe = z.infer<typeof probe>
export type ProbeCode = z.infer<typeof probeCode>
export type DiscoveryLine = z.infer<typeof discoveryLine>

/** One question to the outside. */
export interface Question {
  source: Source
  trust: Trust
  asked: string
}

/** How a question went, with what came of it where something did. */
export interface Told<Value> {
  code: ProbeCode
  detail?: string | undefined
  value?: Value | undefined
}

const REFUSED = new Set<ProbeCode>([
  'HOST_PRIVATE',
  'PORT_REFUSED',
  'ANSWER_FORBIDDEN',
  'REDIRECT_REFUSED',
  'TOO_MANY_REDIRECTS',
])
const NOTHING = new Set<ProbeCode>(['NOTHING', 'HOST_UNKNOWN'])

function outcomeOf(code: ProbeCode): Probe['outcome'] {
  if (code === 'FOUND' || code === 'GOOD_SERVER') return 'found'
  if (code === 'CANCELLED') return 'cancelled'
  if (REFUSED.has(code)) return 'refused'
  return NOTHING.has(code) ? 'nothing' : 'failed'
}

/** Writes down every question, in the order of their answers, and tells a listener at once. */
export function createTrace(signal: AbortSignal, listen: (line: DiscoveryLine) => void = () => {}) {
  const probes: Probe[] = []

  const note = ({ source, trust, asked }: Question, code: ProbeCode, started: number, detail?: string) => {
    const milliseconds = Math.round(performance.now() - started)
    const entry: Probe = { source, trust, asked, outcome: outcomeOf(code), code, milliseconds }
    if (detail !== undefined && detail !== '') entry.detail = detail.slice(0, 200)
    probes.push(entry)
    listen({ type: 'answered', probe: entry })
  }

  /**
   * Asks, and says what came of it; what did not succeed before `stop` has fired counts as cancelled. Never throws: a
   * failure of ours must not take away what others have found.
   */
  async function ask<Value>(
    question: Question,
    stop: AbortSignal,
    work: () => Promise<Told<Value>>,
  ): Promise<Value | undefined> {
    const started = performance.now()
    if (stop.aborted || signal.aborted) return
    listen({ type: 'asking', source: question.source, asked: question.asked })
    // Whoever stops waits for nobody: a name or a connection that is still being waited for is let go of by itself.
    const told = await Promise.race([work(), untilAborted(stop)])
    const isCancelled = (stop.aborted || signal.aborted) && told.value === undefined
    note(question, isCancelled ? 'CANCELLED' : told.code, started, isCancelled ? undefined : told.detail)
    return told.value
  }

  return { probes, ask, skip: (question: Question, code: ProbeCode) => note(question, code, performance.now()) }
}

function untilAborted(stop: AbortSignal): Promise<Told<never>> {
  return new Promise((resolve) => {
    const cancel = () => resolve({ code: 'CANCELLED' })
    if (stop.aborted) cancel()
    stop.addEventListener('abort', cancel, { once: true })
  })
}

export type DiscoveryTrace = ReturnType<typeof createTrace>

import type { Lab } from '@besedka/lab/lab-types'
import { startLab } from '@besedka/lab/start-lab'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAccountCheck } from '../accounts/check-account.ts'
import { createDialler } from '../platform/dialler.ts'
import { eventually } from '../platform/testing/eventually.ts'
import { lettersIn } from './testing/letters-in.ts'
import { createSendingGround } from './testing/sending-ground.ts'

let lab: Lab
const ground = await createSendingGround(() => lab)

beforeAll(async () => {
  lab = await startLab({ receiveFirst: true })
  await ground.startSending({ copies: false })
})
afterAll(() => lab.stop())

async function newMailbox(name: string): Promise<string> {
  const address = `${name}@corp.test`
  await lab.addUser({ address, password: 'secret', name })
  return address
}

test.each(['pop3', 'imap'] as const)(
  'S15 sends through a server that demands it after it has logged in over %s, and not without',
  async (protocol) => {
    const to = await newMailbox(`to-${protocol}`)
    const hasty = await ground.addSender(await newMailbox(`hasty-${protocol}`), { protocol })
    const refused = await ground.delivered(await ground.send(hasty, [to]), 'failed')
    expect(refused.failure).toMatchObject({ code: 'SERVER_REFUSED', replyCode: 554 })
    const polite = await ground.addSender(await newMailbox(`polite-${protocol}`), { protocol, receiveFirst: true })
    await ground.delivered(await ground.send(polite, [to]), 'sent')
    await eventually(async () => expect(await lettersIn(lab, to)).toHaveLength(1))
  },
)

test.each(['pop3', 'imap'] as const)(
  'S15 the check over %s keeps the same order on the same server',
  async (protocol) => {
    const dialler = await createDialler({ dnsServers: [], allowPrivateHosts: true, caFile: lab.caFile })
    const check = createAccountCheck(dialler, async () => 'en')
    const address = await newMailbox(`checked-${protocol}`)
    const server = {
      host: 'localhost',
      security: 'tls' as const,
      user: address,
      password: 'secret',
      secureAuth: false,
      certificateFingerprint: null,
      timeoutMs: 5_000,
      allowPrivate: true,
    }
    const incoming = { ...server, protocol, port: protocol === 'pop3' ? lab.ports.pop3s : lab.ports.imaps }
    const outgoing = { ...server, port: lab.ports.smtps }
    const hasty = await check(address, { incoming, outgoing: { ...outgoing, receiveFirst: false } })
    expect(hasty).toMatchObject({ ok: false, code: 'TRIAL_LETTER_REFUSED' })
    const polite = await check(address, { incoming, outgoing: { ...outgoing, receiveFirst: true } })
    expect(polite.steps.filter((step) => !step.ok)).toEqual([])
  },
)

import type { Lab } from '@besedka/lab/lab-types'
import { parseMessage } from '@besedka/mail/parse-message'
import { afterAll, expect } from 'vitest'
import { eventually } from '../../platform/testing/eventually.ts'
import { startTestApp, type TestPerson } from '../../testing/test-app.ts'
import type { TestClient } from '../../testing/test-client.ts'
import type { NewDraft } from '../draft-content.ts'

type Delivery = Awaited<ReturnType<TestClient['api']['outbox']['delivery']>>

/** A moment that has passed: nothing waits for the time in which it could be taken back. */
export const AT_ONCE = '2020-01-01T00:00:00.000Z'

/** The whole program beside real mail servers; an account of the lab sends and receives. Call it at the top of a file. */
export async function createAnsweringGround(lab: Lab) {
  afterAll(() => lab.stop())
  const app = await startTestApp({ env: { MAIL_CA_FILE: lab.caFile, ALLOW_PRIVATE_HOSTS: '1', ALLOW_PLAINTEXT: '1' } })
  let count = 0

  /**
   * A mailbox of the lab with an account for it, shared with the user, that is done with its first reading. `smtpPort` leads
   * to a server without TLS instead of the lab's own.
   */
  async function addAccount(senderName = 'Отдел продаж', smtpPort?: number) {
    count += 1
    const address = `office${count}@corp.test`
    await lab.addUser({ address, password: 'secret', name: senderName })
    const wish = accountOf(lab, address, senderName, app.asUser)
    const outgoing =
      smtpPort === undefined ? wish.outgoing : { ...wish.outgoing, port: smtpPort, security: 'none' as const }
    const { id } = await app.asAdministrator.api.accounts.create({ ...wish, outgoing })
    await eventually(async () => {
      const { state } = await app.asAdministrator.api.accounts.syncStatus({ id })
      expect(state).toBe('idle')
    })
    return { id, address }
  }

  /** A mailbox that is nobody's account. */
  async function addClient() {
    count += 1
    const address = `client${count}@client.test`
    await lab.addUser({ address, password: 'secret', name: 'Client' })
    return address
  }

  const { api } = app.asUser

  /** The letter with this subject once it has arrived in an account. */
  const arrived = (account: string, subject: string) =>
    eventually(async () => {
      const { items } = await api.interactions.list({ account: [account] })
      const found = items.find((item) => item.subject === subject)
      if (found === undefined) throw new Error(`${subject} has not arrived`)
      return found
    })

  /** The delivery once it stands so. */
  const delivered = (id: string, state: Delivery['state']) =>
    eventually(async () => {
      const found = await api.outbox.delivery({ id })
      expect(found).toMatchObject({ state })
      return found
    })

  async function sendNow(id: string): Promise<Delivery> {
    await api.outbox.send({ id, idempotencyKey: crypto.randomUUID(), sendAt: AT_ONCE })
    return delivered(id, 'sent')
  }

  /** Writes and sends a letter and returns it as it left. */
  async function send(draft: Omit<NewDraft, 'kind' | 'mode'> & { mode?: NewDraft['mode'] }) {
    const { id } = await api.outbox.create({ kind: 'email', ...draft })
    const delivery = await sendNow(id)
    return { id, delivery, ...(await sourceOf(id)) }
  }

  async function sourceOf(id: string) {
    const answer = await app.asUser.fetch(`/api/v1/interactions/${id}/source`)
    const source = Buffer.from(await answer.arrayBuffer())
    return { source, letter: parseMessage(source) }
  }

  return { lab, app, api, addAccount, addClient, arrived, delivered, sendNow, send, sourceOf }
}

function accountOf(lab: Lab, address: string, senderName: string, reader: TestPerson) {
  const server = { host: 'localhost', user: address }
  return {
    address,
    senderName,
    password: 'secret',
    incoming: { ...server, protocol: 'imap' as const, port: lab.ports.imaps, security: 'tls' as const },
    outgoing: { ...server, port: lab.ports.submission, security: 'starttls' as const },
    check: 'skip' as const,
    grants: [{ userId: reader.actor.userId, send: true, manage: false }],
  }
}

import type { Resolver } from 'node:dns/promises'
import { decideDirection } from '@besedka/mail/direction'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { markProved } from '../interactions/interactions.service.ts'
import { type Database, transaction } from '../platform/database.ts'
import { handleJob, type JobHandler } from '../platform/jobs.ts'
import { readStoredSource } from './letter.view.ts'
import { keepOwnSignatures } from './own-signatures.ts'
import { proveSender } from './prove-sender.job.ts'
import { findUnproved, type UnprovedLetter } from './unproved-letters.view.ts'

/**
 * S21: a sender's address alone proves nothing. A letter whose DKIM signature (RFC 6376) is good and whose signing domain
 * is aligned with its author's (RFC 7489 section 3.1) was sent from here; it is then reviewed like others we sent. A name
 * server that does not answer makes the job come again, once the other letters have had their turn; a bad or missing
 * signature leaves the letter as it is.
 */
export function proveSenderHandler(db: Database, records: Resolver): JobHandler {
  return handleJob(proveSender, async ({ ids }) => {
    let isAnswerMissing = false
    for (const letter of await findUnproved(db, ids)) {
      const source = await readStoredSource(db, letter.messageId)
      const signed = source === null ? null : keepOwnSignatures(source, ownDomains(letter))
      if (signed === null) continue
      const dkimDomains = await verifiedDomains(signed, records)
      if (dkimDomains === null) isAnswerMissing = true
      else if (isProved(letter, dkimDomains)) await transaction(db, (trx) => markProved(trx, letter))
    }
    if (isAnswerMissing) throw new Error('a name server did not answer')
  })
}

function isProved(letter: UnprovedLetter, dkimDomains: string[]): boolean {
  const evidence = { folderRole: 'normal', inOutbox: false, dkimDomains, spfDomain: null } as const
  return decideDirection(letter.people, letter.identity, evidence).proved
}

function ownDomains({ identity }: UnprovedLetter): string[] {
  return [identity.address, ...identity.aliases].map((address) => address.slice(address.lastIndexOf('@') + 1))
}

/** d= of each signature that is good, null where a name server did not answer. */
async function verifiedDomains(source: Buffer, records: Resolver): Promise<string[] | null> {
  const resolver = (name: string, type: string) => records.resolve(name, type) as Promise<string[][]>
  const { results } = await dkimVerify(source, { resolver })
  if (results.some(({ status }) => status.result === 'temperror')) return null
  return results.filter(({ status }) => status.result === 'pass').map(({ signingDomain }) => signingDomain ?? '')
}

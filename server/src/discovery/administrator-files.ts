import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readAutoconfig } from '@besedka/mail/discovery/autoconfig-xml'
import type { Finding } from '@besedka/mail/discovery/discovery-types'
import type { MailAddress } from '@besedka/mail/discovery/mail-address'
import type { Told } from './discovery-trace.ts'

/**
 * What the operator has laid down for a domain: `autoconfig/<domain>.xml` in the data folder, in Thunderbird's format. A
 * file that cannot be read as such is told in the trace and decides nothing. The domain has been read as a host name: it
 * holds no path.
 */
export async function askAdministrator(folder: string, address: MailAddress): Promise<Told<Finding>> {
  const text = await readFile(join(folder, `${address.domain}.xml`), 'utf8').catch(() => undefined)
  if (text === undefined) return { code: 'NOTHING' }
  const read = readAutoconfig(text, address)
  if (!read.ok) return { code: read.problem === 'forbidden' ? 'ANSWER_FORBIDDEN' : 'ANSWER_MALFORMED' }
  const { incoming, outgoing } = read
  if (incoming.length + outgoing.length === 0) return { code: 'NOTHING' }
  return { code: 'FOUND', value: { source: 'administrator', trust: 1, incoming, outgoing } }
}

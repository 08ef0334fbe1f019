import { createHash } from 'node:crypto'
import type { Pop3Answer } from '@besedka/mail/maildrop'
import { apopStamp } from '@besedka/mail/pop3-answers'
import { chooseChallenge, startSasl } from '@besedka/mail/sasl-exchange'
import type { SaslMechanism } from '@besedka/mail/sasl-mechanism'
import { SaslError } from '@besedka/mail/scram-sha-256'
import { AppError } from '../platform/app-error.ts'
import { classifyFailure } from './account-errors.ts'
import type { Pop3Client } from './pop3-client.ts'

export interface Pop3Login {
  readonly host: string
  readonly user: string
  readonly password: string
  /** The password itself never leaves: SCRAM-SHA-256, CRAM-MD5, APOP or nothing. */
  readonly secureAuth: boolean
}

type Method = SaslMechanism | 'APOP' | 'USER'

/** A line of a command with its argument; a longer first answer of a dialogue waits to be asked for (RFC 5034 section 4). */
const LONGEST_COMMAND = 255
/** What the server refuses for reasons of its own (RFC 2449 section 8, RFC 3206), whatever the password. */
const NOT_THE_PASSWORD = /^(IN-USE|LOGIN-DELAY|SYS\/.*)$/
const NOT_THIS_WAY =
  /plain ?text|cleartext|not (supported|allowed|enabled)|disallowed|unsupported|mechanism|unknown command/i

/**
 * Logs in, once, by one method. Throws AUTH_METHOD_NOT_OFFERED where the server has none that the account allows,
 * AUTH_FAILED for user or password, SERVER_REFUSED for any other reason of the server's.
 */
export async function logInPop3(client: Pop3Client, greeting: string, login: Pop3Login): Promise<void> {
  const { host } = login
  const stamp = apopStamp(greeting)
  const method = chooseMethod(client, stamp, login.secureAuth)
  if (method === null) throw new AppError('AUTH_METHOD_NOT_OFFERED', { host })
  const answer = await enter(client, method, stamp ?? '', login)
  if (answer.ok) return
  const details = { host, words: answer.text, ...(answer.code === null ? {} : { responseCode: answer.code }) }
  if (NOT_THE_PASSWORD.test(answer.code ?? '')) throw new AppError('SERVER_REFUSED', details)
  const told = classifyFailure({ words: answer.text, authenticationFailed: true })
  throw new AppError(
    told === 'AUTH_FAILED' && NOT_THIS_WAY.test(answer.text) ? 'AUTH_METHOD_NOT_OFFERED' : told,
    details,
  )
}

function chooseMethod(client: Pop3Client, stamp: string | null, secureAuth: boolean): Method | null {
  const { areKnown, names, sasl } = client.capabilities
  if (!secureAuth && sasl.has('PLAIN')) return 'PLAIN'
  // A server that tells nothing of itself knows USER, as all did before CAPA.
  if (!secureAuth && (names.has('USER') || !areKnown)) return 'USER'
  return chooseChallenge(sasl) ?? (stamp === null ? null : 'APOP')
}

function enter(client: Pop3Client, method: Method, stamp: string, login: Pop3Login): Promise<Pop3Answer> {
  if (method === 'USER') return enterByUser(client, login)
  if (method !== 'APOP') return enterBySasl(client, method, login)
  const digest = createHash('md5')
    .update(stamp + login.password)
    .digest('hex')
  return client.wire.command(`APOP ${login.user} ${digest}`)
}

async function enterByUser({ wire }: Pop3Client, { user, password }: Pop3Login): Promise<Pop3Answer> {
  const known = await wire.command(`USER ${user}`)
  return known.ok ? wire.command(`PASS ${password}`) : known
}

async function enterBySasl({ wire }: Pop3Client, mechanism: SaslMechanism, login: Pop3Login): Promise<Pop3Answer> {
  const exchange = startSasl(mechanism, login)
  let failure: SaslError | null = null
  const onChallenge = async (challenge: string): Promise<string> => {
    try {
      return (await exchange.respond(Buffer.from(challenge, 'base64'))).toString('base64')
    } catch (error) {
      if (error instanceof SaslError) failure = error
      throw error
    }
  }
  const initial = exchange.initial === null ? '' : ` ${exchange.initial.toString('base64')}`
  const isShort = `AUTH ${mechanism}${initial}`.length <= LONGEST_COMMAND - 2
  const answer = await wire.command(`AUTH ${mechanism}${isShort ? initial : ''}`, { shape: 'dialogue', onChallenge })
  if (failure !== null) throw new AppError('AUTH_FAILED', { host: login.host }, { cause: failure })
  // A server that lets everybody in does not know the password: it is not the one that it says it is.
  if (answer.ok && !exchange.isProved) throw new AppError('AUTH_FAILED', { host: login.host })
  return answer
}

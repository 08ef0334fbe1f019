import type { account } from '@besedka/contract/accounts'
import { explainAnswer } from '@besedka/mail/remedies/explain-answer'
import type { z } from 'zod'
import type { Database, Transaction } from '../platform/database.ts'
import type { Actor } from '../users/actor.ts'
import { rightsOn } from './accounts.access.ts'
import type { AccountRow } from './accounts.store.ts'

export type AccountView = z.infer<typeof account>

interface ReceivingRow {
  state: AccountView['state'] | null
  errorCode: string | null
  errorDetail: string | null
  lastSuccess: Date | null
  nextTry: Date | null
}

interface GrantRow {
  accountId: string
  userId: string
  send: boolean
  manage: boolean
}

/** Accounts the actor may see, by name: of a foreign personal one an administrator gets name, address and state alone. */
export async function listAccounts(db: Database | Transaction, actor: Actor, onlyId?: string): Promise<AccountView[]> {
  let query = db
    .selectFrom('accounts')
    .leftJoin('accountReceiving', 'accountReceiving.accountId', 'accounts.id')
    .selectAll('accounts')
    .select(['accountReceiving.state', 'accountReceiving.errorCode', 'accountReceiving.errorDetail'])
    .select(['accountReceiving.lastSuccess', 'accountReceiving.nextTry'])
    .orderBy('accounts.name')
    .orderBy('accounts.id')
  if (onlyId !== undefined) query = query.where('accounts.id', '=', onlyId)
  const rows = await query.execute()
  const grants =
    rows.length === 0
      ? []
      : await grantsOf(
          db,
          rows.map((row) => row.id),
        )
  return rows.flatMap((row) =>
    showAccount(
      actor,
      row,
      grants.filter((grant) => grant.accountId === row.id),
    ),
  )
}

function grantsOf(db: Database | Transaction, ids: string[]): Promise<GrantRow[]> {
  return db
    .selectFrom('accountGrants')
    .select(['accountId', 'userId', 'send', 'manage'])
    .where('accountId', 'in', ids)
    .orderBy('userId')
    .execute()
}

function showAccount(actor: Actor, row: AccountRow & ReceivingRow, grants: GrantRow[]): AccountView[] {
  const own = grants.find((grant) => grant.userId === actor.userId) ?? null
  const { see, ...rights } = rightsOn(actor, { ...row, grant: own })
  if (!see) return []
  const view: AccountView = {
    id: row.id,
    name: row.name,
    senderName: row.senderName,
    address: row.address,
    scope: row.scope,
    ownerId: row.ownerId,
    useForSending: row.useForSending,
    useForReceiving: row.useForReceiving,
    timeoutSeconds: row.timeoutSeconds,
    aliases: row.aliases,
    loadSelfAddressed: row.loadSelfAddressed,
    grants: rights.manage ? grants.map(({ userId, send, manage }) => ({ userId, send, manage })) : [],
    incoming: rights.manage ? showIncoming(row) : null,
    outgoing: rights.manage ? showOutgoing(row) : null,
    checked: row.checked,
    state: row.state ?? 'off',
    errorCode: row.errorCode,
    // The server's words may name a folder.
    errorDetail: rights.read ? row.errorDetail : null,
    ...(rights.read ? explainFailure(row) : {}),
    lastSuccess: row.lastSuccess?.toISOString() ?? null,
    nextTry: row.nextTry?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    system: row.isSystem,
    paused: row.paused,
    locked: row.locked,
    awaitsChoice: row.awaitsChoice,
    loadSince: row.loadSince?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
    rights,
  }
  return [view]
}

/** Only what a server has said is explained; a broken line or a certificate has words of its own. */
function explainFailure(row: AccountRow & ReceivingRow): Pick<AccountView, 'errorCause' | 'errorRemedy'> {
  const { errorCode, errorDetail, incomingHost, incomingProtocol } = row
  if (errorDetail === null || incomingHost === null || /^(CONNECTION|HOST|TLS)_/.test(errorCode ?? '')) return {}
  const answer = { protocol: incomingProtocol ?? 'imap', host: incomingHost, text: errorDetail } as const
  const [likeliest] = explainAnswer(answer)
  return likeliest === undefined ? {} : { errorCause: likeliest.cause, errorRemedy: likeliest.remedy }
}

function showIncoming(row: AccountRow): AccountView['incoming'] {
  if (row.incomingHost === null || row.incomingPort === null || row.incomingProtocol === null) return null
  return {
    protocol: row.incomingProtocol,
    host: row.incomingHost,
    port: row.incomingPort,
    security: row.incomingSecurity ?? 'tls',
    user: row.incomingUser ?? row.address,
    secureAuth: row.incomingSecureAuth,
    certificateFingerprint: row.incomingFingerprint,
    hasPassword: row.incomingPassword !== null,
    keepCopies: row.keepCopies,
    deleteAfterDays: row.deleteAfterDays,
  }
}

function showOutgoing(row: AccountRow): AccountView['outgoing'] {
  if (row.outgoingHost === null || row.outgoingPort === null) return null
  return {
    host: row.outgoingHost,
    port: row.outgoingPort,
    security: row.outgoingSecurity ?? 'tls',
    user: row.outgoingUser ?? row.address,
    secureAuth: row.outgoingSecureAuth,
    certificateFingerprint: row.outgoingFingerprint,
    hasPassword: row.outgoingPassword !== null,
    receiveFirst: row.receiveFirst,
  }
}

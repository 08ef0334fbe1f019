import type { ErrorCode } from '@besedka/contract/errors'
import type { ImapFlow } from 'imapflow'
import type { ReceivingAccount } from '../accounts/accounts.service.ts'
import { moveLetters } from '../emails/move-letters.job.ts'
import { noteMoved } from '../emails/placements.service.ts'
import { AppError, type Outcome } from '../platform/app-error.ts'
import { type Database, transaction } from '../platform/database.ts'
import { handleJob, type JobHandler } from '../platform/jobs.ts'
import { publish } from '../platform/live.ts'
import { userAudience } from '../users/user-audience.ts'
import { findMove, type PlannedMove } from './moves.view.ts'

export interface MoveDeps {
  db: Database
  accounts: { receivingAccount(id: string): Promise<ReceivingAccount | null>; receiveSoon(id: string): Promise<void> }
  openImap(connection: ReceivingAccount['incoming']): Promise<Outcome<ImapFlow>>
}

type Payload = ReturnType<(typeof moveLetters)['payload']['parse']>

/** What moving a folder's letters has come to. */
type MoveEnd = { kind: 'moved' } | { kind: 'refused'; code: ErrorCode; words: string }

/**
 * B22: moves letters on the server by UID MOVE (RFC 6851), or by COPY and UID EXPUNGE (RFC 4315) of just these letters. A
 * server with neither could only expunge what others have marked as well, so it is not asked. Letters that have not come
 * to lie in the folder yet, because an earlier move is still being seen, are waited for. A refusal is told to who asked.
 */
export function moveLettersHandler(deps: MoveDeps): JobHandler {
  return handleJob(moveLetters, async (payload, { isLastAttempt }) => {
    const move = await findMove(deps.db, payload)
    if (move === null) return
    const account = await deps.accounts.receivingAccount(payload.accountId)
    if (account === null) return refuse(deps.db, payload, { code: 'NOT_FOUND', words: '' })
    try {
      if (move.letters.length > 0) {
        const end = await carryOut(deps, account, move)
        if (end.kind === 'refused') return await refuse(deps.db, payload, end)
        await deps.accounts.receiveSoon(payload.accountId)
      }
      if (move.awaited > 0 && !isLastAttempt) throw new Error('an earlier move is still being read')
    } catch (error) {
      if (isLastAttempt) await refuse(deps.db, payload, reasonOf(error))
      throw error
    }
  })
}

async function carryOut(deps: MoveDeps, account: ReceivingAccount, move: PlannedMove): Promise<MoveEnd> {
  const opened = await deps.openImap(account.incoming)
  if (!opened.ok) throw opened.error
  const client = opened.value
  try {
    const lock = await client.getMailboxLock(move.from.path)
    try {
      return await moveOpened(deps.db, client, move)
    } finally {
      lock.release()
    }
  } finally {
    await client.logout().catch(() => client.close())
  }
}

async function moveOpened(db: Database, client: ImapFlow, move: PlannedMove): Promise<MoveEnd> {
  const { mailbox, capabilities } = client
  // Another UIDVALIDITY: these numbers name other letters now. The folder is being read anew.
  if (!mailbox || mailbox.uidValidity !== move.from.uidValidity) throw new AppError('CONNECTION_LOST')
  if (!capabilities.has('MOVE') && !capabilities.has('UIDPLUS')) {
    return { kind: 'refused', code: 'MOVE_NOT_OFFERED', words: '' }
  }
  let words = ''
  client.on('response', ({ response, code }) => {
    if (response === 'NO' || response === 'BAD') words = code ?? response
  })
  const uids = move.letters.map(({ uid }) => uid)
  const moved = await client.messageMove(uids.join(','), move.to.path, { uid: true })
  if (!moved) {
    if (!client.usable) throw new AppError('CONNECTION_LOST')
    return { kind: 'refused', code: 'SERVER_REFUSED', words }
  }
  const { uidMap, uidValidity } = moved
  if (uidMap === undefined || uidValidity === undefined) return { kind: 'moved' }
  const pairs = [...uidMap]
  await noteMoved(db, {
    accountId: move.accountId,
    from: { ...move.from, uids: pairs.map(([old]) => old) },
    to: { folderId: move.to.folderId, uidValidity, uids: pairs.map(([, now]) => now) },
  })
  return { kind: 'moved' }
}

function refuse(
  db: Database,
  { accountId, interactionIds, askedBy }: Payload,
  { code, words }: { code: ErrorCode; words: string },
): Promise<void> {
  return transaction(db, (trx) =>
    publish(trx, {
      topic: 'interactions.move-refused',
      audience: [userAudience(askedBy)],
      data: { accountId, ids: interactionIds, code, detail: words.slice(0, 500) },
    }),
  )
}

function reasonOf(error: unknown): { code: ErrorCode; words: string } {
  if (!(error instanceof AppError)) return { code: 'UNEXPECTED', words: '' }
  const { words } = error.details
  return { code: error.code, words: typeof words === 'string' ? words : '' }
}

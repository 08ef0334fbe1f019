import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { folderState } from './folders.ts'
import { id, time } from './pages.ts'
import { causeCode, remedyCode } from './remedies.ts'

export const security = z.enum(['tls', 'starttls', 'none'])
export const protocol = z.enum(['imap', 'pop3'])

const host = z.string().trim().min(1).max(253)
const port = z.number().int().min(1).max(65535)
const secret = z.string().min(1).max(1024)

const server = {
  host,
  port,
  security,
  user: z.string().min(1).max(320),
  password: secret.optional(),
  /** «Безопасная проверка пароля»: a challenge instead of the password itself, never falling back in silence. */
  secureAuth: z.boolean().default(false),
  /** SHA-256 of a certificate that a person accepted although nobody vouches for it; hex. */
  certificateFingerprint: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullish(),
}

export const incomingInput = z.object({
  ...server,
  protocol,
  /** POP3 only, no default: absent is an error there; over IMAP nothing is ever deleted. */
  keepCopies: z.boolean().optional(),
  deleteAfterDays: z.number().int().min(0).max(3650).optional(),
})
export const outgoingInput = z.object({
  ...server,
  /** «Требуется авторизация на сервере входящей почты перед отправкой». */
  receiveFirst: z.boolean().default(false),
})

const grant = z.object({ userId: id, send: z.boolean().default(true), manage: z.boolean().default(false) })

const accountFields = {
  name: z.string().trim().min(1).max(200),
  senderName: z.string().trim().max(200),
  address: z.string().max(320),
  useForSending: z.boolean(),
  useForReceiving: z.boolean(),
  scope: z.enum(['shared', 'personal']),
  timeoutSeconds: z.number().int().min(1).max(600),
  aliases: z.array(z.string().max(320)).max(100),
  /** «Загружать письма самому себе». */
  loadSelfAddressed: z.boolean(),
  /** Who besides administrators (shared) or the owner (personal) may read; personal accounts have none. */
  grants: z.array(grant).max(1000),
}

export const accountInput = z.object({
  ...accountFields,
  name: accountFields.name.optional(),
  senderName: accountFields.senderName.default(''),
  password: secret.optional(),
  useForSending: z.boolean().default(true),
  useForReceiving: z.boolean().default(true),
  scope: accountFields.scope.default('shared'),
  timeoutSeconds: accountFields.timeoutSeconds.default(30),
  aliases: accountFields.aliases.default([]),
  loadSelfAddressed: z.boolean().default(false),
  grants: accountFields.grants.default([]),
  incoming: incomingInput.optional(),
  outgoing: outgoingInput.optional(),
  check: z.enum(['required', 'skip']).default('required'),
  /** The account that the program itself writes from; there is one at most, and the last one named is it. */
  system: z.boolean().default(false),
  /**
   * Which of the letters that lie on the server are loaded: `since` those that arrived from `loadSince` on, `none` those
   * that arrive from now on; `ask` waits for a person's choice (`chooseFirstReceipt`) and receives nothing before.
   */
  firstReceipt: z.enum(['all', 'since', 'none', 'ask']).default('all'),
  loadSince: time.optional(),
  /** An administrator's word that servers on private addresses are meant. */
  confirmPrivateHosts: z.boolean().default(false),
})

export const accountChange = z
  .object({
    ...accountFields,
    password: secret,
    incoming: incomingInput.partial(),
    outgoing: outgoingInput.partial(),
    check: z.enum(['required', 'skip']),
    confirmPrivateHosts: z.boolean(),
    system: z.boolean(),
    /** True stops receiving where it stands. */
    paused: z.boolean(),
    /** The mailbox's present password: without it servers, users, address and uses of a personal account stay. */
    currentPassword: secret,
  })
  .partial()

const serverView = z.object({
  host: z.string(),
  port: z.number(),
  security,
  user: z.string(),
  secureAuth: z.boolean(),
  certificateFingerprint: z.string().nullable(),
  hasPassword: z.boolean(),
})

export const syncState = z.enum(['off', 'waiting', 'connecting', 'syncing', 'idle', 'failed'])

export const account = z.object({
  ...accountFields,
  id,
  ownerId: id.nullable(),
  incoming: serverView.extend({ protocol, keepCopies: z.boolean(), deleteAfterDays: z.number() }).nullable(),
  outgoing: serverView.extend({ receiveFirst: z.boolean() }).nullable(),
  /** False after a deliberate skip of the check. */
  checked: z.boolean(),
  state: syncState,
  errorCode: z.string().nullable(),
  /** The server's own words of the last failure, for who may read the account. */
  errorDetail: z.string().nullable(),
  /** What these words mean and what helps, where that is known; their own words stand in `texts/`. */
  errorCause: causeCode.optional(),
  errorRemedy: remedyCode.optional(),
  lastSuccess: time.nullable(),
  /** When a failed account tries again by itself; null: not before a person has acted. */
  nextTry: time.nullable(),
  createdAt: time,
  system: z.boolean(),
  paused: z.boolean(),
  /** Its letters stay shut until the mailbox's password is typed again (`unlock`). */
  locked: z.boolean(),
  /** Receiving waits for `chooseFirstReceipt`. */
  awaitsChoice: z.boolean(),
  /** Letters that arrived on the server before are left there. */
  loadSince: time.nullable(),
  /** Removed with its letters kept: nothing is exchanged any more. */
  closedAt: time.nullable(),
  /** What the viewer may do here. */
  rights: z.object({ read: z.boolean(), send: z.boolean(), manage: z.boolean() }),
})

export const checkStep = z.object({
  step: z.enum([
    'resolve-outgoing',
    'connect-outgoing',
    'secure-outgoing',
    'login-outgoing',
    'send-trial-letter',
    'resolve-incoming',
    'connect-incoming',
    'secure-incoming',
    'login-incoming',
    'list-folders',
    'see-trial-letter',
  ]),
  ok: z.boolean(),
  milliseconds: z.number().int(),
  code: z.string().optional(),
  /** The server's own words, with nothing secret in them. */
  detail: z.string(),
  /** What the server's words mean, where that is known, and what to do; their own words stand in `texts/`. */
  cause: causeCode.optional(),
  remedy: remedyCode.optional(),
  certificateFingerprint: z.string().optional(),
})

/** What a watched check sends, one server-sent event each: the steps as they end, then one of the other two. */
export const watchedEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('step'), step: checkStep }),
  /** `account` is null where the check was all that was asked for. */
  z.object({ type: z.literal('done'), account: account.nullable() }),
  z.object({ type: z.literal('failed'), problem: z.looseObject({ code: z.string() }) }),
])
export type WatchedEvent = z.infer<typeof watchedEvent>

export const mailboxCount = z.object({
  letters: z.number().int(),
  folders: z.array(z.object({ path: z.string(), letters: z.number().int() })),
})

export const syncStatus = z.object({
  state: syncState,
  errorCode: z.string().nullable(),
  /** The server's own words of the last failure. */
  errorDetail: z.string().nullable(),
  since: time.nullable(),
  nextTry: time.nullable(),
  /** Interactions of the account left to review: one that lies in several folders counts once, in none of them too. */
  unreviewed: z.number(),
  folders: z.array(folderState),
})

export const accounts = {
  list: endpoint('filtered')
    .route({ method: 'GET', path: '/accounts', summary: 'Accounts the viewer may see' })
    .output(z.object({ items: z.array(account) })),
  create: endpoint('signed-in', { needsMailClient: true })
    .route({
      method: 'POST',
      path: '/accounts',
      summary: 'Check and save an account; receiving starts by itself',
      successStatus: 201,
    })
    .input(accountInput)
    .output(account),
  read: endpoint('account-reader')
    .route({ method: 'GET', path: '/accounts/{id}', summary: 'One account, without passwords' })
    .input(z.object({ id }))
    .output(account),
  update: endpoint('account-manager', { needsMailClient: true })
    .route({
      method: 'PATCH',
      path: '/accounts/{id}',
      summary: 'Change an account; server, user, password and use are checked again',
    })
    .input(accountChange.extend({ id }))
    .output(account),
  remove: endpoint('account-manager', { needsMailClient: true })
    .route({
      method: 'DELETE',
      path: '/accounts/{id}',
      summary:
        'Remove an account with what was received for it, or close it and keep that; the server keeps everything',
      successStatus: 204,
    })
    .input(z.object({ id, letters: z.enum(['delete', 'keep']).default('delete') }))
    .output(z.void()),
  check: endpoint('account-manager', { needsMailClient: true })
    .route({ method: 'POST', path: '/accounts/{id}/check', summary: 'Send the trial letter and log in to receive' })
    .input(z.object({ id }))
    .output(z.object({ ok: z.boolean(), steps: z.array(checkStep) })),
  createWatched: endpoint('signed-in', { needsMailClient: true, body: 'stream' }).route({
    method: 'POST',
    path: '/accounts/watched',
    summary: 'As POST /accounts, its JSON as bytes; each step of the check is told as it ends, see `watchedEvent`',
  }),
  updateWatched: endpoint('account-manager', { needsMailClient: true, body: 'stream' })
    .route({
      method: 'POST',
      path: '/accounts/{id}/watched',
      summary: 'As PATCH /accounts/{id}, its JSON as bytes; each step of the check is told as it ends',
    })
    .input(z.object({ id })),
  checkWatched: endpoint('account-manager', { needsMailClient: true, body: 'stream' })
    .route({
      method: 'POST',
      path: '/accounts/{id}/check/watched',
      summary: 'As POST /accounts/{id}/check; each step is told as it ends',
    })
    .input(z.object({ id })),
  mailbox: endpoint('account-manager', { needsMailClient: true })
    .route({
      method: 'GET',
      path: '/accounts/{id}/mailbox',
      summary: 'How many letters lie on the server in the folders that receiving loads; logs in there',
    })
    .input(z.object({ id }))
    .output(mailboxCount),
  chooseFirstReceipt: endpoint('account-manager', { needsMailClient: true })
    .route({
      method: 'POST',
      path: '/accounts/{id}/first-receipt',
      summary: 'Say which of the letters on the server are wanted; receiving starts',
    })
    .input(z.object({ id, load: z.enum(['all', 'since', 'none']), since: time.optional() }))
    .output(account),
  unlock: endpoint('account-manager')
    .route({
      method: 'POST',
      path: '/accounts/{id}/unlock',
      summary: 'Open the letters of a locked personal account with the password of its mailbox',
    })
    .input(z.object({ id, password: secret }))
    .output(account),
  sync: endpoint('account-reader', { needsMailClient: true })
    .route({ method: 'POST', path: '/accounts/{id}/sync', summary: 'Receive now', successStatus: 202 })
    .input(z.object({ id }))
    .output(z.object({ state: syncState })),
  syncStatus: endpoint('account-reader')
    .route({
      method: 'GET',
      path: '/accounts/{id}/sync',
      summary: 'Per folder: letters on the server and here, last success',
    })
    .input(z.object({ id }))
    .output(syncStatus),
  folders: endpoint('account-reader')
    .route({ method: 'GET', path: '/accounts/{id}/folders', summary: 'Folders with their counters' })
    .input(z.object({ id }))
    .output(z.object({ items: z.array(folderState) })),
  ledger: endpoint('account-reader')
    .route({
      method: 'GET',
      path: '/accounts/{id}/ledger',
      summary: 'Per folder: letters of the server against ours, and each that is not an interaction with its reason',
    })
    .input(z.object({ id }))
    .output(
      z.object({
        folders: z.array(
          z.object({
            path: z.string(),
            server: z.number().nullable(),
            local: z.number(),
            missing: z.number().nullable(),
            skipped: z.array(z.object({ id, uid: z.number(), reason: z.string() })),
            quarantined: z.array(z.object({ id, uid: z.number(), reason: z.string() })),
          }),
        ),
      }),
    ),
  loadSkipped: endpoint('account-manager', { needsMailClient: true })
    .route({
      method: 'POST',
      path: '/accounts/{id}/skipped/{skippedId}/load',
      summary: 'Load a skipped letter after all',
    })
    .input(z.object({ id, skippedId: id }))
    .output(z.object({ interactionId: id })),
}

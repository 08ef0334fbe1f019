import type { Account, FolderState, InteractionItem, SyncStatus } from '../api/wire-types.ts'

const moment = '2026-11-23T09:04:00.000Z'

/** An incoming letter to review, as lists show it; the test names what matters. */
export function aRow(id: string, part: Partial<InteractionItem> = {}): InteractionItem {
  return {
    id,
    kind: 'email',
    direction: 'incoming',
    date: moment,
    subject: `Letter ${id}`,
    snippet: '',
    from: [{ name: 'Anna', address: 'anna@client.test' }],
    to: [{ name: '', address: 'sales@corp.test' }],
    messageId: `${id}@client.test`,
    threadId: id,
    account: { id: '1', name: 'Sales' },
    folders: [{ id: '11', path: 'INBOX', name: 'INBOX', role: 'inbox' }],
    record: null,
    assignee: null,
    reviewed: false,
    reviewAfter: null,
    hasAttachments: false,
    importance: 'normal',
    status: null,
    proved: true,
    version: 1,
    ...part,
  }
}

export function aFolder(id: string, path: string, part: Partial<FolderState> = {}): FolderState {
  return {
    id,
    path,
    name: path.split('/').at(-1) ?? path,
    delimiter: '/',
    role: 'normal',
    loaded: true,
    reason: 'subscribed',
    server: 10,
    local: 10,
    total: 10,
    unreviewed: 0,
    lastSuccess: moment,
    error: null,
    ...part,
  }
}

export function aStatus(part: Partial<SyncStatus> = {}): SyncStatus {
  return {
    state: 'idle',
    errorCode: null,
    errorDetail: null,
    since: null,
    nextTry: null,
    unreviewed: 0,
    folders: [],
    ...part,
  }
}

export function anAccount(id: string, part: Partial<Account> = {}): Account {
  return {
    id,
    name: `Account ${id}`,
    senderName: 'Sales',
    address: `box${id}@corp.test`,
    useForSending: true,
    useForReceiving: true,
    scope: 'shared',
    timeoutSeconds: 30,
    aliases: [],
    loadSelfAddressed: false,
    grants: [],
    ownerId: null,
    incoming: null,
    outgoing: null,
    checked: true,
    state: 'idle',
    errorCode: null,
    errorDetail: null,
    lastSuccess: moment,
    nextTry: null,
    createdAt: moment,
    system: false,
    paused: false,
    locked: false,
    awaitsChoice: false,
    loadSince: null,
    closedAt: null,
    rights: { read: true, send: true, manage: true },
    ...part,
  }
}

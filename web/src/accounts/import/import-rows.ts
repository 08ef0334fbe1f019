import { type AccountDraft, emptyDraft, withAddress, withFound } from '../account-draft.ts'

export type ImportProblem = 'address' | 'password' | 'twice' | 'server' | 'exists'

/** One line of the file, ready to be tried, or with what is wrong in it. */
export interface ImportRow {
  /** Its place among the lines that name an account, from 0; an address may stand twice. */
  line: number
  draft: AccountDraft
  /** The line names its servers; otherwise they are looked for. */
  hasServers: boolean
  problem: ImportProblem | null
}

const COLUMNS = ['address', 'password', 'name', 'sender', 'incoming', 'outgoing', 'user', 'protocol'] as const
type Column = (typeof COLUMNS)[number]

/** What people write above their columns, in both languages. */
const HEADINGS: Record<string, Column> = {
  address: 'address',
  email: 'address',
  'e-mail': 'address',
  адрес: 'address',
  почта: 'address',
  'адрес электронной почты': 'address',
  password: 'password',
  пароль: 'password',
  name: 'name',
  наименование: 'name',
  название: 'name',
  sender: 'sender',
  отправитель: 'sender',
  'имя отправителя': 'sender',
  'имя пользователя': 'sender',
  incoming: 'incoming',
  получение: 'incoming',
  outgoing: 'outgoing',
  отправка: 'outgoing',
  user: 'user',
  пользователь: 'user',
  protocol: 'protocol',
  протокол: 'protocol',
}

/** Cuts CSV into cells (RFC 4180), parted by a semicolon, a comma or a tab, whichever the first line has. */
export function readCsv(text: string): string[][] {
  const clean = text.replace(/^\uFEFF/, '')
  const firstLine = clean.split(/\r?\n/, 1)[0] ?? ''
  const separator = [';', '\t', ','].find((one) => firstLine.includes(one)) ?? ';'
  const rows: string[][] = [[]]
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < clean.length; at += 1) {
    const character = clean[at] ?? ''
    if (isQuoted) {
      if (character !== '"') cell += character
      else if (clean[at + 1] === '"') {
        cell += '"'
        at += 1
      } else isQuoted = false
    } else if (character === '"' && cell.trim() === '') {
      cell = ''
      isQuoted = true
    } else if (character === separator || character === '\n') {
      rows.at(-1)?.push(cell)
      cell = ''
      if (character === '\n') rows.push([])
    } else cell += character
  }
  rows.at(-1)?.push(cell)
  return rows
    .map((cells) => cells.map((one) => one.replace(/\r$/, '')))
    .filter((cells) => cells.some((one) => one.trim() !== ''))
}

/** The lines of a file as accounts to be; `existing` are the addresses that are set up already. */
export function readImport(text: string, existing: readonly string[]): ImportRow[] {
  const [first = [], ...rest] = readCsv(text)
  const headings = first.map((cell) => HEADINGS[cell.trim().toLowerCase()])
  const hasHead = headings.some((heading) => heading !== undefined)
  const columns = hasHead ? headings : COLUMNS
  const taken = new Set(existing.map((address) => address.toLowerCase()))
  const seen = new Set<string>()
  return (hasHead ? rest : [first, ...rest])
    .map((cells) => (column: Column) => cells[columns.indexOf(column)] ?? '')
    .filter((cell) => cell('address').trim() !== '' || cell('password') !== '')
    .map((cell, line) => {
      const row = readRow(cell)
      const address = row.draft.address.toLowerCase()
      const problem = row.problem ?? (seen.has(address) ? 'twice' : taken.has(address) ? 'exists' : null)
      seen.add(address)
      return { ...row, line, problem }
    })
}

function readRow(cell: (column: Column) => string): Omit<ImportRow, 'line'> {
  const address = cell('address').trim()
  const named = { ...emptyDraft('shared'), password: cell('password'), name: cell('name').trim() }
  const draft = withAddress({ ...named, senderName: cell('sender').trim() || named.name }, address)
  const user = cell('user').trim() || address
  const protocol = /^pop/i.test(cell('protocol').trim()) ? 'pop3' : 'imap'
  const incoming = readPlace(cell('incoming'), [993, 995])
  const outgoing = readPlace(cell('outgoing'), [465])
  const hasServers = incoming !== null && outgoing !== null
  const isBroken = [incoming, outgoing].includes('broken') || (incoming === null) !== (outgoing === null)
  const problem = !/^\S+@[^\s@]+$/.test(address)
    ? 'address'
    : named.password === ''
      ? 'password'
      : isBroken
        ? 'server'
        : null
  if (!hasServers || incoming === 'broken' || outgoing === 'broken') return { draft, hasServers, problem }
  const found = withFound(draft, { incoming: { ...incoming, user, protocol }, outgoing: { ...outgoing, user } })
  // Copies stay: a list of fifty lines is no place to agree that letters are deleted.
  return { draft: { ...found, incoming: { ...found.incoming, keepCopies: true } }, hasServers, problem }
}

function readPlace(text: string, securePorts: readonly number[]) {
  const place = text.trim()
  if (place === '') return null
  const [, host = '', digits = ''] = /^([^\s:]+):(\d{1,5})$/.exec(place) ?? []
  const port = Number(digits)
  if (host === '' || port < 1 || port > 65_535) return 'broken' as const
  // The usual STARTTLS ports are the exception; anything else is spoken over TLS from the start.
  const security =
    [143, 110, 587, 25].includes(port) && !securePorts.includes(port) ? ('starttls' as const) : ('tls' as const)
  return { host, port, security }
}

import { type ScriptedPop3, startScriptedPop3 } from '../../accounts/testing/scripted-pop3.ts'

export interface PoorMailbox {
  letters: string[]
  /** Ids by letter; null: the server has no UIDL. */
  ids: string[] | null
  hasTop: boolean
  /** Letters that it has and does not give, by their place from 1. */
  refused: number[]
  /** What it says to RETR of these. */
  refusal: string
}

/** A POP3 server poorer than any that can be installed: no CAPA or pipelining, UIDL and TOP only where they are given. */
export async function startPoorPop3(letters: string[], odd: Partial<PoorMailbox> = {}) {
  const mailbox: PoorMailbox = { letters, ids: null, hasTop: false, refused: [], refusal: '-ERR damaged', ...odd }
  let marked = new Set<number>()
  const list = (lines: string[]) => `+OK\r\n${lines.map((line) => `${line}\r\n`).join('')}.\r\n`
  const shown = () => mailbox.letters.map((letter, index) => ({ letter, number: index + 1 }))

  function answer(line: string): string {
    const [command = '', argument = ''] = line.split(' ')
    const number = Number(argument)
    const letter = mailbox.letters[number - 1]
    switch (command) {
      case 'USER':
        marked = new Set()
        return '+OK\r\n'
      case 'PASS':
        return '+OK\r\n'
      case 'LIST':
        return list(shown().map((one) => `${one.number} ${one.letter.length}`))
      case 'UIDL': {
        const { ids } = mailbox
        return ids === null ? '-ERR what\r\n' : list(shown().map((one) => `${one.number} ${ids[one.number - 1] ?? ''}`))
      }
      case 'RETR':
        if (letter === undefined || mailbox.refused.includes(number)) return `${mailbox.refusal}\r\n`
        return `+OK\r\n${letter.replaceAll(/^\./gm, '..')}.\r\n`
      case 'TOP':
        if (letter === undefined || !mailbox.hasTop) return '-ERR what\r\n'
        return `+OK\r\n${letter.slice(0, letter.indexOf('\r\n\r\n') + 4)}.\r\n`
      case 'DELE':
        marked.add(number)
        return '+OK\r\n'
      case 'QUIT': {
        const stays = (_: string, index: number) => !marked.has(index + 1)
        mailbox.letters = mailbox.letters.filter(stays)
        mailbox.ids = mailbox.ids?.filter(stays) ?? null
        return '+OK\r\n'
      }
      default:
        return '-ERR what\r\n'
    }
  }

  const server: ScriptedPop3 = await startScriptedPop3({ greeting: '+OK\r\n', answer })
  return {
    ...server,
    get accepted() {
      return server.accepted
    },
    mailbox,
  }
}

// The letters that arrive while somebody looks on.
import { composeLetter, type Person } from '@besedka/lab/compose-letter'

interface DemoLetter {
  from: Person
  subject: string
  text: string
}

const letters: DemoLetter[] = [
  {
    from: { name: 'Павел Ершов', address: 'p.ershov@baltstroy.example' },
    subject: 'Нужен еще один поддон кирпича',
    text: 'Добрый день!\n\nНа участке не хватило кирпича, нужен еще один поддон к четвергу. Успеете?\n\nПавел Ершов',
  },
  {
    from: { name: 'James Whitfield', address: 'james@whitfield-timber.example' },
    subject: 'Loading date for the second container',
    text: 'Hello,\n\ncould you confirm the loading date for the second container? The vessel leaves on Friday.\n\nJames',
  },
  {
    from: { name: 'Елена Рябова', address: 'ryabova@tehnokrov.example' },
    subject: 'Счет на доставку',
    text: 'Здравствуйте!\n\nПришлите, пожалуйста, счет на доставку отдельно от материалов.\n\nС уважением, Елена Рябова',
  },
  {
    from: { name: 'Sofia Lindqvist', address: 'sofia@nordfjord.example' },
    subject: 'Samples arrived',
    text: 'Good morning,\n\nthe samples arrived today, all in one piece. I will write about the colour tomorrow.\n\nSofia',
  },
]

/** The letter of a turn, counted from 0; after the last comes the first again. */
export function letterOfTurn(turn: number, to: Person, now: Date): Buffer {
  const letter = letters[turn % letters.length] ?? letters[0]
  if (!letter) throw new Error('The demonstration has no letters.')
  const messageId = `demo-${now.getTime()}-${turn}@${letter.from.address.split('@')[1]}`
  return composeLetter({ ...letter, to: [to], date: now, messageId })
}

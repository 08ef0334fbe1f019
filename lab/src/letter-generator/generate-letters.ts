import { fitCharset } from '../charset-fit.ts'
import { composeLetter, type LetterCharset, type LetterFile, type Person } from '../compose-letter.ts'
import type { LoadedLetter } from '../mailbox-loader.ts'
import { htmlOf } from '../sample-mail/sample-text.ts'
import { generatePeople } from './generated-people.ts'
import { type GeneratedFolder, type LetterStyle, pickFiles, pickFlags, pickFolder, pickStyle } from './letter-style.ts'
import { writeSubject, writeText } from './letter-text.ts'
import { formsByLetter, type PlantedForm, type PlantedWord, plantWords } from './planted-words.ts'
import { createRandom, type RandomSource } from './random-source.ts'
import { createVocabulary, type Language, type Vocabulary } from './vocabulary.ts'

export interface GeneratorOptions {
  count: number
  /** Average size of a letter's source. Default 15,000. */
  averageBytes?: number
  seed?: number
  /** Whose mailbox it is: the recipient, and the sender of what lies in Sent. */
  owner?: Person
  /** Date of the last letter; the first is two years older. Default: a fixed day, so that bytes repeat. */
  until?: Date
}

export interface GeneratedLetter extends LoadedLetter {
  source: Buffer
  /** Number from 0, in the order of dates. */
  index: number
  folder: GeneratedFolder
  messageId: string
  internalDate: Date
}

export interface GeneratedMail {
  /** Made one by one while it is read; may be read again and gives the same letters. */
  letters: Iterable<GeneratedLetter>
  /** What a search must find, exactly. */
  planted: readonly PlantedWord[]
}

/** What an answer needs of the letter it answers. */
interface Remembered {
  messageId: string
  references: string[]
  subject: string
  opening: string
  partner: Person
}

interface Workshop {
  random: RandomSource
  count: number
  averageBytes: number
  until: Date
  seed: number
  owner: Person
  people: [Person, ...Person[]]
  vocabularies: Record<Language, Vocabulary>
  planted: ReadonlyMap<number, readonly PlantedForm[]>
  recent: Remembered[]
  /** Bytes written so far. */
  total: number
}

const twoYears = 730 * 86_400_000
const fixedDay = new Date('2026-05-01T12:00:00Z')
const answerShare = 0.45
const remembered = 400

/**
 * A large mailbox, the same for the same options: Russian (70 %) and English, utf-8, windows-1251 and koi8-r, two
 * thirds with HTML, every tenth with attachments, 45 % answers, INBOX 53 %, Sent 25 %, Archive 13 %, Projects 9 %.
 */
export function generateLetters(options: GeneratorOptions): GeneratedMail {
  const seed = options.seed ?? 1
  const planted = plantWords(options.count, createRandom(seed + 1))
  return {
    planted,
    letters: {
      *[Symbol.iterator]() {
        const workshop = openWorkshop(options, seed, planted)
        for (let index = 0; index < options.count; index += 1) yield writeLetter(workshop, index)
      },
    },
  }
}

function openWorkshop(options: GeneratorOptions, seed: number, planted: readonly PlantedWord[]): Workshop {
  const random = createRandom(seed)
  return {
    random,
    seed,
    count: options.count,
    averageBytes: options.averageBytes ?? 15_000,
    until: options.until ?? fixedDay,
    owner: options.owner ?? { name: 'Отдел закупок', address: 'bench@corp.test' },
    people: generatePeople(random, 300),
    vocabularies: { ru: createVocabulary('ru'), en: createVocabulary('en') },
    planted: formsByLetter(planted),
    recent: [],
    total: 0,
  }
}

function writeLetter(workshop: Workshop, index: number): GeneratedLetter {
  const { random, recent, owner, until, count } = workshop
  const folder = pickFolder(random)
  const parent = recent.length > 0 && random.chance(answerShare) ? recent[random.below(recent.length)] : undefined
  const partner = parent?.partner ?? random.pick(workshop.people)
  const [from, to] = folder === 'Sent' ? [owner, partner] : [partner, owner]
  const messageId = `${workshop.seed}.${index}@${from.address.split('@')[1]}`
  const references = parent === undefined ? [] : [...parent.references.slice(-9), parent.messageId]
  const internalDate = new Date(until.getTime() - twoYears + Math.floor((twoYears * (index + 1)) / count))
  const { style, files, subject, opening, text, plantedSubject } = writeContent(workshop, index, { from, parent })
  const fitted = fitCharset(text, style.charset)
  const source = composeLetter({
    from: fitPerson(from, style.charset),
    to: [fitPerson(to, style.charset)],
    subject: fitCharset([subject, ...plantedSubject].join(' '), style.charset),
    date: internalDate,
    messageId,
    inReplyTo: parent?.messageId,
    references,
    text: fitted,
    html: style.html ? htmlOf(fitted) : undefined,
    files,
    charset: style.charset,
    encoding: style.encoding,
  })
  workshop.total += source.length
  recent.push({ messageId, references, subject, opening, partner })
  if (recent.length > remembered) recent.shift()
  return { source, index, folder, messageId, internalDate, flags: pickFlags(random, folder) }
}

interface Content {
  style: LetterStyle
  files: LetterFile[]
  subject: string
  plantedSubject: string[]
  opening: string
  text: string
}

function writeContent(
  workshop: Workshop,
  index: number,
  { from, parent }: { from: Person; parent: Remembered | undefined },
): Content {
  const { random, averageBytes, total } = workshop
  const language: Language = random.chance(0.7) ? 'ru' : 'en'
  const vocabulary = workshop.vocabularies[language]
  const style = pickStyle(random, language)
  const files = pickFiles(random, averageBytes)
  const fileBytes = files.reduce((sum, file) => sum + file.bytes.length * 1.37, 0)
  // Every letter takes back a part of what the ones before it were too large or too small.
  const debt = averageBytes * index - total
  const budget = averageBytes * random.lognormal(0.6) * 0.85 + debt * 0.05 - fileBytes
  const characters = Math.max(200, budget / style.bytesPerCharacter)
  const body = writeText(random, vocabulary, { language, characters, signature: from.name })
  const forms = workshop.planted.get(index) ?? []
  const formsIn = (wanted: 'body' | 'subject') => forms.filter(({ place }) => place === wanted).map(({ form }) => form)
  const own = writeSubject(random, vocabulary, language)
  return {
    style,
    files,
    subject: parent === undefined ? own : `Re: ${parent.subject.replace(/^Re: /, '')}`,
    plantedSubject: formsIn('subject'),
    // Only the opening is quoted by an answer, so that no planted word travels on.
    opening: (body.split('\n\n')[1] ?? '').slice(0, 240),
    text: [
      body,
      ...formsIn('body'),
      ...(parent === undefined ? [] : [`${parent.partner.name}:\n> ${parent.opening}`]),
    ].join('\n\n'),
  }
}

function fitPerson(person: Person, charset: LetterCharset): Person {
  return { name: fitCharset(person.name, charset), address: person.address }
}

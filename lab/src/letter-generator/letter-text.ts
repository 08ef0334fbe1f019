import type { RandomSource } from './random-source.ts'
import type { Language, Vocabulary } from './vocabulary.ts'

const greetings: Record<Language, [string, ...string[]]> = {
  ru: ['Добрый день!', 'Здравствуйте!', 'Коллеги, добрый день.', 'Доброе утро!'],
  en: ['Hello,', 'Good morning,', 'Dear colleagues,', 'Hi all,'],
}

const closings: Record<Language, [string, ...string[]]> = {
  ru: ['С уважением,', 'Спасибо!', 'Всего доброго,', 'Хорошего дня,'],
  en: ['Kind regards,', 'Best wishes,', 'Thank you,', 'Many thanks,'],
}

/** A letter's text of about `characters` characters: greeting, paragraphs, closing. Paragraphs lie apart by a blank line. */
export function writeText(
  random: RandomSource,
  vocabulary: Vocabulary,
  options: { language: Language; characters: number; signature: string },
): string {
  const { language, characters, signature } = options
  const paragraphs: string[] = [random.pick(greetings[language])]
  for (let written = 0; written < characters; ) {
    const paragraph = writeParagraph(random, vocabulary, language)
    paragraphs.push(paragraph)
    written += paragraph.length
  }
  return [...paragraphs, `${random.pick(closings[language])}\n${signature}`].join('\n\n')
}

/** A subject of three to eight words, often with the number of an order or an invoice. */
export function writeSubject(random: RandomSource, vocabulary: Vocabulary, language: Language): string {
  const words = Array.from({ length: 3 + random.below(5) }, () => vocabulary.draw(random))
  const number = 1000 + random.below(9000)
  const order = language === 'ru' ? ['Заказ', 'Счет', 'Договор'] : ['Order', 'Invoice', 'Contract']
  const about = random.chance(0.4) ? `${order[random.below(3)]} № ${number}: ` : ''
  return capital(about + words.join(' '))
}

function writeParagraph(random: RandomSource, vocabulary: Vocabulary, language: Language): string {
  return Array.from({ length: 2 + random.below(5) }, () => writeSentence(random, vocabulary, language)).join(' ')
}

function writeSentence(random: RandomSource, vocabulary: Vocabulary, language: Language): string {
  const words = Array.from({ length: 5 + random.below(11) }, () => vocabulary.draw(random))
  if (random.chance(0.3)) words.push(figure(random, language))
  if (words.length > 8) words[4] = `${words[4]},`
  return `${capital(words.join(' '))}${random.chance(0.08) ? '?' : '.'}`
}

function figure(random: RandomSource, language: Language): string {
  const amount = (1 + random.below(900)) * 1_000
  switch (random.below(4)) {
    case 0:
      return language === 'ru' ? `на сумму ${amount} ₽` : `for EUR ${amount}`
    case 1:
      return `№ ${1000 + random.below(9000)}`
    case 2:
      return language === 'ru'
        ? `до ${1 + random.below(28)}.${String(1 + random.below(12)).padStart(2, '0')}`
        : `by week ${1 + random.below(52)}`
    default:
      return `${1 + random.below(40)} ${language === 'ru' ? 'шт.' : 'pcs.'}`
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** How much bytes look like Russian in a single-byte charset. */

import { TextDecoder } from 'node:util'

/** What each byte is in one charset. */
interface ByteTable {
  /** Number of the letter in the alphabet from 1, capitals and small ones alike; 0 for what is no Russian letter. */
  readonly letters: Uint8Array
  /** 1 for capitals. */
  readonly capitals: Uint8Array
}

const ALPHABET = 'абвгдежзийклмнопрстуфхцчшщъыьэюяё'
const WIDTH = 64

/** Pairs that make up about half of running Russian text. */
const COMMON_PAIRS = new Set(
  (
    'ст но то на ен ов ни ра во ко ал ли пр ро по от ре ос ел ла го ер не ор ат ол ва ка та ес ть ет ть ом ны ло ит ри ле ан ин ог ве де ' +
    'ти ль об тр од ак ам ск ем ся ис ые ый ий ой ая ия ие ее за до да бы из ка ки ру ар му ми ма мо ме ви вы вс вн ду ди жи жн же зн ' +
    'зв уд ут ую ус ук уж ще щи ци це че чи чт шт ша ше шь сь св се си со сч сп ас ав аз ад аж ег ев ед ех ыл ых ым ью юд ям ят яв ян пе пи па ' +
    'пл тв те ту тч нт нн нк нс нг ня ну ря рв рт рн рк лс лю лу ля ок он оп от ош оч ож оз им ил ик ич их ид ив иц бо бе ба бр бу гр га ги гл ' +
    'фо фа фи фе фр еф су ум мм сс дж лл хо ха хр зд зе дн др дл дс дв дя кт кл кр ку кс ше ха ех ец еч еж ей ое ые ию яз юб ют юч'
  ).split(' '),
)

/** Pairs that Russian words do not have. */
const IMPOSSIBLE_PAIR =
  /[аеиоуыэюя][ьъ]|[ьъ][ьъы]|^[ьъы]|[йьъ][ыюя]й|ы[ыьъ]|щ[ыэюя]|[жшчщ]ы|[гкх][ыюя]|й[аеиуыэю]|э[аеиоуыэюя]|ъ[аоуыиэ]/

/** Score of a letter after another, in tenths; row 0 is the beginning of a word. */
const PAIR_SCORES = pairScores()

function pairScores(): Int8Array {
  const scores = new Int8Array(WIDTH * WIDTH)
  const letters = ['', ...ALPHABET.split('')]
  for (const [row, before] of letters.entries()) {
    for (const [column, letter] of letters.entries()) scores[row * WIDTH + column] = pairScore(before, letter)
  }
  return scores
}

function pairScore(before: string, letter: string): number {
  if (before === '') return initialScore(letter)
  if (COMMON_PAIRS.has(before + letter)) return 15 + letterScore(letter)
  return IMPOSSIBLE_PAIR.test(before + letter) ? -20 : -2 + letterScore(letter)
}

function initialScore(letter: string): number {
  if (/[ьъы]/.test(letter)) return -20
  if (/[псвнокдтирмзбуа]/.test(letter)) return 7
  return /[яеюэщфйцхёж]/.test(letter) ? -3 : 3
}

/** What a few words in capitals turn on, where the pairs of two charsets are alike: how common the letter itself is. */
function letterScore(letter: string): number {
  if (/[юэщфъ]/.test(letter)) return -4
  return /[жцхш]/.test(letter) ? -2 : 0
}

const tables = new Map<string, ByteTable>()

function tableOf(charset: string): ByteTable {
  const known = tables.get(charset)
  if (known !== undefined) return known
  const decoder = new TextDecoder(charset)
  const table = { letters: new Uint8Array(256), capitals: new Uint8Array(256) }
  for (let byte = 128; byte < 256; byte++) {
    const character = decoder.decode(Uint8Array.of(byte))
    const small = character.toLowerCase()
    table.letters[byte] = ALPHABET.indexOf(small) + 1
    table.capitals[byte] = small !== character && ALPHABET.includes(small) ? 1 : 0
  }
  tables.set(charset, table)
  return table
}

/**
 * Mean score of a byte above 127: pairs of letters, the order of capitals and small letters, signs between letters, and
 * Latin letters beside Russian ones. Good Russian has 0.6 and more; 0 or less is no Russian in that charset.
 */
export function scoreRussian(bytes: Uint8Array, charset: string): number {
  const { letters, capitals } = tableOf(charset)
  let score = 0
  let high = 0
  let before = 0
  let wasCapital = 0
  let wasLatin = false
  for (const byte of bytes) {
    if (byte < 128) {
      wasLatin = (byte | 32) >= 97 && (byte | 32) <= 122
      if (wasLatin && before !== 0) score -= 15
      before = 0
      continue
    }
    high++
    // A Latin letter beside it: an accent of another language.
    if (wasLatin) score -= 15
    wasLatin = false
    const letter = letters[byte] ?? 0
    if (letter === 0) score -= byte === 0xa0 ? 0 : 15
    else {
      const isCapital = capitals[byte] ?? 0
      score += PAIR_SCORES[before * WIDTH + letter] ?? 0
      if (before !== 0) score += caseScore(wasCapital, isCapital)
      wasCapital = isCapital
    }
    before = letter
  }
  return high === 0 ? 0 : score / high / 10
}

/** Words begin with a capital or are all capitals; a capital after a small letter is a sign of the wrong charset. */
function caseScore(wasCapital: number, isCapital: number): number {
  if (isCapital === 1) return wasCapital === 1 ? -2 : -30
  return wasCapital === 1 ? 2 : 0
}

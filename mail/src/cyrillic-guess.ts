/** Guess of the charset of unlabelled Russian text, from the bytes alone. */

export type CyrillicCharset = 'windows-1251' | 'koi8-r' | 'ibm866'

/** What a byte above 127 is in one charset: its small letter and whether it is a capital, or no letter. */
interface ByteTable {
  readonly letters: readonly string[]
  readonly capitals: readonly boolean[]
}

/** Pairs that make up about half of running Russian text. */
const COMMON_PAIRS = new Set(
  (
    'ст но то на ен ов ни ра во ко ал ли пр ро по от ре ос ел ла го ер не ор ат ол ва ка та ес ть ет ть ом ны ло ит ри ле ан ин ог ве де ' +
    'ти ль об тр од ак ам ск ем ся ис ые ый ий ой ая ия ие ее за до да бы из ка ки ру ар му ми ма мо ме ви вы вс вн ду ди жи жн же зн ' +
    'зв уд ут ую ус ук уж ще щи ци це че чи чт шт ша ше шь сь св се си со сч сп ас ав аз ад аж ег ев ед ех ыл ых ым ью юд ям ят яв ян пе пи па ' +
    'пл тв те ту тч нт нн нк нс нг ня ну ря рв рт рн рк лс лю лу ля ок он оп от ош оч ож оз им ил ик ич их ид ив иц бо бе ба бр бу гр га ги гл ' +
    'фо фа фи фе фр хо ха хр зд зе дн др дл дс дв дя кт кл кр ку кс ше ха ех ец еч еж ей ое ые ию яз юб ют юч'
  ).split(' '),
)

/** Pairs that Russian words do not have. */
const IMPOSSIBLE_PAIR =
  /[аеиоуыэюя][ьъ]|[ьъ][ьъы]|^[ьъы]|[йьъ][ыюя]й|ы[ыьъ]|щ[ыэюя]|[жшчщ]ы|[гкх][ыюя]|й[аеиуыэю]|э[аеиоуыэюя]|ъ[аоуыиэ]/

const CANDIDATES: readonly CyrillicCharset[] = ['windows-1251', 'koi8-r', 'ibm866']

const tables = new Map<string, ByteTable>()

function tableOf(charset: string): ByteTable {
  const known = tables.get(charset)
  if (known !== undefined) return known
  const decoder = new TextDecoder(charset)
  const characters = Array.from({ length: 128 }, (_, i) => decoder.decode(Uint8Array.of(128 + i)))
  const letters = characters.map((character) => {
    const small = character.toLowerCase()
    return /^[а-яё]$/.test(small) ? small : ''
  })
  const capitals = characters.map((character, i) => letters[i] !== '' && character !== letters[i])
  tables.set(charset, { letters, capitals })
  return { letters, capitals }
}

const MOST_BYTES = 20_000
const EXCHANGE_SAMPLE = 1000
const FEWEST_LETTERS = 16

/**
 * The likeliest charset of the bytes, null where none makes Russian of them.
 * Counts pairs of letters, the order of capitals and small letters, and signs between letters.
 */
export function guessCyrillic(bytes: Uint8Array): CyrillicCharset | null {
  const best = bestOf(bytes.length > MOST_BYTES ? bytes.subarray(0, MOST_BYTES) : bytes)
  return best.score > 0 ? best.charset : null
}

function bestOf(sample: Uint8Array): { charset: CyrillicCharset; score: number } {
  const scored = CANDIDATES.map((charset) => ({ charset, score: scoreOf(sample, tableOf(charset)) }))
  return scored.reduce((best, next) => (next.score > best.score ? next : best))
}

/** Charsets whose labels programs exchange for one another. */
const EXCHANGED = new Set(['windows-1251', 'koi8-r', 'koi8-u', 'ibm866', 'iso-8859-5'])

/**
 * The charset that the bytes are really in where a Russian label is wrong beyond doubt: text of some length that is no
 * Russian by its label (0.4 of a mean score at most, where the right one gives 0.6 and more) and good Russian by another.
 */
export function guessExchanged(bytes: Uint8Array, declared: string): CyrillicCharset | null {
  if (!EXCHANGED.has(declared)) return null
  const sample = bytes.length > EXCHANGE_SAMPLE ? bytes.subarray(0, EXCHANGE_SAMPLE) : bytes
  if (sample.reduce((count, byte) => (byte >= 128 ? count + 1 : count), 0) < FEWEST_LETTERS) return null
  const score = scoreOf(sample, tableOf(declared))
  if (score > 0.4) return null
  const best = bestOf(sample)
  return best.score >= 0.7 && best.score >= score + 0.5 ? best.charset : null
}

/** Mean score of a byte above 127; 0 or less means that this is not Russian in that charset. */
function scoreOf(bytes: Uint8Array, table: ByteTable): number {
  let score = 0
  let high = 0
  let before = ''
  let wasCapital = false
  let wasLatin = false
  for (const byte of bytes) {
    if (byte < 128) {
      const isLatin = (byte | 32) >= 97 && (byte | 32) <= 122
      if (isLatin && before !== '') score -= 1.5
      wasLatin = isLatin
      before = ''
      continue
    }
    high++
    const letter = table.letters[byte - 128] ?? ''
    // A Latin letter beside a Russian one: an accent of another language.
    if (wasLatin) score -= 1.5
    wasLatin = false
    if (letter === '') {
      score -= byte === 0xa0 ? 0 : 1.5
      before = ''
      continue
    }
    const isCapital = table.capitals[byte - 128] === true
    score += pairScore(before, letter)
    if (before !== '') score += caseScore(wasCapital, isCapital)
    wasCapital = isCapital
    before = letter
  }
  return high === 0 ? 0 : score / high
}

/** Words begin with a capital or are all capitals; a capital after a small letter is a sign of the wrong charset. */
function caseScore(wasCapital: boolean, isCapital: boolean): number {
  if (isCapital) return wasCapital ? -0.2 : -3
  return wasCapital ? 0.2 : 0
}

function pairScore(before: string, letter: string): number {
  if (before === '') return /[ьъы]/.test(letter) ? -2 : 0.5
  const pair = before + letter
  if (COMMON_PAIRS.has(pair)) return 1.5
  return IMPOSSIBLE_PAIR.test(pair) ? -2 : 0.2
}

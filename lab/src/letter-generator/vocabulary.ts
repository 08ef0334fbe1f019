import { createRandom, type RandomSource } from './random-source.ts'

export type Language = 'ru' | 'en'

const functionWords: Record<Language, string> = {
  ru: 'и в на с по что не для как мы вы к за от из это но до при или так же уже если все о у их еще он она только быть наш ваш этот было будет можно нужно',
  en: 'the of and to in is for we you that on with as be are it this by at from our your have or will an not can if all has please was they more which when been',
}

// Stems with the endings of their kind, so that a form count and its lemmas look like those of a language.
const stems: Record<Language, readonly { words: string; endings: string }[]> = {
  ru: [
    {
      words:
        'заказ договор склад товар клиент расчет платеж документ вопрос ответ проект график контракт поставщик менеджер адрес отдел рейс груз объект материал кирпич профнастил утеплитель монтаж расход остаток пропуск прайс каталог образец паспорт сертификат тендер подряд прораб водитель конструктор фасад цоколь фундамент металл лист рулон саморез крепеж забор навес павильон ангар цех завод офис магазин причал вагон контейнер полуприцеп манипулятор погрузчик поддон ящик пакет чертеж разрез узел проем стандарт допуск контроль',
      endings: '|а|у|ом|е|ы|ов|ам|ами|ах',
    },
    {
      words:
        'цен поставк отгрузк доставк скидк оплат машин кров панел черепиц балк ферм колонн плит опалубк арматур стяжк краск пленк мембран вентиляц изоляц претензи комисси проверк приемк разгрузк упаковк марк партии заявк справк выписк отсрочк рассрочк гаранти экспертиз лаборатор смет ведомост накладн',
      endings: 'а|ы|е|у|ой|ам|ами|ах',
    },
    {
      words:
        'новый срочный точный полный общий нужный готовый складской заводской стальной кровельный фасадный утепленный оцинкованный матовый глянцевый северный южный основной запасной временный постоянный бухгалтерский технический проектный монтажный транспортный гарантийный повторный предварительный окончательный',
      endings: '',
    },
    {
      words:
        'отправ получ провер соглас оформ подтверд уточн перенес выстав оплат загруз разгруз привез собер закаж измер подпиш рассмотр',
      endings: 'им|ите|ила|или|ить|ил|ят|ены|ено',
    },
  ],
  en: [
    {
      words:
        'order contract warehouse customer payment document question answer project schedule supplier manager address department truck cargo site material brick panel cladding insulation fastener invoice quote sample certificate tender driver facade foundation metal sheet coil screw fence canopy hangar factory office shop berth container trailer forklift pallet package drawing section joint opening standard tolerance inspection budget deadline meeting report warranty discount shipment delivery claim season freight customs ferry harbour',
      endings: '|s|es|ed|ing|er',
    },
    {
      words:
        'confirm check deliver arrange measure inspect approve postpone reserve unload collect attach forward remind estimate calculate install replace repair paint weld assemble',
      endings: '|s|ed|ing|ment|able',
    },
    {
      words:
        'urgent precise complete general ready galvanised matt glossy northern southern main spare temporary permanent technical final preliminary additional internal external available suitable reliable',
      endings: '|ly|ness',
    },
  ],
}

const firstParts: Record<Language, string> = {
  ru: 'авто гидро электро тепло энерго метало стекло пластико термо вибро пневмо фото радио био гео макро микро мульти супер ультра экстра инфра транс',
  en: 'auto hydro electro thermo energo metallo vitro micro macro multi super ultra extra infra trans counter inter over under fore',
}

/** Words of one language by rank, drawn with a frequency that falls like 1 / rank (Zipf's law). */
export interface Vocabulary {
  readonly size: number
  draw(random: RandomSource): string
}

/** Builds the vocabulary of a language: function words, inflected words, and a long tail of compounds. */
export function createVocabulary(language: Language): Vocabulary {
  const random = createRandom(language === 'ru' ? 11 : 12)
  const inflected = stems[language].flatMap(({ words, endings }) =>
    words.split(' ').flatMap((word) => endings.split('|').map((ending) => word + ending)),
  )
  const tail = firstParts[language].split(' ').flatMap((part) => inflected.map((word) => part + word))
  const words = [...functionWords[language].split(' '), ...shuffle(inflected, random), ...shuffle(tail, random)]
  const cumulative = new Float64Array(words.length)
  let total = 0
  for (let rank = 0; rank < words.length; rank += 1) {
    total += 1 / (rank + 2.7)
    cumulative[rank] = total
  }
  return {
    size: words.length,
    draw(source) {
      const wanted = source.next() * total
      let low = 0
      let high = words.length - 1
      while (low < high) {
        const middle = (low + high) >> 1
        if ((cumulative[middle] ?? 0) <= wanted) low = middle + 1
        else high = middle
      }
      return words[low] ?? ''
    },
  }
}

function shuffle(items: readonly string[], random: RandomSource): string[] {
  const shuffled = [...items]
  for (let index = shuffled.length - 1; index > 0; index -= 1) {
    const other = random.below(index + 1)
    const [a = '', b = ''] = [shuffled[index], shuffled[other]]
    shuffled[index] = b
    shuffled[other] = a
  }
  return shuffled
}

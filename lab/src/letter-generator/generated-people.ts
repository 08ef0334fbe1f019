import type { Person } from '../compose-letter.ts'
import type { RandomSource } from './random-source.ts'

const firstNames =
  'Алексей Борис Виктор Галина Дарья Евгений Жанна Захар Инна Кирилл Леонид Марина Наталья Олег Петр Раиса Семен Тамара'
const roots = 'Берез Воробь Голуб Дубров Ерем Жарк Зимин Калин Лебед Мороз Никит Орл Попов Рябин Сокол Тихон Ушак Федор'
const latinNames =
  'Alice Brian Clara Duncan Edith Felix Grace Henry Irene Jasper Kate Liam Mabel Niels Oscar Paula Rosa Simon'
const latinRoots = 'Ash Black Cart Dale East Field Green Hart Iver Kings Lang Mill North Oak Park Rose Stan Wood'
const domains = 'stroymir metallist kontinent north-yard greywater ostrov-les volna-trade kamen alder-works'

/** Invented correspondents, half of them with Russian names, at `*.example`. */
export function generatePeople(random: RandomSource, count: number): [Person, ...Person[]] {
  const part = (words: string) => words.split(' ')[random.below(words.split(' ').length)] ?? ''
  const one = (index: number): Person => {
    const address = `user${index}@${part(domains)}.example`
    return index % 2 === 0
      ? { name: `${part(firstNames)} ${part(roots)}ин`, address }
      : { name: `${part(latinNames)} ${part(latinRoots)}${random.chance(0.5) ? 'ton' : 'ley'}`, address }
  }
  return [one(0), ...Array.from({ length: Math.max(0, count - 1) }, (_, index) => one(index + 1))]
}

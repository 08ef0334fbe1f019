/** The same keys on both layouts, row by row. */
const latin = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
const russian = 'ёйцукенгшщзхъфывапролджэячсмитьбю'

function pairs(from: string, to: string): ReadonlyMap<string, string> {
  return new Map(Array.from(from, (key, index) => [key, to[index] ?? key]))
}

const toRussian = pairs(latin, russian)
const toLatin = pairs(russian, latin)

/** What the same keys give on the other layout: «руфв» is head, «gjxnf» is почта. Expects small letters. */
export function otherLayout(typed: string): string {
  const table = /[а-яё]/.test(typed) ? toLatin : toRussian
  return Array.from(typed, (key) => table.get(key) ?? key).join('')
}

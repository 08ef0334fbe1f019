import { describe, expect, test } from 'vitest'
import { en } from './en.ts'
import { ru } from './ru.ts'

type Table = Readonly<Record<string, string>>

function flatten(node: object, path = ''): Table {
  return Object.fromEntries(
    Object.entries(node).flatMap(([name, value]: [string, unknown]) =>
      typeof value === 'string'
        ? [[`${path}${name}`, value]]
        : Object.entries(flatten(value as object, `${path}${name}.`)),
    ),
  )
}

const plural = /_(?:one|few|many|other)$/
const stemOf = (key: string) => key.replace(plural, '')
const english = flatten(en)
const russian = flatten(ru)

function formsOf(table: Table, stem: string): string[] {
  return Object.keys(table)
    .filter((key) => plural.test(key) && stemOf(key) === stem)
    .map((key) => key.slice(stem.length + 1))
}

function variablesOf(text: string): string[] {
  return [...new Set(text.match(/\{\{\s*\w+/g)?.map((found) => found.replace(/\W/g, '')))].sort()
}

describe('texts of the screens', () => {
  test('both languages have the same keys', () => {
    const stems = (table: Table) => [...new Set(Object.keys(table).map(stemOf))].sort()
    expect(stems(russian)).toEqual(stems(english))
  })

  const plurals = [
    ...new Set(
      Object.keys(english)
        .filter((key) => plural.test(key))
        .map(stemOf),
    ),
  ]
  test('there are plurals', () => expect(plurals.length).toBeGreaterThan(5))

  test.each(plurals)('%s has every plural form of its language', (stem) => {
    expect(formsOf(english, stem).sort()).toEqual(
      new Intl.PluralRules('en').resolvedOptions().pluralCategories.toSorted(),
    )
    expect(formsOf(russian, stem).sort()).toEqual(['few', 'many', 'one', 'other'])
  })

  test('a translation speaks of the same things', () => {
    for (const [key, text] of Object.entries(russian)) {
      const other = english[key] ?? english[`${stemOf(key)}_other`] ?? ''
      expect(variablesOf(text), key).toEqual(variablesOf(other))
    }
  })

  test('no text is empty, and none is left in the other language', () => {
    for (const [key, text] of Object.entries(english)) expect(text, key).toMatch(/\S/)
    for (const [key, text] of Object.entries(english)) expect(text, key).not.toMatch(/[а-яА-Я]/)
    const sameInBoth =
      /^(?:letter\.messageId|accountForm\.(?:tls|starttls|imap|pop3|addressExample)|kinds\.sms|frame\.version|tree\.troubleSince)$/
    for (const [key, text] of Object.entries(russian))
      if (!sameInBoth.test(key)) expect(text, key).toMatch(/[а-яА-Я]|RU/)
  })

  test('Russian is written without «ё», as users know it from 1C', () => {
    for (const [key, text] of Object.entries(russian)) expect(text, key).not.toMatch(/ё/i)
  })

  test('names of switches and commands are those that users know, to the letter', () => {
    expect(ru.organizer).toMatchObject({
      title: 'Органайзер',
      mailClient: 'Почтовый клиент',
      htmlOutgoing: 'Исходящие письма в формате HTML',
      otherInteractions: 'Звонки, SMS, встречи и запланированные взаимодействия',
      reviewFlags: 'Признаки «Рассмотрено» и «На контроле»',
    })
    expect(ru.frame).toMatchObject({
      home: 'Электронная почта',
      homeAll: 'Взаимодействия',
      administration: 'Администрирование',
    })
    expect(ru.list).toMatchObject({
      reviewed: 'Рассмотрено',
      postpone: 'Отложить рассмотрение',
      unreviewed: 'Снять признак рассмотрено',
    })
    expect(ru.accounts).toMatchObject({
      title: 'Учетные записи электронной почты',
      name: 'Наименование',
      senderName: 'Имя пользователя',
      address: 'Адрес электронной почты',
    })
    expect(ru.accountForm).toMatchObject({
      createTitle: 'Создание учетной записи электронной почты',
      useForSending: 'Для отправки писем',
      useForReceiving: 'Для получения писем',
      senderName: 'Имя отправителя писем',
      secureAuth: 'Безопасная проверка пароля',
      accountName: 'Наименование учетной записи',
    })
  })
})

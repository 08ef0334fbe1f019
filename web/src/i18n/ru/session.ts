import type { session as english, setup as englishSetup } from '../en/session.ts'
import type { Translated } from '../translated.ts'

export const session: Translated<typeof english> = {
  title: 'Вход',
  lead: 'Почта и все, о чем договорились с клиентами, в одном месте.',
  email: 'Электронная почта',
  password: 'Пароль',
  submit: 'Войти',
  ended: 'Сеанс закончился. Войдите, и вы вернетесь туда, где были.',
}

export const setup: Translated<typeof englishSetup> = {
  title: 'Первый запуск',
  lead: 'До первого письма минута: сначала вы, потом почтовый ящик.',
  language: 'Язык',
  organization: 'Организация',
  organizationHelp: 'Показывается на страницах программы.',
  name: 'Ваше имя',
  email: 'Электронная почта для входа',
  password: 'Пароль',
  passwordHelp: 'Не меньше 10 знаков; несколько слов легко запомнить.',
  code: 'Одноразовый код',
  codeHelp: 'Он напечатан в консоли, где запущена Besedka.',
  submit: 'Создать и продолжить',
  after: 'Появится администратор и включится почтовый клиент. Дальше — первый почтовый ящик.',
}

import type { moving as english } from '../en/moving.ts'
import type { Translated } from '../translated.ts'

export const moving: Translated<typeof english> = {
  choose_one: 'Переместить {{count}} письмо в…',
  choose_few: 'Переместить {{count}} письма в…',
  choose_many: 'Переместить {{count}} писем в…',
  choose_other: 'Переместить {{count}} письма в…',
  folders: 'Папки учетной записи',
  elsewhere: 'Письма перемещаются только внутри своей учетной записи',
  short: 'В папку',
  nothing: 'Папки с таким названием нет.',
  done_one: '{{count}} письмо перемещено в «{{folder}}»',
  done_few: '{{count}} письма перемещены в «{{folder}}»',
  done_many: '{{count}} писем перемещено в «{{folder}}»',
  done_other: '{{count}} письма перемещено в «{{folder}}»',
  refused_one: 'Почтовый сервер не переместил {{count}} письмо',
  refused_few: 'Почтовый сервер не переместил {{count}} письма',
  refused_many: 'Почтовый сервер не переместил {{count}} писем',
  refused_other: 'Почтовый сервер не переместил {{count}} письма',
}

import type { moving as english } from '../en/moving.ts'
import type { Translated } from '../translated.ts'

export const moving: Translated<typeof english> = {
  refused_one: 'Почтовый сервер не переместил {{count}} письмо',
  refused_few: 'Почтовый сервер не переместил {{count}} письма',
  refused_many: 'Почтовый сервер не переместил {{count}} писем',
  refused_other: 'Почтовый сервер не переместил {{count}} письма',
}

import type { SampleThread } from './sample-letter.ts'
import { people } from './sample-people.ts'

const { sales, anna, news, lucky, credit, pavel, lidia, elena, nina, vlasov } = people

/** What nobody waits for: digests, junk, the thrown away and the unfinished. */
export const leftoverThreads: readonly SampleThread[] = [
  {
    key: 'digest',
    language: 'ru',
    letters: [
      {
        from: news,
        to: [sales],
        ago: '2d 07:00',
        subject: 'Дайджест: цены на металл снова растут',
        folders: { 'sales@corp.test': 'Archive' },
        text: `Рулон подорожал на 2,3 % за неделю. Заводы переносят отгрузки на середину месяца. Прогноз на осень — внутри.`,
        html: true,
        headers: { 'List-Unsubscribe': '<https://stroyvestnik.example/unsubscribe?u=41>', Precedence: 'bulk' },
      },
    ],
  },
  {
    key: 'junk',
    language: 'en',
    letters: [
      {
        from: lucky,
        to: [sales],
        ago: '3d 03:12',
        subject: 'You have been selected!!!',
        folders: { 'sales@corp.test': 'Junk' },
        text: `Claim your prize before midnight. Reply with your account number.`,
      },
      {
        from: credit,
        to: [sales, anna],
        ago: '5d 04:40',
        subject: 'Кредит для бизнеса за 15 минут',
        answers: 'none',
        folders: { 'sales@corp.test': 'Junk', 'anna@corp.test': 'Junk' },
        text: `Без залога и справок. Перейдите по ссылке и введите данные карты.`,
      },
    ],
  },
  {
    key: 'trash',
    language: 'ru',
    letters: [
      {
        from: news,
        to: [anna],
        ago: '16d 07:00',
        subject: 'Вебинар «Крыша без ошибок»',
        folders: { 'anna@corp.test': 'Trash' },
        text: `Регистрация закрывается сегодня.`,
      },
      {
        from: lidia,
        to: [sales],
        ago: '20d 12:12',
        subject: 'Проверка связи',
        answers: 'none',
        folders: { 'sales@corp.test': 'Trash' },
        text: `Дошло?`,
      },
    ],
  },
  {
    key: 'drafts',
    language: 'ru',
    letters: [
      {
        from: sales,
        to: [pavel],
        ago: '20m',
        subject: 'Re: Заказ № 1042: просим сдвинуть первую машину',
        answers: 'none',
        folders: { 'sales@corp.test': 'Drafts' },
        text: `Павел, добрый день! Цена сохранится, по НС-35 уточняю у завода.`,
      },
      {
        from: sales,
        to: [nina],
        ago: '1d 18:15',
        subject: 'Сертификаты на утеплитель',
        answers: 'none',
        folders: { 'sales@corp.test': 'Drafts' },
        text: `Нина Викторовна, направляем`,
      },
      {
        from: anna,
        to: [elena, vlasov],
        ago: '2d 12:00',
        subject: 'График работы в праздники',
        answers: 'none',
        folders: { 'anna@corp.test': 'Drafts' },
        text: `Добрый день! В праздничные дни склад работает с 9 до 15.`,
      },
    ],
  },
]

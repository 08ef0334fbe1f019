import { docx, xlsx } from './sample-files.ts'
import type { SampleThread } from './sample-letter.ts'
import { people } from './sample-people.ts'

const { sales, anna, office, dmitry, maria, bank, tax } = people
const archive = { 'anna@corp.test': 'Архив 2025' }

/** Letters among colleagues, from machines, drafts, junk and what was thrown away. */
export const insideThreads: readonly SampleThread[] = [
  {
    key: 'planning',
    language: 'ru',
    letters: [
      {
        from: dmitry,
        to: [sales, anna],
        ago: '20h',
        subject: 'Приемка первой машины по 1042: созвон',
        text: `Предлагаю созвониться завтра в 11 и пройтись по приемке. Со стороны клиента будут Ершов и Громов.

Дмитрий`,
        calendar: {
          uid: 'priemka-1042@corp.test',
          summary: 'Приемка первой машины, заказ № 1042',
          location: 'Переговорная 2 и по телефону',
          starts: '1d 11:00',
          minutes: 45,
        },
        unread: true,
      },
    ],
  },
  {
    key: 'planning-cancelled',
    language: 'ru',
    letters: [
      {
        from: dmitry,
        to: [anna],
        ago: '6d 12:00',
        subject: 'Отменено: планерка отдела',
        text: `Планерки в этот раз не будет, вопросы пишите сюда.`,
        calendar: {
          uid: 'planerka@corp.test',
          summary: 'Планерка отдела',
          location: 'Переговорная 1',
          starts: '-5d 10:00',
          minutes: 30,
          method: 'CANCEL',
        },
      },
    ],
  },
  {
    key: 'who-accepts',
    language: 'ru',
    letters: [
      {
        from: maria,
        to: [sales],
        cc: [anna],
        ago: '3h',
        subject: 'Кто принимает машину в четверг?',
        text: `Савельев в отпуске до понедельника. Назначьте кого-нибудь на приемку и напишите мне фамилию для приказа.

Мария Титова`,
        unread: true,
      },
    ],
  },
  {
    key: 'note-to-self',
    language: 'ru',
    letters: [
      {
        from: sales,
        to: [sales],
        ago: '2d 18:30',
        subject: 'Не забыть: доверенности на четверг',
        text: `Доверенность Руденко, пропуск на К418ОР, позвонить Громову.`,
      },
    ],
  },
  {
    key: 'anna-note',
    language: 'ru',
    letters: [
      {
        from: anna,
        to: [anna],
        ago: '8d 19:02',
        subject: 'Список звонков на среду',
        text: `Орлова (вес пачки), Рябова (рассрочка), Власов (замер).`,
      },
    ],
  },
  {
    key: 'vacation',
    language: 'ru',
    letters: [
      {
        from: anna,
        to: [dmitry],
        ago: '14d 09:20',
        subject: 'Отпуск в следующем месяце',
        text: `Дмитрий, прошу две недели со второго понедельника. Мои заказы возьмет Игорь, с ним договорилась.`,
      },
      { from: dmitry, to: [anna], ago: '14d 11:48', text: `Согласовано, заявление Маше.`, flagged: true },
    ],
  },
  {
    key: 'report-template',
    language: 'ru',
    letters: [
      {
        from: maria,
        to: [anna],
        ago: '19d 15:00',
        subject: 'Форма отчета по дебиторке',
        folders: archive,
        text: `Новая форма во вложении, заполняем раз в неделю, по пятницам.`,
        files: [
          xlsx('Дебиторка.xlsx', [
            ['Клиент', 'Счет', 'Долг', 'Дней'],
            ['Гранит-Монтаж', 301, 118_200, 12],
          ]),
        ],
      },
      { from: anna, to: [maria], ago: '18d 10:30', text: `Приняла, спасибо!`, folders: archive },
    ],
  },
  {
    key: 'bank-statement',
    language: 'ru',
    letters: [
      {
        from: bank,
        to: [sales],
        ago: '1d 08:02',
        subject: 'Поступление 1 250 000,00 ₽ от ООО «Балтстрой»',
        text: `Зачислено 1 250 000,00 ₽. Плательщик: ООО «Балтстрой». Назначение: оплата по счету № 318, в том числе НДС.`,
        html: `<table width="100%" style="font-family:Arial"><tr><td style="background:#0b3d2e;color:#fff;padding:16px;font-size:18px">Банк «Причал»</td></tr>
<tr><td style="padding:16px">Зачислено <b>1&nbsp;250&nbsp;000,00&nbsp;₽</b><br>Плательщик: ООО «Балтстрой»<br>Назначение: оплата по счету №&nbsp;318, в том числе НДС</td></tr></table>`,
      },
      {
        from: bank,
        to: [sales],
        ago: '6h',
        subject: 'Поступление 264 900,00 ₽ от Орловой Л. А.',
        answers: 'none',
        text: `Зачислено 264 900,00 ₽. Плательщик: Орлова Л. А. Назначение: оплата по счету № 322.`,
        unread: true,
      },
    ],
  },
  {
    key: 'tax-demand',
    language: 'ru',
    letters: [
      {
        from: tax,
        to: [sales],
        cc: [people.maria],
        ago: '4h',
        subject: 'Требование № 5521 о представлении документов',
        text: `Поступило требование № 5521. Срок ответа — пять рабочих дней. Документ доступен в личном кабинете оператора.`,
        flagged: true,
        unread: true,
        headers: { 'X-Priority': '1', Importance: 'high' },
        files: [docx('Требование 5521.docx', ['Требование № 5521', 'Счета-фактуры по договору с «Балтстрой»'])],
      },
    ],
  },
  {
    key: 'welcome-office',
    language: 'en',
    letters: [
      {
        from: dmitry,
        to: [office],
        cc: [anna],
        ago: '17d 09:00',
        subject: 'Export enquiries go to the front office from Monday',
        text: `Hello,

from Monday all enquiries in English are yours. Anna answers questions about stock, Maria about payments. The price list for export is in Projects.

Dmitry`,
      },
    ],
  },
]

import { docx, logo, pdf, xlsx } from './sample-files.ts'
import type { SampleThread } from './sample-letter.ts'
import { people } from './sample-people.ts'

const { sales, anna, lidia, granit, vlasov, nina, maria } = people

/** Smaller customers: a house, a fence, a school, an act of reconciliation. */
export const enquiryThreads: readonly SampleThread[] = [
  {
    key: 'order-1045',
    language: 'ru',
    letters: [
      {
        from: lidia,
        to: [sales],
        ago: '5d 13:08',
        subject: 'Металлочерепица для дома и бани',
        text: `Добрый день. Строим дом и баню, крыши простые, двускатные. По замеру вышло 214 м² вместе. Хочется матовую, темно-зеленую. Что посоветуете и сколько это стоит?

Лидия Орлова`,
        html: true,
      },
      {
        from: sales,
        to: [lidia],
        ago: '5d 15:40',
        text: `Лидия, здравствуйте! Под такие крыши хорошо идет «Каскад» 0,5 мм, покрытие матовое, цвет 6020. С коньком, ветровыми планками и саморезами получается 264 900 ₽.

Счет № 322 во вложении, он действует десять дней.`,
        files: [pdf('Счет № 322.pdf', 'Счет № 322', ['Металлочерепица «Каскад» 0,5 — 214 м²', 'Итого 264 900 руб.'])],
      },
      {
        from: lidia,
        to: [sales],
        ago: '1d 20:31',
        text: `Спасибо! Муж спрашивает, можно ли забрать самим со склада в субботу и сколько весит пачка.`,
        unread: true,
      },
    ],
  },
  {
    key: 'granit-act',
    language: 'ru',
    letters: [
      {
        from: sales,
        to: [granit],
        ago: '4d 11:55',
        subject: 'Акт сверки за прошлый месяц',
        text: `Добрый день! Высылаем акт сверки. По нашим данным за вами остается 118 200 ₽ по счету № 301. Просим подписать или прислать расхождения.`,
        files: [
          xlsx('Акт сверки.xlsx', [
            ['Документ', 'Дебет', 'Кредит'],
            ['Счет № 297', 340_000, 340_000],
            ['Счет № 301', 318_200, 200_000],
            ['Сальдо', 118_200, ''],
          ]),
        ],
      },
      {
        from: people.mailer,
        to: [sales],
        ago: '4d 11:56',
        subject: 'Undelivered Mail Returned to Sender',
        answers: 'none',
        text: `This is the mail system at host mx.granit-montazh.example.

Your message could not be delivered to one or more recipients.

<snab@granit-montazh.example>: 552 5.2.2 Mailbox full`,
        headers: { 'Auto-Submitted': 'auto-replied' },
      },
      {
        from: granit,
        to: [sales],
        ago: '22h',
        answers: 0,
        text: `Ящик почистили, акт получили. Расхождений нет, подпишем завтра. Остаток по счету № 301 закроем до пятницы.`,
        charset: 'windows-1251',
        encoding: 'quoted-printable',
      },
    ],
  },
  {
    key: 'vlasov-fence',
    language: 'ru',
    letters: [
      {
        from: vlasov,
        to: [anna],
        ago: '8d 18:20',
        subject: 'Забор 64 метра, нужен расчет',
        text: `Анна, добрый вечер! Вы делали крышу моему соседу. Теперь забор: 64 метра, высота 2, двое ворот. Посчитаете?

Игорь Власов`,
      },
      {
        from: anna,
        to: [vlasov],
        ago: '7d 09:30',
        text: `Игорь, здравствуйте! Штакетник 0,45 двусторонний — 196 000 ₽, профлист С-8 — 121 000 ₽, столбы и лаги в обоих случаях входят. Ворота отдельно, 28 000 ₽ за створку.`,
        html: `<div style="font-family:Arial,sans-serif;font-size:14px"><p>Игорь, здравствуйте!</p>
<table border="1" cellpadding="6" style="border-collapse:collapse"><tr style="background:#f4ead6"><th>Вариант</th><th>Цена, ₽</th></tr>
<tr><td>Штакетник 0,45 двусторонний</td><td align="right">196 000</td></tr>
<tr><td>Профлист С-8</td><td align="right">121 000</td></tr></table>
<p>Столбы и лаги входят. Ворота отдельно, 28 000 ₽ за створку.</p>
<p><img src="cid:logo@corp.test" width="80" height="60" alt="Северный Дом"><br>Анна Кузнецова</p></div>`,
        files: [logo('logo@corp.test')],
      },
      {
        from: vlasov,
        to: [anna],
        ago: '6d 21:14',
        text: `Берем штакетник. Один вопрос: монтаж ваш или искать бригаду?`,
      },
      {
        from: anna,
        to: [vlasov],
        ago: '5d 09:05',
        text: `Монтаж наш, бригада свободна с понедельника. Замерщик заедет в субботу с 11 до 13, удобно?

Анна Кузнецова`,
      },
      { from: vlasov, to: [anna], ago: '4h', text: `Удобно, жду. Адрес: Лесная, 7, калитка открыта.`, unread: true },
    ],
  },
  {
    key: 'school-tender',
    language: 'ru',
    letters: [
      {
        from: nina,
        to: [sales],
        ago: '15d 10:00',
        subject: 'Приглашение к участию: ремонт кровли школы № 12',
        folders: { 'sales@corp.test': 'Тендеры' },
        text: `Уважаемые коллеги!

Школа № 12 приглашает принять участие в запросе котировок на поставку материалов для ремонта кровли. Начальная цена 2 340 000 ₽. Заявки принимаются до конца следующей недели.

Нина Захарова, заместитель директора`,
        files: [
          docx('Техническое задание.docx', ['Техническое задание', 'Кровля школы № 12, 1 860 м²', 'Гарантия 10 лет']),
        ],
      },
      {
        from: sales,
        to: [nina],
        ago: '13d 17:30',
        folders: { 'sales@corp.test': 'Тендеры/Поданные' },
        text: `Нина Викторовна, заявку подали, номер 77-204. Если комиссии понадобятся сертификаты, вышлем в тот же день.`,
      },
      {
        from: nina,
        to: [sales],
        ago: '2d 14:45',
        folders: { 'sales@corp.test': 'Тендеры' },
        text: `Комиссия просит сертификаты на утеплитель и письмо о сроках. Желательно до завтра.`,
        unread: true,
      },
    ],
  },
  {
    key: 'advance-1038',
    language: 'ru',
    letters: [
      {
        from: maria,
        to: [anna],
        ago: '90m',
        subject: 'Счет на аванс по 1038',
        text: `Аня, выставила счет на аванс «ТехноКрову», 1 196 000 ₽. Отправь сама, пожалуйста, я до четырех у аудиторов.

Маша`,
        unread: true,
        files: [pdf('Счет № 331.pdf', 'Счет № 331', ['Аванс 40 % по договору № 1038', 'Итого 1 196 000 руб.'])],
      },
    ],
  },
]

import { crackedBrick, pdf, xlsx } from './sample-files.ts'
import type { SampleThread } from './sample-letter.ts'
import { people } from './sample-people.ts'

const { sales, anna, store, olga, sergey, prokat, timur, dmitry } = people
const bricks = { 'sales@corp.test': 'Поставщики/Кирпич и бетон' }
const sheets = { 'sales@corp.test': 'Поставщики/Профнастил' }
const claims = { 'sales@corp.test': 'Претензии' }

/** Suppliers: prices, deliveries and one claim, in folders of their own. */
export const supplierThreads: readonly SampleThread[] = [
  {
    key: 'brick-prices',
    language: 'ru',
    letters: [
      {
        from: olga,
        to: [sales],
        ago: '10d 09:00',
        subject: 'Новые цены на кирпич со следующего месяца',
        folders: bricks,
        text: `Добрый день!

С первого числа меняются цены: М-150 рядовой — 19,40 ₽ за штуку, облицовочный «Солома» — 34,10 ₽. Что выкупите до конца месяца, отдадим по старым.

Прайс во вложении. Поддон 420 штук, самовывоз или наш кран-манипулятор.

Ольга Маркова
«Кирпичный двор»`,
        html: true,
        files: [
          xlsx('Прайс.xlsx', [
            ['Позиция', 'Было', 'Станет'],
            ['М-150 рядовой', 18.2, 19.4],
            ['Облицовочный «Солома»', 31.5, 34.1],
          ]),
        ],
      },
      {
        from: sales,
        to: [olga],
        ago: '9d 17:15',
        text: `Ольга, заберем по старой цене 12 поддонов М-150. Резерв на нас оформите, пожалуйста, до пятницы.`,
      },
      {
        from: olga,
        to: [sales],
        ago: '8d 08:50',
        folders: bricks,
        text: `Резерв сделала: 12 поддонов, 5 040 штук, держим неделю. Счет пришлет бухгалтерия.`,
      },
      {
        from: olga,
        to: [sales],
        cc: [anna],
        ago: '75m',
        folders: bricks,
        text: `Коллеги, напоминаю про резерв: завтра последний день. Вывозите сами или ставить манипулятор?

Ольга`,
        unread: true,
      },
    ],
  },
  {
    key: 'brick-claim',
    language: 'ru',
    letters: [
      {
        from: store,
        to: [sales],
        ago: '6d 16:20',
        subject: 'Бой в партии кирпича от понедельника',
        folders: claims,
        text: `При разгрузке насчитали 63 треснувших кирпича на двух поддонах. Фото прикладываю, акт подписали с водителем.

Кладовщик Савельев`,
        files: [crackedBrick('Поддон 3.png', 0), crackedBrick('Поддон 4.png', 60)],
        charset: 'windows-1251',
      },
      {
        from: sales,
        to: [olga],
        cc: [store],
        ago: '6d 17:02',
        subject: 'Претензия № 9: бой кирпича, 63 шт.',
        text: `Ольга, добрый вечер. В последней партии бой 63 штуки сверх нормы, акт и фото у нас. Просим заменить или вычесть из следующего счета.`,
      },
      {
        from: olga,
        to: [sales],
        ago: '4d 12:40',
        folders: claims,
        text: `Приносим извинения, виноват крепеж на нашей машине. Вычтем 1 222 ₽ и добавим один поддон с отсрочкой.`,
      },
    ],
  },
  {
    key: 'sheet-rolling',
    language: 'ru',
    letters: [
      {
        from: prokat,
        to: [sales],
        ago: '5d 07:45',
        subject: 'Заявка 2217 принята в прокат',
        folders: sheets,
        text: `Заявка 2217: С-21, 8017, 270 листов. Плановая готовность через четыре рабочих дня.

Письмо сформировано автоматически, отвечать на него можно.`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      },
      {
        from: prokat,
        to: [sales],
        ago: '1d 06:58',
        subject: 'Заявка 2217: готово 150 листов из 270',
        folders: sheets,
        text: `Первая часть упакована, 3 пачки, 2 940 кг. Остаток — в начале следующей недели.`,
        unread: true,
      },
      {
        from: dmitry,
        to: [prokat],
        cc: [sales],
        ago: '5h',
        folders: sheets,
        text: `Первую часть заберем в четверг, не во вторник: клиент перенес кран. Вторая без изменений.

Дмитрий Соколов`,
        unread: true,
      },
    ],
  },
  {
    key: 'panel-offer',
    language: 'ru',
    letters: [
      {
        from: sergey,
        to: [sales],
        ago: '3d 14:05',
        subject: 'Сэндвич-панели: складская программа и скидка 4 %',
        folders: { 'sales@corp.test': 'Поставщики' },
        text: `Здравствуйте! До конца квартала на складские панели 100 и 150 мм даем 4 %. Под ваш цех 860 м² есть на складе почти все, кроме доборных.

Сергей Иванов, «Панель-Сервис»`,
        html: `<div style="background:#f2f6fb;padding:24px;font-family:Verdana,sans-serif"><h2 style="color:#1d4f91;margin:0 0 12px">Складская программа</h2>
<p>Здравствуйте! До конца квартала на панели <b>100 и 150&nbsp;мм</b> даем <span style="color:#c0392b;font-weight:bold">4&nbsp;%</span>.</p>
<ul><li>860&nbsp;м² под ваш цех есть на складе</li><li>доборные элементы — 6 дней</li></ul>
<p style="color:#66707c;font-size:12px">Сергей Иванов, «Панель-Сервис»</p>
<img src="https://track.panel-servis.example/open.gif?id=77" width="1" height="1" alt=""></div>`,
        files: [
          pdf('Складская программа.pdf', 'Складская программа', ['Панель 100 мм — 412 м²', 'Панель 150 мм — 905 м²']),
        ],
      },
    ],
  },
  {
    key: 'carrier-rates',
    language: 'ru',
    letters: [
      {
        from: timur,
        to: [sales],
        ago: '11d 10:10',
        subject: 'Тарифы на перевозку по области',
        folders: { 'sales@corp.test': 'Поставщики' },
        text: `Тарифы на следующий квартал: манипулятор 5 т — 9 800 ₽ за смену, фура по городу — 14 500 ₽, за КАД плюс 48 ₽ за километр. Простой после двух часов 1 200 ₽ в час.`,
        declared: false,
        charset: 'windows-1251',
        encoding: '8bit',
      },
    ],
  },
]

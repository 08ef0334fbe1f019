import type { organizer as english } from '../en/organizer.ts'
import type { Translated } from '../translated.ts'

export const organizer: Translated<typeof english> = {
  title: 'Органайзер',
  lead: 'изменения действуют сразу',
  switches: 'Что включено',
  mailClient: 'Почтовый клиент',
  mailClientHelp:
    'Письма и все остальные взаимодействия: список на начальной странице, отправка, получение, API. Если выключить, данные останутся, но обмен остановится.',
  outsideContent: 'Картинки с других серверов',
  outsideContentHelp:
    'Читающий может показать их в письме; загружает их сама «Беседка». Если выключить, показать их не сможет никто.',
  htmlOutgoing: 'Исходящие письма в формате HTML',
  htmlOutgoingHelp:
    'Письма можно оформлять: шрифт, списки, таблицы, картинки. Если выключить, останется простой текст.',
  otherInteractions: 'Звонки, SMS, встречи и запланированные взаимодействия',
  otherInteractionsHelp:
    'Список «Электронная почта» называется «Взаимодействия», в нем все виды общения с клиентами, а не только письма.',
  reviewFlags: 'Признаки «Рассмотрено» и «На контроле»',
  reviewFlagsHelp:
    'Отметки о рассмотрении для входящих писем, встреч, звонков и планов; контроль для исходящих писем и SMS. Счетчики и фильтры по ним.',
  dependsOnMailClient: 'Действует, когда включен почтовый клиент; выбор сохраняется.',
  offQuestion: 'Выключить почтовый клиент?',
  offConsequence:
    'У всех пользователей исчезнет список и остановится получение. Письма и учетные записи останутся; после включения получение продолжится с того же места.',
  offConfirm: 'Выключить',
  organization: 'Организация',
  organizationName: 'Название организации',
  organizationHelp: 'Показывается на страницах программы.',
  languageOfNew: 'Язык программы',
  languageHelp: 'Для новых пользователей; свой язык каждый выбирает сам на панели слева.',
  save: 'Сохранить',
  saved: 'Сохранено',
  accountsAndSending: 'Учетные записи',
  accountsNone: 'пока нет',
  accountsFailed_one: '{{count}} с ошибкой',
  accountsFailed_few: '{{count}} с ошибками',
  accountsFailed_many: '{{count}} с ошибками',
  accountsFailed_other: '{{count}} с ошибкой',
  accountsShared_one: '{{count}} общая',
  accountsShared_few: '{{count}} общие',
  accountsShared_many: '{{count}} общих',
  accountsShared_other: '{{count}} общей',
  accountsPersonal_one: '{{count}} личная',
  accountsPersonal_few: '{{count}} личные',
  accountsPersonal_many: '{{count}} личных',
  accountsPersonal_other: '{{count}} личной',
  accountsOff: 'Сначала включите почтовый клиент',
  health: 'Состояние',
  exchange: 'Обмен',
  noAccounts: 'Учетных записей пока нет',
  exchangeOff: 'Остановлен: почтовый клиент выключен',
  on: 'Включено',
  off: 'Выключено',
}

import type { Person } from '../compose-letter.ts'

const person = (name: string, address: string): Person => ({ name, address })

/** Everybody who writes in the sample. All are invented. */
export const people = {
  // The company: building materials, three mailboxes of which are in the lab.
  sales: person('Отдел продаж', 'sales@corp.test'),
  anna: person('Анна Кузнецова', 'anna@corp.test'),
  office: person('Front Office', 'office@corp.test'),
  dmitry: person('Дмитрий Соколов', 'd.sokolov@corp.test'),
  maria: person('Мария Титова', 'm.titova@corp.test'),
  store: person('Склад на Заводской', 'sklad@corp.test'),

  // Customers.
  pavel: person('Павел Ершов', 'p.ershov@baltstroy.example'),
  gromov: person('Юрий Громов', 'gromov@baltstroy.example'),
  elena: person('Елена Рябова', 'ryabova@tehnokrov.example'),
  lidia: person('Лидия Орлова', 'orlova@dom-i-sad.example'),
  granit: person('Снабжение «Гранит-Монтаж»', 'snab@granit-montazh.example'),
  vlasov: person('Игорь Власов', 'vlasov@client.test'),
  nina: person('Нина Захарова', 'zakharova@shkola12.example'),

  // Suppliers and carriers.
  olga: person('Ольга Маркова', 'markova@kirpich-dvor.example'),
  sergey: person('Сергей Иванов', 's.ivanov@panel-servis.example'),
  prokat: person('Прокатный цех', 'zakaz@profil-ural.example'),
  timur: person('Тимур Касымов', 'timur@severtrans.example'),

  // Abroad.
  james: person('James Whitfield', 'james@whitfield-timber.example'),
  sofia: person('Sofia Lindqvist', 'sofia@nordfjord.example'),
  hannah: person('Hannah Becker', 'h.becker@lichtbau.example'),
  raj: person('Raj Patel', 'raj.patel@orbitfreight.example'),
  emma: person('Emma Clarke', 'emma@client.test'),

  // Machines.
  bank: person('Банк «Причал»', 'noreply@prichal-bank.example'),
  tax: person('Электронная отчетность', 'robot@otchet-online.example'),
  news: person('Строительный вестник', 'digest@stroyvestnik.example'),
  mailer: person('Mail Delivery System', 'mailer-daemon@mx.granit-montazh.example'),
  monitor: person('Order desk', 'no-reply@whitfield-timber.example'),
  lucky: person('Lucky Offers', 'win@lucky-offers.example'),
  credit: person('Кредит без справок', 'dengi@bystro-kredit.example'),
} as const

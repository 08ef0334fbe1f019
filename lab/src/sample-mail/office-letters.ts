import { docx, pdf, xlsx } from './sample-files.ts'
import type { SampleThread } from './sample-letter.ts'
import { people } from './sample-people.ts'

const { office, anna, james, sofia, hannah, raj, emma, monitor, lucky } = people

/** The English mailbox: export orders, freight and a project abroad. */
export const officeThreads: readonly SampleThread[] = [
  {
    key: 'timber-2087',
    language: 'en',
    letters: [
      {
        from: james,
        to: [office],
        ago: '8d 11:20',
        subject: 'Order 2087: larch cladding, 40 m³',
        text: `Good morning,

we would like to place order 2087: Siberian larch, planed, 20 x 140 mm, 40 m³, grade A/B. Delivery to Hull, DAP.

Could you confirm the price from your last offer and the earliest loading date?

Kind regards,
James Whitfield
Whitfield Timber`,
        html: true,
      },
      {
        from: office,
        to: [james],
        cc: [anna],
        ago: '8d 14:55',
        text: `Dear James,

the price stands: EUR 612 per m³, EUR 24,480 in total. We can load in three weeks. The pro forma is attached.

Best regards,
Front Office`,
        files: [
          pdf('Pro forma 2087.pdf', 'Pro forma invoice 2087', [
            'Siberian larch 20 x 140, 40 m3',
            'EUR 612.00 per m3',
            'Total EUR 24,480.00 DAP Hull',
          ]),
        ],
      },
      {
        from: james,
        to: [office],
        ago: '5d 10:03',
        text: `Thank you. Payment goes out tomorrow. Please split the load: 25 m³ in lengths of 4 m, the rest 3 m.

James`,
      },
      {
        from: monitor,
        to: [office],
        ago: '4d 06:30',
        subject: 'Purchase order PO-2087 confirmed',
        answers: 'none',
        text: `PO-2087 has been confirmed by the buyer. Do not reply to this message.`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      },
      {
        from: james,
        to: [office],
        ago: '55m',
        answers: 2,
        text: `One more thing: our warehouse closes at noon on Friday. Can the truck be there by ten?

James`,
        unread: true,
      },
    ],
  },
  {
    key: 'freight-hull',
    language: 'en',
    letters: [
      {
        from: office,
        to: [raj],
        ago: '4d 09:10',
        subject: 'Freight quote: 40 m³ of larch to Hull',
        text: `Hello Raj, please quote one curtain-sider with 40 m³ of larch, about 24 t, to Hull. Loading in three weeks.`,
      },
      {
        from: raj,
        to: [office],
        ago: '3d 16:45',
        text: `Hi, EUR 3,950 door to door, transit six days, ferry included. Valid until Friday. Customs papers are on you.

Raj Patel
Orbit Freight`,
        html: true,
        files: [
          xlsx('Quote.xlsx', [
            ['Leg', 'EUR'],
            ['Road', 2650],
            ['Ferry', 1300],
          ]),
        ],
      },
      {
        from: raj,
        to: [office],
        ago: '150m',
        text: `Just checking in: shall I book? The ferry fills up quickly this time of year.`,
        unread: true,
      },
    ],
  },
  {
    key: 'lichtbau-complaint',
    language: 'en',
    letters: [
      {
        from: hannah,
        to: [office],
        ago: '7d 08:35',
        subject: 'Delivery 5530: two packages missing',
        text: `Dear Sir or Madam,

delivery 5530 arrived today with eleven packages instead of thirteen. Missing are numbers 7 and 12, flashing and screws. The driver has signed the note.

Please send the rest this week, our fitters are waiting.

Hannah Becker
Lichtbau GmbH, München`,
        encoding: 'quoted-printable',
      },
      {
        from: office,
        to: [hannah],
        ago: '7d 10:20',
        text: `Dear Ms Becker, we are sorry. Both packages stayed in our warehouse; they leave today by courier and should reach you on Thursday.`,
      },
      {
        from: hannah,
        to: [office],
        ago: '4d 15:10',
        text: `They are here, thank you for the quick help. Grüße aus München!`,
        encoding: 'quoted-printable',
      },
    ],
  },
  {
    key: 'emma-catalogue',
    language: 'en',
    letters: [
      {
        from: emma,
        to: [office],
        ago: '2d 12:15',
        subject: 'Catalogue and minimum order',
        text: `Hello, is there a printed catalogue in English, and what is your smallest order for roof tiles?

Emma Clarke`,
      },
      {
        from: office,
        to: [emma],
        ago: '1d 09:35',
        text: `Dear Emma, the catalogue is attached. The smallest order is one pallet, about 48 m².`,
        files: [docx('Catalogue.docx', ['Roof tiles', 'Cascade 0.5 mm, matt', 'Pallet 48 m2'])],
      },
    ],
  },
  {
    key: 'office-rest',
    language: 'en',
    letters: [
      {
        from: office,
        to: [office],
        ago: '3d 18:00',
        subject: 'Notes for Monday',
        text: `Book the ferry, contract for Harbour House, ask Anna about graphite stock.`,
      },
      {
        from: lucky,
        to: [office],
        ago: '6d 02:02',
        subject: 'Final notice: your parcel is on hold',
        answers: 'none',
        folders: { 'office@corp.test': 'Junk' },
        text: `Pay a small fee to release your parcel.`,
      },
      {
        from: office,
        to: [sofia],
        ago: '10h',
        subject: 'Contract for Harbour House, phase two',
        answers: 'none',
        folders: { 'office@corp.test': 'Drafts' },
        text: `Dear Sofia, please find the contract`,
      },
      {
        from: raj,
        to: [office],
        ago: '21d 11:11',
        subject: 'Season greetings from Orbit Freight',
        answers: 'none',
        folders: { 'office@corp.test': 'Archive' },
        text: `Wishing you a calm season and short queues at the border.`,
      },
      {
        from: emma,
        to: [office],
        ago: '22d 09:09',
        subject: 'Old price list',
        answers: 'none',
        folders: { 'office@corp.test': 'Trash' },
        text: `Please disregard the list I sent yesterday.`,
      },
      {
        from: hannah,
        to: [office],
        ago: '24d 14:30',
        subject: 'Reference project in Ulm',
        answers: 'none',
        folders: { 'office@corp.test': 'Projects' },
        text: `You may name our hall in Ulm as a reference: 3,100 m² of roof, finished in nine weeks.`,
      },
    ],
  },
]

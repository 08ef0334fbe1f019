import { logo, pdf } from './sample-files.ts'
import type { SampleThread } from './sample-letter.ts'
import { people } from './sample-people.ts'

const { office, anna, sofia } = people
const harbour = { 'office@corp.test': 'Projects/Harbour' }

/** A building project abroad, in folders of its own. */
export const harbourThreads: readonly SampleThread[] = [
  {
    key: 'harbour-facade',
    language: 'en',
    letters: [
      {
        from: sofia,
        to: [office],
        ago: '13d 13:00',
        subject: 'Harbour House: facade panels, second phase',
        folders: harbour,
        text: `Hello,

phase two starts in two months. We need 1,240 m² of the same graphite panel and the matching corner pieces. The drawings are attached, revision C.

Sofia Lindqvist
Nordfjord Arkitekter`,
        html: `<div style="font-family:Georgia,serif"><p>Hello,</p><p>phase two starts in two months. We need <b>1,240&nbsp;m²</b> of the same graphite panel and the matching corner pieces.</p>
<p>The drawings are attached, <i>revision C</i>.</p><p><img src="cid:nordfjord-logo" alt="" width="80"><br>Sofia Lindqvist<br>Nordfjord Arkitekter</p></div>`,
        files: [
          logo('nordfjord-logo'),
          pdf('Facade rev C.pdf', 'Harbour House, facade, revision C', ['Sheet 1 of 4', 'Panels 1240 m2']),
        ],
      },
      {
        from: office,
        to: [sofia],
        ago: '12d 10:25',
        text: `Dear Sofia, we have 900 m² of that batch left. The remaining 340 m² would come from a new one; the shade may differ slightly. Would samples help?`,
      },
      {
        from: sofia,
        to: [office],
        ago: '11d 09:40',
        folders: harbour,
        text: `Yes please, two samples of each batch, to the site office. The architect decides on the north side.`,
        flagged: true,
      },
      {
        from: sofia,
        to: [office],
        ago: '18h',
        folders: harbour,
        text: `The samples arrived, the difference cannot be seen from three metres. Approved. Please send the contract.`,
        unread: true,
      },
    ],
  },
  {
    key: 'harbour-call',
    language: 'en',
    letters: [
      {
        from: sofia,
        to: [office],
        cc: [anna],
        ago: '17h',
        subject: 'Invitation: Harbour House weekly call',
        text: `Let us keep a short weekly call until the contract is signed.`,
        calendar: {
          uid: 'harbour-weekly@nordfjord.example',
          summary: 'Harbour House weekly call',
          location: 'Video call',
          starts: '2d 15:00',
          minutes: 30,
        },
        unread: true,
      },
    ],
  },
]

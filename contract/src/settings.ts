import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { language } from './sessions.ts'

export const settingsShape = z.object({
  /** «Почтовый клиент», the master switch. */
  mailClient: z.boolean(),
  /** «Исходящие письма в формате HTML». */
  htmlOutgoing: z.boolean(),
  /** «Звонки, SMS, встречи и запланированные взаимодействия». */
  otherInteractions: z.boolean(),
  /** «Признаки «Рассмотрено» и «На контроле»». */
  reviewFlags: z.boolean(),
  /** A reader may have pictures of other servers shown in a letter; off, nobody may. */
  outsideContent: z.boolean(),
  organization: z.string().max(200),
  language,
})

export const settings = {
  read: endpoint('signed-in')
    .route({ method: 'GET', path: '/settings', summary: 'The switches of Administration, Organizer' })
    .output(settingsShape),
  update: endpoint('administrator')
    .route({
      method: 'PATCH',
      path: '/settings',
      summary: 'Change switches; dependent ones keep their value while the master switch is off',
    })
    .input(settingsShape.partial())
    .output(settingsShape),
}

import type { LabUser } from './lab-shapes.ts'

/** The three mailboxes of the demonstration. */
export const defaultUsers: readonly LabUser[] = [
  { address: 'sales@corp.test', password: 'secret', name: 'Отдел продаж' },
  { address: 'anna@corp.test', password: 'secret', name: 'Анна Кузнецова' },
  { address: 'office@corp.test', password: 'secret', name: 'Front Office' },
]

export const defaultDomains: readonly string[] = ['corp.test', 'client.test']

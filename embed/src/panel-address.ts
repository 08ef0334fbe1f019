/** Which interactions a host program wants to see: those of a record, or those with an address. */
export type PanelSubject = { record: string } | { contact: string }

/**
 * Address of the program's list for a record (`type:externalId`) or a contact (an e-mail address). Null for a server that
 * is no web address, and for a subject that names nothing.
 */
export function panelAddress(server: string, subject: PanelSubject): string | null {
  const base = URL.canParse(server) ? new URL(server) : null
  if (base === null || (base.protocol !== 'https:' && base.protocol !== 'http:')) return null
  const [name, value] = 'record' in subject ? ['record', subject.record] : ['contact', subject.contact]
  if (name === 'record' ? !/^[^:]+:.+$/.test(value) : !/^[^\s@]+@[^\s@]+$/.test(value)) return null
  const address = new URL('/', base)
  address.searchParams.set(name, value)
  return address.href
}

import type { ProviderEntry } from './provider-entry.ts'

const allOn = (host: string) => ({ imap: host, pop3: host, smtp: host })
const under = (domain: string, pop = 'pop') => ({
  imap: `imap.${domain}`,
  pop3: `${pop}.${domain}`,
  smtp: `smtp.${domain}`,
})

/** Companies that keep the mail of other people's domains: known by where the letters arrive. */
export const HOSTING_PROVIDERS: readonly ProviderEntry[] = [
  {
    id: 'ionos-de',
    name: 'IONOS',
    domains: ['online.de', 'onlinehome.de'],
    mx: ['kundenserver.de', 'ionos.de'],
    ...under('ionos.de'),
  },
  { id: 'ionos-com', name: 'IONOS', domains: [], mx: ['ionos.com', '1and1.com'], ...under('ionos.com') },
  { id: 'strato', name: 'STRATO', domains: [], mx: ['rzone.de'], ...under('strato.de', 'pop3') },
  { id: 'hetzner', name: 'Hetzner', domains: [], mx: ['your-server.de'], ...allOn('mail.your-server.de') },
  { id: 'ovh', name: 'OVHcloud', domains: [], mx: ['mail.ovh.net'], ...allOn('ssl0.ovh.net') },
  { id: 'gandi', name: 'Gandi', domains: [], mx: ['mail.gandi.net'], ...allOn('mail.gandi.net') },
  {
    id: 'infomaniak',
    name: 'Infomaniak',
    domains: ['ik.me', 'ikmail.com', 'etik.com'],
    mx: ['infomaniak.ch'],
    ...allOn('mail.infomaniak.com'),
  },
  {
    id: 'aruba',
    name: 'Aruba',
    domains: [],
    mx: ['aruba.it'],
    imap: 'imaps.aruba.it',
    pop3: 'pop3s.aruba.it',
    smtp: 'smtps.aruba.it',
  },
  {
    id: 'migadu',
    name: 'Migadu',
    domains: [],
    mx: ['migadu.com'],
    ...under('migadu.com'),
  },
  {
    id: 'godaddy',
    name: 'GoDaddy',
    domains: [],
    mx: ['secureserver.net'],
    imap: 'imap.secureserver.net',
    pop3: 'pop.secureserver.net',
    smtp: 'smtpout.secureserver.net',
  },
  { id: 'rackspace', name: 'Rackspace', domains: [], mx: ['emailsrvr.com'], ...allOn('secure.emailsrvr.com') },
  { id: 'namecheap', name: 'Namecheap', domains: [], mx: ['privateemail.com'], ...allOn('mail.privateemail.com') },
  { id: 'hostinger', name: 'Hostinger', domains: [], mx: ['hostinger.com'], ...under('hostinger.com') },
  {
    id: 'titan',
    name: 'Titan',
    domains: [],
    mx: ['titan.email'],
    ...under('titan.email'),
    hint: 'ADMINISTRATOR_ALLOWS',
    url: 'https://support.titan.email/',
  },
  { id: 'dreamhost', name: 'DreamHost', domains: [], mx: ['dreamhost.com'], ...under('dreamhost.com') },
  {
    id: 'forward-email',
    name: 'Forward Email',
    domains: [],
    mx: ['forwardemail.net'],
    ...under('forwardemail.net', 'pop3'),
    hint: 'SEPARATE_MAIL_PASSWORD',
    url: 'https://forwardemail.net/faq',
  },
]

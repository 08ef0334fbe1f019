import type { ProviderEntry } from '@besedka/mail/discovery/provider-entry'
import { PROVIDERS } from '@besedka/mail/discovery/provider-search'

const HEAD = `# Providers that are known by name

Made from the program's own list by \`npm run generate\`; \`mail-settings.md\` says how it is used. Servers without a port are at
993 (IMAP), 995 (POP3) and 465 (SMTP) with TLS from the first byte.

**None of these servers was reached from here.** The tests run without the outside world: they prove that the list is sound in
form, that domains and MX hosts lead to the right entry, and what is done with it. That a provider still keeps these hosts, ports
and pages is what it publishes, not what was tried.

| Provider | Addresses | Companies, by MX | IMAP | POP3 | SMTP | First |
|---|---|---|---|---|---|---|
`

const SHOWN_DOMAINS = 8

/** The page of the manual that lists the providers. */
export function renderProviderTable(): string {
  return HEAD + PROVIDERS.map((entry) => `| ${cellsOf(entry).join(' | ')} |\n`).join('')
}

function cellsOf({ name, domains, mx = [], imap, pop3, smtp, hint, url }: ProviderEntry): string[] {
  const more = domains.length - SHOWN_DOMAINS
  const shown = domains.slice(0, SHOWN_DOMAINS).join(', ') + (more > 0 ? ` and ${more} more` : '')
  const first = hint === undefined ? '' : url === undefined ? hint : `[${hint}](${url})`
  return [name, shown, mx.join(', '), imap, pop3, smtp, first].map((cell) =>
    cell === undefined || cell === '' ? '-' : cell,
  )
}

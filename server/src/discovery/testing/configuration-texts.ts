interface Place {
  host: string
  port: number
  security: 'SSL' | 'STARTTLS' | 'plain'
}

/** A configuration of Thunderbird's format, with IMAP and SMTP. */
export function autoconfigText(imap: Place, smtp: Place): string {
  const inside = ({ host, port, security }: Place) =>
    `<hostname>${host}</hostname><port>${port}</port><socketType>${security}</socketType>` +
    '<username>%EMAILADDRESS%</username><authentication>password-cleartext</authentication>'
  return (
    '<?xml version="1.0" encoding="UTF-8"?><clientConfig version="1.1"><emailProvider id="x">' +
    `<incomingServer type="imap">${inside(imap)}</incomingServer>` +
    `<outgoingServer type="smtp">${inside(smtp)}</outgoingServer></emailProvider></clientConfig>`
  )
}

/** IMAP at 993 and SMTP at 465 of one host, both protected from the first byte. */
export function usualConfiguration(host: string): string {
  return autoconfigText({ host, port: 993, security: 'SSL' }, { host, port: 465, security: 'SSL' })
}

/** What Exchange answers to autodiscover. */
export function autodiscoverText(inside: string): string {
  return (
    '<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">' +
    `<Response><Account>${inside}</Account></Response></Autodiscover>`
  )
}

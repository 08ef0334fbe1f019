/** One record of the lab's zone. Names without a final dot. */
export type LabRecord =
  | { type: 'A'; name: string; address: string }
  | { type: 'MX'; name: string; exchange: string; priority?: number }
  /** Without `target` the record says that the service is not offered (RFC 6186: a target of "."). */
  | { type: 'SRV'; name: string; target?: string; port?: number; priority?: number; weight?: number }
  | { type: 'TXT'; name: string; text: string }
  | { type: 'CNAME'; name: string; target: string }

export interface LabZone {
  /** `127.0.0.1:port`, for `Resolver.setServers` and for DNS_SERVERS. */
  readonly server: string
  readonly records: readonly LabRecord[]
  /** Adds records; they are answered when the promise resolves. */
  add(...records: LabRecord[]): Promise<void>
  /** Removes all records of a name, and only those of `type` where it is given. */
  remove(name: string, type?: LabRecord['type']): Promise<void>
}

/** Records a well-kept mail domain has (RFC 6186, RFC 8314), for every domain of the lab. */
export function domainRecords(
  domains: readonly string[],
  ports: { imap: number; imaps: number; pop3s: number; submission: number; smtps: number },
): LabRecord[] {
  return domains.flatMap((domain): LabRecord[] => {
    const target = `mail.${domain}`
    const service = (name: string, port: number): LabRecord => ({
      type: 'SRV',
      name: `_${name}._tcp.${domain}`,
      target,
      port,
      priority: 0,
      weight: 1,
    })
    return [
      { type: 'A', name: target, address: '127.0.0.1' },
      { type: 'MX', name: domain, exchange: target, priority: 10 },
      service('imaps', ports.imaps),
      service('imap', ports.imap),
      service('pop3s', ports.pop3s),
      service('submissions', ports.smtps),
      service('submission', ports.submission),
      { type: 'TXT', name: domain, text: 'v=spf1 ip4:127.0.0.1 -all' },
    ]
  })
}

/** The text of dnsmasq's configuration: only these records are known, everything else does not exist. */
export function dnsmasqConfig(port: number, logFile: string, records: readonly LabRecord[]): string {
  const head = `port=${port}
listen-address=127.0.0.1
bind-interfaces
no-resolv
no-hosts
no-daemon
local=/#/
local-ttl=0
pid-file=
log-facility=${logFile}
`
  return head + records.map((record) => `${recordLine(record)}\n`).join('')
}

function recordLine(record: LabRecord): string {
  switch (record.type) {
    case 'A':
      return `host-record=${record.name},${record.address}`
    case 'MX':
      return `mx-host=${record.name},${record.exchange},${record.priority ?? 10}`
    case 'SRV':
      return record.target === undefined
        ? `srv-host=${record.name}`
        : `srv-host=${[record.name, record.target, record.port ?? 0, record.priority ?? 0, record.weight ?? 0].join(',')}`
    case 'TXT':
      return `txt-record=${record.name},"${record.text.replaceAll('"', '\\"')}"`
    case 'CNAME':
      return `cname=${record.name},${record.target}`
  }
}

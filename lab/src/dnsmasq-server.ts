import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LabServer } from './lab-shapes.ts'
import { dnsmasqConfig, type LabRecord, type LabZone } from './lab-zone.ts'
import type { ParentGuard } from './parent-guard.ts'
import { type Account, requireProgram } from './program-path.ts'
import { readLog } from './server-log.ts'
import { createServerProcess } from './server-process.ts'

export interface DnsmasqOptions {
  dir: string
  port: number
  records: readonly LabRecord[]
  account: Account
  own(path: string): void
  guard: ParentGuard
}

/** dnsmasq with a zone of its own. It never runs as root, so that the kernel keeps its parent-death signal. */
export function createDnsmasq(options: DnsmasqOptions): LabServer & { zone: LabZone; log(): string } {
  const program = requireProgram('dnsmasq', 'dnsmasq-base')
  const { dir, port } = options
  let records = [...options.records]
  mkdirSync(dir, { recursive: true })
  options.own(dir)
  const configFile = join(dir, 'dns.conf')
  const logFile = join(dir, 'log')
  const writeZone = () => writeFileSync(configFile, dnsmasqConfig(port, logFile, records))
  writeZone()

  const server = createServerProcess({
    name: 'dnsmasq',
    program,
    args: ['--keep-in-foreground', `--conf-file=${configFile}`],
    ports: [port],
    account: options.account,
    guard: options.guard,
    readLog: () => readLog(logFile),
  })

  // dnsmasq reads MX, SRV and TXT at its start only.
  async function change(changed: LabRecord[]) {
    records = changed
    writeZone()
    await server.stop()
    await server.start()
  }

  const zone: LabZone = {
    server: `127.0.0.1:${port}`,
    get records() {
      return records
    },
    add: (...added) => change([...records, ...added]),
    remove: (name, type) =>
      change(records.filter((record) => record.name !== name || (type !== undefined && record.type !== type))),
  }
  return { ...server, zone, log: () => readLog(logFile) }
}

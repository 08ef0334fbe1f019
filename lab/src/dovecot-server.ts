import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DovecotLayout, dovecotConfig } from './dovecot-config.ts'
import type { KeyPair } from './lab-certificates.ts'
import type { LabServer } from './lab-shapes.ts'
import type { ParentGuard } from './parent-guard.ts'
import { type Account, requireProgram } from './program-path.ts'
import { readLog } from './server-log.ts'
import { createServerProcess } from './server-process.ts'

export interface DovecotOptions extends Omit<DovecotLayout, 'certificateFile' | 'keyFile'> {
  name: string
  certificate: KeyPair
  /** Owner of the instance's folder when it runs without root rights. */
  own(path: string): void
  account?: Account | undefined
  guard: ParentGuard
}

/** A Dovecot instance in a folder of its own; several may serve the same mailboxes. */
export function createDovecot(options: DovecotOptions): LabServer & { log(): string } {
  const program = requireProgram('dovecot', 'dovecot-core dovecot-imapd dovecot-pop3d dovecot-lmtpd')
  const { dir, certificate, ports, authPort } = options
  mkdirSync(dir, { recursive: true })
  const certificateFile = join(dir, 'server.crt')
  const keyFile = join(dir, 'server.key')
  const configFile = join(dir, 'dovecot.conf')
  writeFileSync(certificateFile, certificate.certificate)
  writeFileSync(keyFile, certificate.key, { mode: 0o600 })
  writeFileSync(configFile, dovecotConfig({ ...options, certificateFile, keyFile }))
  for (const path of [dir, certificateFile, keyFile, configFile]) options.own(path)

  const log = () => readLog(join(dir, 'log'))
  const server = createServerProcess({
    name: options.name,
    program,
    args: ['-F', '-c', configFile],
    ports: [...Object.values(ports), authPort].filter((port) => port !== 0),
    account: options.account,
    guard: options.guard,
    readLog: log,
  })
  return { ...server, log }
}

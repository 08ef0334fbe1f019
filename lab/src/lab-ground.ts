import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaultDomains, defaultUsers } from './default-users.ts'
import { reservePorts } from './free-ports.ts'
import { createCertificates, type LabCertificates } from './lab-certificates.ts'
import type { LabPorts } from './lab-shapes.ts'
import type { LabOptions } from './lab-types.ts'
import { type ParentGuard, startParentGuard } from './parent-guard.ts'
import { mailOwner } from './program-path.ts'
import { defaultAnswers } from './recipient-answers.ts'
import { createUserDirectory, type UserDirectory } from './user-directory.ts'

/** Everything the parts of one lab share. */
export interface LabGround {
  dir: string
  options: LabOptions
  domains: readonly string[]
  certificates: LabCertificates
  directory: UserDirectory
  answers: Map<string, string>
  guard: ParentGuard
  ports: LabPorts
  authPort: number
  /** Nobody listens there. */
  closedPort: number
  lookupPort: number
  /** Servers run with root rights. */
  privileged: boolean
  release(): void
}

/** Makes the folder, certificates, users and port numbers of a lab; nothing runs yet but the guard. */
export async function prepareGround(options: LabOptions): Promise<LabGround> {
  const isRoot = process.getuid?.() === 0
  const certificates = await createCertificates(new Date(), options.certificateNames)
  // Dovecot's sockets lie below; the system's limit of 108 bytes asks for a short path, whatever TMPDIR says.
  const dir = mkdtempSync('/tmp/bl-')
  chmodSync(dir, 0o755)
  const { ports: reserved, release } = await reservePorts(12)
  const [imap = 0, imaps = 0, pop3 = 0, pop3s = 0, lmtp = 0, smtp = 0, submission = 0, smtps = 0, dns = 0] = reserved
  const [authPort = 0, closedPort = 0, lookupPort = 0] = reserved.slice(9)
  const withSmtp = options.smtp !== false
  const directory = createUserDirectory(dir, mailOwner())
  for (const user of options.users ?? defaultUsers) directory.add(user)
  writeFileSync(join(dir, 'ca.pem'), certificates.ca)
  return {
    dir,
    options,
    certificates,
    directory,
    domains: options.domains ?? defaultDomains,
    answers: new Map(Object.entries(defaultAnswers)),
    guard: startParentGuard(dir),
    ports: {
      ...{ imap, imaps, pop3, pop3s, lmtp },
      smtp: withSmtp ? smtp : 0,
      submission: withSmtp ? submission : 0,
      smtps: withSmtp ? smtps : 0,
      dns: options.dns === true ? dns : 0,
    },
    authPort,
    closedPort,
    lookupPort,
    privileged: isRoot && options.privileged !== false,
    release,
  }
}

/** Gives everything back once the servers have ended. */
export async function leaveGround(ground: LabGround): Promise<void> {
  await ground.guard.dismiss()
  ground.release()
  rmSync(ground.dir, { recursive: true, force: true, maxRetries: 3 })
}

/** What a lab tells about itself. */
export function groundFacts({ ports, certificates, dir, directory, domains, options }: LabGround) {
  return {
    host: '127.0.0.1',
    hostname: 'localhost',
    ports,
    caPem: certificates.ca,
    caFile: join(dir, 'ca.pem'),
    certificates,
    users: directory.users,
    domains,
    dir,
    separator: options.separator ?? '.',
  } as const
}

import { join } from 'node:path'
import { createBuiltInSubmission } from './built-in-submission.ts'
import { createDovecot } from './dovecot-server.ts'
import { reservePorts } from './free-ports.ts'
import type { LabGround } from './lab-ground.ts'
import type { LabVariant, VariantOptions } from './lab-types.ts'
import { mailOwner } from './program-path.ts'

let started = 0

/** Starts a second Dovecot and a submission server over the mailboxes of a running lab, on ports of their own. */
export async function startLabVariant(ground: LabGround, options: VariantOptions): Promise<LabVariant> {
  started += 1
  const { ports: reserved, release } = await reservePorts(6)
  const [imap = 0, imaps = 0, pop3 = 0, pop3s = 0, submission = 0, smtps = 0] = reserved
  const certificate = ground.certificates[options.certificate ?? 'server']
  const dovecot = createDovecot({
    name: 'dovecot variant',
    dir: join(ground.dir, `v${started}`),
    usersDir: ground.directory.usersDir,
    certificate,
    ports: { imap, imaps, pop3, pop3s, lmtp: 0 },
    authPort: 0,
    style: options,
    account: ground.privileged ? undefined : mailOwner(),
    own: ground.privileged ? () => {} : ground.directory.own,
    guard: ground.guard,
  })
  const smtp = createBuiltInSubmission({
    certificate,
    domains: ground.domains,
    users: ground.directory.users,
    answers: ground.answers,
    sizeLimit: ground.options.sizeLimit ?? 26_214_400,
    outsideMailbox: ground.options.outsideMailbox,
    lmtpPort: ground.ports.lmtp,
    ports: { smtp: 0, submission, smtps },
  })
  await Promise.all([dovecot.start(), smtp.start()])
  return {
    ports: { imap, imaps, pop3, pop3s, submission, smtps },
    async stop() {
      await Promise.all([dovecot.stop(), smtp.stop()])
      release()
    },
  }
}

import type { LabPorts, LabUser } from '@besedka/lab/lab-shapes'
import { type DemoSession, signIn } from './demo-session.ts'

export const demoPassword = 'besedka-demo'
export const administrator = { email: 'admin@corp.test', password: demoPassword }
const anna = { email: 'anna@corp.test', password: demoPassword }

/** Who signs in, as the terminal shows it. */
export const signIns = [
  { who: 'administrator / администратор', ...administrator },
  { who: 'user / пользователь', ...anna },
]

/**
 * Makes the second user and the accounts of the lab's three mailboxes: two shared ones, and one that Anna makes for
 * herself. Each is checked by a real log-in and a trial letter, as it would be for anybody.
 */
export async function furnish(address: string, ports: LabPorts, mailboxes: readonly LabUser[]): Promise<void> {
  const admin = await signIn(address, administrator.email, administrator.password)
  const user = await admin.post('/users', { name: 'Анна Кузнецова', ...anna, role: 'user', language: 'ru' })
  const own = await signIn(address, anna.email, anna.password)
  for (const mailbox of mailboxes) {
    const isOwn = mailbox.address === anna.email
    const session: DemoSession = isOwn ? own : admin
    const grants = isOwn ? [] : [{ userId: user.id, send: true, manage: false }]
    await session.post('/accounts', { ...accountOf(mailbox, ports), scope: isOwn ? 'personal' : 'shared', grants })
  }
}

function accountOf({ address, password, name }: LabUser, ports: LabPorts) {
  const server = { host: 'localhost', user: address }
  return {
    name,
    senderName: name,
    address,
    password,
    incoming: { ...server, protocol: 'imap', port: ports.imaps, security: 'tls' },
    outgoing: { ...server, port: ports.submission, security: 'starttls' },
    confirmPrivateHosts: true,
  }
}

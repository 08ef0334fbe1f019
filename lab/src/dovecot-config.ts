import type { ImapStyle, LabPorts } from './lab-shapes.ts'
import type { Account } from './program-path.ts'
import { standardFolders } from './standard-folders.ts'

export interface DovecotLayout {
  /** Folder for this instance's sockets, state and log. */
  dir: string
  /** Folder with one passwd-file per user, named like the address. */
  usersDir: string
  certificateFile: string
  keyFile: string
  /** Port for Postfix' SASL questions; 0 leaves it out, as it leaves out `lmtp`. */
  authPort: number
  ports: Pick<LabPorts, 'imap' | 'imaps' | 'pop3' | 'pop3s' | 'lmtp'>
  style: ImapStyle
  /** Set when the instance runs without root rights, as this account. */
  account?: Account | undefined
}

/** The text of dovecot.conf (Dovecot 2.3) for one instance. */
export function dovecotConfig(layout: DovecotLayout): string {
  return [
    general(layout),
    layout.account === undefined ? '' : withoutRoot(layout.account),
    inbox(layout.style.separator ?? '.'),
    protocols(layout.style),
    listeners(layout),
  ].join('\n')
}

function general({ dir, usersDir, certificateFile, keyFile, style, ports }: DovecotLayout): string {
  const mechanisms = style.mechanisms ?? ['plain', 'login', 'cram-md5', 'apop']
  return `
protocols = imap pop3${ports.lmtp === 0 ? '' : ' lmtp'}
listen = 127.0.0.1
base_dir = ${dir}/run
state_dir = ${dir}/state
log_path = ${dir}/log
ssl = yes
ssl_cert = <${certificateFile}
ssl_key = <${keyFile}
disable_plaintext_auth = no
auth_mechanisms = ${mechanisms.join(' ')}
auth_failure_delay = 0
auth_verbose = yes
first_valid_uid = 1
mail_location = maildir:~/Maildir:UTF-8
mail_max_userip_connections = 200
mail_fsync = never
default_process_limit = 400
default_client_limit = 2000
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
passdb {
  driver = passwd-file
  args = ${usersDir}/%u
}
userdb {
  driver = passwd-file
  args = ${usersDir}/%u
}
`
}

function withoutRoot({ user, group }: Account): string {
  const unchrooted = ['anvil', 'imap-login', 'pop3-login', 'stats']
  return `
default_login_user = ${user}
default_internal_user = ${user}
default_internal_group = ${group}
${unchrooted.map((service) => `service ${service} {\n  chroot =\n}`).join('\n')}
`
}

function inbox(separator: string): string {
  const folders = standardFolders.map(({ name, use }) => `  mailbox ${name} {\n    special_use = ${use}\n  }`)
  return `
namespace inbox {
  inbox = yes
  separator = ${separator}
${folders.join('\n')}
}
`
}

function protocols(style: ImapStyle): string {
  return `
protocol imap {
  mail_plugins = ${style.compress ? 'zlib imap_zlib' : ''}
  ${style.capability === undefined ? '' : `imap_capability = ${style.capability}`}
}
`
}

function listeners({ ports, authPort }: DovecotLayout): string {
  const login = (name: string, plain: number, tls: number) => `
service ${name}-login {
  process_min_avail = 1
${listener(name, plain)}
${listener(`${name}s`, tls, true)}
}
`
  return [
    login('imap', ports.imap, ports.imaps),
    login('pop3', ports.pop3, ports.pop3s),
    ports.lmtp === 0 ? '' : `service lmtp {\n${listener('lmtp', ports.lmtp)}\n}`,
    authPort === 0 ? '' : `service auth {\n${listener('auth', authPort)}\n}`,
  ].join('\n')
}

function listener(name: string, port: number, tls = false): string {
  return `  inet_listener ${name} {\n    port = ${port}\n${tls ? '    ssl = yes\n' : ''}  }`
}

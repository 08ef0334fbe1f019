import { bouncingAddress, deferredAddress } from './recipient-answers.ts'

export interface PostfixLayout {
  dir: string
  certificateFile: string
  keyFile: string
  domains: readonly string[]
  sizeLimit: number
  /** `lookup` is where this process answers Postfix' table questions. */
  ports: { smtp: number; submission: number; smtps: number; lmtp: number; auth: number; lookup: number }
  /** A port nobody listens on, for mail that is to wait in the queue. */
  closedPort: number
  /** Senders are let in only after they have received (POP before SMTP). */
  receiveFirst: boolean
}

/** The text of main.cf. Queue lifetimes are short so that a bounce after deferral takes about a minute. */
export function postfixMain(layout: PostfixLayout): string {
  const { dir, ports } = layout
  const table = (name: keyof PostfixTables) => `socketmap:inet:127.0.0.1:${ports.lookup}:${name}`
  return `
compatibility_level = 3.6
queue_directory = ${dir}/spool
data_directory = ${dir}/data
maillog_file = ${dir}/log
maillog_file_prefixes = ${dir}
myhostname = mail.corp.test
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mydestination =
mynetworks =
alias_maps =
local_recipient_maps =
disable_dns_lookups = yes
smtputf8_enable = yes
virtual_mailbox_domains = ${layout.domains.join(', ')}
virtual_mailbox_maps = ${table('boxes')}
virtual_transport = lmtp:inet:127.0.0.1:${ports.lmtp}
transport_maps = inline:{ ${deferredAddress}=lmtp:inet:127.0.0.1:${layout.closedPort} }
default_transport = error:5.4.4 the lab delivers to its own domains only
virtual_alias_maps = ${table('aliases')}
virtual_alias_domains = ${table('aliasDomains')}
message_size_limit = ${layout.sizeLimit}
mailbox_size_limit = 0
virtual_mailbox_limit = 0
smtpd_tls_cert_file = ${layout.certificateFile}
smtpd_tls_key_file = ${layout.keyFile}
smtpd_tls_security_level = may
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:${ports.auth}
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_recipient_restrictions = check_recipient_access ${table('answers')}
smtpd_error_sleep_time = 0
smtpd_client_connection_count_limit = 0
smtpd_peername_lookup = no
in_flow_delay = 0
queue_run_delay = 5s
minimal_backoff_time = 5s
maximal_backoff_time = 10s
maximal_queue_lifetime = 1m
bounce_queue_lifetime = 1m
`
}

/** The text of master.cf: three listeners and the services they need, all without chroot. */
export function postfixMaster({ ports, receiveFirst }: PostfixLayout): string {
  const demand = receiveFirst
    ? ` -o smtpd_sender_restrictions=check_sender_access,socketmap:inet:127.0.0.1:${ports.lookup}:strangers`
    : ''
  const signedIn = `-o smtpd_sasl_auth_enable=yes -o smtpd_client_restrictions=permit_sasl_authenticated,reject -o smtpd_tls_auth_only=yes${demand}`
  return `
127.0.0.1:${ports.smtp} inet n - n - - smtpd
127.0.0.1:${ports.submission} inet n - n - - smtpd -o smtpd_tls_security_level=encrypt ${signedIn}
127.0.0.1:${ports.smtps} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes ${signedIn}
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`
}

/** The tables Postfix asks for; each gives a value for a key it knows. */
export interface PostfixTables {
  /** Addresses RCPT accepts. */
  boxes(address: string): string | undefined
  /** Scripted answers to RCPT. */
  answers(address: string): string | undefined
  /** Where mail for domains outside the lab goes. */
  aliases(address: string): string | undefined
  aliasDomains(domain: string): string | undefined
  /** Senders who have not received yet, with the answer to them. */
  strangers(address: string): string | undefined
}

/** What the tables of a lab are made of; all may change while Postfix runs. */
export interface TableSources {
  addresses(): ReadonlySet<string>
  answers(): ReadonlyMap<string, string>
  outsideMailbox: string | undefined
  /** The address has logged in to receive. */
  hasReceived(address: string): boolean
}

export function postfixTables({ addresses, answers, outsideMailbox, hasReceived }: TableSources): PostfixTables {
  const isOutside = (name: string) => outsideMailbox !== undefined && name.endsWith('.example')
  return {
    boxes: (address) =>
      addresses().has(address) || address === bouncingAddress || address === deferredAddress ? 'x' : undefined,
    answers: (address) => answers().get(address),
    aliases: (address) => (address.includes('@') && isOutside(address) ? outsideMailbox : undefined),
    aliasDomains: (domain) => (isOutside(domain) ? 'x' : undefined),
    strangers: (address) =>
      addresses().has(address) && !hasReceived(address) ? '554 5.7.1 receive your mail before you send' : undefined,
  }
}

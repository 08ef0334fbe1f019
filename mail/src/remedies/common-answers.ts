import type { AnswerPattern } from './answer-pattern.ts'

const SMTP = ['smtp'] as const
const READING = ['imap', 'pop3'] as const

/** Words that mean the same wherever they stand, in English, Russian and German. What is said more exactly comes first. */
const WORDS: readonly AnswerPattern[] = [
  { cause: 'SERVER_BUSY', words: /temporary (auth\w*|lookup|server|system|local)/ },
  { cause: 'ACCOUNT_BLOCKED', words: /temporarily restricted|have been hacked|suspicious activity/ },
  {
    cause: 'ADMINISTRATOR_FORBIDS',
    words: /smtp ?(client )?auth\w* (is|was|has been) disabled|forbidden by (the|your) admin/,
  },
  {
    cause: 'OAUTH_NEEDED',
    words:
      /basic ?auth\w*.{0,40}(disabled|blocked|turned off|not supported)|(oauth2?|modern auth\w*).{0,20}(required|needed)/,
  },
  {
    cause: 'APP_PASSWORD_NEEDED',
    words:
      /app(lication)?[- ]?(specific)?[- ]?password|парол\S* (для )?(внешн\S+ )?приложени|anwendungs(spezifisches )?passwor/,
  },
  { cause: 'APP_PASSWORD_NEEDED', words: /authori[sz]ation code/ },
  { cause: 'WEB_SIGN_IN_NEEDED', words: /web ?log-?in required|(via|with|through|in) (your|a|the) (web )?browser/ },
  { cause: 'PLAN_LACKS_IT', words: /(not|n.t) (available|included|part).{0,30}\bplan\b/ },
  { cause: 'PASSWORD_EXPIRED', words: /password.{0,15}expired|срок действия пароля/ },
  {
    cause: 'TLS_NEEDED',
    words:
      /starttls|\bstls\b|(plain|clear) ?text.{0,40}(disallowed|not (allowed|permitted))|encryption (is )?required|(must|should) use (tls|ssl)/,
  },
  {
    cause: 'METHOD_NOT_OFFERED',
    words: /mechanism.{0,20}not|(unsupported|unrecognized|no such|unknown).{0,15}(mechanism|authentication)/,
  },
  {
    cause: 'IMAP_OFF',
    protocols: READING,
    words:
      /(imap|pop3?)\S*.{0,60}(disabled|turned off|switched off|not (enabled|available|activated)|nicht aktiviert|deaktiviert|отключен|выключен)/,
  },
  {
    cause: 'IMAP_OFF',
    protocols: READING,
    words:
      /(enable|allow|not enabled for) (access|imap|pop)|access for mail (clients|programs)|(отключен|выключен|запрещен).{0,20}(imap|pop)/,
  },
  { cause: 'IMAP_OFF', words: /access rights to this service/ },
  {
    cause: 'REFUSED_BY_RECIPIENT',
    words:
      /(not|n.t) accept (mail|letters|messages) from (you|this sender)|recipient.{0,30}(rejects|refuses)|own organi[sz]ation only/,
  },
  {
    cause: 'REFUSED_BY_RECIPIENT',
    protocols: SMTP,
    words: /policy rejection|blocked senders?|block-send|envelope blocked|blocked by (the )?(recipient|user)/,
  },
  {
    cause: 'SENDER_NOT_YOURS',
    protocols: SMTP,
    words:
      /not owned by|send-?as|(not|no) (one of )?(your|yours)\b|(permission|right|allowed)s? to send as|sender.{0,20}not.{0,10}local|not local sender/,
  },
  {
    cause: 'SENDER_NOT_YOURS',
    protocols: SMTP,
    words: /from address not verified|invalid return path|отправител\S* не принадлежит|disallowed as\b/,
  },
  { cause: 'GREYLISTED', words: /gr[ea]y-?list/ },
  { cause: 'SENDER_NOT_PROVED', protocols: SMTP, words: /\b(dmarc|spf|dkim)\b|unauthenticated (e-?mail|message)/ },
  { cause: 'NO_REVERSE_NAME', protocols: SMTP, words: /\bptr\b|reverse (host ?name|dns|name|lookup)|\brdns\b/ },
  {
    cause: 'ADDRESS_BLOCKED',
    protocols: SMTP,
    words:
      /spamhaus|spamcop|(block|black|deny)-? ?list|\b(dns|r)bl\b|banned sending ip|blocked using|is listed (at|in|by)/,
  },
  {
    cause: 'DOMAIN_UNKNOWN',
    protocols: SMTP,
    words: /domain (name )?not found|(host|domain).{0,20}not found|no mx\b|mx records?.{0,20}(non-?existent|invalid)/,
  },
  { cause: 'FILE_REFUSED', protocols: SMTP, words: /attachment|virus|malware|potential security issue|вложени|вирус/ },
  {
    cause: 'LOOKS_LIKE_SPAM',
    words: /phishing|message filtered|spoofed|\[ph\d\d\]|banned (content|words?)|reputation/,
  },
  { cause: 'LOOKS_LIKE_SPAM', words: /\bspam\b|unsolicited|спам|local policy/ },
  {
    cause: 'LETTER_TOO_LARGE',
    protocols: SMTP,
    words:
      /(message|letter|file|mail).{0,30}(too (big|large)|larger|exceed\w* .{0,30}(size|maximum))|message size|слишком велик|zu gro(ss|ß)/,
  },
  { cause: 'TOO_MANY_RECIPIENTS', protocols: SMTP, words: /too many recipients|слишком много получателей/ },
  {
    cause: 'SIGN_IN_NEEDED',
    protocols: SMTP,
    words:
      /relay(ing)?( access)? (denied|not permitted|disallowed|prohibited)|unable to relay|open relay|as a relay|list of allowed|(authentication|auth) (is )?required|need authentication|not authenticated|turn on smtp auth/,
  },
  {
    cause: 'TOO_MANY_CONNECTIONS',
    words:
      /too many (simultaneous |concurrent )?connections|(number of|concurrent)( concurrent)? connections.{0,40}(exceeded|limit)|слишком много соединений/,
  },
  { cause: 'MAILBOX_IN_USE', protocols: READING, words: /(session|mailbox).{0,20}(lock|in use)/ },
  {
    cause: 'OWN_MAILBOX_FULL',
    protocols: READING,
    words: /quota exceeded|over quota|not enough (disk )?quota|mailbox.{0,20}full/,
  },
  {
    cause: 'RECIPIENT_FULL',
    protocols: SMTP,
    words:
      /(mailbox|inbox|recipient).{0,30}(full|storage)|over ?quota|quota ?exceeded|quota violation|mailbox size limit|ящик\S*.{0,25}переполнен/,
  },
  {
    cause: 'LIMIT_REACHED',
    words:
      /rate ?limit|too many (messages|e?mails|log-?in|attempts|bad)|too much mail|(per|a) (hour|day)\b|(daily|sending|hourly) (user )?(sending )?limit|unexpected volume/,
  },
  {
    cause: 'LIMIT_REACHED',
    words:
      /limit.{0,30}(exceeded|reached|hit|erreicht)|exceeded.{0,20}limit|превышен\S* .{0,20}(числ|лимит|количеств)|за (сутки|час)|minimum time between/,
  },
  {
    cause: 'ACCOUNT_BLOCKED',
    protocols: READING,
    words: /(account|mailbox|user|ящик)\S*.{0,15}(blocked|suspended|locked|disabled|заблокирован)/,
  },
  {
    cause: 'ACCOUNT_BLOCKED',
    protocols: SMTP,
    words: /(account|mailbox|user|ящик)\S*.{0,15}(blocked|suspended|заблокирован)/,
  },
  { cause: 'ACCOUNT_BLOCKED', protocols: SMTP, words: /sending.{0,30}(disabled|suspended|blocked)/ },
  {
    cause: 'LIMIT_REACHED',
    protocols: SMTP,
    words: /at a rate that|too quickly|max\w* messages? per|excessive volume/,
  },
  { cause: 'RECIPIENT_OFF', protocols: SMTP, words: /(account|mailbox|user).{0,30}(disabled|inactive|deactivated)/ },
  {
    cause: 'FOLDER_GONE',
    protocols: ['imap'],
    words: /(mailbox|folder) (doesn.t|does not) exist|unknown (mailbox|folder)/,
  },
  {
    cause: 'RECIPIENT_UNKNOWN',
    protocols: SMTP,
    words:
      /no such (user|mailbox|recipient)|user (is )?(unknown|not found)|unknown user|(user|account|mailbox|recipient|address).{0,60}(n.t|not) exist|unrouteable|illegal alias|(recipient|mailbox) not found|(пользовател|адрес)\S* .{0,15}(нет|не существует|не найден)/,
  },
  {
    cause: 'RECIPIENT_UNKNOWN',
    protocols: SMTP,
    words:
      /(addressee|customer|recipient|mailbox).{0,20}(unknown|unallocated)|not our customer|no longer valid|invalid[- ](recipient|address)|recipient.{0,60}(invalid|undeliverable|not in)|not a valid (\S+ )?address/,
  },
  {
    cause: 'WRONG_PASSWORD',
    words:
      /logon failure|bad password|invalid (credentials|log-?in|user|password)|log-?in (failed|incorrect|invalid)|auth\w* (failed|failure|unsuccessful)|incorrect authentication|(user ?name|log-?in|password|benutzername|kennwort).{0,40}(not accepted|incorrect|wrong|invalid|falsch)/,
  },
  {
    cause: 'WRONG_PASSWORD',
    words:
      /(логин|парол|имя пользователя|данные для входа).{0,40}(неверн|неправильн|не принят|не подош)|(неверн|неправильн)\S* .{0,15}(логин|парол|пара|имя)/,
  },
  {
    cause: 'SERVER_BUSY',
    words:
      /temporar|try again later|server (error|busy|unavailable)|internal (server )?error|system (problem|storage)|позже/,
  },
]

/** What the codes say by themselves where no words did: response codes of IMAP and POP3 (RFC 5530, 2449, 3206). */
const RESPONSE_CODES: readonly AnswerPattern[] = [
  { cause: 'TLS_NEEDED', responseCodes: ['PRIVACYREQUIRED'] },
  { cause: 'PASSWORD_EXPIRED', responseCodes: ['EXPIRED'] },
  { cause: 'OWN_MAILBOX_FULL', responseCodes: ['OVERQUOTA'] },
  { cause: 'FOLDER_GONE', responseCodes: ['NONEXISTENT', 'TRYCREATE'] },
  { cause: 'MAILBOX_IN_USE', protocols: READING, responseCodes: ['IN-USE'] },
  { cause: 'LIMIT_REACHED', responseCodes: ['LOGIN-DELAY', 'LIMIT'] },
  { cause: 'ACCOUNT_BLOCKED', responseCodes: ['CONTACTADMIN'] },
  { cause: 'WRONG_PASSWORD', responseCodes: ['AUTHENTICATIONFAILED', 'AUTHORIZATIONFAILED', 'AUTH'] },
  { cause: 'SERVER_BUSY', responseCodes: ['UNAVAILABLE', 'SERVERBUG', 'INUSE', 'SYS', 'SYS-TEMP'] },
]

/** Enhanced status codes (RFC 3463 and its registry), then reply codes of SMTP (RFC 5321, 4954). */
const STATUS_CODES: readonly AnswerPattern[] = [
  { cause: 'TLS_NEEDED', statuses: ['5.7.11', '5.7.10'] },
  { cause: 'APP_PASSWORD_NEEDED', statuses: ['5.7.9'], replyCodes: [534] },
  { cause: 'WRONG_PASSWORD', statuses: ['5.7.8', '5.7.3', '5.7.13'] },
  { cause: 'METHOD_NOT_OFFERED', statuses: ['5.7.4', '5.5.4'], replyCodes: [504] },
  { cause: 'RECIPIENT_UNKNOWN', statuses: ['5.1.1', '5.1.0', '5.1.3', '5.1.6'] },
  { cause: 'DOMAIN_UNKNOWN', statuses: ['5.1.2', '4.1.2', '5.4.4'] },
  { cause: 'RECIPIENT_OFF', statuses: ['5.2.1'] },
  { cause: 'RECIPIENT_FULL', statuses: ['5.2.2', '4.2.2'] },
  { cause: 'LETTER_TOO_LARGE', statuses: ['5.3.4', '5.2.3'] },
  { cause: 'TOO_MANY_RECIPIENTS', statuses: ['5.5.3', '4.5.3'] },
  { cause: 'SENDER_NOT_PROVED', statuses: ['5.7.20', '5.7.21', '5.7.22', '5.7.23', '5.7.24', '5.7.26'] },
  { cause: 'NO_REVERSE_NAME', statuses: ['5.7.25', '4.7.25'] },
  { cause: 'METHOD_NOT_OFFERED', replyCodes: [504] },
  { cause: 'TLS_NEEDED', replyCodes: [538, 523] },
  { cause: 'WRONG_PASSWORD', replyCodes: [535] },
  { cause: 'RECIPIENT_UNKNOWN', protocols: SMTP, replyCodes: [550], words: /mailbox unavailable/ },
  { cause: 'SIGN_IN_NEEDED', replyCodes: [530] },
  { cause: 'RECIPIENT_FULL', replyCodes: [552] },
  { cause: 'SENDER_NOT_YOURS', replyCodes: [553] },
  { cause: 'RECIPIENT_UNKNOWN', replyCodes: [551] },
  { cause: 'SERVER_BUSY', replyCodes: [421, 450, 451, 452, 454] },
]

export const COMMON_ANSWERS: readonly AnswerPattern[] = [...WORDS, ...RESPONSE_CODES, ...STATUS_CODES]

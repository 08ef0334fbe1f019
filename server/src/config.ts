import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod'
import { LOG_LEVELS } from './platform/log.ts'

/** One environment variable: what the operator is told about it, and how its text is read. */
interface Variable<Value> {
  meaning: string
  /** Used when the variable is absent or empty; an empty text means "not set". */
  fallback: string
  schema: z.ZodType<Value>
}

function variable<Value>(fallback: string, meaning: string, schema: z.ZodType<Value>): Variable<Value> {
  return { fallback, meaning, schema }
}

const optionalText = z.string().transform((text) => (text === '' ? undefined : text))
const switchText = z.enum(['1', '0', ''], 'has to be 1 (on), or 0 or empty (off)').transform((text) => text === '1')

/** The closed list of variables. `.env.example` and the manual's table are made from it. */
export const variables = {
  HOST: variable('127.0.0.1', 'Address on which the program listens.', z.string()),
  PORT: variable(
    '8025',
    'Port on which the program listens; 0 takes a free one.',
    z.string().regex(/^\d+$/, 'has to be a number').transform(Number).pipe(z.number().max(65_535, 'is at most 65535')),
  ),
  DATA_DIR: variable(
    './data',
    'Folder for the embedded database and the secret key. Made at the first start. Back it up.',
    z.string().transform((path) => resolve(path)),
  ),
  DATABASE_URL: variable(
    '',
    'PostgreSQL 15 or newer, postgres://user:password@host/database. Empty: an embedded one in DATA_DIR.',
    optionalText.refine(
      (text) => text === undefined || /^postgres(ql)?:\/\//.test(text),
      'has to begin with postgres://',
    ),
  ),
  BASE_URL: variable(
    '',
    'Address under which browsers reach the program, for links and for the check of origins. Empty: http://HOST:PORT.',
    optionalText.refine(isWebOrigin, 'has to be an address like https://mail.example.org without a path'),
  ),
  ROLE: variable(
    'all',
    'web answers requests, worker receives and sends mail, all does both. Several processes need DATABASE_URL.',
    z.enum(['all', 'web', 'worker'], 'has to be all, web or worker'),
  ),
  SECRET_KEY_FILE: variable(
    '',
    'Key that seals stored passwords (32 bytes in base64). Empty: DATA_DIR/secret.key. Made at the first start.',
    optionalText,
  ),
  BLOBS: variable(
    'database',
    'Where letters and attachments are kept. Only the database in this version.',
    z.enum(['database'], 'has to be database: nothing else is possible in this version'),
  ),
  LOG_LEVEL: variable(
    'info',
    `How much is logged: ${LOG_LEVELS.join(', ')}.`,
    z.enum(LOG_LEVELS, `has to be one of ${LOG_LEVELS.join(', ')}`),
  ),
  BOOTSTRAP_ADMIN_EMAIL: variable(
    '',
    'With the next one: an empty database starts with this administrator and the mail client switched on.',
    optionalText.refine((text) => text === undefined || /^[^\s@]+@[^\s@]+$/.test(text), 'has to be an e-mail address'),
  ),
  BOOTSTRAP_ADMIN_PASSWORD: variable('', 'Password of that administrator, at least 10 characters.', optionalText),
  DNS_SERVERS: variable(
    '',
    'Name servers, separated by commas, that are asked for all mail servers instead of the system (address or address:port).',
    z
      .string()
      .transform((text) =>
        text
          .split(',')
          .map((part) => part.trim())
          .filter((part) => part !== ''),
      )
      .refine((servers) => servers.every(isServerAddress), 'has to be a list of addresses like 10.0.0.1,10.0.0.2:5353'),
  ),
  ALLOW_PRIVATE_HOSTS: variable(
    '',
    '1 lets everybody use mail servers in private networks and on this machine.',
    switchText,
  ),
  ALLOW_PLAINTEXT: variable('', '1 allows logging in to mail servers without TLS.', switchText),
  DISCOVERY: variable(
    'all',
    'Where mail settings are looked for: all asks the mail domain, DNS and ISPDB_URL; list asks nothing outside.',
    z.enum(['all', 'list'], 'has to be all or list'),
  ),
  ISPDB_URL: variable(
    'https://autoconfig.thunderbird.net/v1.1/',
    'Public database of mail settings, told the domain of an address alone; off asks none.',
    z
      .string()
      .refine((text) => text === 'off' || isHttpsAddress(text), 'has to be an https address, or off')
      .transform((text) => (text === 'off' ? null : text)),
  ),
  MAIL_CA_FILE: variable('', 'Certificates (PEM) trusted for mail servers beside those of the system.', optionalText),
}

type VariableName = keyof typeof variables
type Values = { [Name in VariableName]: (typeof variables)[Name] extends Variable<infer Value> ? Value : never }

/** All settings of the process. */
export type Config = Readonly<{
  host: string
  port: number
  dataDir: string
  databaseUrl: string | undefined
  baseUrl: string | undefined
  role: 'all' | 'web' | 'worker'
  secretKeyFile: string | undefined
  blobs: 'database'
  logLevel: (typeof LOG_LEVELS)[number]
  bootstrapAdmin: Readonly<{ email: string; password: string }> | undefined
  dnsServers: readonly string[]
  allowPrivateHosts: boolean
  allowPlaintext: boolean
  discovery: 'all' | 'list'
  ispdbUrl: string | null
  mailCaFile: string | undefined
}>

export interface ConfigProblem {
  variable: VariableName
  /** Continues the sentence that begins with the name; never repeats the value, which may be a secret. */
  problem: string
}

export type ConfigOutcome = { ok: true; config: Config } | { ok: false; problems: ConfigProblem[] }

/** Reads the environment, here and nowhere else. Names every bad variable, not only the first. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): ConfigOutcome {
  const problems: ConfigProblem[] = []
  const read: Partial<Record<VariableName, unknown>> = {}
  for (const name of Object.keys(variables) as VariableName[]) {
    const given = env[name]?.trim() ?? ''
    const parsed = variables[name].schema.safeParse(given === '' ? variables[name].fallback : given)
    if (parsed.success) read[name] = parsed.data
    else problems.push({ variable: name, problem: parsed.error.issues[0]?.message ?? 'cannot be read' })
  }
  if (problems.length > 0) return { ok: false, problems }
  const values = read as Values
  const contradictions = findContradictions(values)
  return contradictions.length > 0 ? { ok: false, problems: contradictions } : { ok: true, config: toConfig(values) }
}

/** Text of `.env.example`. */
export function renderEnvExample(): string {
  const head = ['# Every variable with its default. Set them in the environment of the process; switches are 1.', '']
  const entries = Object.entries(variables).map(
    ([name, { fallback, meaning }]) => `# ${meaning}\n#${name}=${fallback}\n`,
  )
  return [...head, ...entries].join('\n')
}

function findContradictions(values: Values): ConfigProblem[] {
  const problems: ConfigProblem[] = []
  const { BOOTSTRAP_ADMIN_EMAIL: email, BOOTSTRAP_ADMIN_PASSWORD: password } = values
  if (email !== undefined && password === undefined) {
    problems.push({
      variable: 'BOOTSTRAP_ADMIN_PASSWORD',
      problem: 'has to be set together with BOOTSTRAP_ADMIN_EMAIL',
    })
  }
  if (email === undefined && password !== undefined) {
    problems.push({
      variable: 'BOOTSTRAP_ADMIN_EMAIL',
      problem: 'has to be set together with BOOTSTRAP_ADMIN_PASSWORD',
    })
  }
  if (password !== undefined && password.length < 10) {
    problems.push({ variable: 'BOOTSTRAP_ADMIN_PASSWORD', problem: 'has to have at least 10 characters' })
  }
  if (values.ROLE !== 'all' && values.DATABASE_URL === undefined) {
    problems.push({
      variable: 'ROLE',
      problem: `${values.ROLE} needs DATABASE_URL: the embedded database serves one process`,
    })
  }
  return problems
}

function toConfig(values: Values): Config {
  const { BOOTSTRAP_ADMIN_EMAIL: email, BOOTSTRAP_ADMIN_PASSWORD: password } = values
  return Object.freeze({
    host: values.HOST,
    port: values.PORT,
    dataDir: values.DATA_DIR,
    databaseUrl: values.DATABASE_URL,
    baseUrl: values.BASE_URL === undefined ? undefined : new URL(values.BASE_URL).origin,
    role: values.ROLE,
    secretKeyFile: values.SECRET_KEY_FILE,
    blobs: values.BLOBS,
    logLevel: values.LOG_LEVEL,
    bootstrapAdmin: email !== undefined && password !== undefined ? Object.freeze({ email, password }) : undefined,
    dnsServers: Object.freeze(values.DNS_SERVERS),
    allowPrivateHosts: values.ALLOW_PRIVATE_HOSTS,
    allowPlaintext: values.ALLOW_PLAINTEXT,
    discovery: values.DISCOVERY,
    ispdbUrl: values.ISPDB_URL,
    mailCaFile: values.MAIL_CA_FILE,
  })
}

function isWebOrigin(text: string | undefined): boolean {
  if (text === undefined) return true
  const url = URL.canParse(text) ? new URL(text) : undefined
  return (
    url !== undefined && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '' && url.hash === ''
  )
}

function isHttpsAddress(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:'
}

function isServerAddress(text: string): boolean {
  const [, host = text] = /^\[?([^\]]+?)\]?:\d+$/.exec(text) ?? []
  return isIP(text) !== 0 || isIP(host) !== 0
}

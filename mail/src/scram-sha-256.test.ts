import { expect, test } from 'vitest'
import { chooseChallenge, startSasl } from './sasl-exchange.ts'
import { SaslError } from './scram-sha-256.ts'

const NONCE = 'rOprNGfwEbeRWgbNEkqO'
const SERVER_FIRST = 'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096'
const login = { user: 'user', password: 'pencil' }
const say = (text: string) => Buffer.from(text)

test('S16 SCRAM-SHA-256 gives the dialogue of RFC 7677 to the letter', async () => {
  const scram = startSasl('SCRAM-SHA-256', login, NONCE)
  expect(scram.initial?.toString()).toBe(`n,,n=user,r=${NONCE}`)
  expect((await scram.respond(say(SERVER_FIRST))).toString()).toBe(
    'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
  )
  expect(scram.isProved).toBe(false)
  expect(await scram.respond(say('v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4='))).toHaveLength(0)
  expect(scram.isProved).toBe(true)
})

test('S16 CRAM-MD5 gives the answer of RFC 2195', async () => {
  const cram = startSasl('CRAM-MD5', { user: 'tim', password: 'tanstaaftanstaaf' })
  const answer = await cram.respond(say('<1896.697170952@postoffice.reston.mci.net>'))
  expect(answer.toString()).toBe('tim b913a602c7eda7a495b4e6e7334d3890')
})

test.each([
  ['a nonce that is not ours', 'r=other,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096'],
  ['our nonce and nothing of its own', `r=${NONCE},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096`],
  ['too few iterations', SERVER_FIRST.replace('4096', '1')],
  ['iterations that would occupy the machine', SERVER_FIRST.replace('4096', '999999999')],
  ['no salt', SERVER_FIRST.replace(/s=[^,]*,/, '')],
  ['an extension that must be understood', `m=x,${SERVER_FIRST}`],
  ['nonsense', '\0\0,,,'],
])('refuses a server that sends %s', async (_name, first) => {
  await expect(startSasl('SCRAM-SHA-256', login, NONCE).respond(say(first))).rejects.toBeInstanceOf(SaslError)
})

test.each(['v=AAAA', 'v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=', 'e=unknown-user', ''])(
  'does not believe a server that proves nothing: %j',
  async (final) => {
    const scram = startSasl('SCRAM-SHA-256', login, NONCE)
    await scram.respond(say(SERVER_FIRST))
    await expect(scram.respond(say(final))).rejects.toBeInstanceOf(SaslError)
    expect(scram.isProved).toBe(false)
  },
)

test('writes commas and signs of a user name so that they cannot be mistaken, and a password in one normal form', async () => {
  const name = startSasl('SCRAM-SHA-256', { user: 'a=b,c', password: '' }, 'x').initial
  expect(name?.toString()).toBe('n,,n=a=3Db=2Cc,r=x')
  const [one, two] = ['\u00e9\u00a0\u00ad', 'e\u0301 '].map((password) =>
    startSasl('SCRAM-SHA-256', { user: 'u', password }, NONCE).respond(say(SERVER_FIRST)),
  )
  expect(await one).toEqual(await two)
})

test('prefers the strongest challenge, and none where only clear text is offered', () => {
  expect(chooseChallenge(new Set(['PLAIN', 'CRAM-MD5', 'SCRAM-SHA-256']))).toBe('SCRAM-SHA-256')
  expect(chooseChallenge(new Set(['PLAIN', 'CRAM-MD5']))).toBe('CRAM-MD5')
  expect(chooseChallenge(new Set(['PLAIN', 'LOGIN']))).toBeNull()
})

import { contract } from '@besedka/contract/contract'
import type { AccessRule, EndpointMeta } from '@besedka/contract/endpoint'
import { beforeAll, describe, expect, test } from 'vitest'
import { isAccessRule } from './platform/http-access.ts'
import { listProcedures } from './platform/http-binding.ts'
import { type AccessExample, accessExamples, type EndpointName } from './testing/access-examples.ts'
import { type AccessWorld, createAccessWorld } from './testing/access-world.ts'
import { startTestApp, type TestPerson } from './testing/test-app.ts'

const app = await startTestApp()

type Asker = 'nobody' | 'outsider' | 'user' | 'administrator'
type Scope = 'shared' | 'personal'

/** Let in, let in without a word of what is not his (which may not exist for him at all), or refused with a code. */
type Verdict = 'in' | 'blind' | 'SIGN_IN_REQUIRED' | 'FORBIDDEN' | 'NOT_FOUND'

const open = { nobody: 'in', outsider: 'in', user: 'in', administrator: 'in' } as const
const anyUser = { ...open, nobody: 'SIGN_IN_REQUIRED' } as const

/**
 * What each rule means for an account that is shared with the user, and for the user's own. An administrator knows of a
 * personal account, repairs nothing in it and reads no letter of it.
 */
const rules: Record<AccessRule, Record<Scope, Record<Asker, Verdict>>> = {
  anyone: { shared: open, personal: open },
  'signed-address': { shared: open, personal: open },
  'signed-in': { shared: anyUser, personal: anyUser },
  administrator: {
    shared: { ...anyUser, outsider: 'FORBIDDEN', user: 'FORBIDDEN' },
    personal: { ...anyUser, outsider: 'FORBIDDEN', user: 'FORBIDDEN' },
  },
  'account-reader': {
    shared: { ...anyUser, outsider: 'NOT_FOUND' },
    personal: { ...anyUser, outsider: 'NOT_FOUND' },
  },
  'account-manager': {
    shared: { ...anyUser, outsider: 'NOT_FOUND', user: 'FORBIDDEN' },
    personal: { ...anyUser, outsider: 'NOT_FOUND', administrator: 'FORBIDDEN' },
  },
  'interaction-reader': {
    shared: { ...anyUser, outsider: 'NOT_FOUND' },
    personal: { ...anyUser, outsider: 'NOT_FOUND', administrator: 'NOT_FOUND' },
  },
  'interaction-writer': {
    shared: { ...anyUser, outsider: 'NOT_FOUND' },
    personal: { ...anyUser, outsider: 'NOT_FOUND', administrator: 'NOT_FOUND' },
  },
  filtered: {
    shared: { ...anyUser, outsider: 'blind' },
    personal: { ...anyUser, outsider: 'blind', administrator: 'blind' },
  },
}

const procedures = listProcedures(contract).map(({ name, procedure }) => ({
  name: name as EndpointName,
  route: procedure['~orpc'].route,
  meta: procedure['~orpc'].meta as EndpointMeta,
}))

async function personFor(asker: Asker, name: EndpointName): Promise<TestPerson | undefined> {
  if (asker === 'nobody') return undefined
  const known = { outsider: app.asOutsider, user: app.asUser, administrator: app.asAdministrator }[asker]
  // These end the session that asks; the others' goes on.
  return name === 'sessions.signIn' || name === 'sessions.signOut' ? app.signIn(known.email, known.password) : known
}

async function ask(name: EndpointName, world: AccessWorld, asker: Asker) {
  const found = procedures.find((procedure) => procedure.name === name)
  const person = await personFor(asker, name)
  const given = accessExamples[name]
  const example: AccessExample = typeof given === 'function' ? await given({ app, world, asker: person }) : given
  const path = (found?.route.path ?? '').replaceAll(/\{(\w+)\}/g, (_, key: string) =>
    encodeURIComponent(example.params?.[key] ?? ''),
  )
  const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(example.body) }
  const answer = await (person ?? app.asNobody).fetch(`/api/v1${path}${example.query ?? ''}`, {
    ...(found?.route.method === undefined ? {} : { method: found.route.method }),
    ...(example.body === undefined ? {} : json),
    ...(example.bytes === undefined ? {} : bytesOf(example.bytes)),
  })
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream')
  if (isStream) await answer.body?.cancel()
  return { example, status: answer.status, text: isStream ? '' : await answer.text() }
}

function bytesOf(body: string) {
  return { headers: { 'content-type': 'application/octet-stream' }, body }
}

function judge(verdict: Verdict, { example, status, text }: Awaited<ReturnType<typeof ask>>) {
  if (verdict !== 'in' && verdict !== 'blind') {
    expect(JSON.parse(text)).toMatchObject({ code: verdict })
    return
  }
  if (verdict === 'blind' && status === 404) return
  if (example.mayFailWith !== undefined && status >= 400) {
    expect(JSON.parse(text)).toMatchObject({ code: example.mayFailWith })
    return
  }
  expect(status < 300 ? '' : `${status} ${text}`).toBe('')
  if (verdict === 'blind') expect(text).not.toContain(example.shows)
  else if (example.shows !== undefined) expect(text).toContain(example.shows)
}

describe.each(['shared', 'personal'] as const)('of a %s account', (scope) => {
  let world: AccessWorld
  beforeAll(async () => {
    world = await createAccessWorld(app, scope)
  })

  test.each(procedures)('$name lets in whom its rule lets in', async ({ name, meta }) => {
    expect(isAccessRule(meta.access), `${name} has no access rule`).toBe(true)
    expect(accessExamples[name], `${name} has no example in access-examples.ts`).toBeDefined()
    if (name === 'accounts.remove') world = await createAccessWorld(app, scope)
    const verdicts = rules[meta.access][scope]
    // The one who may remove comes last.
    const askers: Asker[] = [
      'nobody',
      'outsider',
      ...(scope === 'shared' ? (['user', 'administrator'] as const) : (['administrator', 'user'] as const)),
    ]
    for (const asker of askers) {
      const answer = await ask(name, world, asker)
      const isKnownToAdministrators = name === 'accounts.list' && asker === 'administrator'
      const verdict = isKnownToAdministrators ? 'in' : verdicts[asker]
      if (meta.access === 'filtered') expect(answer.example.shows, `${name} does not say what it shows`).toBeDefined()
      try {
        judge(verdict, answer)
      } catch (error) {
        throw new Error(`${name} as ${asker}: ${verdict} expected, got ${answer.status} ${answer.text.slice(0, 300)}`, {
          cause: error,
        })
      }
    }
    if (name === 'accounts.remove') world = await createAccessWorld(app, scope)
  })

  test('a signed address opens its own attachment and no other, as it is', async () => {
    const other = await createAccessWorld(app, scope)
    const { signedPath, attachmentId } = world
    expect((await app.asNobody.fetch(signedPath)).status).toBe(200)
    const moved = signedPath.replace(attachmentId, other.attachmentId)
    const later = signedPath.replace(/expires=(\d+)/, (_, end) => `expires=${Number(end) + 1}`)
    for (const forged of [moved, later, signedPath.slice(0, -1), signedPath.slice(0, signedPath.indexOf('?'))]) {
      const answer = await app.asNobody.fetch(forged)
      expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'ADDRESS_EXPIRED' }])
    }
  })
})

test('every example belongs to an endpoint', () => {
  expect(Object.keys(accessExamples).sort()).toEqual(procedures.map(({ name }) => name).sort())
})

import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, time } from './pages.ts'

export const role = z.enum(['administrator', 'user'])
export const language = z.enum(['ru', 'en'])

export const currentUser = z.object({ id, name: z.string(), email: z.string(), role, language })

export const session = z.object({
  user: currentUser,
  organization: z.string(),
  mailClient: z.boolean(),
  otherInteractions: z.boolean(),
  reviewFlags: z.boolean(),
  htmlOutgoing: z.boolean(),
  version: z.string(),
})

export const scope = z.enum(['read', 'write', 'administer'])

export const sessions = {
  signIn: endpoint('anyone')
    .route({ method: 'POST', path: '/session', summary: 'Sign in; the session comes as a cookie, never in the body' })
    .input(z.object({ email: z.string().max(320), password: z.string().max(1024) }))
    .output(session),
  current: endpoint('signed-in')
    .route({ method: 'GET', path: '/session', summary: 'Who is signed in' })
    .output(session),
  signOut: endpoint('anyone')
    .route({ method: 'DELETE', path: '/session', summary: 'Sign out', successStatus: 204 })
    .output(z.void()),
}

export const tokens = {
  create: endpoint('signed-in')
    .route({
      method: 'POST',
      path: '/tokens',
      summary: 'Make a bearer token; it is shown this once',
      successStatus: 201,
    })
    .input(
      z.object({
        name: z.string().trim().min(1).max(200),
        scopes: z.array(scope).min(1).default(['read']),
        expiresAt: time.optional(),
      }),
    )
    .output(z.object({ id, name: z.string(), scopes: z.array(scope), token: z.string() })),
  list: endpoint('signed-in')
    .route({ method: 'GET', path: '/tokens', summary: 'Own tokens, without their secret' })
    .output(
      z.object({
        items: z.array(
          z.object({
            id,
            name: z.string(),
            scopes: z.array(scope),
            createdAt: time,
            lastUsedAt: time.nullable(),
            expiresAt: time.nullable(),
          }),
        ),
      }),
    ),
  remove: endpoint('signed-in')
    .route({ method: 'DELETE', path: '/tokens/{id}', summary: 'Withdraw an own token', successStatus: 204 })
    .input(z.object({ id }))
    .output(z.void()),
}

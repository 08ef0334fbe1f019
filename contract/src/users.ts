import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, time } from './pages.ts'
import { currentUser, language, role, session } from './sessions.ts'

const name = z.string().trim().min(1).max(200)
const email = z.email().max(320)
const password = z.string().max(1024)

export const user = currentUser.extend({ active: z.boolean(), createdAt: time })

export const users = {
  list: endpoint('administrator')
    .route({ method: 'GET', path: '/users', summary: 'All users' })
    .output(z.object({ items: z.array(user) })),
  create: endpoint('administrator')
    .route({ method: 'POST', path: '/users', summary: 'Add a user', successStatus: 201 })
    .input(z.object({ name, email, password, role: role.default('user'), language: language.default('ru') }))
    .output(user),
  update: endpoint('administrator')
    .route({
      method: 'PATCH',
      path: '/users/{id}',
      summary:
        'Change name, role, activity or password; an inactive user, or one with a new password, is signed out at once, and a new password shuts his personal mail until he types that of the mailbox',
    })
    .input(
      z.object({
        id,
        name: name.optional(),
        role: role.optional(),
        active: z.boolean().optional(),
        language: language.optional(),
        password: password.optional(),
      }),
    )
    .output(user),
  updateOwn: endpoint('signed-in')
    .route({ method: 'PATCH', path: '/users/me', summary: 'Own language and name' })
    .input(z.object({ name: name.optional(), language: language.optional() }))
    .output(user),
}

export const setup = {
  state: endpoint('anyone')
    .route({
      method: 'GET',
      path: '/setup',
      summary: 'Is the first-run page due, and does it ask for the code from the console',
    })
    .output(z.object({ needed: z.boolean(), codeRequired: z.boolean() })),
  complete: endpoint('anyone')
    .route({
      method: 'POST',
      path: '/setup',
      summary: 'Make the first administrator, switch the mail client on, sign in',
      successStatus: 201,
    })
    .input(
      z.object({
        code: z.string().max(100).optional(),
        language,
        organization: z.string().trim().max(200),
        name,
        email,
        password,
      }),
    )
    .output(session),
}

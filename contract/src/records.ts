import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { recordRef } from './interactions.ts'
import { page, pageQuery } from './pages.ts'

const key = { type: z.string().min(1).max(100), externalId: z.string().min(1).max(200) }
export const record = recordRef.extend({ active: z.boolean() })

export const records = {
  put: endpoint('signed-in', { needsMailClient: true })
    .route({ method: 'PUT', path: '/records/{type}/{externalId}', summary: 'Make a record known or change its title' })
    .input(
      z.object({
        ...key,
        title: z.string().trim().min(1).max(500),
        url: z
          .url({ protocol: /^https?$/ })
          .max(2000)
          .nullish(),
        active: z.boolean().default(true),
      }),
    )
    .output(record),
  list: endpoint('signed-in', { needsMailClient: true })
    .route({ method: 'GET', path: '/records', summary: 'Records by words of their title' })
    .input(pageQuery.extend({ q: z.string().max(200).optional() }))
    .output(page(record)),
}

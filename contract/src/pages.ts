import { z } from 'zod'

/** Ids are decimal numbers carried as text, or the opaque text of a user id. */
export const id = z.string().min(1).max(64)

/** Times on the wire: ISO 8601 in UTC, to the millisecond. */
export const time = z.iso.datetime()

export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
})

/** A page of a list: `next` is null on the last one. Cursors stay exact while rows arrive. */
export const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable() })

/** A query value that may be given once or repeated. */
export const oneOrMany = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((value) => (value === undefined || Array.isArray(value) ? value : [value]), z.array(item).optional())

import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id } from './pages.ts'

/** Live events: ids only, sent after the commit, to those who may read what they speak of. */
export const liveEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('interactions.created'),
    accountId: id.nullable(),
    folderIds: z.array(id),
    ids: z.array(id),
  }),
  z.object({ type: z.literal('interactions.changed'), accountId: id.nullable(), ids: z.array(id) }),
  z.object({ type: z.literal('interactions.removed'), accountId: id.nullable(), ids: z.array(id) }),
  /** For the one who asked: the mail server did not move these letters, and why. */
  z.object({
    type: z.literal('interactions.move-refused'),
    accountId: id,
    ids: z.array(id),
    code: z.string(),
    detail: z.string(),
  }),
  z.object({ type: z.literal('folders.changed'), accountId: id }),
  z.object({ type: z.literal('accounts.changed'), accountId: id }),
  z.object({ type: z.literal('settings.changed') }),
  /** The listener missed something and reads its lists again. */
  z.object({ type: z.literal('refresh') }),
])
export type LiveEvent = z.infer<typeof liveEvent>

export const events = {
  stream: endpoint('signed-in', { body: 'stream' }).route({
    method: 'GET',
    path: '/events',
    summary: 'Server-sent events; Last-Event-ID catches up or answers `refresh`',
  }),
}

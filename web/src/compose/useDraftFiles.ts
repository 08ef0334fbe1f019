import { useQueryClient } from '@tanstack/react-query'
import { api } from '../api/api-client.ts'
import { type Failure, toFailure } from '../api/failure.ts'
import type { Attachment, Interaction } from '../api/wire-types.ts'
import { oneKey } from '../interactions/interaction-queries.ts'
import { useUploads } from './useUploads.ts'

const sum = (sizes: readonly number[]) => sizes.reduce((all, one) => all + one, 0)

/** Files of a draft: those that are there, those on their way, and the commands on them. */
export function useDraftFiles({ id, attachments, draft }: Interaction) {
  const client = useQueryClient()
  const show = (change: (files: readonly Attachment[]) => Attachment[]) =>
    client.setQueryData<Interaction>(oneKey(id), (one) => one && { ...one, attachments: change(one.attachments) })
  const queue = useUploads(id, (made) => show((files) => [...files.filter((one) => one.id !== made.id), made]))
  const files = attachments.filter(({ inline }) => !inline)
  return {
    ...queue,
    files,
    size: sum([...attachments.map(({ size }) => size), ...queue.uploads.map(({ file }) => file.size)]),
    limit: draft?.attachmentLimit ?? 0,
    isRunning: queue.uploads.some(({ failure }) => failure === null),
    hasFailed: queue.uploads.some(({ failure }) => failure !== null),
    /** Takes whole letters along as files; null where that went well. */
    addLetters: async (letters: readonly string[]): Promise<Failure | null> => {
      try {
        const { items } = await api.outbox.attachLetters({ id, letters: [...letters] })
        show((all) => [...all, ...items])
        return null
      } catch (error) {
        return toFailure(error)
      }
    },
    /** Shown at once; put back where the server refuses. */
    remove: async (file: Attachment): Promise<Failure | null> => {
      show((all) => all.filter((one) => one.id !== file.id))
      try {
        await api.outbox.detach({ id, attachmentId: file.id })
        return null
      } catch (error) {
        const failure = toFailure(error)
        if (failure.code === 'NOT_FOUND') return null
        show((all) => [...all, file])
        return failure
      }
    },
  }
}

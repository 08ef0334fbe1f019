import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { api } from '../api/api-client.ts'
import { type Failure, toFailure } from '../api/failure.ts'
import type { Attachment, Interaction } from '../api/wire-types.ts'
import { oneKey } from '../interactions/interaction-queries.ts'
import { uploadFile } from './upload-file.ts'

/** A file on its way to the draft. */
export interface Upload {
  key: number
  file: File
  sent: number
  failure: Failure | null
}

let lastKey = 0

/** Files of a draft: those that are there, those on their way, and the commands on them. */
export function useDraftFiles({ id, attachments, draft }: Interaction) {
  const client = useQueryClient()
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const stops = useRef(new Map<number, AbortController>())
  const running = useRef(new Set<Promise<unknown>>())
  useEffect(() => {
    const held = stops.current
    return () => {
      for (const stop of held.values()) stop.abort()
    }
  }, [])
  const show = useCallback(
    (change: (files: readonly Attachment[]) => Attachment[]) =>
      client.setQueryData<Interaction>(oneKey(id), (one) => one && { ...one, attachments: change(one.attachments) }),
    [client, id],
  )
  const patch = useCallback(
    (key: number, part: Partial<Upload>) =>
      setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one))),
    [],
  )
  const start = useCallback(
    async (key: number, file: File) => {
      const stop = new AbortController()
      stops.current.set(key, stop)
      try {
        const onProgress = (sent: number) => patch(key, { sent })
        const made = await uploadFile(id, file, { onProgress, signal: stop.signal })
        show((files) => [...files.filter((one) => one.id !== made.id), made])
        setUploads((all) => all.filter((one) => one.key !== key))
      } catch (error) {
        if (!stop.signal.aborted) patch(key, { failure: toFailure(error), sent: 0 })
      } finally {
        stops.current.delete(key)
      }
    },
    [id, patch, show],
  )
  const run = useCallback(
    (key: number, file: File) => {
      const work = start(key, file).finally(() => running.current.delete(work))
      running.current.add(work)
    },
    [start],
  )
  const files = attachments.filter(({ inline }) => !inline)
  return {
    files,
    uploads,
    size: [...files.map(({ size }) => size), ...uploads.map(({ file }) => file.size)].reduce(
      (sum, one) => sum + one,
      0,
    ),
    limit: draft?.attachmentLimit ?? null,
    isRunning: uploads.some(({ failure }) => failure === null),
    /** Waits for all that are on their way. */
    settle: async () => {
      await Promise.all(running.current)
    },
    add: (chosen: Iterable<File>) => {
      for (const file of chosen) {
        const key = ++lastKey
        setUploads((all) => [...all, { key, file, sent: 0, failure: null }])
        run(key, file)
      }
    },
    again: ({ key, file }: Upload) => {
      patch(key, { failure: null, sent: 0 })
      run(key, file)
    },
    stop: (key: number) => {
      stops.current.get(key)?.abort()
      setUploads((all) => all.filter((one) => one.key !== key))
    },
    /** Shown at once; put back where the server refuses. */
    remove: async (file: Attachment): Promise<Failure | null> => {
      show((all) => all.filter((one) => one.id !== file.id))
      try {
        await api.outbox.detach({ id, attachmentId: file.id })
        return null
      } catch (error) {
        const failure = toFailure(error)
        if (failure.code !== 'NOT_FOUND') show((all) => [...all, file])
        return failure.code === 'NOT_FOUND' ? null : failure
      }
    },
  }
}

export type DraftFiles = ReturnType<typeof useDraftFiles>

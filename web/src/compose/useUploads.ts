import { useEffect, useState } from 'react'
import { type Failure, toFailure } from '../api/failure.ts'
import type { Attachment } from '../api/wire-types.ts'
import { uploadFile } from './upload-file.ts'

/** A file on its way to the draft. */
export interface Upload {
  key: number
  file: File
  sent: number
  failure: Failure | null
}

/** Sends files to a draft, all at once, each with its progress; one that fails stays with its cause. */
export function useUploads(draftId: string, onMade: (made: Attachment) => void) {
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  // One for the life of the window, whose draft stays the same.
  const [queue] = useState(() => createQueue(draftId, setUploads, onMade))
  useEffect(() => () => queue.stopAll(), [queue])
  return { uploads, ...queue }
}

type SetUploads = (change: (all: readonly Upload[]) => readonly Upload[]) => void

let lastKey = 0

function createQueue(draftId: string, set: SetUploads, onMade: (made: Attachment) => void) {
  const stops = new Map<number, AbortController>()
  const running = new Set<Promise<void>>()
  const patch = (key: number, part: Partial<Upload>) =>
    set((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)))
  const forget = (key: number) => set((all) => all.filter((one) => one.key !== key))
  const send = async (key: number, file: File) => {
    const stop = new AbortController()
    stops.set(key, stop)
    try {
      onMade(await uploadFile(draftId, file, { onProgress: (sent) => patch(key, { sent }), signal: stop.signal }))
      forget(key)
    } catch (error) {
      if (!stop.signal.aborted) patch(key, { failure: toFailure(error), sent: 0 })
    } finally {
      stops.delete(key)
    }
  }
  const run = (key: number, file: File) => {
    const work = send(key, file).finally(() => running.delete(work))
    running.add(work)
  }
  return {
    add: (files: Iterable<File>) => {
      for (const file of files) {
        const key = ++lastKey
        set((all) => [...all, { key, file, sent: 0, failure: null }])
        run(key, file)
      }
    },
    again: ({ key, file }: Upload) => {
      patch(key, { failure: null, sent: 0 })
      run(key, file)
    },
    stop: (key: number) => {
      stops.get(key)?.abort()
      forget(key)
    },
    stopAll: () => {
      for (const stop of stops.values()) stop.abort()
    },
    /** Waits for all that are on their way. */
    settle: async () => {
      await Promise.all(running)
    },
  }
}

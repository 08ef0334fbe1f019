import { useEffect, useState } from 'react'
import { type Failure, toFailure } from '../api/failure.ts'
import type { Attachment } from '../api/wire-types.ts'
import { uploadFile } from './upload-file.ts'
import { createUploadLine } from './upload-line.ts'

/** A file on its way to the draft. */
export interface Upload {
  key: number
  file: File
  sent: number
  failure: Failure | null
  /** A picture that the text shows; called with it once it is there. */
  show: ((picture: Attachment) => void) | null
}

/** Sends files to a draft, some at a time, each with its progress; one that fails stays with its cause. */
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
  const line = createUploadLine()
  const patch = (key: number, part: Partial<Upload>) =>
    set((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)))
  const forget = (key: number) => set((all) => all.filter((one) => one.key !== key))
  const run = ({ key, file, show }: Upload) =>
    line.run(key, async (signal) => {
      try {
        const onProgress = (sent: number) => patch(key, { sent })
        const made = await uploadFile(draftId, file, { onProgress, signal, isPicture: show !== null })
        onMade(made)
        show?.(made)
        forget(key)
      } catch (error) {
        if (!signal.aborted) patch(key, { failure: toFailure(error), sent: 0 })
      }
    })
  const add = (files: Iterable<File>, show: Upload['show'] = null) => {
    const added = [...files].map((file) => ({ key: ++lastKey, file, sent: 0, failure: null, show }))
    set((all) => [...all, ...added])
    for (const upload of added) run(upload)
  }
  return {
    add: (files: Iterable<File>) => add(files),
    addPictures: (files: Iterable<File>, show: (picture: Attachment) => void) => add(files, show),
    again: (upload: Upload) => {
      patch(upload.key, { failure: null, sent: 0 })
      run(upload)
    },
    stop: (key: number) => {
      line.stop(key)
      forget(key)
    },
    stopAll: line.stopAll,
    /** Waits for all that are on their way. */
    settle: line.settle,
  }
}

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Failure } from '../api/failure.ts'
import type { Attachment, Interaction } from '../api/wire-types.ts'
import { threadPages } from '../letter/thread-pages.ts'
import { useSession } from '../session/session-query.ts'
import { type DraftFields, isEmptyDraft, textOfHtml } from './draft-fields.ts'
import { type LetterWarning, shownWarning, warningsOf } from './letter-warnings.ts'
import { changeDraft, closeDraft, focusDraft, giveFocusBack, type OpenDraft } from './open-drafts.ts'
import { type OtherAnswer, otherAnswer } from './other-answer.ts'
import { discardDraft, removeDraft, sendDraft } from './sendCommands.ts'
import { useDraft } from './useDraft.ts'
import { useDraftFiles } from './useDraftFiles.ts'

type Kind = LetterWarning['kind']

/** What a window knows of its letter, and what can be done with it. */
export function useWriting(open: OpenDraft, interaction: Interaction) {
  const { autosave, view } = useDraft(interaction)
  const files = useDraftFiles(interaction)
  const sending = useSending({ open, interaction, autosave, files })
  const client = useQueryClient()
  const { htmlOutgoing } = useSession()
  const { fields } = view
  const isHtml = fields.html !== null && htmlOutgoing
  useEffect(() => {
    // S04: the switch was turned off since the letter was begun; its words stay.
    if (!htmlOutgoing && fields.html !== null) {
      autosave.change({ html: null, text: [textOfHtml(fields.html), fields.text].filter(Boolean).join('\n\n') })
    }
  }, [autosave, htmlOutgoing, fields.html, fields.text])
  const isElsewhere = interaction.status !== 'draft' && !open.isLeaving && !sending.isSending
  useEffect(() => {
    if (isElsewhere && !autosave.isDirty) closeDraft(open.key)
  }, [isElsewhere, autosave, open.key])
  const [fileFailure, setFileFailure] = useState<Failure | null>(null)
  return {
    interaction,
    autosave,
    view,
    fields,
    files,
    isHtml,
    ...sending,
    failure: sending.failure ?? fileFailure,
    change: (part: Partial<DraftFields>) => {
      if (open.isFresh) changeDraft(open.key, { isFresh: false })
      autosave.change(part)
    },
    addLetters: (letters: readonly string[]) => void files.addLetters(letters).then(setFileFailure),
    removeFile: (file: Attachment) => void files.remove(file).then(setFileFailure),
    close: () => {
      const isUntouched = open.isFresh && files.uploads.length === 0 && !autosave.isDirty
      const isWorthless = isUntouched && (open.request.mode !== 'new' || isEmptyDraft(autosave.view().fields))
      if (isWorthless && !autosave.isDirty) {
        autosave.abandon()
        void removeDraft(client, interaction.id)
      }
      closeDraft(open.key)
    },
    discard: () => {
      autosave.abandon()
      closeDraft(open.key)
      discardDraft(client, interaction.id)
    },
  }
}

export type Writing = ReturnType<typeof useWriting>

/** Live: the conversation is read again whenever something in it changes. */
function useOtherAnswer({ id, threadId, receivedAt, draft }: Interaction): OtherAnswer | null {
  const { data } = useInfiniteQuery({ ...threadPages(threadId), enabled: draft !== null && draft.mode !== 'new' })
  const newest = data?.pages[0]?.items
  return useMemo(() => otherAnswer(newest ?? [], { id, begun: receivedAt }), [newest, id, receivedAt])
}

interface SendingParts {
  open: OpenDraft
  interaction: Interaction
  autosave: ReturnType<typeof useDraft>['autosave']
  files: ReturnType<typeof useDraftFiles>
}

function useSending({ open, interaction, autosave, files }: SendingParts) {
  const { id } = interaction
  const answer = useOtherAnswer(interaction)
  const client = useQueryClient()
  const [overruled, setOverruled] = useState<ReadonlySet<Kind>>(new Set())
  const [wasAsked, setAsked] = useState(false)
  const [isSending, setSending] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const count = files.files.length + files.uploads.length
  const { fields } = autosave.view()
  const warning = useMemo(
    () => shownWarning(warningsOf(fields, count, answer), overruled, wasAsked),
    [fields, count, answer, overruled, wasAsked],
  )
  const comeBack = (refusal: Failure | null) => {
    changeDraft(open.key, { isLeaving: false })
    setFailure(refusal)
    setSending(false)
    focusDraft(open.key)
  }
  const at = useRef<Date | null>(null)
  const send = async (silenced: ReadonlySet<Kind>) => {
    setAsked(true)
    if (isSending || shownWarning(warningsOf(autosave.view().fields, count, answer), silenced, true)) return
    setSending(true)
    setFailure(null)
    await files.settle()
    if (files.hasFailed) return setSending(false)
    // The window goes at once; it comes back with the reason where the letter does not go.
    giveFocusBack(open.key)
    changeDraft(open.key, { isLeaving: true })
    if (!(await autosave.flush())) return comeBack(null)
    const refusal = await sendDraft(client, id, at.current)
    if (refusal) comeBack(refusal)
    else closeDraft(open.key)
  }
  return {
    warning,
    wasAsked,
    isSending,
    failure,
    send: (then?: Date) => {
      at.current = then ?? null
      void send(overruled)
    },
    /** A person knows better; after a press of Send that means: send. */
    overrule: (kind: Kind) => {
      const silenced = new Set([...overruled, kind])
      setOverruled(silenced)
      if (wasAsked) void send(silenced)
    },
  }
}

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { api } from '../api/api-client.ts'
import type { Interaction } from '../api/wire-types.ts'
import { oneKey } from '../interactions/interaction-queries.ts'
import { useSession } from '../session/session-query.ts'
import { Autosave, type DraftView } from './autosave.ts'
import { dropBackup, keepBackup, readBackup } from './draft-backup.ts'
import { type DraftFields, savedDraftOf } from './draft-fields.ts'

/** The draft of a window: what is written in it, and how saving it stands. */
export function useDraft(interaction: Interaction): { autosave: Autosave; view: DraftView } {
  const { user } = useSession()
  const client = useQueryClient()
  const { id } = interaction
  // One for the life of the window, from the interaction as it was when the window opened; later versions are adopted.
  const [autosave] = useState(() => begin(user.id, interaction))
  const view = useSyncExternalStore(autosave.subscribe, autosave.view)
  const { kind } = view.state
  useEffect(() => autosave.adopt(savedDraftOf(interaction)), [autosave, interaction])
  useEffect(() => {
    if (kind === 'saved') {
      dropBackup(user.id, id)
      client.setQueryData<Interaction>(oneKey(id), (one) => one && withFields(one, autosave))
    }
    if (kind === 'failed') keepBackup(user.id, id, { base: autosave.base, fields: autosave.view().fields })
  }, [autosave, kind, user.id, id, client])
  useEffect(() => {
    const keep = () => {
      if (autosave.isDirty) keepBackup(user.id, id, { base: autosave.base, fields: autosave.view().fields })
    }
    window.addEventListener('pagehide', keep)
    return () => {
      window.removeEventListener('pagehide', keep)
      keep()
      void autosave.flush().then((isSaved) => isSaved && dropBackup(user.id, id))
    }
  }, [autosave, user.id, id])
  return { autosave, view }
}

function begin(userId: string, interaction: Interaction): Autosave {
  const { id } = interaction
  const saved = savedDraftOf(interaction)
  const backup = readBackup(userId, id)
  const autosave = new Autosave(backup?.base ?? saved, {
    save: async (change, version) => (await api.interactions.update({ id, version, ...wireOf(change) })).version,
    read: async () => savedDraftOf(await api.interactions.read({ id })),
  })
  // Over the version that it was written over: what was saved elsewhere meanwhile becomes a conflict to look at.
  if (backup) autosave.replace(backup.fields)
  return autosave
}

function wireOf({ to, cc, bcc, ...rest }: Partial<DraftFields>) {
  return {
    ...rest,
    ...(to ? { to: [...to] } : {}),
    ...(cc ? { cc: [...cc] } : {}),
    ...(bcc ? { bcc: [...bcc] } : {}),
  }
}

/** The letter pane and a window that is opened again show what was saved last. */
function withFields(one: Interaction, autosave: Autosave): Interaction {
  const { account: _, quote, ...fields } = autosave.view().fields
  const { to, cc, bcc } = fields
  return {
    ...one,
    ...fields,
    to: [...to],
    cc: [...cc],
    bcc: [...bcc],
    version: autosave.base.version,
    draft: one.draft && { ...one.draft, quote },
  }
}

import type { direction, kind } from '@besedka/contract/interactions'
import type { z } from 'zod'
import type { ListPlace } from './list-cursor.ts'

/** What a list is asked for, rights already applied: `accounts` are those the viewer may read, never more. */
export interface InteractionFilter {
  accounts: readonly string[]
  kinds?: readonly z.infer<typeof kind>[] | undefined
  directions?: readonly z.infer<typeof direction>[] | undefined
  folder?: string | undefined
  thread?: string | undefined
  record?: { type: string; externalId: string } | undefined
  /** An address of any participant, in lower case. */
  contact?: string | undefined
  /** A user id; null for nobody. */
  assignee?: string | null | undefined
  status?: 'to-review' | 'reviewed' | 'postponed' | 'unproved' | 'draft' | 'outgoing' | 'sent' | undefined
  /** PostgreSQL tsquery over the lexemes of ingest. */
  tsquery?: string | undefined
  /** At this time or earlier. */
  before?: Date | undefined
  /** Later than this time. */
  laterThan?: Date | undefined
  /** The time span of a search, the end excluded. */
  since?: Date | undefined
  until?: Date | undefined
  hasAttachments?: boolean | undefined
  /** Role or name of a folder, in lower case; all of them. */
  inFolders?: readonly string[] | undefined
  /** Threads that are done with. */
  notOfThreads?: readonly string[] | undefined
  /** One row per thread; `readable` are all accounts that the viewer may read, for what is told of a whole thread. */
  fold?: { readable: readonly string[] } | undefined
  oldestFirst: boolean
  after?: ListPlace | undefined
  /** The top of a list when its first page was read: what stands above it is not of the list. */
  upTo?: ListPlace | undefined
  limit: number
}

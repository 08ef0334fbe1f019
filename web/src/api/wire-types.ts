import type { Inputs, Outputs } from './api-client.ts'

export type Session = Outputs['sessions']['current']
export type Settings = Outputs['settings']['read']
export type Account = Outputs['accounts']['read']
export type AccountInput = Inputs['accounts']['create']
export type CheckStep = Outputs['accounts']['check']['steps'][number]
export type SyncStatus = Outputs['accounts']['syncStatus']
export type FolderState = SyncStatus['folders'][number]
export type InteractionPage = Outputs['interactions']['list']
export type InteractionItem = InteractionPage['items'][number]
export type Interaction = Outputs['interactions']['read']
export type Participant = Interaction['from'][number]
export type Attachment = Interaction['attachments'][number]
export type Delivery = NonNullable<Interaction['delivery']>
export type DraftMode = NonNullable<Interaction['draft']>['mode']

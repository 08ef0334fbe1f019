import type { Inputs, Outputs } from '../api/api-client.ts'

export type User = Outputs['users']['list']['items'][number]
export type UserChange = Omit<Inputs['users']['update'], 'id'>

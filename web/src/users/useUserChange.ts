import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../api/api-client.ts'
import { notify } from '../ui/notices.ts'
import type { User, UserChange } from './user-types.ts'
import { usersKey, usersQuery } from './users-query.ts'

/** Changes role or activity: shown at once, taken back where the server refuses, undone by its notice. */
export function useUserChange(user: User) {
  const client = useQueryClient()
  const { t } = useTranslation()
  const put = (next: Partial<User>) =>
    client.setQueryData(usersQuery.queryKey, (all) =>
      all?.map((one) => (one.id === user.id ? { ...one, ...next } : one)),
    )
  const { mutate } = useMutation({
    mutationFn: (change: UserChange) => api.users.update({ id: user.id, ...change }),
    onMutate: async ({ role, active }) => {
      await client.cancelQueries({ queryKey: usersKey })
      put({ ...(role === undefined ? {} : { role }), ...(active === undefined ? {} : { active }) })
    },
    onSuccess: (saved) => put(saved),
    onError: (failure) => {
      put(user)
      notify({ tone: 'bad', text: t('review.refused'), failure: failure.code })
    },
  })
  return (change: Pick<UserChange, 'role' | 'active'>, done: string, back: typeof change) =>
    mutate(change, { onSuccess: () => notify({ tone: 'done', text: done, undo: () => mutate(back) }) })
}

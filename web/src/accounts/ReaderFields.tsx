import { queryOptions, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../api/api-client.ts'
import { Check } from '../ui/Check.tsx'
import styles from './AccountForm.module.css'
import type { AccountFormModel } from './useAccountDraft.ts'

const usersQuery = queryOptions({
  queryKey: ['users'] as const,
  queryFn: async ({ signal }) => (await api.users.list({}, { signal })).items,
})

/** To whom a shared account is open besides administrators, and what each may do. */
export function ReaderFields({ form }: { form: AccountFormModel }) {
  const { t } = useTranslation()
  const { data, error } = useQuery(usersQuery)
  const { grants } = form.draft
  const set = (userId: string, grant: { send: boolean; manage: boolean } | null) => {
    const others = grants.filter((one) => one.userId !== userId)
    form.change({ grants: grant ? [...others, { userId, ...grant }] : others })
  }
  const users = data?.filter(({ role, active }) => role === 'user' && active) ?? []
  return (
    <fieldset className={styles['group']}>
      <legend>{t('accountForm.readers')}</legend>
      <p className={styles['help']}>
        {error
          ? t(`errors.${error.code}.cause`)
          : data && users.length === 0
            ? t('accountForm.readersNone')
            : t('accountForm.readersHelp')}
      </p>
      {users.map(({ id, name }) => {
        const grant = grants.find(({ userId }) => userId === id)
        return (
          <fieldset key={id} className={styles['reader']} aria-label={name}>
            <Check
              checked={grant !== undefined}
              onChange={(checked) => set(id, checked ? { send: true, manage: false } : null)}
              label={
                <>
                  {name} <span className={styles['quiet']}>{t('accountForm.mayRead')}</span>
                </>
              }
            />
            {grant ? (
              <>
                <Check
                  checked={grant.send}
                  onChange={(send) => set(id, { ...grant, send })}
                  label={<span className={styles['quiet']}>{t('accountForm.maySend')}</span>}
                />
                <Check
                  checked={grant.manage}
                  onChange={(manage) => set(id, { ...grant, manage })}
                  label={<span className={styles['quiet']}>{t('accountForm.mayManage')}</span>}
                />
              </>
            ) : null}
          </fieldset>
        )
      })}
    </fieldset>
  )
}

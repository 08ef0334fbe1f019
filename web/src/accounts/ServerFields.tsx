import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Check } from '../ui/Check.tsx'
import { ChoiceField } from '../ui/ChoiceField.tsx'
import { PasswordField } from '../ui/PasswordField.tsx'
import styles from './AccountForm.module.css'
import type { Side } from './account-draft.ts'
import { Choice } from './Choice.tsx'
import { CopiesFields } from './CopiesFields.tsx'
import type { AccountFormModel } from './useAccountDraft.ts'

interface ServerFieldsProps {
  form: AccountFormModel
  side: Side
  /** The first field takes the keys. */
  takesFocus?: boolean
}

/** One server as the classic form has it: who logs in, where it is, how the connection is protected. */
export function ServerFields({ form, side, takesFocus = false }: ServerFieldsProps) {
  return (
    <div className={styles['fields']}>
      <LoginFields form={form} side={side} takesFocus={takesFocus} />
      {side === 'incoming' ? <ProtocolField form={form} /> : null}
      <AddressFields form={form} side={side} />
      {side === 'incoming' ? <CopiesFields form={form} /> : <ReceiveFirst form={form} />}
    </div>
  )
}

function LoginFields({ form, side, takesFocus }: Required<ServerFieldsProps>) {
  const { t } = useTranslation()
  const { problems, isNew, changeServer, draft } = form
  const server = draft[side]
  const userProblem = problems[`${side}.user`]
  const differs = server.user.trim() !== '' && server.user.trim() !== draft.address.trim()
  return (
    <>
      <div className={styles['pair']}>
        <TextInput
          label={t('accountForm.user')}
          description={t(differs ? `accountForm.userOnly_${side}` : 'accountForm.userHelp')}
          autoComplete="off"
          spellCheck={false}
          data-autofocus={takesFocus || undefined}
          maxLength={320}
          value={server.user}
          error={userProblem ? t(`accountForm.${userProblem}`) : undefined}
          onChange={(event) => changeServer(side, { user: event.currentTarget.value })}
        />
        <PasswordField
          label={t('accountForm.password')}
          description={t('accountForm.ownPasswordHelp')}
          autoComplete="new-password"
          placeholder={t(isNew ? 'accountForm.passwordSame' : 'accountForm.passwordStored')}
          maxLength={1024}
          value={server.password}
          onChange={(event) => changeServer(side, { password: event.currentTarget.value })}
        />
      </div>
      <Check
        checked={server.secureAuth}
        onChange={(wanted) => changeServer(side, { secureAuth: wanted })}
        label={t('accountForm.secureAuth')}
        help={t('accountForm.secureAuthHelp')}
      />
    </>
  )
}

function ProtocolField({ form }: { form: AccountFormModel }) {
  const { t } = useTranslation()
  const { protocol } = form.draft.incoming
  return (
    <fieldset className={styles['group']}>
      <legend>{t('accountForm.protocol')}</legend>
      <div className={styles['checks']}>
        {(['imap', 'pop3'] as const).map((one) => (
          <Choice
            key={one}
            group="protocol"
            checked={protocol === one}
            onChoose={() => form.changeProtocol(one)}
            label={t(`accountForm.${one}`)}
          />
        ))}
      </div>
    </fieldset>
  )
}

function AddressFields({ form, side }: { form: AccountFormModel; side: Side }) {
  const { t } = useTranslation()
  const { problems, changeServer, changeSecurity } = form
  const server = form.draft[side]
  const problem = (name: 'host' | 'port') => {
    const found = problems[`${side}.${name}`]
    return found ? t(`accountForm.${found}`) : undefined
  }
  return (
    <>
      <div className={styles['server']}>
        <TextInput
          label={t('accountForm.host')}
          autoComplete="off"
          spellCheck={false}
          maxLength={253}
          value={server.host}
          error={problem('host')}
          onChange={(event) => changeServer(side, { host: event.currentTarget.value })}
        />
        <TextInput
          label={t('accountForm.port')}
          inputMode="numeric"
          maxLength={5}
          value={server.port}
          error={problem('port')}
          onChange={(event) => changeServer(side, { port: event.currentTarget.value })}
        />
      </div>
      <div>
        <Check
          checked={server.security === 'tls'}
          onChange={(wanted) => changeSecurity(side, wanted ? 'tls' : 'starttls')}
          label={t('accountForm.useTls')}
        />
        {server.security === 'tls' ? null : (
          <ChoiceField
            className={styles['securityField']}
            label={t('accountForm.security')}
            value={server.security}
            onChange={(event) => changeSecurity(side, event.currentTarget.value === 'none' ? 'none' : 'starttls')}
            data={(['starttls', 'none'] as const).map((value) => ({ value, label: t(`accountForm.${value}`) }))}
          />
        )}
      </div>
    </>
  )
}

function ReceiveFirst({ form }: { form: AccountFormModel }) {
  const { t } = useTranslation()
  const { useForReceiving, outgoing } = form.draft
  return (
    <Check
      checked={outgoing.receiveFirst}
      disabled={!useForReceiving}
      onChange={(wanted) => form.changeServer('outgoing', { receiveFirst: wanted })}
      label={t('accountForm.receiveFirst')}
      help={t(useForReceiving ? 'accountForm.receiveFirstHelp' : 'accountForm.receiveFirstNeeds')}
    />
  )
}

import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Icon } from './Icon.tsx'

type PasswordFieldProps = Omit<PasswordInputProps, 'visibilityToggleIcon' | 'visibilityToggleButtonProps'>

/** A password that one may look at while typing. */
export function PasswordField(props: PasswordFieldProps) {
  const { t } = useTranslation()
  return (
    <PasswordInput
      {...props}
      visibilityToggleIcon={({ reveal }) => <Icon of={reveal ? IconEyeOff : IconEye} />}
      visibilityToggleButtonProps={{ 'aria-label': t('accountForm.showPassword') }}
    />
  )
}

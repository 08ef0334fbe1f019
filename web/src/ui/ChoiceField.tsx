import { NativeSelect, type NativeSelectProps } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { Icon } from './Icon.tsx'

/** One of several, as the platform shows it. */
export function ChoiceField(props: Omit<NativeSelectProps, 'rightSection'>) {
  return <NativeSelect {...props} rightSection={<Icon of={IconChevronDown} size={14} />} />
}

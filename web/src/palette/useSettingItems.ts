import { useMantineColorScheme } from '@mantine/core'
import {
  IconDeviceDesktop,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSun,
  IconToggleLeft,
  IconToggleRight,
} from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { toFailure } from '../api/failure.ts'
import { languageNames } from '../app-frame/language-names.ts'
import { useLanguageChoice } from '../app-frame/useLanguageChoice.ts'
import { languages } from '../i18n/language.ts'
import { useSettingsChange } from '../organizer/settingsCommands.ts'
import { useSession } from '../session/session-query.ts'
import { signOut } from '../session/sign-out.ts'
import { notify } from '../ui/notices.ts'
import { prepareName } from './fuzzy-match.ts'
import type { BothTexts, PaletteItem } from './palette-item.ts'

const schemes = [
  { scheme: 'light', icon: IconSun, word: 'frame.themeLight' },
  { scheme: 'dark', icon: IconMoon, word: 'frame.themeDark' },
  { scheme: 'auto', icon: IconDeviceDesktop, word: 'frame.themeAuto' },
] as const

const switches = ['mailClient', 'htmlOutgoing', 'otherInteractions', 'reviewFlags'] as const

/** Themes, languages, the way out, and for administrators the switches of the organizer. */
export function useSettingItems(texts: BothTexts): readonly PaletteItem[] {
  return [...useLooks(texts), ...useSwitches(texts), ...useWayOut(texts)]
}

function useLooks({ t, other }: BothTexts): readonly PaletteItem[] {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { language, choose } = useLanguageChoice()
  const looks = schemes.map(({ scheme, icon, word }) => ({
    id: `theme ${scheme}`,
    group: 'settings' as const,
    icon,
    title: t('palette.theme', { name: t(word) }),
    hint: scheme === colorScheme ? t('palette.chosen') : undefined,
    names: [t('palette.theme', { name: t(word) }), other('palette.theme', { name: other(word) })].map(prepareName),
    run: () => setColorScheme(scheme),
  }))
  const tongues = languages.map((name) => ({
    id: `language ${name}`,
    group: 'settings' as const,
    icon: IconLanguage,
    title: t('palette.language', { name: languageNames[name] }),
    hint: name === language ? t('palette.chosen') : undefined,
    names: [t, other].map((text) => prepareName(text('palette.language', { name: languageNames[name] }))),
    run: () => choose(name),
  }))
  return [...looks, ...tongues]
}

function useSwitches({ t, other }: BothTexts): readonly PaletteItem[] {
  const session = useSession()
  const navigate = useNavigate()
  const { mutate } = useSettingsChange()
  if (session.user.role !== 'administrator') return []
  return switches.map((name) => {
    const isOn = session[name]
    // Switching the client off asks first, on its own page; the others stand grey while it is off.
    const isElsewhere = (name === 'mailClient' && isOn) || !(name === 'mailClient' || session.mailClient)
    return {
      id: `switch ${name}`,
      group: 'settings' as const,
      icon: isOn ? IconToggleRight : IconToggleLeft,
      title: t(`organizer.${name}`),
      hint: t(isOn ? 'palette.isOn' : 'palette.isOff'),
      names: [t(`organizer.${name}`), other(`organizer.${name}`)].map(prepareName),
      run: () => (isElsewhere ? void navigate({ to: '/administration/organizer' }) : mutate({ [name]: !isOn })),
    }
  })
}

function useWayOut({ t, other }: BothTexts): readonly PaletteItem[] {
  const client = useQueryClient()
  const leave = () =>
    signOut(client).catch((error: unknown) =>
      notify({ tone: 'bad', text: t('frame.signOut'), failure: toFailure(error).code }),
    )
  const names = [t('frame.signOut'), other('frame.signOut')].map(prepareName)
  return [
    { id: 'sign-out', group: 'settings', icon: IconLogout, title: t('frame.signOut'), names, run: () => void leave() },
  ]
}

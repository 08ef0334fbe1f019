import { IconAdjustments, IconMail, IconMailPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { type AccountFolders, useAccountFolders } from '../accounts/useAccountFolders.ts'
import { roleIcons } from '../folders/role-icon.ts'
import { useSession } from '../session/session-query.ts'
import { prepareName } from './fuzzy-match.ts'
import type { BothTexts, PaletteItem } from './palette-item.ts'

const named = ['inbox', 'sent', 'drafts', 'trash', 'junk', 'archive'] as const

/** Accounts, their folders and settings. */
export function usePlaceItems(texts: BothTexts): readonly PaletteItem[] {
  const { accounts } = useAccountFolders()
  const { mailClient } = useSession()
  const navigate = useNavigate()
  return useMemo(() => {
    const { t, other } = texts
    const show = (search: { account: string } | { folder: string }) => void navigate({ to: '/', search })
    const create: PaletteItem = {
      id: 'page new-account',
      group: 'places',
      icon: IconMailPlus,
      title: t('palette.newAccount'),
      names: [t('palette.newAccount'), other('palette.newAccount')].map(prepareName),
      run: () => void navigate({ to: '/accounts/new' }),
    }
    const settings = accounts.map(({ account: { id, name, address } }) => ({
      id: `account-settings ${id}`,
      group: 'places' as const,
      icon: IconAdjustments,
      title: t('palette.accountSettings', { name }),
      hint: address,
      names: [t('palette.accountSettings', { name }), other('palette.accountSettings', { name })].map(prepareName),
      run: () => void navigate({ to: '/accounts/$accountId', params: { accountId: id } }),
    }))
    const nodes = accounts.flatMap((one) => [
      accountItem(one, show),
      ...(one.status?.folders ?? [])
        .filter(({ loaded, total }) => loaded || total > 0)
        .map((folder) => folderItem(one, folder, { texts, show })),
    ])
    return [...nodes, ...settings, ...(mailClient ? [create] : [])]
  }, [accounts, mailClient, navigate, texts])
}

type Show = (search: { account: string } | { folder: string }) => void

function accountItem({ account: { id, name, address } }: AccountFolders, show: Show): PaletteItem {
  return {
    id: `account ${id}`,
    group: 'accounts',
    icon: IconMail,
    title: name,
    hint: address,
    names: [name, address].map(prepareName),
    run: () => show({ account: id }),
  }
}

type Folder = NonNullable<AccountFolders['status']>['folders'][number]

function folderItem(
  { account }: AccountFolders,
  folder: Folder,
  { texts: { t, other }, show }: { texts: BothTexts; show: Show },
): PaletteItem {
  const role = named.find((one) => one === folder.role)
  const title = role ? t(`folderRoles.${role}`) : folder.name
  const names = [title, role ? other(`folderRoles.${role}`) : folder.path]
  return {
    id: `folder ${folder.id}`,
    group: 'accounts',
    icon: roleIcons[folder.role],
    title,
    hint: account.name,
    names: [...names, ...names.map((name) => `${name} ${account.name}`)].map(prepareName),
    run: () => show({ folder: folder.id }),
  }
}

import { useLocalStorage } from '@mantine/hooks'
import { useCallback, useMemo } from 'react'

export interface Folded {
  has(key: string): boolean
  toggle(key: string): void
}

/** Which nodes of the tree are folded; remembered on this device. */
export function useFolded(): Folded {
  const [keys, setKeys] = useLocalStorage<string[]>({
    key: 'besedka-folded',
    defaultValue: [],
    getInitialValueInEffect: false,
  })
  const toggle = useCallback(
    (key: string) => setKeys((old) => (old.includes(key) ? old.filter((one) => one !== key) : [...old, key])),
    [setKeys],
  )
  return useMemo(() => ({ has: (key: string) => keys.includes(key), toggle }), [keys, toggle])
}

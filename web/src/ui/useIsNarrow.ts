import { useMediaQuery } from '@mantine/hooks'

const options = { getInitialValueInEffect: false }

/** One pane at a time. */
export function useIsNarrow(): boolean {
  return useMediaQuery('(max-width: 700px)', false, options)
}

/** The tree of folders folds away. */
export function useIsMedium(): boolean {
  return useMediaQuery('(max-width: 1100px)', false, options)
}

import { localStorageColorSchemeManager } from '@mantine/core'

/** Light, dark or as the system; public/color-scheme.js reads the same key before the first paint. */
export const colorSchemeManager = localStorageColorSchemeManager({ key: 'besedka-color-scheme' })

import { join } from 'node:path'

const folder = join(import.meta.dirname, '../../../artifacts/screenshots')

interface Look {
  name: string
  language: 'ru' | 'en'
  scheme: 'light' | 'dark'
  /** Width and height in pixels: `1440x900`. */
  size: string
}

/** Where the picture of a page lies: `letter-ru-dark-1440x900.png`. */
export function screenshotFile({ name, language, scheme, size }: Look): string {
  return join(folder, `${name}-${language}-${scheme}-${size}.png`)
}

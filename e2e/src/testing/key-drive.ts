import type { Page } from 'playwright-core'
import { keyCases } from './key-cases.ts'
import { atList } from './key-steps.ts'

/**
 * Presses every key of the list under "?" on the English start page, each way it can be pressed, and waits until it has
 * done what its name says. Returns what was driven, by name with its key caps.
 */
export async function driveKeys(page: Page): Promise<Record<string, readonly string[]>> {
  await atList(page)
  const driven: Record<string, readonly string[]> = {}
  for (const { name, caps, ways, drive } of keyCases) {
    for (const way of ways) {
      const press = async () => {
        for (const key of way) await page.keyboard.press(key)
      }
      try {
        await drive(page, press)
      } catch (error) {
        throw new Error(`${name} by ${way.join(' ')}`, { cause: error })
      }
    }
    driven[name] = caps
  }
  return driven
}

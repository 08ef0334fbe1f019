import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

interface AxeResult {
  violations: { id: string; help: string; nodes: { target: unknown[]; failureSummary?: string }[] }[]
}

interface Axe {
  run(context: unknown, options: unknown): Promise<AxeResult>
}

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * Asks axe about the page as it stands (WCAG 2.2 A and AA and axe's best practices). The context has to bypass the policy of the
 * page. Returns one line for each violation. `colours` asks only what may differ from one theme to the other. The letter's frame runs no scripts and is left out.
 */
export async function findAccessibilityProblems(
  page: Page,
  look: 'everything' | 'colours' = 'everything',
): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.addScriptTag({ content: source })
  // A colour on its way from one theme to the other is neither.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
  const { violations } = await page.evaluate(
    (options) =>
      (globalThis as unknown as { axe: Axe }).axe.run(
        { exclude: ['iframe'] },
        { ...options, resultTypes: ['violations'] },
      ),
    look === 'colours' ? { runOnly: { type: 'rule', values: ['color-contrast'] } } : {},
  )
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(' ')}: ${failureSummary ?? ''}`),
  )
}

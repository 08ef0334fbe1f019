import type { Page } from 'playwright-core'

/** Milliseconds between the frames of a page, and the most rows of a list that stood in it at once. */
export interface Frames {
  deltas: number[]
  mostRows: number
}

/** Counts the frames of the next so many milliseconds. */
export function framesOf(page: Page, milliseconds: number): Promise<Frames> {
  return page.evaluate(
    (limit) =>
      new Promise<Frames>((resolve) => {
        const frames: Frames = { deltas: [], mostRows: 0 }
        const start = performance.now()
        let last = start
        const onFrame = (now: number) => {
          if (now > last) frames.deltas.push(now - last)
          last = now
          if (frames.deltas.length % 30 === 0) {
            frames.mostRows = Math.max(frames.mostRows, document.querySelectorAll('[role="row"]').length)
          }
          if (now - start < limit) requestAnimationFrame(onFrame)
          else resolve(frames)
        }
        requestAnimationFrame(onFrame)
      }),
    milliseconds,
  )
}

/** Goes down and up again by `j` and `k`: from the press, as the browser stamps it, until the next row is painted as chosen. */
export async function keyToPaint(page: Page, steps: number): Promise<number[]> {
  const times: number[] = []
  await page.keyboard.press('j')
  await page.waitForTimeout(1000)
  for (let step = 0; step < steps; step++) {
    const painted = page.evaluate(() => {
      const chosen = () => document.querySelector('[role="row"][aria-selected="true"]')?.id
      const before = chosen()
      return new Promise<number>((resolve) => {
        addEventListener(
          'keydown',
          ({ timeStamp }) => {
            const look = () =>
              requestAnimationFrame(() => {
                if (chosen() === before) return look()
                // The frame that shows it is handed over once its callbacks are done.
                const { port1, port2 } = new MessageChannel()
                port1.onmessage = () => resolve(performance.now() - timeStamp)
                port2.postMessage(null)
              })
            look()
          },
          { once: true, capture: true },
        )
      })
    })
    await page.evaluate(() => undefined)
    await page.keyboard.press(step < steps / 2 ? 'j' : 'k')
    times.push(await painted)
    await page.waitForTimeout(60)
  }
  return times
}

/** Opens every third row, which nothing has read beforehand, until its subject and its text stand in the reading pane. */
export async function clickToLetter(page: Page, openings: number): Promise<number[]> {
  const times: number[] = []
  for (let turn = 0; turn < openings; turn++) {
    const target = await thirdBelow(page)
    const subject = /Order \d+/.exec((await target.textContent()) ?? '')?.[0] ?? ''
    const shown = page.evaluate((wanted) => {
      return new Promise<number>((resolve) => {
        addEventListener(
          'pointerdown',
          ({ timeStamp }) => {
            const isShown = () =>
              [...document.querySelectorAll('h2')].some((heading) => heading.textContent?.includes(wanted)) &&
              document.querySelector('article, [role="article"]')?.textContent?.includes('The delivery is moved.')
            const look = () =>
              requestAnimationFrame(() => {
                if (!isShown()) return look()
                const { port1, port2 } = new MessageChannel()
                port1.onmessage = () => resolve(performance.now() - timeStamp)
                port2.postMessage(null)
              })
            look()
          },
          { once: true, capture: true },
        )
      })
    }, subject)
    await page.evaluate(() => undefined)
    await target.click()
    times.push(await shown)
    await page.waitForTimeout(300)
  }
  return times
}

/** The third row below the chosen one, brought into view. */
async function thirdBelow(page: Page) {
  const id = await page.evaluate(() => {
    const rows = [...document.querySelectorAll('[role="row"][aria-selected]')].sort(
      (one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top,
    )
    const chosen = rows.findIndex((row) => row.getAttribute('aria-selected') === 'true')
    return rows[chosen + 3]?.id ?? ''
  })
  return page.locator(`[id="${id}"]`)
}

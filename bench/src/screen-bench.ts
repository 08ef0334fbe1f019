import { loadavg } from 'node:os'
import type { Program } from '@besedka/lab/start-program'
import type pg from 'pg'
import { type CDPSession, chromium, type Page } from 'playwright-core'
import { percentiles, startBenchProgram } from './bench-program.ts'
import type { BenchOptions, BenchReport } from './bench-report.ts'
import { plantLists } from './planted-lists.ts'
import { clickToLetter, type Frames, framesOf, keyToPaint } from './screen-probes.ts'

const STEPS = 200
const OPENINGS = 30
const SCROLL_SECONDS = 20
const SCROLL_SPEED = 3000
const FRAME_MS = 1000 / 60

/**
 * The list of many letters in Chromium: from a key to the paint of the next row, from a click to the letter on screen, and
 * the frames of a long scroll, against a bare page of coloured stripes that is scrolled in the same way.
 */
export async function benchScreen({ letters, say }: BenchOptions): Promise<BenchReport> {
  const { program, pool, stop } = await startBenchProgram()
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  })
  try {
    say(`planting ${letters} letters`)
    await plantLists(pool, letters)
    await plantSources(pool)
    const bare = await scrollBare(await browser.newPage({ viewport: { width: 1440, height: 900 } }))
    const page = await openList(await browser.newPage({ viewport: { width: 1440, height: 900 } }), program)
    say('keys')
    const keys = percentiles(await keyToPaint(page, STEPS))
    say('clicks')
    const clicks = percentiles(await clickToLetter(page, OPENINGS))
    say('scrolling')
    await page.keyboard.press('Escape')
    const ours = await scrollList(page)
    return report(letters, { keys, clicks, bare, ours })
  } finally {
    await browser.close()
    await stop()
  }
}

const HEAD = `concat_ws(e'\\r\\n', 'From: p@client.test', 'To: sales@corp.test', 'Subject: ' || subject,
  'Content-Type: text/plain; charset=utf-8', '', '')`
const TEXT = 'The delivery is moved. '.repeat(150)

/** Letters that can be opened: their bytes, where the text lies in them, and all that a header may name. */
async function plantSources(pool: pg.Pool): Promise<void> {
  await pool.query(
    `insert into message_sources (message_id, encoding, bytes)
      select id, 'identity', convert_to(${HEAD} || $1::text, 'UTF8') from messages`,
    [TEXT],
  )
  const part = {
    path: '1',
    type: 'text/plain',
    charset: 'utf-8',
    encoding: 'identity',
    name: 'part-1.txt',
    contentId: null,
    disposition: null,
    inline: false,
    body: true,
    attachment: false,
    alternative: null,
    flowed: 'no',
    size: TEXT.length,
  }
  await pool.query(
    `update messages set people = people || '{"sender":[],"replyTo":[],"bcc":[]}', parts = jsonb_build_array($1::jsonb
      || jsonb_build_object('start', length(${HEAD}), 'end', length(${HEAD}) + $2::int))`,
    [part, TEXT.length],
  )
  await pool.query('vacuum analyze messages')
}

async function openList(page: Page, program: Program): Promise<Page> {
  const { origin, administrator } = program
  const answer = await page
    .context()
    .request.post(`${origin}/api/v1/session`, { data: administrator, headers: { origin } })
  if (!answer.ok()) throw new Error(`signing in: ${answer.status()}`)
  await page.goto(origin)
  await page.locator('[role="row"][aria-selected]').nth(5).waitFor()
  // What is asked for after the first paint settles.
  await page.waitForTimeout(2000)
  return page
}

async function scrollBare(page: Page): Promise<Frames> {
  const stripes = 'repeating-linear-gradient(#fff 0 51px, #ddd 51px 52px)'
  await page.setContent(`<body style="margin:0;height:${SCROLL_SPEED * (SCROLL_SECONDS + 2)}px;background:${stripes}">`)
  const frames = await scroll(page)
  await page.close()
  return frames
}

async function scrollList(page: Page): Promise<Frames> {
  await page.locator('[role="row"][aria-selected]').nth(3).hover()
  return scroll(page)
}

/** A gesture of the browser's own, as a finger makes it; the page counts its frames meanwhile. */
async function scroll(page: Page): Promise<Frames> {
  const session: CDPSession = await page.context().newCDPSession(page)
  const frames = framesOf(page, SCROLL_SECONDS * 1000)
  await session.send('Input.synthesizeScrollGesture', {
    x: 500,
    y: 450,
    yDistance: -SCROLL_SPEED * SCROLL_SECONDS,
    speed: SCROLL_SPEED,
    preventFling: true,
  })
  return frames
}

interface Measured {
  keys: { p50: number; p95: number; max: number }
  clicks: { p50: number; p95: number; max: number }
  bare: Frames
  ours: Frames
}

function report(letters: number, { keys, clicks, bare, ours }: Measured): BenchReport {
  const late = ({ deltas }: Frames) => deltas.filter((delta) => delta > FRAME_MS * 1.5).length / deltas.length
  const [bareFrames, ourFrames] = [percentiles(bare.deltas), percentiles(ours.deltas)]
  return {
    name: `the list of ${letters} letters on screen`,
    figures: [
      { what: 'key to paint of the next row, p50', value: keys.p50, unit: 'ms' },
      { what: 'key to paint of the next row, p95 (goal 50)', value: keys.p95, unit: 'ms' },
      { what: 'key to paint of the next row, max', value: keys.max, unit: 'ms' },
      { what: 'click to the letter on screen, p50', value: clicks.p50, unit: 'ms' },
      { what: 'click to the letter on screen, p95 (goal 100)', value: clicks.p95, unit: 'ms' },
      { what: 'click to the letter on screen, max', value: clicks.max, unit: 'ms' },
      { what: 'frames of the scroll, p50', value: ourFrames.p50, unit: 'ms' },
      { what: 'frames of the scroll, p95', value: ourFrames.p95, unit: 'ms' },
      { what: 'frames of the scroll, max', value: ourFrames.max, unit: 'ms' },
      { what: 'share of frames that came late', value: late(ours), unit: 'ratio' },
      { what: 'bare page, frames p50', value: bareFrames.p50, unit: 'ms' },
      { what: 'bare page, frames p95', value: bareFrames.p95, unit: 'ms' },
      { what: 'bare page, share of late frames', value: late(bare), unit: 'ratio' },
      { what: 'most rows in the page at once', value: ours.mostRows, unit: 'letters' },
      { what: 'load average', value: loadavg()[0] ?? 0, unit: 'load' },
    ],
    ratio: ourFrames.p95 / bareFrames.p95,
    goal: 1.2,
  }
}

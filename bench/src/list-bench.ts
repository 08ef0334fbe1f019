import { loadavg } from 'node:os'
import { interactionItem } from '@besedka/contract/interactions'
import { page } from '@besedka/contract/pages'
import type { Program } from '@besedka/lab/start-program'
import type pg from 'pg'
import { percentiles, startBenchProgram, timeEach } from './bench-program.ts'
import type { BenchOptions, BenchReport } from './bench-report.ts'
import { FIRST_DAY, LAST_DAY, type PlantedLists, plantLists } from './planted-lists.ts'

const ROUNDS = 40
const list = page(interactionItem)

/**
 * Pages of 50 rows over HTTP from a database of many letters, against the floor: the newest 50 of one account with their
 * messages, asked of the same PostgreSQL by one bare query.
 */
export async function benchLists({ letters, say }: BenchOptions): Promise<BenchReport> {
  const { program, pool, stop } = await startBenchProgram()
  try {
    say(`planting ${letters} letters`)
    const planted = await plantLists(pool, letters)
    const questions = await questionsOf(program, planted)
    const floor = await timeFloor(pool, planted)
    const figures: BenchReport['figures'] = [{ what: 'floor: 50 newest rows by SQL, p50', value: floor, unit: 'ms' }]
    let folded = 0
    for (const [what, pathOf] of Object.entries(questions)) {
      say(what)
      await program.get(pathOf(0))
      const { p50, p95 } = percentiles(await timeEach(ROUNDS, (round) => program.get(pathOf(round))))
      figures.push({ what: `${what}, p50`, value: p50, unit: 'ms' }, { what: `${what}, p95`, value: p95, unit: 'ms' })
      if (what === FOLDED) folded = p50
    }
    figures.push({ what: 'load average', value: loadavg()[0] ?? 0, unit: 'load' })
    return { name: `lists of ${letters} letters`, figures, ratio: folded / floor, goal: 20 }
  } finally {
    await stop()
  }
}

const FOLDED = 'folded, first page'

/** What is asked in each round. */
async function questionsOf(
  program: Program,
  { accounts, folder, longThreadAccount }: PlantedLists,
): Promise<Record<string, (round: number) => string>> {
  const dayOf = (round: number) =>
    new Date(FIRST_DAY + ((LAST_DAY - FIRST_DAY) * (round + 1)) / (ROUNDS + 2)).toISOString()
  const ask = (query: string) => () => `/interactions?limit=50${query}`
  const second = list.parse(await program.get('/interactions?limit=50&fold=thread')).next ?? ''
  const secondOfLong =
    list.parse(
      await program.get(`/interactions?limit=50&fold=thread&account=${accounts[0]}&account=${longThreadAccount}`),
    ).next ?? ''
  return {
    'flat, first page': ask(''),
    [FOLDED]: ask('&fold=thread'),
    'folded, second page': ask(`&fold=thread&cursor=${second}`),
    'folded, jump to a date': (round) => `/interactions?limit=50&fold=thread&before=${dayOf(round)}`,
    'folded, upwards from a date': (round) => `/interactions?limit=50&fold=thread&sort=date&after=${dayOf(round)}`,
    'flat, jump to a date': (round) => `/interactions?limit=50&before=${dayOf(round)}`,
    'flat, upwards from a date': (round) => `/interactions?limit=50&sort=date&after=${dayOf(round)}`,
    'folded, to review': ask('&fold=thread&status=to-review'),
    'flat, to review': ask('&status=to-review'),
    'folded, a folder': ask(`&fold=thread&folder=${folder}`),
    'folded, a folder, jump to a date': (round) =>
      `/interactions?limit=50&fold=thread&folder=${folder}&before=${dayOf(round)}`,
    'folded, a word of a thousandth': (round) => `/interactions?limit=50&fold=thread&q=d${100 + round}`,
    'folded, a word of all': ask('&fold=thread&q=order'),
    'folded, account of one thread of 50,000': ask(`&fold=thread&account=${longThreadAccount}`),
    'folded, its letters among others, second page': ask(
      `&fold=thread&account=${accounts[0]}&account=${longThreadAccount}&cursor=${secondOfLong}`,
    ),
    'span of the folded list': () => '/interactions/span?fold=thread',
    'span of a folder': () => `/interactions/span?folder=${folder}`,
    'newest of the thread of 50,000': () => '/threads/1?sort=-date&limit=50',
  }
}

async function timeFloor(pool: pg.Pool, { accounts }: PlantedLists): Promise<number> {
  const newest = `select i.*, m.subject, m.snippet, m.people from interactions i join messages m on m.id = i.message_id
    where i.account_id = $1 order by i.date desc, i.id desc limit 50`
  return percentiles(await timeEach(ROUNDS, () => pool.query(newest, [accounts[0]]))).p50
}

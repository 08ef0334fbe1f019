import { expect, test } from 'vitest'
import { runSyncKill } from './sync-kill/run-sync-kill.ts'

test('P08 twenty kills of the whole program during one first sync lose nothing and double nothing', {
  timeout: 300_000,
}, async () => {
  const seed = Date.now() % 1_000_000
  console.log(`seed ${seed}`)
  const { kills, before, after, received } = await runSyncKill({ letters: 2_000, rounds: 20, seed }, () => undefined)
  expect(kills).toHaveLength(20)
  // Else it would be no test of a sync: kills have to meet it on its way.
  const onTheWay = kills.filter(({ lettersHere }) => lettersHere !== null && lettersHere < 2_000)
  expect(onTheWay.length, `seed ${seed}`).toBeGreaterThan(5)
  expect(received, `seed ${seed}`).toEqual({
    interactions: 2_000,
    doubled: 0,
    missing: 0,
    notLoaded: 0,
    wrongCounters: [],
  })
  expect(after, `seed ${seed}`).toEqual(before)
})

import { expect, test } from 'vitest'
import { createMetrics } from './metrics.ts'

test('counters and gauges are written in the exposition format', async () => {
  const metrics = createMetrics()
  const count = metrics.counter('requests_total', 'Answered requests.')
  metrics.counter('letters_total', 'Letters received.')
  let depth = 1
  metrics.gauge('queue_depth', 'Waiting jobs.', async () => depth)
  count({ status: '200', method: 'GET' })
  count({ method: 'GET', status: '200' }, 2)
  count({ method: 'say "hi"\\\n' })
  depth = 5
  expect(await metrics.render()).toBe(
    [
      '# HELP requests_total Answered requests.',
      '# TYPE requests_total counter',
      'requests_total{method="GET",status="200"} 3',
      'requests_total{method="say \\"hi\\"\\\\\\n"} 1',
      '# HELP letters_total Letters received.',
      '# TYPE letters_total counter',
      'letters_total 0',
      '# HELP queue_depth Waiting jobs.',
      '# TYPE queue_depth gauge',
      'queue_depth 5',
      '',
    ].join('\n'),
  )
})

test('a name that is declared twice, or is none, is a defect', () => {
  const metrics = createMetrics()
  metrics.counter('once_total', 'Once.')
  expect(() => metrics.gauge('once_total', 'Twice.', () => 1)).toThrow(/twice/)
  expect(() => metrics.counter('not a name', 'None.')).toThrow(/no name/)
})

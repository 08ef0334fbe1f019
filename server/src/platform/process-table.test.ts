import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { findProcess, identifySelf, judgeProcess, parseProcessStat } from './process-table.ts'
import { eventually } from './testing/eventually.ts'

test('a process name with brackets and spaces does not shift the fields', () => {
  const fields = ['S', ...Array.from({ length: 18 }, (_, index) => String(index)), '4711', '0']
  expect(parseProcessStat(`12 (a) b (c) ${fields.join(' ')}`)).toEqual({
    pid: 12,
    name: 'a) b (c',
    state: 'S',
    startTicks: '4711',
  })
  expect(parseProcessStat('nonsense')).toBeUndefined()
})

test('this process is found and alive, a later one with its number is not it', async () => {
  const self = await identifySelf()
  expect(await findProcess(process.pid)).toMatchObject({ pid: process.pid, startTicks: self.startTicks })
  expect(await judgeProcess(self, self)).toBe('alive')
  expect(await judgeProcess(self, { ...self, startTicks: '1' })).toBe('dead')
  expect(await judgeProcess(self, { ...self, bootId: 'another boot' })).toBe('elsewhere')
  expect(await judgeProcess(self, { ...self, pidNamespace: 'another container' })).toBe('elsewhere')
})

test('a zombie counts as gone although the system still answers for it', async () => {
  // The shell starts a child that ends and becomes a program that never asks for its end.
  const parent = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] })
  try {
    const [output] = (await once(parent.stdout, 'data')) as unknown[]
    const pid = Number(String(output))
    await eventually(async () => expect(await readFile(`/proc/${pid}/stat`, 'utf8')).toMatch(/\) Z /))
    expect(process.kill(pid, 0)).toBe(true)
    expect(await findProcess(pid)).toBeUndefined()
  } finally {
    parent.kill('SIGKILL')
  }
})

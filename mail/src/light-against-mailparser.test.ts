import { describe, expect, test } from 'vitest'
import { decodePart } from './decode-part.ts'
import { parseMessage } from './parse-message.ts'
import { HARD_CASES } from './testing/all.cases.ts'
import type { HardCase } from './testing/hard-case.ts'
import { differences, oneSpaced, readByLightPass, readByMailparser } from './testing/letter-reading.ts'

// mailparser reads a date without a zone by the clock of the machine.
process.env['TZ'] = 'UTC'

describe.each(Object.entries(HARD_CASES))('%s', (_group, cases) => {
  test.each(cases.map((hardCase) => [hardCase.title, hardCase] as const))('%s', async (_title, hardCase) => {
    expectPromised(hardCase)
    const other = await readByMailparser(hardCase.source)
    const light = readByLightPass(hardCase.source)
    const differs = other === null ? (hardCase.differs ?? []) : differences(light, other)
    expect(differs.toSorted(), `mailparser reads ${JSON.stringify(other)}`).toEqual((hardCase.differs ?? []).toSorted())
    if (other === null) expect(differs, 'mailparser gave up, which the case must say').not.toEqual([])
  })
})

test('the corpus has at least 150 letters, each under a title of its own', () => {
  const titles = Object.values(HARD_CASES).flatMap((cases) => cases.map((hardCase) => hardCase.title))
  expect(titles.length).toBeGreaterThanOrEqual(150)
  expect(new Set(titles).size).toBe(titles.length)
})

test('where the two differ, the title says what mailparser does', () => {
  const silent = Object.values(HARD_CASES)
    .flat()
    .filter(({ title, differs = [] }) => differs.length > 0 && !title.includes('mailparser'))
  expect(silent.map(({ title }) => title)).toEqual([])
})

/** Compares what the case promises with what the light pass gives. */
function expectPromised(hardCase: HardCase): void {
  const parsed = parseMessage(hardCase.source)
  const { subject, from, to, cc, replyTo, messageId, references, inReplyTo, importance } = hardCase
  const promised = { subject, from, to, cc, replyTo, messageId, references, inReplyTo, importance }
  for (const [field, value] of Object.entries(promised)) {
    if (value !== undefined) expect(parsed, field).toHaveProperty(field, value)
  }
  if (hardCase.text !== undefined) expect(oneSpaced(parsed.text)).toBe(hardCase.text)
  if (hardCase.date !== undefined) expect(parsed.date?.toISOString() ?? null).toBe(hardCase.date)
  for (const code of hardCase.defects ?? []) expect(parsed.defects.map((defect) => defect.code)).toContain(code)
  if (hardCase.attachments !== undefined) expectAttachments(hardCase)
}

function expectAttachments({ source, attachments = [] }: HardCase): void {
  const files = parseMessage(source).parts.filter((part) => part.attachment)
  expect(files.map((part) => part.name)).toEqual(attachments.map((attachment) => attachment.name))
  for (const [i, part] of files.entries()) {
    const { type, content, inline } = attachments[i] ?? {}
    if (type !== undefined) expect(part.type).toBe(type)
    if (inline !== undefined) expect(part.inline).toBe(inline)
    if (content !== undefined) expect(Buffer.from(decodePart(source, part)).equals(Buffer.from(content))).toBe(true)
  }
}

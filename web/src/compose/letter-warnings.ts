import type { DraftFields } from './draft-fields.ts'
import { ownText, recipientsOf } from './draft-fields.ts'
import type { OtherAnswer } from './other-answer.ts'
import { problemOf, type RecipientProblem } from './recipient-input.ts'

/** What speaks against sending. The first two have to be corrected, the others a person may overrule. */
export type LetterWarning =
  | { kind: 'badAddress'; address: string; problem: RecipientProblem }
  | { kind: 'noRecipients' }
  | { kind: 'answered'; answer: OtherAnswer }
  | { kind: 'noAttachment'; words: string }
  | { kind: 'noSubject' }

/** «Во вложении», «прикладываю акт», «see the attached»: the letter promises a file. */
const promise =
  /(?<![\p{L}\p{N}])(?:(?:во?|см\.|смотри(?:те)?)\s+(?:при)?вложени\p{L}*|в\s+приложении|прилож(?:ен[аоы]?|ил[аи]?|у|им|ит)|прилага\p{L}*|прикладыва\p{L}*|прикреп(?:ил|лен|ля|лю)\p{L}*|attach(?:ed|ing|ment|ments)?|enclos(?:ed|ing|ure))(?![\p{L}\p{N}])/iu

/** Everything that speaks against sending, the gravest first. */
export function warningsOf(fields: DraftFields, files: number, answer: OtherAnswer | null = null): LetterWarning[] {
  const warnings: LetterWarning[] = []
  const recipients = recipientsOf(fields)
  for (const { address } of recipients) {
    const problem = problemOf(address)
    if (problem !== null) warnings.push({ kind: 'badAddress', address, problem })
  }
  if (recipients.length === 0) warnings.push({ kind: 'noRecipients' })
  if (answer !== null) warnings.push({ kind: 'answered', answer })
  const promised = files === 0 ? promise.exec(newWords(ownText(fields)))?.[0] : undefined
  if (promised !== undefined) warnings.push({ kind: 'noAttachment', words: promised })
  if (fields.subject.trim() === '') warnings.push({ kind: 'noSubject' })
  return warnings
}

/** Promises of an earlier letter that a plain answer quotes are not ours. */
function newWords(text: string): string {
  const lines = text.split('\n').filter((line) => !line.startsWith('>'))
  const forwarded = lines.findIndex((line) => /^-{3,}|^_{3,}/.test(line))
  return (forwarded < 0 ? lines : lines.slice(0, forwarded)).join('\n')
}

export function mustBeCorrected({ kind }: LetterWarning): boolean {
  return kind === 'badAddress' || kind === 'noRecipients'
}

/**
 * The one to show above the foot: a missing file or an answer of somebody else while one writes (a bad address speaks for itself in its field), the others
 * only after a press of Send; what was overruled is silent.
 */
export function shownWarning(
  warnings: readonly LetterWarning[],
  overruled: ReadonlySet<LetterWarning['kind']>,
  wasAsked: boolean,
): LetterWarning | undefined {
  return warnings.find(({ kind }) => {
    if (overruled.has(kind)) return false
    return wasAsked || kind === 'noAttachment' || kind === 'answered'
  })
}

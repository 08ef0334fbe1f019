import type { CauseCode } from './remedy-codes.ts'
import type { AnswerProtocol, ReadAnswer } from './server-answer.ts'

/** One entry of the catalogue: every condition that is given has to hold. */
export interface AnswerPattern {
  cause: CauseCode
  providers?: readonly string[]
  protocols?: readonly AnswerProtocol[]
  /** Of the words in lower case. */
  words?: RegExp
  replyCodes?: readonly number[]
  statuses?: readonly string[]
  responseCodes?: readonly string[]
}

/** True where the answer is one of those that the entry stands for. */
export function fits(pattern: AnswerPattern, answer: ReadAnswer): boolean {
  const { providers, protocols, words, replyCodes, statuses, responseCodes } = pattern
  if (providers !== undefined && (answer.provider === null || !providers.includes(answer.provider))) return false
  if (protocols !== undefined && !protocols.includes(answer.protocol)) return false
  if (words !== undefined && !words.test(answer.words)) return false
  if (replyCodes !== undefined && !replyCodes.includes(answer.replyCode)) return false
  if (statuses !== undefined && !statuses.includes(answer.status)) return false
  return responseCodes === undefined || responseCodes.includes(answer.responseCode)
}

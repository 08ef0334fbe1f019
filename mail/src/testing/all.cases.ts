/** The corpus of hard letters, by what is hard in them. */

import { ADDRESS_CASES } from './addresses.cases.ts'
import { BODY_CASES } from './bodies.cases.ts'
import { BROKEN_LETTER_CASES } from './broken-letters.cases.ts'
import { BROKEN_TREE_CASES } from './broken-trees.cases.ts'
import { CHARSET_CASES } from './charsets.cases.ts'
import { ENCODED_WORD_CASES } from './encoded-words.cases.ts'
import { FILE_NAME_CASES } from './file-names.cases.ts'
import type { HardCase } from './hard-case.ts'
import { STRUCTURE_CASES } from './structures.cases.ts'

export const HARD_CASES: Readonly<Record<string, readonly HardCase[]>> = {
  charsets: CHARSET_CASES,
  'encoded words': ENCODED_WORD_CASES,
  addresses: ADDRESS_CASES,
  'file names': FILE_NAME_CASES,
  structures: STRUCTURE_CASES,
  'broken trees': BROKEN_TREE_CASES,
  bodies: BODY_CASES,
  'broken letters': BROKEN_LETTER_CASES,
}

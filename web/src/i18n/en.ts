import { accountForm, accounts, check } from './en/accounts.ts'
import { compose, deliveries, recipientProblems } from './en/compose.ts'
import { errors } from './en/errors.ts'
import { days, frame, palette, shortcuts } from './en/frame.ts'
import { directions, empty, folderRoles, kinds, list, review, states, tree } from './en/interactions.ts'
import { defects, letter } from './en/letter.ts'
import { moving } from './en/moving.ts'
import { organizer, users } from './en/organizer.ts'
import { session, setup } from './en/session.ts'
import { accountImport, receipt, wizard } from './en/wizard.ts'

export const en = {
  frame,
  days,
  shortcuts,
  palette,
  session,
  setup,
  organizer,
  users,
  accounts,
  accountForm,
  check,
  wizard,
  receipt,
  accountImport,
  list,
  kinds,
  directions,
  states,
  review,
  empty,
  tree,
  folderRoles,
  letter,
  moving,
  compose,
  recipientProblems,
  deliveries,
  defects,
  errors,
}

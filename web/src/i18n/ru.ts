import { accountForm, accounts, check } from './ru/accounts.ts'
import { compose, deliveries, recipientProblems } from './ru/compose.ts'
import { errors } from './ru/errors.ts'
import { days, frame, palette, shortcuts } from './ru/frame.ts'
import { directions, empty, folderRoles, kinds, list, review, states, tree } from './ru/interactions.ts'
import { defects, letter } from './ru/letter.ts'
import { moving } from './ru/moving.ts'
import { organizer, users } from './ru/organizer.ts'
import { session, setup } from './ru/session.ts'
import { accountImport, receipt, wizard } from './ru/wizard.ts'

export const ru = {
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

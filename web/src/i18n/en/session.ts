export const session = {
  title: 'Sign in',
  lead: 'Mail and all that is agreed with clients, in one place.',
  email: 'Email',
  password: 'Password',
  submit: 'Sign in',
  ended: 'Your session has ended. Sign in, and you are back where you were.',
} as const

export const setup = {
  title: 'First start',
  lead: 'A minute until the first letter: who you are, then the mailbox.',
  language: 'Language',
  organization: 'Organization',
  organizationHelp: 'Shown on the pages of the program.',
  name: 'Your name',
  email: 'Email for signing in',
  password: 'Password',
  passwordHelp: 'At least 10 characters; several words are easy to remember.',
  code: 'One-time code',
  codeHelp: 'It stands in the console where Besedka was started.',
  submit: 'Create and go on',
  after: 'This creates the administrator and switches the mail client on. Next comes the first mailbox.',
} as const

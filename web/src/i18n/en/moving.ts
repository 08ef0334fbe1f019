export const moving = {
  choose_one: 'Move {{count}} letter to…',
  choose_other: 'Move {{count}} letters to…',
  folders: 'Folders of the account',
  elsewhere: 'Letters move only within their own account',
  short: 'Move',
  nothing: 'No folder has such a name.',
  done_one: '{{count}} letter moved to “{{folder}}”',
  done_other: '{{count}} letters moved to “{{folder}}”',
  refused_one: 'The mail server did not move {{count}} letter',
  refused_other: 'The mail server did not move {{count}} letters',
}

export const moving = {
  refused_one: 'The mail server did not move {{count}} letter',
  refused_other: 'The mail server did not move {{count}} letters',
}

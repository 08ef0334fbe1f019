const known = [
  'administrator',
  'list',
  'autoconfig',
  'well-known',
  'ispdb',
  'srv',
  'mx-list',
  'mx-autoconfig',
  'mx-ispdb',
  'autodiscover',
  'guess',
] as const

/** Key of the words for a source of settings; a newer server may know more. */
export function sourceWord(source: string) {
  const found = known.find((one) => one === source)
  return found === undefined ? ('wizard.source_unknown' as const) : (`wizard.source_${found}` as const)
}

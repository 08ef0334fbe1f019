/** The header of a letter as it came: everything before its first empty line (RFC 5322 section 2.1). */
export function headOf(source: string): string {
  const end = /\r?\n\r?\n/.exec(source)
  return (end ? source.slice(0, end.index) : source).replaceAll('\r\n', '\n')
}

export interface ServerEvent {
  id: string
  data: string
}

/**
 * Cuts a stream of server-sent events (WHATWG HTML, section 9.2.6) into events with data. Comments, which keep the line
 * open, and `retry` are dropped; `id` holds until the next one, as the standard says.
 */
export function createEventReader(onEvent: (event: ServerEvent) => void): (chunk: string) => void {
  let rest = ''
  let id = ''
  let data: string[] = []
  const line = (text: string) => {
    if (text === '') {
      if (data.length > 0) onEvent({ id, data: data.join('\n') })
      data = []
      return
    }
    const colon = text.indexOf(':')
    const field = colon === -1 ? text : text.slice(0, colon)
    const value = colon === -1 ? '' : text.slice(colon + 1).replace(/^ /, '')
    if (field === 'data') data.push(value)
    if (field === 'id' && !value.includes('\0')) id = value
  }
  return (chunk) => {
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    for (const text of lines) line(text)
  }
}

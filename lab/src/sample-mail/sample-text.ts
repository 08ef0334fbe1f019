import type { Person } from '../compose-letter.ts'

interface Quoted {
  from: Person
  date: Date
  text: string
}

/** HTML a plain-looking mail program would make of a text: paragraphs, numbered lists, a grey signature. */
export function htmlOf(text: string): string {
  const blocks = text.split(/\n\n/)
  const html = blocks.map((block, index) => {
    const lines = block.split('\n')
    const items = lines.filter((line) => /^\d+\. /.test(line))
    if (items.length > 1) {
      const intro = lines.filter((line) => !/^\d+\. /.test(line)).map(escapeHtml)
      const list = items.map((line) => `<li>${escapeHtml(line.replace(/^\d+\. /, ''))}</li>`).join('')
      return `${intro.length > 0 ? `<p>${intro.join('<br>')}</p>` : ''}<ol>${list}</ol>`
    }
    const isSignature = index > 0 && index === blocks.length - 1
    return `<p${isSignature ? ' style="color:#6b6f76"' : ''}>${lines.map(escapeHtml).join('<br>')}</p>`
  })
  return `<div style="font-family:Calibri,Arial,sans-serif;font-size:11pt">${html.join('\n')}</div>`
}

/** The quotation below an answer, each line marked. */
export function quotedText(quoted: Quoted, language: 'ru' | 'en'): string {
  const lines = quoted.text.split('\n').map((line) => (line.startsWith('>') ? `>${line}` : `> ${line}`.trimEnd()))
  return `\n\n${attribution(quoted, language)}\n${lines.join('\n')}`
}

export function quotedHtml(quoted: Quoted, language: 'ru' | 'en'): string {
  const inner = quoted.text.split('\n').map(escapeHtml).join('<br>')
  return `\n<div>${escapeHtml(attribution(quoted, language))}</div>
<blockquote type="cite" style="margin:0 0 0 .8ex;border-left:2px solid #ccc;padding-left:1ex">${inner}</blockquote>`
}

function attribution({ from, date }: Quoted, language: 'ru' | 'en'): string {
  const format = new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/Moscow',
  })
  const when = format.format(date)
  return language === 'ru'
    ? `${when}, ${from.name} <${from.address}> пишет:`
    : `On ${when}, ${from.name} <${from.address}> wrote:`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

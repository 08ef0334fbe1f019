import { describe, expect, test } from 'vitest'
import { createSanitizer } from './sanitize-letter.ts'

const sanitize = createSanitizer()
const pictures = new Map([['logo@client.test', '/api/v1/signed/attachments/1-2?expires=1&signature=x']])
const clean = (html: string) => sanitize(html, pictures)

describe('the first wall', () => {
  test('keeps what a letter says and how it looks', () => {
    const { html, blocked } = clean(
      '<html><head><style>p { color: red }</style></head><body bgcolor="#fff"><p style="margin: 0">Заказ <b>№ 1042</b></p><table border=1><tr><td>1</td></tr></table></body></html>',
    )
    expect(blocked).toBe(0)
    expect(html).toContain('<b>№ 1042</b>')
    expect(html).toContain('<td>1</td>')
    expect(html).toMatch(/^<style>p\s*{\s*color:\s*red;?\s*}<\/style><div bgcolor="#fff">/)
  })

  test('P55 shows pictures that the letter carries, by their signed address', () => {
    expect(clean('<img src="cid:logo@client.test" width="10">').html).toBe(
      '<img src="/api/v1/signed/attachments/1-2?expires=1&amp;signature=x" width="10">',
    )
    expect(clean('<img src="cid:logo%40client.test">').html).toContain('/api/v1/signed/')
    expect(clean('<img src="cid:unknown" alt="нет">').html).toBe('<img alt="нет">')
  })

  test('P63 holds back and counts what would be fetched from outside', () => {
    const { html, blocked } = clean(
      '<img src="https://tracker.example/1.png"><table background="http://tracker.example/2.png"><tr><td style="background:url(//tracker.example/3.png)">x</td></tr></table>',
    )
    expect(html).not.toContain('tracker.example')
    expect(blocked).toBe(3)
  })

  test('P64 takes a picture in the letter itself for no outside content', () => {
    const picture = 'data:image/png;base64,iVBORw0KGgo='
    expect(clean(`<img src="${picture}">`)).toEqual({ html: `<img src="${picture}">`, blocked: 0, outside: [] })
    expect(clean('<img src="data:image/svg+xml,<svg/>">').html).toBe('<img>')
  })

  test('opens links outside, without telling where from, and only by harmless schemes', () => {
    expect(clean('<a href="https://example.com/?a=1">да</a>').html).toBe(
      '<a href="https://example.com/?a=1" target="_blank" rel="noopener noreferrer nofollow">да</a>',
    )
    for (const scheme of [
      'javascript:alert(1)',
      ' javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'vbscript:x',
      '/admin',
      '//host/x',
    ]) {
      expect(clean(`<a href="${scheme}">нет</a>`).html).toBe('<a>нет</a>')
    }
  })

  test('leaves no form control, frame, object or handler', () => {
    const { html } = clean(
      '<form action="https://x.example"><input name=a><button>b</button><select><option>c</select><textarea>d</textarea></form><iframe src=x></iframe><object data=x></object><p onclick="x()">e</p>',
    )
    expect(html).not.toMatch(/<(form|input|button|select|textarea|iframe|object)|onclick/i)
    expect(html).toContain('e')
  })

  test('P54 keeps the text of a thousand nested blocks', () => {
    const { html } = clean(`${'<div>'.repeat(1000)}глубоко${'</div>'.repeat(1000)}`)
    expect(html).toContain('глубоко')
  })
})

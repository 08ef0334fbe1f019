import { describe, expect, test } from 'vitest'
import { dkimVerdict } from './dkim-verdict.ts'

const RECEIVED = 'Received: from mx.client.test by mail.corp.test'
const results = (text: string) => `Authentication-Results: mail.corp.test; ${text}`
const verdict = (...header: string[]) => dkimVerdict(Buffer.from(`${header.join('\r\n')}\r\n\r\nbody`), 'a@client.test')

describe('what our own server says of a signature', () => {
  test.each([
    [
      'good',
      'spf=pass; dkim=pass (2048-bit key) header.d=client.test header.s=s1',
      { result: 'pass', domain: 'client.test' },
    ],
    ['good, by its identity', 'dkim=pass header.i=@client.test', { result: 'pass', domain: 'client.test' }],
    ['bad', 'dkim=fail\r\n reason="x" header.d=client.test', { result: 'fail', domain: 'client.test' }],
    [
      'one of two is good',
      'dkim=fail header.d=client.test; dkim=pass header.d=client.test',
      { result: 'pass', domain: 'client.test' },
    ],
    ['somebody else’s', 'dkim=pass header.d=mailer.test', null],
    ['none', 'dkim=none', null],
    ['only in a comment', 'spf=pass (dkim=pass header.d=client.test)', null],
  ])('%s', (_, text, wanted) => {
    expect(verdict(results(text), RECEIVED)).toEqual(wanted)
  })

  test('what the letter brought along proves nothing', () => {
    const forged = results('dkim=pass header.d=client.test')
    expect(verdict(RECEIVED, forged)).toBeNull()
    expect(verdict(RECEIVED, '', forged)).toBeNull()
    expect(verdict(forged, 'Subject: no server has taken it')).toBeNull()
    expect(verdict('Subject: x', '', forged)).toBeNull()
  })
})

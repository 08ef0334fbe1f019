import { describe, expect, test } from 'vitest'
import { isRelayedCopy } from './relayed-copy.ts'

const own = Buffer.from('From: us@corp.test\r\nSubject: Offer\r\nMessage-ID: <a@corp.test>\r\n\r\nAs agreed.\r\n')
const trace = 'Return-Path: <us@corp.test>\r\nReceived: from mail\r\n\tby mx; Tue, 5 Mar 2024\r\nX-Spam: no\r\n'
const copyWith = (head: string, body: Buffer = own) => Buffer.concat([Buffer.from(head), body])

describe('P10 S21 a letter of ours that came back', () => {
  test.each([
    ['the very bytes', own],
    ['below the traces of servers', copyWith(trace)],
  ])('P10 S21 is known by %s', (_, copy) => {
    expect(isRelayedCopy(copy, own)).toBe(true)
  })

  test.each([
    ['another text', Buffer.from(own.toString().replace('agreed', 'refused'))],
    ['a subject put before ours', copyWith('Subject: Refusal\r\n')],
    ['a subject hidden in a folded line that is none', copyWith('Received: x\r\n\r\nSubject: Refusal\r\n')],
    ['a body put before ours', copyWith('Received: x\r\n\r\nPay here.\r\n')],
    ['a line of spaces, which some readers take for the end of the header', copyWith('Received: x\r\n \r\n')],
    ['another structure put before ours', copyWith('Content-Type: text/html\r\n')],
    ['a line that is no field', copyWith('Received\r\n')],
    ['a trace without an end', copyWith('Received: x')],
    ['something behind ours', Buffer.concat([own, Buffer.from('PS\r\n')])],
    ['less than ours', own.subarray(1)],
    ['a trace beyond measure', copyWith(`X-A: ${'x'.repeat(70_000)}\r\n`)],
  ])('P10 S21 is not taken for ours with %s', (_, copy) => {
    expect(isRelayedCopy(copy, own)).toBe(false)
  })

  test('P10 S21 nothing is a copy of nothing', () => {
    expect(isRelayedCopy(Buffer.from(trace), Buffer.alloc(0))).toBe(false)
  })
})

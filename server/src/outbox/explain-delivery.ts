import type { delivery } from '@besedka/contract/delivery'
import { type Explanation, explainAnswer } from '@besedka/mail/remedies/explain-answer'
import type { z } from 'zod'

type Delivery = z.infer<typeof delivery>

/** Adds to what a server has refused what its words mean and what helps; `host` is the account's own outgoing server. */
export function explainDelivery(host: string | null, view: Delivery): Delivery {
  const explain = (replyCode: number | null, text: string): Partial<Explanation> => {
    if (text === '') return {}
    const known = { ...(host === null ? {} : { host }), ...(replyCode === null ? {} : { replyCode }) }
    return explainAnswer({ protocol: 'smtp', text, ...known })[0] ?? {}
  }
  const { failure } = view
  return {
    ...view,
    recipients: view.recipients.map((one) =>
      one.state === 'refused' || one.state === 'deferred' ? { ...one, ...explain(one.replyCode, one.detail) } : one,
    ),
    // Without a reply code it was not the server that spoke.
    failure: failure?.replyCode == null ? failure : { ...failure, ...explain(failure.replyCode, failure.detail) },
  }
}

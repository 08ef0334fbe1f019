import { z } from 'zod'
import { defineJob } from '../platform/jobs.ts'

/** Looks for a DKIM signature that shows that outgoing letters without other evidence were sent from here. */
export const proveSender = defineJob({
  name: 'emails/prove-sender',
  payload: z.object({ ids: z.array(z.string()).max(200) }),
  retry: { attempts: 8 },
})

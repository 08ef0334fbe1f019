import { hash, verify } from '@node-rs/argon2'
import { AppError } from '../platform/app-error.ts'

/** argon2id, the second choice of RFC 9106 section 4: 64 MiB, three passes, four lanes. */
const COST = { memoryCost: 65_536, timeCost: 3, parallelism: 4 }
const SHORTEST = 10
/** Each hash holds its 64 MiB while it runs: more at once would let sign-ins eat the memory. */
const AT_ONCE = 2

const waiting: (() => void)[] = []
let running = 0
let stranger: Promise<string> | undefined

/** Throws PASSWORD_TOO_WEAK. Length is what counts; no mix of characters is demanded. */
export function demandStrongPassword(password: string): void {
  if (Array.from(password).length < SHORTEST) throw new AppError('PASSWORD_TOO_WEAK')
}

/** The hash in its text form, with salt and cost inside. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, COST))
}

/** Takes the same time for somebody who does not exist (`known` undefined), so that the time tells nothing. */
export async function verifyPassword(known: string | undefined, password: string): Promise<boolean> {
  stranger ??= hashPassword('nobody has this password')
  const against = known ?? (await stranger)
  const fits = await inTurn(() => verify(against, password))
  return fits && known !== undefined
}

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
  else running += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
}

import type { ImapFlow } from 'imapflow'

const ASKED_EVERY_MS = 150
/**
 * Servers, by the name that they give themselves (ID, RFC 2971), which hold back what they tell over IDLE, with how to see
 * it sooner: Dovecot by half a second, whatever it is set to.
 */
const HOLD_BACK = new Set(['Dovecot'])
/** A server that answers no sooner is far: there half a second matters less than asking a provider all day. */
const NEAR_MS = 20
const FAR_AFTER = 3

/**
 * Lets the server tell what is new in the open folder, until the function that is returned is called. Over IDLE (RFC
 * 2177); a server near by that holds its news back is asked by NOOP several times a second instead while somebody
 * listens, for he is to see a letter at once. What is refused or broken shows itself at the next command.
 */
export function hearNews(client: ImapFlow, isListenedTo: () => boolean): () => void {
  const holdsBack = HOLD_BACK.has(String(client.serverInfo?.['name']))
  let isIdling = false
  let isAsking = false
  let slowAnswers = 0
  const turn = () => {
    if (isAsking) return
    if (holdsBack && slowAnswers < FAR_AFTER && isListenedTo()) {
      isIdling = false
      isAsking = true
      const asked = performance.now()
      client
        .noop()
        .catch(() => {})
        .finally(() => {
          isAsking = false
          slowAnswers = performance.now() - asked > NEAR_MS ? slowAnswers + 1 : 0
        })
    } else if (!isIdling) {
      isIdling = true
      client.idle().catch(() => {})
    }
  }
  turn()
  if (!holdsBack) return () => {}
  const timer = setInterval(turn, ASKED_EVERY_MS)
  return () => clearInterval(timer)
}

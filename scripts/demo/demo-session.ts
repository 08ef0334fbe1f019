// What the demonstration asks of the program, through its public API like everybody else.

/** A call that the program refused, with the code it gave. */
class DemoRefused extends Error {
  override name = 'DemoRefused'
}

export interface DemoSession {
  get(path: string): Promise<unknown>
  post(path: string, body: unknown): Promise<{ id: string }>
}

/** Waits until the program serves; throws once `isGone` says that it never will. */
export async function untilServing(address: string, isGone: () => boolean): Promise<void> {
  while (!isGone()) {
    const answer = await fetch(`${address}/api/v1/healthz`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new DemoRefused('Besedka ended before it served.')
}

/** Signs in and keeps the cookie for what follows. */
export async function signIn(address: string, email: string, password: string): Promise<DemoSession> {
  const answer = await ask(address, '/session', { body: JSON.stringify({ email, password }) })
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ')
  return {
    async get(path) {
      return (await ask(address, path, { cookie })).json()
    },
    async post(path, body) {
      const created = await ask(address, path, { cookie, body: JSON.stringify(body) })
      return (await created.json()) as { id: string }
    },
  }
}

async function ask(address: string, path: string, { cookie, body }: { cookie?: string; body?: string }) {
  const method = body === undefined ? 'GET' : 'POST'
  const headers = {
    ...(cookie === undefined ? {} : { cookie }),
    ...(body === undefined ? {} : { 'content-type': 'application/json', origin: address }),
  }
  const answer = await fetch(`${address}/api/v1${path}`, { method, headers, body: body ?? null })
  if (!answer.ok) throw new DemoRefused(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return answer
}

/** What the API said, whatever it was. */
export interface Answer {
  status: number
  headers: Headers
  bytes: Buffer
  /** Parsed where it is JSON, else undefined. */
  json: unknown
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Asks below /api/v1 (or at the root for a path that begins with `//`) with one proof of who asks. */
export interface ApiCaller {
  ask(method: Method, path: string, body?: unknown): Promise<Answer>
  /** The JSON of a success; throws with status and problem for anything else. */
  get(path: string): Promise<unknown>
  send(method: Method, path: string, body?: unknown): Promise<unknown>
  headers: Readonly<Record<string, string>>
}

export type Proof = { cookie: string } | { bearer: string } | undefined

/** A client as a stranger would write it: nothing but fetch. */
export function createCaller(origin: string, proof?: Proof): ApiCaller {
  const headers: Record<string, string> = {}
  if (proof !== undefined && 'cookie' in proof) headers['cookie'] = proof.cookie
  if (proof !== undefined && 'bearer' in proof) headers['authorization'] = `Bearer ${proof.bearer}`
  const ask = async (method: Method, path: string, body?: unknown): Promise<Answer> => {
    const address = path.startsWith('//') ? `${origin}${path.slice(1)}` : `${origin}/api/v1${path}`
    const answer = await fetch(address, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const bytes = Buffer.from(await answer.arrayBuffer())
    const isJson = /\bjson\b/.test(answer.headers.get('content-type') ?? '')
    const json: unknown = isJson && bytes.length > 0 ? JSON.parse(bytes.toString()) : undefined
    return { status: answer.status, headers: answer.headers, bytes, json }
  }
  const send = async (method: Method, path: string, body?: unknown): Promise<unknown> => {
    const answer = await ask(method, path, body)
    if (answer.status < 300) return answer.json
    throw new Error(`${method} ${path}: ${answer.status} ${answer.bytes.toString().slice(0, 1000)}`)
  }
  return { ask, send, get: (path) => send('GET', path), headers }
}

/** Signs in as a browser does; returns the cookie for further questions. Throws where it is refused. */
export async function signIn(origin: string, user: { email: string; password: string }): Promise<ApiCaller> {
  const answer = await createCaller(origin).ask('POST', '/session', user)
  if (answer.status !== 200) throw new Error(`signing in: ${answer.status} ${answer.bytes.toString()}`)
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return createCaller(origin, { cookie })
}

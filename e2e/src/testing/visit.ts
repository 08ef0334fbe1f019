import type { BrowserContext, Page } from 'playwright-core'
import { createCaller, signIn } from './api-caller.ts'
import type { Stage } from './stage.ts'
import { type PageWatch, watchPages } from './watch-page.ts'
import type { Language } from './words.ts'

/** A browser profile of its own with one page, watched for complaints. */
export interface Visit {
  context: BrowserContext
  page: Page
  watch: PageWatch
  /** Ends the visit; throws where a page complained or asked outside, so that no story can forget to look. */
  close(): Promise<void>
}

export interface VisitOptions {
  language: Language
  scheme?: 'light' | 'dark'
  viewport?: { width: number; height: number }
  /** False: the visitor has to sign in himself. Default: the administrator, by his cookie. */
  isSignedIn?: boolean
  /** Who is signed in; default: the administrator. */
  user?: { email: string; password: string }
  /** For tools that have to run a script of their own in the page. */
  bypassesPolicy?: boolean
}

type VisitedStage = Pick<Stage, 'browser'> & { program: Pick<Stage['program'], 'origin' | 'administrator'> }

/** Opens a fresh profile; pages open below the program's origin by their path. */
export async function visit({ browser, program }: VisitedStage, options: VisitOptions): Promise<Visit> {
  const { language, scheme = 'light', isSignedIn = true, bypassesPolicy = false } = options
  const context = await browser.newContext({
    baseURL: program.origin,
    locale: language === 'ru' ? 'ru-RU' : 'en-GB',
    timezoneId: 'Europe/Moscow',
    colorScheme: scheme,
    viewport: options.viewport ?? { width: 1440, height: 900 },
    bypassCSP: bypassesPolicy,
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(20_000)
  const watch = watchPages(context, program.origin)
  if (isSignedIn) await takeCookie(context, program, { language, as: options.user ?? program.administrator })
  return { context, page: await context.newPage(), watch, close: () => endVisit(context, watch) }
}

async function endVisit(context: BrowserContext, watch: PageWatch): Promise<void> {
  await context.close()
  const trouble = [...watch.complaints(), ...watch.outside().map((address) => `asked outside: ${address}`)]
  if (trouble.length > 0) throw new Error(`The pages were not quiet:\n${trouble.join('\n')}`)
}

interface Identity {
  language: Language
  as: { email: string; password: string }
}

async function takeCookie(context: BrowserContext, program: VisitedStage['program'], { language, as }: Identity) {
  const user = await signIn(program.origin, as)
  await user.send('PATCH', '/users/me', { language })
  const [name = '', value = ''] = (user.headers['cookie'] ?? '').split('=', 2)
  await context.addCookies([{ name, value, url: program.origin, httpOnly: true, sameSite: 'Lax' }])
}

/** How many event streams the server holds open right now. */
export async function openStreams(program: VisitedStage['program']): Promise<number> {
  const user = await signIn(program.origin, program.administrator)
  const { bytes } = await createCaller(program.origin, { cookie: user.headers['cookie'] ?? '' }).ask('GET', '/metrics')
  return Number(/^besedka_event_streams (\d+)$/m.exec(bytes.toString())?.[1])
}

import type { BrowserContext, Page, Request } from 'playwright-core'

/** What went wrong on the pages of a context, in words; empty where nothing did. */
export interface PageWatch {
  complaints(): string[]
  /** Addresses asked for outside the program's origin. */
  outside(): string[]
  /** Forgets what was noted, for trouble that a test makes on purpose. */
  forget(): void
  /** Trouble of a kind that the test makes on purpose, now or later: it is not noted. */
  allow(kind: RegExp): void
}

/**
 * Notes console errors, uncaught exceptions, violations of the content security policy and requests that leave `origin`, on every
 * page and frame of the context, those opened later included.
 */
export function watchPages(context: BrowserContext, origin: string): PageWatch {
  const complaints: string[] = []
  const outside: string[] = []
  const allowed: RegExp[] = []
  const follow = (page: Page) => {
    page.on('console', (message) => {
      const isComplaint = message.type() === 'error' || /content security policy/i.test(message.text())
      if (isComplaint) complaints.push(`${pathOf(page)} console: ${message.text()}`)
    })
    page.on('pageerror', (error) => complaints.push(`${pathOf(page)} exception: ${error.message}`))
  }
  for (const page of context.pages()) follow(page)
  context.on('page', follow)
  context.on('request', (request) => {
    if (leaves(request, origin)) outside.push(request.url())
  })
  return {
    complaints: () => complaints.filter((text) => !allowed.some((kind) => kind.test(text))),
    outside: () => outside,
    forget() {
      complaints.length = 0
      outside.length = 0
    },
    allow: (kind) => void allowed.push(kind),
  }
}

function leaves(request: Request, origin: string): boolean {
  const address = request.url()
  return !address.startsWith(`${origin}/`) && !/^(data|blob|about):/.test(address)
}

function pathOf(page: Page): string {
  return URL.canParse(page.url()) ? new URL(page.url()).pathname : page.url()
}

import { framePolicy } from '@besedka/contract/letter-html'

export interface FrameSetting {
  /** Origin of the page: the only one that pictures may come from. */
  origin: string
  language: string
  isNarrow: boolean
}

/**
 * Third wall: the empty document of the sandboxed frame, with a policy of its own that runs nothing and fetches nothing but
 * the letter's own pictures. Letters are written for white paper, so the frame is light under both themes. Nothing
 * scrolls up and down in it: the page makes it as high as it needs to be.
 */
export function frameDocument({ origin, language, isNarrow }: FrameSetting): string {
  const size = isNarrow ? '15px/23px' : '14px/22px'
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${framePolicy(origin)}">
<meta name="referrer" content="no-referrer">
<style>
:root { color-scheme: light; overflow: auto hidden }
body { margin: 0; padding: 2px 0; font: ${size} Inter, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif; color: #1e1c19; background: #fff; overflow-wrap: break-word }
body > :first-child { margin-top: 0 }
img { max-width: 100%; height: auto }
table { max-width: 100% }
pre { white-space: pre-wrap }
blockquote { margin: 8px 0; padding-left: 12px; border-left: 2px solid #d5d1c9 }
a { color: #8d5207 }
</style></head><body></body></html>`
}

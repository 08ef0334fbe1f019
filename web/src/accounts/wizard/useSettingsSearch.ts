import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { discover, type FoundSettings, type Probe, type SearchNews } from '../discover.ts'
import type { AccountFormModel } from '../useAccountDraft.ts'
import { needsTrust } from './found-settings.ts'

/** A question that is being asked, or has been answered; `number` counts them, for the same may be asked twice. */
export type SearchLine = Pick<Probe, 'source' | 'asked'> & { number: number; probe?: Probe }

function withNews(lines: readonly SearchLine[], news: SearchNews): SearchLine[] {
  if (news.type === 'asking') return [...lines, { number: lines.length, source: news.source, asked: news.asked }]
  const { probe } = news
  const { source, asked } = probe
  const isOpen = (line: SearchLine) => line.probe === undefined && line.source === source && line.asked === asked
  const at = lines.findIndex(isOpen)
  const answered = { number: at < 0 ? lines.length : at, source, asked, probe }
  return at < 0 ? [...lines, answered] : lines.with(at, answered)
}

/** The search for settings as it goes, what it has found, and which of it a person has agreed to. */
export function useSettingsSearch(take: AccountFormModel['take']) {
  const [lines, setLines] = useState<readonly SearchLine[]>([])
  const [chosen, setChosen] = useState(0)
  const [isTrusted, setTrusted] = useState(false)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])
  const choose = (candidates: readonly FoundSettings[], index: number) => {
    const { incoming = null, outgoing = null } = candidates[index] ?? {}
    setChosen(index)
    setTrusted(false)
    take({ ...(incoming ? { incoming } : {}), ...(outgoing ? { outgoing } : {}) })
  }
  const { mutate, data, error, isPending, reset } = useMutation({
    mutationFn: (address: string) => {
      const controller = new AbortController()
      running.current?.abort()
      running.current = controller
      setLines([])
      const onNews = (news: SearchNews) => setLines((old) => withNews(old, news))
      return discover(address, { onNews, signal: controller.signal })
    },
    onSuccess: (candidates) => choose(candidates, 0),
  })
  const candidates = data ?? []
  const found = candidates[chosen]
  return {
    run: (address: string) => mutate(address),
    /** Gives up a search that is still going on; what was found before stays. */
    stop: () => {
      if (!isPending) return
      running.current?.abort()
      reset()
    },
    isRunning: isPending,
    failure: isPending ? null : error,
    isEmpty: data !== undefined && !isPending && candidates.length === 0,
    lines,
    candidates,
    chosen,
    choose: (index: number) => choose(candidates, index),
    isTrusted,
    trust: setTrusted,
    isReady: found !== undefined && (!needsTrust(found) || isTrusted),
  }
}

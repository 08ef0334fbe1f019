import { useEffect } from 'react'

/** Name of the page in the browser's tab. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Besedka`
  }, [title])
}

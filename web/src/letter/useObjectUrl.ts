import { useEffect, useState } from 'react'

/** An address inside of this page for bytes of a type that we have chosen; null until there is one. */
export function useObjectUrl(bytes: Uint8Array<ArrayBuffer> | undefined, type: string | undefined): string | null {
  const [made, setMade] = useState<{ bytes: Uint8Array; url: string } | null>(null)
  useEffect(() => {
    if (bytes === undefined || type === undefined) return
    const url = URL.createObjectURL(new Blob([bytes], { type }))
    const shown = requestAnimationFrame(() => setMade({ bytes, url }))
    return () => {
      cancelAnimationFrame(shown)
      URL.revokeObjectURL(url)
    }
  }, [bytes, type])
  return made !== null && made.bytes === bytes ? made.url : null
}

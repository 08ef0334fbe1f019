import { useEffect, useRef, useState } from 'react'
import type { Attachment } from '../api/wire-types.ts'
import styles from './Attachments.module.css'
import { isTooLarge, pictureFacts } from './picture-facts.ts'
import { useBytes } from './useBytes.ts'
import { useObjectUrl } from './useObjectUrl.ts'

/** Larger files are fetched only when somebody asks to look at them. */
const mostBytes = 4 * 1024 * 1024

interface ThumbnailProps {
  file: Attachment
  /** Stands there until the picture does, and where there is none. */
  instead: string
}

/** A small picture of a picture, fetched once its card comes near the screen. */
export function Thumbnail({ file, instead }: ThumbnailProps) {
  const place = useRef<HTMLSpanElement>(null)
  const [isNear, setNear] = useState(false)
  useEffect(() => {
    if (place.current === null || file.size > mostBytes) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setNear(true)
      },
      { rootMargin: '200px' },
    )
    observer.observe(place.current)
    return () => observer.disconnect()
  }, [file.size])
  return <span ref={place}>{isNear ? <Picture address={file.address} instead={instead} /> : instead}</span>
}

function Picture({ address, instead }: { address: string; instead: string }) {
  const { data } = useBytes(address, mostBytes)
  const facts = data && !data.isCut ? pictureFacts(data.bytes) : null
  const url = useObjectUrl(data?.bytes, facts && !isTooLarge(facts) ? facts.type : undefined)
  const [isBroken, setBroken] = useState(false)
  if (url === null || isBroken) return instead
  return <img className={styles['thumbnail']} src={url} alt="" onError={() => setBroken(true)} />
}

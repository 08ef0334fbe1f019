import type { PDFDocumentProxy } from 'pdfjs-dist'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type OpenPdf, openPdf } from './open-pdf.ts'
import styles from './Preview.module.css'
import { PreviewNote } from './PreviewNote.tsx'

/** Drawing more points than this a page costs more memory than it shows. */
const mostPoints = 16_000_000
const pagesAtOnce = 20

/** The pages of a PDF, each drawn when it comes near the screen. */
export function PdfPreview({ bytes }: { bytes: Uint8Array<ArrayBuffer> }) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState<PDFDocumentProxy | 'broken' | null>(null)
  const [shown, setShown] = useState(pagesAtOnce)
  useEffect(() => {
    let pdf: OpenPdf | null = null
    let isGone = false
    // The reader takes the bytes away; others may want to look at them again.
    openPdf(bytes.slice()).then(
      (made) => {
        pdf = made
        if (isGone) made.close()
        else setOpened(made.document)
      },
      () => setOpened('broken'),
    )
    return () => {
      isGone = true
      pdf?.close()
    }
  }, [bytes])
  if (opened === null) return <PreviewNote>{t('frame.loading')}</PreviewNote>
  if (opened === 'broken') return <PreviewNote isBad>{t('letter.preview.brokenPdf')}</PreviewNote>
  const count = Math.min(shown, opened.numPages)
  return (
    <div className={styles['pages']}>
      {Array.from({ length: count }, (_, index) => index + 1).map((number) => (
        <Page key={number} pdf={opened} number={number} />
      ))}
      {count < opened.numPages ? (
        <button type="button" className={styles['more']} onClick={() => setShown(shown + pagesAtOnce)}>
          {t('letter.preview.morePages', { count: opened.numPages - count })}
        </button>
      ) : null}
    </div>
  )
}

function Page({ pdf, number }: { pdf: PDFDocumentProxy; number: number }) {
  const { t } = useTranslation()
  const canvas = useRef<HTMLCanvasElement>(null)
  const [isBroken, setBroken] = useState(false)
  useEffect(() => {
    const place = canvas.current
    if (place === null) return
    let cancel: (() => void) | undefined
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return
        observer.disconnect()
        cancel = drawPage(pdf, number, place, () => setBroken(true))
      },
      { rootMargin: '400px' },
    )
    observer.observe(place)
    return () => {
      observer.disconnect()
      cancel?.()
    }
  }, [pdf, number])
  if (isBroken) return <PreviewNote isBad>{t('letter.preview.brokenPage', { number })}</PreviewNote>
  return (
    <canvas
      ref={canvas}
      className={styles['page']}
      role="img"
      aria-label={t('letter.preview.page', { number, count: pdf.numPages })}
    />
  )
}

/** Draws in the width that the page has on the screen; returns what stops it. */
function drawPage(pdf: PDFDocumentProxy, number: number, canvas: HTMLCanvasElement, onFailed: () => void): () => void {
  let isGone = false
  let stop = () => {}
  const draw = async () => {
    const page = await pdf.getPage(number)
    if (isGone) return
    const natural = page.getViewport({ scale: 1 })
    const wished = (canvas.clientWidth * window.devicePixelRatio) / natural.width
    const scale = Math.min(wished, Math.sqrt(mostPoints / (natural.width * natural.height)))
    const viewport = page.getViewport({ scale })
    canvas.width = Math.floor(viewport.width)
    canvas.height = Math.floor(viewport.height)
    canvas.style.aspectRatio = `${viewport.width} / ${viewport.height}`
    const drawing = page.render({ canvas, viewport })
    stop = () => drawing.cancel()
    await drawing.promise
    canvas.dataset['drawn'] = 'true'
  }
  draw().catch(() => {
    if (!isGone) onFailed()
  })
  return () => {
    isGone = true
    stop()
  }
}

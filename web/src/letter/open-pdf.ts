import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy, version } from 'pdfjs-dist'

/** Put there by the build; see pdf-parts.ts. */
const folder = `/pdf/${version}/`
GlobalWorkerOptions.workerSrc = `${folder}worker.js`

/** Points of one picture in a file; larger ones are left out. */
const mostPoints = 50_000_000

export interface OpenPdf {
  document: PDFDocumentProxy
  close: () => void
}

/**
 * Opens a PDF from bytes: in a worker of our own origin, without forms, scripts and addresses of its own, without asking
 * anybody for anything but our own decoders. Throws for what is no PDF and for what has a password. The bytes are moved.
 */
export async function openPdf(bytes: Uint8Array): Promise<OpenPdf> {
  const task = getDocument({
    data: bytes,
    enableXfa: false,
    useWasm: false,
    wasmUrl: folder,
    maxImageSize: mostPoints,
    verbosity: 0,
  })
  try {
    return { document: await task.promise, close: () => void task.destroy() }
  } catch (error) {
    await task.destroy()
    throw error
  }
}

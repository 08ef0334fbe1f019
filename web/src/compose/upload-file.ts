import { apiBase } from '../api/api-client.ts'
import { Failure, readProblem } from '../api/failure.ts'
import type { Attachment } from '../api/wire-types.ts'

interface UploadListener {
  onProgress(sent: number): void
  signal: AbortSignal
  /** It is shown in the text. */
  isPicture: boolean
}

/** Sends the bytes of a file to a draft; throws a Failure. `fetch` tells nothing of its progress, so it is the older way. */
export function uploadFile(draftId: string, file: File, listener: UploadListener): Promise<Attachment> {
  const { onProgress, signal, isPicture } = listener
  const query = new URLSearchParams({ name: file.name, type: file.type, inline: isPicture ? '1' : '0' })
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `${apiBase}/interactions/${draftId}/attachments?${query}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.onprogress = ({ loaded }) => onProgress(Math.min(loaded, file.size))
    request.onload = () => {
      const answer = readJson(request.responseText)
      if (request.status === 201) resolve(answer as Attachment)
      else reject(failureOf(request.status, answer))
    }
    request.onerror = () => reject(new Failure('SERVER_UNREACHABLE'))
    request.onabort = () => reject(new DOMException('The upload was stopped', 'AbortError'))
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}

function failureOf(status: number, answer: unknown): Failure {
  const problem = readProblem(answer)
  if (problem) return new Failure(problem.code, problem)
  return new Failure(status >= 502 && status <= 504 ? 'SERVER_UNREACHABLE' : 'UNEXPECTED')
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

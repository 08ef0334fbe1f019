/** A lab server did not start or a part of the lab is missing on this machine. */
export class LabError extends Error {
  override name = 'LabError'
  readonly code: 'LAB_PROGRAM_MISSING' | 'LAB_SERVER_FAILED' | 'LAB_NOT_AVAILABLE' | 'LAB_UNKNOWN_USER'

  constructor(code: LabError['code'], message: string) {
    super(message)
    this.code = code
  }
}

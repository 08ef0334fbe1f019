/**
 * In the HTML of a letter a picture of another server stands under this address until it is known whether, and to whom, it
 * may be shown. Nothing answers there.
 */
const WAITING = '/api/v1/signed/outside/waiting-'

/** A letter that is all pictures is not worth fetching hundreds of them. */
export const MOST_PICTURES = 200
const LONGEST_ADDRESS = 2_000

/** What a letter shows of other servers, in the order in which it is met. `mark` is chance, so that no letter can guess it. */
export class OutsideAddresses {
  readonly found: string[] = []
  private readonly mark: string

  constructor(mark: string) {
    this.mark = mark
  }

  /** Where the picture waits; null where it is not one that could be fetched. */
  note(source: string): string | null {
    const address = source.trim().replace(/^\/\//, 'https://')
    if (!/^https?:/i.test(address) || address.length > LONGEST_ADDRESS || !URL.canParse(address)) return null
    const known = this.found.indexOf(address)
    if (known === -1 && this.found.length >= MOST_PICTURES) return null
    const index = known === -1 ? this.found.push(address) - 1 : known
    return `${WAITING}${this.mark}-${index}`
  }
}

/** Puts the addresses under which pictures are given in the place of those that wait. */
export function placeOutside(html: string, mark: string, addresses: readonly string[]): string {
  const waiting = new RegExp(`${WAITING}${mark}-(\\d{1,4})(?!\\d)`, 'g')
  return html.replace(waiting, (_, index: string) => (addresses[Number(index)] ?? '').replaceAll('&', '&amp;'))
}

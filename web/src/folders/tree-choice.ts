/** The node that the list shows: an account, a folder of one, or everything. */
export interface TreeChoice {
  account?: string | undefined
  folder?: string | undefined
}

export interface TipWords {
  label: string
  /** The keys that do the same, each drawn as a cap. */
  keys?: readonly string[] | undefined
  position?: 'bottom' | 'right'
}

/** Attributes by which TipLayer finds a control and what to say of it. */
export function tipMarks({ label, keys, position = 'bottom' }: TipWords) {
  return { 'data-tip': label, 'data-tip-keys': keys?.join('\n'), 'data-tip-side': position }
}

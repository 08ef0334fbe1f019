import { cloneElement, type ReactElement } from 'react'
import { type TipWords, tipMarks } from './tip-marks.ts'

interface TipProps extends TipWords {
  /** An element that hands attributes on to its control. */
  children: ReactElement<object>
}

/** Says the full name of a control, and its keys; TipLayer draws it when the pointer rests or the focus comes. */
export function Tip({ children, ...words }: TipProps) {
  return cloneElement(children, tipMarks(words))
}

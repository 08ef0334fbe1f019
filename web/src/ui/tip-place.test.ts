import { expect, test } from 'vitest'
import { tipPlace } from './tip-place.ts'

const screen = { width: 1000, height: 600 }
const tip = { width: 100, height: 26 }

test.each([
  ['below, in the middle', { left: 500, top: 10, width: 30, height: 30 }, 'bottom', { left: 465, top: 46 }],
  [
    'above where there is no room below',
    { left: 500, top: 560, width: 30, height: 30 },
    'bottom',
    { left: 465, top: 528 },
  ],
  ['never beyond the left edge', { left: 0, top: 10, width: 30, height: 30 }, 'bottom', { left: 8, top: 46 }],
  ['never beyond the right edge', { left: 970, top: 10, width: 30, height: 30 }, 'bottom', { left: 892, top: 46 }],
  ['to the right of the rail', { left: 8, top: 100, width: 36, height: 36 }, 'right', { left: 50, top: 105 }],
  ['never below the lower edge', { left: 8, top: 580, width: 36, height: 20 }, 'right', { left: 50, top: 566 }],
] as const)('a tip stands %s', (_, control, side, place) => {
  expect(tipPlace(control, tip, screen, side)).toEqual(place)
})

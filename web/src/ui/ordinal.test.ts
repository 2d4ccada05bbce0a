import { expect, it } from 'vitest'
import { ordinal } from './ordinal'

it('counts places as people do', () => {
  expect([1, 2, 3, 4, 11, 12, 13, 21, 41, 102, 1003].map(ordinal)).toEqual(
    ['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '41st', '102nd', '1,003rd'],
  )
})

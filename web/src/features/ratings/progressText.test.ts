import { expect, it } from 'vitest'
import { progressText } from './progressText'

it.each([
  [0, 'One rating is enough to start; 8 give better picks.'],
  [2, '2 rated: a first hint. 8 give better picks.'],
  [3, '3 rated: good start; 8 give better picks.'],
  [8, '8 rated: plenty for good picks. More still help.'],
])('says what %i ratings are good for', (nRated, text) => {
  expect(progressText(nRated)).toBe(text)
})

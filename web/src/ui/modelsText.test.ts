import { expect, it } from 'vitest'
import { groupName, modelDescription, modelTexts, modelTitle, wrapGroupName } from './modelsText'

it('words the models that the page knows, and takes the API’s words for any other', () => {
  expect(modelTitle({ algorithm: 'blend', title: 'Anything' })).toBe('Best of both')
  expect(modelTitle({ algorithm: 'svd', title: 'A newer model' })).toBe('A newer model')
  expect(modelDescription({ algorithm: 'svd', description: 'What it does.' })).toBe('What it does.')
  for (const { description } of modelTexts.values()) expect(description.match(/\. [A-Z]/g), description).toHaveLength(1)
})

it.each([
  [{ genres: ['Horror'], decade: null, avoided: null, number: 1 }, 'Horror'],
  [{ genres: ['Horror', 'Thriller'], decade: 1980, avoided: null, number: 1 }, 'Horror and Thriller of the 1980s'],
  [{ genres: ['A', 'B', 'C'], decade: null, avoided: 'D', number: 1 }, 'A, B and C, little D'],
  [{ genres: [], decade: 1950, avoided: null, number: 1 }, 'Movies of the 1950s'],
  [{ genres: [], decade: null, avoided: 'Musical', number: 1 }, 'Little Musical'],
  [{ genres: [], decade: null, avoided: null, number: 2 }, 'A bit of everything (2)'],
])('names the group of %o', (parts, name) => expect(groupName(parts)).toBe(name))

it.each([
  ['Horror', ['Horror']],
  ['Children and Fantasy of the 2000s', ['Children and Fantasy', 'of the 2000s']],
  ['Mystery and Film-Noir, little Adventure', ['Mystery and Film-Noir,', 'little Adventure']],
  ['Animation and Children', ['Animation', 'and Children']],
])('breaks %s where a reader would breathe', (name, lines) => expect(wrapGroupName(name)).toEqual(lines))

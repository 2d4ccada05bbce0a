import { expect, test } from 'vitest'
import { firstScripts, gzipBytes, shellScripts } from './firstLoad'

const bundle = {
  'index.js': { type: 'chunk', isEntry: true, name: 'index', imports: ['react.js', 'ui.js'] },
  'ui.js': { type: 'chunk', imports: ['react.js', 'tokens.js'] },
  'react.js': { type: 'chunk' },
  'tokens.js': { type: 'chunk' },
  'lab.js': { type: 'chunk', isDynamicEntry: true, name: 'LabPage', imports: ['charts.js', 'react.js'] },
  'night.js': { type: 'chunk', isDynamicEntry: true, name: 'NightPage', imports: ['people.js'] },
  'people.js': { type: 'chunk' },
  'charts.js': { type: 'chunk' },
  'index.css': { type: 'asset' },
}

test('the first load is the entry and what it imports, however far, each once; not what is loaded when opened', () => {
  expect(firstScripts(bundle)).toEqual(['index.js', 'react.js', 'tokens.js', 'ui.js'])
  expect(firstScripts(bundle, ['NightPage'])).toContain('people.js')
})

test('the shell without a connection has every page but those that are nothing without data', () => {
  const shell = shellScripts(bundle, ['LabPage'])
  expect(shell).toEqual(['index.js', 'night.js', 'people.js', 'react.js', 'tokens.js', 'ui.js'])
})

test('sizes are those of each file by itself, compressed', () => {
  const text = 'movie '.repeat(1000)
  expect(gzipBytes([text])).toBeLessThan(100)
  expect(gzipBytes([text, text])).toBe(2 * gzipBytes([text]))
})

import { describe, expect, it } from 'vitest'
import { deckCommand, ownsKeys } from './deckKeys'

const press = (key: string, more: { code?: string; shiftKey?: boolean; ctrlKey?: boolean } = {}) =>
  deckCommand({ key, code: '', shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more })

describe('the keys of the deck', () => {
  it('gives whole stars for 1 to 5', () => {
    expect(press('1', { code: 'Digit1' })).toEqual({ kind: 'rate', stars: 1 })
    expect(press('5', { code: 'Numpad5' })).toEqual({ kind: 'rate', stars: 5 })
    expect(press('6', { code: 'Digit6' })).toBeNull()
  })

  it('gives half a star less with Shift, whatever sign that types', () => {
    expect(press('$', { code: 'Digit4', shiftKey: true })).toEqual({ kind: 'rate', stars: 3.5 })
    expect(press('!', { code: 'Digit1', shiftKey: true })).toEqual({ kind: 'rate', stars: 0.5 })
  })

  it('gives whole stars on keyboards that need Shift for digits', () => {
    expect(press('4', { code: 'Digit4', shiftKey: true })).toEqual({ kind: 'rate', stars: 4 })
  })

  it.each(['s', 'S'])('passes over with %s', (key) => expect(press(key)).toEqual({ kind: 'unseen' }))
  it.each(['ArrowLeft', 'Backspace', 'u', 'U'])('goes back with %s', (key) => expect(press(key)).toEqual({ kind: 'back' }))
  it('goes on with the right arrow', () => expect(press('ArrowRight')).toEqual({ kind: 'forward' }))

  it('leaves the browser its own shortcuts', () => {
    expect(press('1', { ctrlKey: true })).toBeNull()
    expect(press('s', { ctrlKey: true })).toBeNull()
  })

  it('leaves fields and dialogs their keys', () => {
    document.body.innerHTML = '<input id="field"><dialog open><button id="in"></button></dialog><button id="out"></button>'
    expect(ownsKeys(document.querySelector('#field'))).toBe(true)
    expect(ownsKeys(document.querySelector('#in'))).toBe(true)
    expect(ownsKeys(document.querySelector('#out'))).toBe(false)
  })
})

import { expect, test } from 'vitest'
import { axisOf, niceTicks, tenTicks } from './ticks'

test('marks are round numbers that hold all values', () => {
  expect(niceTicks(0, 0.41)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5])
  expect(niceTicks(0, 0.36, 4)).toEqual([0, 0.1, 0.2, 0.3, 0.4])
  expect(niceTicks(347, 531)).toEqual([300, 350, 400, 450, 500, 550])
  expect(niceTicks(-0.02, 0.21)).toEqual([-0.05, 0, 0.05, 0.1, 0.15, 0.2, 0.25])
  expect(niceTicks(0, 26818)).toEqual([0, 10000, 20000, 30000])
})

test('a single value, or none above zero, still makes an axis', () => {
  expect(niceTicks(0, 0)).toHaveLength(2)
  expect(niceTicks(3, 3).length).toBeGreaterThan(1)
})

test('logarithmic marks are powers of ten', () => {
  expect(tenTicks([0.004, 0.2])).toEqual([0.001, 0.01, 0.1, 1])
  expect(tenTicks([10])).toEqual([10, 100])
  expect(axisOf([0.1, 1])).toEqual({ domain: [0.1, 1], ticks: [0.1, 1] })
})

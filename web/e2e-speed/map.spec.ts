import { expect, test } from '@playwright/test'
import { frameTimes } from '../e2e/mapSteps'

/** A sixtieth of a second, for the script of one frame. */
const FRAME_MS = 16

test('a frame of thousands of movies is painted in well under a sixtieth of a second', async ({ page }) => {
  const times = await frameTimes(page)
  expect(times.length).toBeGreaterThan(10)
  const median = times[Math.floor(times.length / 2)] ?? Infinity
  console.log(`${median.toFixed(1)} ms of script in the middle frame of ${times.length}`)
  expect(median, `at most ${FRAME_MS} ms`).toBeLessThan(FRAME_MS)
})

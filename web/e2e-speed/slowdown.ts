import type { Page } from '@playwright/test'

/** Factor by which the processor is slowed down, to about a cheap phone. */
const SLOWDOWN = 4

/** Slows the page's processor down from now on; the server keeps its speed. */
export async function slowDown(page: Page) {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
}

export type Interaction = { name: string; ms: number; waitMs: number; workMs: number; paintMs: number }

/** Records every event that took a frame or more, and where its time went. */
export async function watchInteractions(page: Page) {
  await page.addInitScript(() => {
    const seen: Interaction[] = []
    Object.assign(window, { seenInteractions: seen })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (!(entry instanceof PerformanceEventTiming) || entry.interactionId === 0) continue
        seen.push({
          name: entry.name,
          ms: entry.duration,
          waitMs: Math.round(entry.processingStart - entry.startTime),
          workMs: Math.round(entry.processingEnd - entry.processingStart),
          paintMs: Math.round(entry.startTime + entry.duration - entry.processingEnd),
        })
      }
    }).observe({ type: 'event', durationThreshold: 16, buffered: true })
  })
}

declare global {
  interface Window {
    seenInteractions: Interaction[]
  }
  interface PerformanceEventTiming {
    readonly interactionId: number
  }
  interface PerformanceObserverInit {
    durationThreshold?: number
  }
}

/** The slowest interaction of what `act` does. */
export async function slowest(page: Page, act: () => Promise<void>): Promise<Interaction> {
  await page.evaluate(() => {
    window.seenInteractions.length = 0
  })
  await act()
  // The entries come after the frame that they end with.
  await page.waitForTimeout(600)
  const seen = await page.evaluate(() => window.seenInteractions)
  return seen.toSorted((a, b) => b.ms - a.ms)[0] ?? { name: 'nothing took a frame', ms: 0, waitMs: 0, workMs: 0, paintMs: 0 }
}

// Lighthouse on one page, as on a phone: `CHROME_PATH=... node run.mjs URL`. Fails below the bars, and says by what.
import { writeFileSync } from 'node:fs'
import { launch } from 'chrome-launcher'
import lighthouse from 'lighthouse'

const BARS = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 100 }
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const [url, reportPath] = process.argv.slice(2)
if (url === undefined) throw new Error('usage: node run.mjs URL [REPORT.html]')

const browser = await launch({ chromeFlags: FLAGS, logLevel: 'error' })
try {
  const options = { port: browser.port, logLevel: 'error', output: 'html', onlyCategories: Object.keys(BARS) }
  const { lhr, report } = await lighthouse(url, options)
  if (reportPath !== undefined) writeFileSync(reportPath, report)
  if (lhr.runtimeError !== undefined) throw new Error(`${url}: ${lhr.runtimeError.message}`)
  console.log(`${lhr.finalDisplayedUrl} by Lighthouse ${lhr.lighthouseVersion}, ${lhr.configSettings.formFactor}`)
  for (const metric of ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift', 'speed-index']) {
    const { title, displayValue } = lhr.audits[metric]
    console.log(`  ${title.padEnd(26)} ${displayValue}`)
  }
  let isBelow = false
  for (const [id, bar] of Object.entries(BARS)) {
    const { title, score, auditRefs } = lhr.categories[id]
    const points = Math.round(score * 100)
    console.log(`${points >= bar ? 'passed' : 'FAILED'}  ${title.padEnd(16)} ${points} (at least ${bar})`)
    isBelow ||= points < bar
    if (points === 100) continue
    for (const { id: audit, weight } of auditRefs) {
      const { title: what, score: got, displayValue } = lhr.audits[audit]
      if (weight > 0 && got !== null && got < 1) console.log(`          ${what}${displayValue === undefined ? '' : `: ${displayValue}`}`)
    }
  }
  process.exitCode = isBelow ? 1 : 0
} finally {
  await browser.kill()
}

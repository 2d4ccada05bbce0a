// Runs before the first paint, and before the page's own script has arrived.
// It is a file, since the strict content security policy allows no inline scripts.
;(function () {
  var chosen = null
  var isNewcomer = false
  try {
    chosen = localStorage.getItem('cinephile.theme')
    isNewcomer = localStorage.getItem('cinephile.data') === null
  } catch (_) {
    // Storage is blocked: the system's theme applies.
  }
  // A chosen theme does not flash in the other one.
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-theme', dark ? 'dark' : 'light')

  // The page's own script waits for the first frame, which shows the masthead: the file is on its way meanwhile (build/afterPaint.ts).
  // A page in the background draws no frame: there it waits for a moment only.
  function start() {
    var link = document.querySelector('link[data-start]')
    if (link === null) return
    link.removeAttribute('data-start')
    var script = document.createElement('script')
    script.type = 'module'
    script.crossOrigin = ''
    script.src = link.href
    document.head.append(script)
  }
  document.addEventListener('DOMContentLoaded', function () {
    requestAnimationFrame(function () {
      setTimeout(start)
    })
    setTimeout(start, 500)
  })

  // The first request of a newcomer is known, so it is sent while the script loads (src/features/deck/useDeck.ts).
  var isOwnApi = document.currentScript.getAttribute('data-api') === ''
  if (!isNewcomer || !isOwnApi || location.pathname !== '/') return
  var question = document.createElement('link')
  question.rel = 'preload'
  question.as = 'fetch'
  question.crossOrigin = 'anonymous'
  question.href = '/api/v1/onboarding?limit=16'
  document.head.append(question)
})()

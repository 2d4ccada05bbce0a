// Runs before the first paint, and before the page's own script is here.
// A file and not an inline script: it stands under a strict content security policy.
;(function () {
  var chosen = null
  var isNewcomer = false
  try {
    chosen = localStorage.getItem('cinephile.theme')
    isNewcomer = localStorage.getItem('cinephile.data') === null
  } catch (_) {
    // Storage is blocked: the system's theme holds.
  }
  // A chosen theme does not flash in the other one.
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-theme', dark ? 'dark' : 'light')

  // The page's own script waits for the first frame, which shows the masthead: the file is on its way meanwhile (build/afterPaint.ts).
  // A page in the background draws no frame: there a moment is enough.
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

  // What a newcomer is asked first is known: it is fetched beside the script and not after it (src/features/deck/useDeck.ts).
  var isOwnApi = document.currentScript.getAttribute('data-api') === ''
  if (!isNewcomer || !isOwnApi || location.pathname !== '/') return
  var question = document.createElement('link')
  question.rel = 'preload'
  question.as = 'fetch'
  question.crossOrigin = 'anonymous'
  question.href = '/api/v1/onboarding?limit=16'
  document.head.append(question)
})()

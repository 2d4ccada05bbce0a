// Runs before the first paint, so that a chosen theme does not flash in the other one.
// A file and not an inline script: it stands under a strict content security policy.
;(function () {
  var chosen = null
  try {
    chosen = localStorage.getItem('cinephile.theme')
  } catch (_) {
    // Storage is blocked: the system's theme holds.
  }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()

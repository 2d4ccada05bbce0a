// The page's shell without a connection. `vite.config.ts` writes the files' names and their hash into it at build time.
// Hashed files come from the cache, the page itself from the network first. The API is never answered from here: a list made of
// older ratings would be wrong. `Vary` does not matter: a kept file is the same for every client and every compression.
const FILES = __FILES__
const CACHE = 'cinephile-shell-__HASH__'

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(FILES))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith('cinephile-shell-') && name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.startsWith('/api/')) return
  if (request.mode === 'navigate') {
    // The page is one file for every address; its own router does the rest.
    event.respondWith(fetch(request).catch(() => caches.match('/', { ignoreVary: true }).then((page) => page ?? Response.error())))
  } else if (FILES.includes(url.pathname)) {
    event.respondWith(caches.match(request, { ignoreVary: true }).then((kept) => kept ?? fetch(request)))
  }
})

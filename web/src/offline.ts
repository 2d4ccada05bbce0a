import { idle } from './ui/idle'

/** Keeps the page's shell for visits without a connection. If the browser cannot do it, nothing changes. */
export async function keepShell(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  // Not on the load event, which may be over before the page's script starts.
  await idle()
  await navigator.serviceWorker.register('/service-worker.js').catch(() => undefined)
}

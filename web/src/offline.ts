import { idle } from './ui/idle'

/** Keeps the page's shell for visits without a connection. A browser that cannot, or a failure to, changes nothing. */
export async function keepShell(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  // Not for the load event: it may be over before the page's script starts.
  await idle()
  await navigator.serviceWorker.register('/service-worker.js').catch(() => undefined)
}

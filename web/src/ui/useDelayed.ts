import { useEffect, useState } from 'react'

/** Becomes true once `isOn` has lasted `delayMs`, so that shorter waits show nothing. */
export function useDelayed(isOn: boolean, delayMs = 200): boolean {
  const [lasted, setLasted] = useState(false)

  useEffect(() => {
    if (!isOn) return
    const timer = window.setTimeout(() => setLasted(true), delayMs)
    return () => {
      window.clearTimeout(timer)
      setLasted(false)
    }
  }, [isOn, delayMs])

  return isOn && lasted
}

import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach, beforeEach } from 'vitest'

// Pages that load on demand are slow on a busy machine. A test still continues as soon as it finds what it waits for.
configure({ asyncUtilTimeout: 10_000 })

beforeEach(() => {
  window.localStorage.clear()
  window.scrollTo = () => {}
})

afterEach(cleanup)

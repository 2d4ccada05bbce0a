import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach, beforeEach } from 'vitest'

// A page that loads when it is opened takes its time on a busy machine; what is there sooner is found sooner.
configure({ asyncUtilTimeout: 10_000 })

beforeEach(() => {
  window.localStorage.clear()
  window.scrollTo = () => {}
})

afterEach(cleanup)

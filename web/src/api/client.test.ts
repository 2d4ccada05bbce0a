import { afterEach, expect, it, vi } from 'vitest'
import { fakeApi, json } from '@/test/fakeApi'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

it('asks its own origin when nothing is configured', async () => {
  const { apiUrl } = await import('./client')
  expect(apiUrl('/api/v1/posters/6?v=1')).toBe('/api/v1/posters/6?v=1')
})

it('sends calls and posters to the configured origin, with or without a last slash', async () => {
  vi.stubEnv('VITE_API_BASE_URL', 'https://api.example.org/')
  vi.resetModules()
  const calls = fakeApi({ '/api/v1/movies': () => json({ movies: [] }) })
  const { apiUrl, client } = await import('./client')
  await client.GET('/api/v1/movies')
  expect(calls[0]?.url).toBe('https://api.example.org/api/v1/movies')
  expect(apiUrl('/api/v1/posters/6')).toBe('https://api.example.org/api/v1/posters/6')
})

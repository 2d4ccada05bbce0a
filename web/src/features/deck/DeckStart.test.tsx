import { fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { fakeApi, json, problem } from '@/test/fakeApi'
import { movies } from '@/test/movies'
import { openPage } from '@/test/openPage'

describe('what the deck is about', () => {
  const statistics = () =>
    json({ genres: [{ name: 'Comedy', n_ratings: 5 }, { name: 'Horror', n_ratings: 9 }], decades: [{ name: '1940s' }, { name: '1980s' }] })
  const asked = (calls: Request[]) => {
    const url = calls.map((call) => new URL(call.url)).findLast((one) => one.pathname.endsWith('onboarding'))
    return { genres: url?.searchParams.get('genres'), decades: url?.searchParams.get('decades') }
  }
  /** Movies 1 to 16, or 101 to 116 once something is named. */
  const named = ({ url }: Request) => json({ movies: /genres|decades/.test(url) ? movies(101, 116) : movies(1, 16) })

  it('is asked for at once, stands in the address, and leads back to anything', async () => {
    const calls = fakeApi({ '/api/v1/onboarding': named, '/api/v1/statistics': statistics })
    const { user, router } = openPage('/')
    await screen.findByRole('heading', { name: 'Movie 1' })
    expect(calls.some((call) => call.url.includes('statistics'))).toBe(false)
    const opener = screen.getByRole('button', { name: 'Ask me about: anything' })
    await user.click(opener)
    const boxes = await screen.findAllByRole('checkbox')
    expect(boxes.map((box) => box.parentElement?.textContent)).toEqual(['Horror', 'Comedy', '1940s', '1980s'])

    await user.click(screen.getByRole('checkbox', { name: 'Horror' }))
    expect(await screen.findByRole('heading', { name: 'Movie 101' })).toBeVisible()
    await user.click(screen.getByRole('checkbox', { name: '1980s' }))
    await waitFor(() => expect(asked(calls)).toEqual({ genres: 'Horror', decades: '1980' }))
    expect(router.state.location.search).toEqual({ genres: 'Horror', decades: '1980s' })
    expect(opener).toHaveTextContent('Ask me about: Horror, 1980s')

    await user.click(screen.getByRole('checkbox', { name: 'Horror' }))
    await user.click(screen.getByRole('checkbox', { name: '1980s' }))
    expect(await screen.findByRole('heading', { name: 'Movie 1' })).toBeVisible()
    expect(router.state.location.search).toEqual({})
    await user.keyboard('{Escape}')
    expect(opener).toHaveFocus()
    expect(screen.queryByRole('checkbox')).not.toBeInTheDocument()
  })

  it('keeps both of two choices that come faster than the page is drawn', async () => {
    fakeApi({ '/api/v1/onboarding': named, '/api/v1/statistics': statistics })
    const { user, router } = openPage('/')
    await user.click(await screen.findByRole('button', { name: 'Ask me about: anything' }))
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Horror' }))
    fireEvent.click(screen.getByRole('checkbox', { name: '1980s' }))
    await waitFor(() => expect(router.state.location.search).toEqual({ genres: 'Horror', decades: '1980s' }))
  })

  it('can be unchosen where the server knows no such genre', async () => {
    const detail = 'genres[0] is `Opera`; it must be one of Comedy, Horror'
    fakeApi({
      '/api/v1/onboarding': (request) => (request.url.includes('Opera') ? problem(422, 'unknown_genre', detail) : named(request)),
      '/api/v1/statistics': statistics,
    })
    const { user } = openPage('/?genres=Opera')
    expect(await screen.findByText(detail)).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Ask me about: Opera' }))
    await user.click(await screen.findByRole('checkbox', { name: 'Opera' }))
    expect(await screen.findByRole('heading', { name: 'Movie 1' })).toBeVisible()
  })
})

import { useReducedMotion } from '@mantine/hooks'
import { type RefObject, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import type { Atlas } from './drawing/atlas'
import { type Direction, isWellInside, nextTowards } from './drawing/find'
import { placeTip } from './MapTip'
import { KEY_ZOOM, type MapKey } from './drawing/keys'
import { text } from './mapText'
import { nameOf } from './names'
import { type Scene, mayFind } from './drawing/scene'
import { type StageElements, useStage } from './useStage'

/** What is on the map, and what to call when the visitor chooses a movie. */
export type Shown = {
  atlas: Atlas
  group: number | null
  /** The chosen movie: the map goes there. */
  chosen: number | null
  rated: readonly number[]
  you: { x: number; y: number } | null
  onChoose: (index: number | null) => void
}

/** Zoom for a chosen movie: near enough for its neighbours to have their titles. */
const NEAR = 8
/** Zoom for the visitor's own place. */
const NEAR_YOU = 4

export type MapElements = StageElements & { tip: RefObject<HTMLDivElement | null> }

/** Connects the map to hands, keys and buttons. */
export function useMap({ atlas, group, chosen, rated, you, onChoose }: Shown, elements: MapElements) {
  const { tip } = elements
  const [pointed, setPointed] = useState<number | null>(null)
  const [said, setSaid] = useState('')
  const isCalm = useReducedMotion()

  const scene: Scene = useMemo(
    () => ({ atlas, group, chosen, rated, pointed, you, youText: text.you, isCalm }),
    [atlas, group, chosen, rated, pointed, you, isCalm],
  )
  /** The movie that was picked on the map itself: it is in view already, so the map stays. */
  const picked = useRef<number | null>(null)
  const pick = (index: number | null) => {
    picked.current = index
    onChoose(index)
  }
  const stage = useStage(elements, scene, {
    onPoint: setPointed,
    onPick: pick,
    onMove: () => placeTip(tip.current, stage.current, atlas, pointed),
  })

  useEffect(() => placeTip(tip.current, stage.current, atlas, pointed), [stage, tip, atlas, pointed])

  // The map opens at the movie that the address names, and flies to movies that are chosen later.
  const isOpening = useRef(true)
  const reveal = useEffectEvent((index: number) => {
    goTo(atlas.xs[index] ?? 0, atlas.ys[index] ?? 0, Math.max(NEAR, stage.current?.goal().camera.zoom ?? NEAR), isOpening.current)
  })
  useEffect(() => {
    if (chosen !== null && chosen !== picked.current) reveal(chosen)
    picked.current = null
    isOpening.current = false
  }, [chosen])

  /** Puts a place a little above the middle, since the card covers the lower part. */
  function goTo(x: number, y: number, zoom: number, isAtOnce = false) {
    if (stage.current === null) return
    const { frame } = stage.current.view()
    stage.current.goTo({ x, y: y - (0.12 * frame.height) / (frame.fit * zoom), zoom }, isAtOnce)
  }

  function step(towards: Direction) {
    if (stage.current === null) return
    const view = stage.current.goal()
    const { camera } = view
    const at = pointed ?? chosen
    const from = at === null ? camera : { x: atlas.xs[at] ?? 0, y: atlas.ys[at] ?? 0 }
    const next = nextTowards(atlas, view, from, towards, (index) => mayFind(scene, index))
    if (next === null) {
      setSaid(text.edge)
      return
    }
    setPointed(next)
    setSaid(text.onMovie(nameOf(atlas, next), atlas.groupAt[next]?.name))
    if (!isWellInside(atlas, view, next, 0.15)) goTo(atlas.xs[next] ?? 0, atlas.ys[next] ?? 0, camera.zoom)
  }

  const zoom = (factor: number) => stage.current?.zoomBy(factor)
  const buttons = {
    onZoomIn: () => zoom(KEY_ZOOM),
    onZoomOut: () => zoom(1 / KEY_ZOOM),
    onWhole: () => stage.current?.goWhole(),
    onYou: you === null ? null : () => goTo(you.x, you.y, Math.max(NEAR_YOU, stage.current?.goal().camera.zoom ?? NEAR_YOU)),
  }

  function act(key: MapKey) {
    if (key.does === 'step') step(key.towards)
    else if (key.does === 'pan') stage.current?.panBy(key.dx, key.dy)
    else if (key.does === 'zoom') zoom(key.factor)
    else if (key.does === 'whole') buttons.onWhole()
    else if (key.does === 'you') buttons.onYou?.()
    else if (key.does === 'leave') {
      setPointed(null)
      onChoose(null)
    } else if (pointed !== null) pick(pointed)
  }

  return { pointed, said, act, buttons, onLeave: () => setPointed(null) }
}

import { type RefObject, useEffect, useEffectEvent, useRef, useSyncExternalStore } from 'react'
import { listenToHands } from './drawing/gestures'
import { type Inks, readInks } from './drawing/inks'
import type { Scene } from './drawing/scene'
import { Stage } from './drawing/stage'

export type StageElements = {
  surface: RefObject<HTMLElement | null>
  dots: RefObject<HTMLCanvasElement | null>
  marks: RefObject<HTMLCanvasElement | null>
}
type Heard = { onPoint: (index: number | null) => void; onPick: (index: number | null) => void; onMove: () => void }

/** Sets up the drawing for as long as the map is on the page, keeps it at its size and hands it every new scene. */
export function useStage({ surface, dots, marks }: StageElements, scene: Scene, heard: Heard): RefObject<Stage | null> {
  const stage = useRef<Stage | null>(null)
  const inks = useRef<{ scheme: string; inks: Inks } | null>(null)
  const scheme = useSyncExternalStore(onScheme, schemeOf)
  const onPoint = useEffectEvent(heard.onPoint)
  const onPick = useEffectEvent(heard.onPick)
  const onMove = useEffectEvent(heard.onMove)

  useEffect(() => {
    const [element, below, above] = [surface.current, dots.current, marks.current]
    if (element === null || below === null || above === null) return
    const made = new Stage(below, above)
    made.onMove = () => onMove()
    stage.current = made
    const size = () => made.resize(element.clientWidth, element.clientHeight)
    size()
    const sizes = new ResizeObserver(size)
    sizes.observe(element)
    const stopListening = listenToHands(element, made, { onPoint: (index) => onPoint(index), onPick: (index) => onPick(index) })
    return () => {
      sizes.disconnect()
      stopListening()
      made.destroy()
      stage.current = null
    }
  }, [surface, dots, marks])

  useEffect(() => {
    if (stage.current === null || surface.current === null) return
    if (inks.current?.scheme !== scheme) inks.current = { scheme, inks: readInks(surface.current) }
    stage.current.show(scene, inks.current.inks)
  }, [scene, scheme, surface])

  return stage
}

/** The page's theme: a canvas does not notice by itself when colours change. */
function schemeOf(): string {
  return document.documentElement.dataset.theme ?? ''
}

function onScheme(listener: () => void): () => void {
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}

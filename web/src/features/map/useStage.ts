import { type RefObject, useEffect, useEffectEvent, useRef, useSyncExternalStore } from 'react'
import type { Camera } from './camera'
import { listenToHands } from './gestures'
import { type Inks, readInks } from './inks'
import { type Scene, Stage } from './stage'

export type StageElements = {
  surface: RefObject<HTMLElement | null>
  dots: RefObject<HTMLCanvasElement | null>
  marks: RefObject<HTMLCanvasElement | null>
}
type Heard = { onPoint: (index: number | null) => void; onPick: (index: number | null) => void; onMove: (camera: Camera) => void }

/** Lives as long as the map is on the page: sets up the drawing, keeps it at its size, hands it every new scene. */
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
    made.onMove = (camera) => onMove(camera)
    stage.current = made
    const size = () => made.resize(element.clientWidth, element.clientHeight)
    size()
    const sizes = new ResizeObserver(size)
    sizes.observe(element)
    const deaf = listenToHands(element, made, { onPoint: (index) => onPoint(index), onPick: (index) => onPick(index) })
    return () => {
      sizes.disconnect()
      deaf()
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

/** The theme as it stands on the page: a canvas has to be told when its colours change. */
function schemeOf(): string {
  return document.documentElement.dataset.theme ?? ''
}

function onScheme(listener: () => void): () => void {
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}

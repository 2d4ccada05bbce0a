import type { Atlas } from './atlas'
import { type Camera, type Frame, type View, frameOf, limit, openingView, panBy, project, wholeMap, zoomAt } from './camera'
import { type PaintedLand, paintDots } from './dots'
import { type Pointer, movieAt } from './find'
import { type Flight, flightBetween } from './flight'
import { type Glide, glide, glidingAt } from './glide'
import type { Inks } from './inks'
import { drawLand } from './land'
import { paintMarks } from './marks'
import { type Scene, mayFind } from './scene'

/**
 * The drawing on two canvases, dots below and marks above: when only the pointer moves, only the marks are repainted. It paints
 * at most once a frame, and only after a change. React hands it what to show and never learns of the camera, so panning renders
 * no component.
 */
export class Stage {
  private readonly dots: CanvasRenderingContext2D
  private readonly marks: CanvasRenderingContext2D
  private scene: Scene | null = null
  private inks: Inks | null = null
  private land: PaintedLand | null = null
  private landKey: unknown[] = []
  private frame: Frame = { width: 0, height: 0, bounds: { left: -1, right: 1, bottom: -1, top: 1 }, fit: 1 }
  private camera: Camera = { x: 0, y: 0, zoom: 1 }
  private flight: { way: Flight; sinceMs: number } | null = null
  private you: Glide | null = null
  private isDotsDue = false
  /** True until the visitor has moved the map. */
  private isOpening = true
  private request = 0
  /** Called after every move of the camera. */
  onMove: () => void = () => undefined

  constructor(dots: HTMLCanvasElement, marks: HTMLCanvasElement) {
    this.dots = contextOf(dots)
    this.marks = contextOf(marks)
  }

  /** Takes a new size in CSS pixels; the canvases get as many pixels as the screen has there. */
  resize(width: number, height: number): void {
    const isFirst = this.frame.width === 0
    const ratio = Math.min(3, window.devicePixelRatio || 1)
    for (const pen of [this.dots, this.marks]) {
      pen.canvas.width = Math.round(width * ratio)
      pen.canvas.height = Math.round(height * ratio)
      pen.setTransform(ratio, 0, 0, ratio, 0, 0)
    }
    this.frame = frameOf(width, height, this.frame.bounds)
    this.look(isFirst ? openingView(this.frame, null) : limit(this.frame, this.camera))
    // An emptied canvas is painted before it is seen.
    this.paint(performance.now())
  }

  show(scene: Scene, inks: Inks): void {
    const before = this.scene
    this.scene = scene
    this.inks = inks
    if (before?.atlas !== scene.atlas) {
      this.frame = frameOf(this.frame.width, this.frame.height, scene.atlas.bounds)
      this.isOpening = true
    }
    const opening = this.isOpening ? openingView(this.frame, scene.you) : this.camera
    // A pointer that goes from movie to movie only changes the marks.
    const isMoved = !isSame(opening, this.camera)
    this.camera = opening
    if (before?.you !== scene.you) this.you = glide(this.you, scene.you, scene.isCalm)
    this.due(this.drawLandFor(scene, inks) || isMoved)
  }

  zoomBy(factor: number, sx = this.frame.width / 2, sy = this.frame.height / 2): void {
    this.flight = null
    this.isOpening = false
    this.look(zoomAt(this.view(), factor, sx, sy))
  }

  panBy(dx: number, dy: number): void {
    this.flight = null
    this.isOpening = false
    this.look(panBy(this.view(), dx, dy))
  }

  /** Goes to a camera in a flight that the eye can follow, or at once for visitors who asked for less motion. */
  goTo(camera: Camera, isAtOnce = false): void {
    const goal = limit(this.frame, camera)
    this.isOpening = false
    if (isAtOnce || this.scene?.isCalm !== false || this.frame.width === 0) {
      this.flight = null
      this.look(goal)
      return
    }
    this.flight = { way: flightBetween(this.camera, goal), sinceMs: performance.now() }
    this.due(true)
  }

  goWhole(): void {
    this.goTo(wholeMap(this.frame))
  }

  movieAt(pointer: Pointer): number | null {
    const { scene } = this
    if (scene === null) return null
    return movieAt(scene.atlas, this.view(), pointer, (index) => mayFind(scene, index))
  }

  /** Where a movie is on the screen now. */
  placeOf(atlas: Atlas, index: number): [sx: number, sy: number] {
    return project(this.view(), atlas.xs[index] ?? 0, atlas.ys[index] ?? 0)
  }

  view(): View {
    return { frame: this.frame, camera: this.camera }
  }

  /** The view at the end of the flight under way, or the present one. */
  goal(): View {
    return { frame: this.frame, camera: this.flight?.way.at(1) ?? this.camera }
  }

  destroy(): void {
    cancelAnimationFrame(this.request)
    this.request = 0
  }

  private look(camera: Camera) {
    this.camera = camera
    this.onMove()
    this.due(true)
  }

  private due(isDots: boolean) {
    this.isDotsDue ||= isDots
    if (this.request === 0) this.request = requestAnimationFrame((now) => this.paint(now))
  }

  /** Draws the land again if it changed, and returns whether it did. */
  private drawLandFor({ atlas, group }: Scene, inks: Inks): boolean {
    const key = [atlas, group, inks]
    if (key.every((part, place) => part === this.landKey[place])) return false
    this.landKey = key
    const of = drawLand(atlas, inks.groupsRgb, group)
    const picture = document.createElement('canvas')
    picture.width = of.width
    picture.height = of.height
    picture.getContext('2d')?.putImageData(new ImageData(of.pixels, of.width, of.height), 0, 0)
    this.land = { picture, of }
    return true
  }

  private paint(now: number) {
    cancelAnimationFrame(this.request)
    this.request = 0
    const { scene, inks } = this
    if (scene === null || inks === null || this.frame.width === 0) return
    if (this.flight !== null) {
      const { way, sinceMs } = this.flight
      const part = (now - sinceMs) / way.durationMs
      this.camera = limit(this.frame, way.at(part))
      if (part >= 1) this.flight = null
      this.onMove()
      this.isDotsDue = true
    }
    const view = this.view()
    if (this.isDotsDue) paintDots(this.dots, view, { ...scene, inks, land: this.land })
    this.isDotsDue = false
    const you = glidingAt(this.you, now)
    paintMarks(this.marks, view, { ...scene, inks, you })
    if (this.flight !== null) this.due(true)
    else if (you?.isMoving === true) this.due(false)
  }
}

function isSame(a: Camera, b: Camera): boolean {
  return a.x === b.x && a.y === b.y && a.zoom === b.zoom
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const pen = canvas.getContext('2d')
  if (pen === null) throw new Error('this browser draws no canvas')
  return pen
}

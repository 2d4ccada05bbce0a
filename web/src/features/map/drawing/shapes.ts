/** Something that draws a path: a canvas, or a writer of SVG. */
type Pen = Pick<CanvasRenderingContext2D, 'moveTo' | 'lineTo' | 'arc' | 'rect' | 'closePath'>

/** Adds a group's shape to a path. All six shapes cover about as much as a circle of that radius. */
export function addShape(pen: Pen, shape: number, x: number, y: number, radius: number): void {
  switch (shape) {
    case 1:
      addPolygon(pen, x, y, radius * 1.25, DIAMOND)
      break
    case 2:
      pen.rect(x - radius * 0.89, y - radius * 0.89, radius * 1.78, radius * 1.78)
      break
    case 3:
      addPolygon(pen, x, y, radius * 1.4, TRIANGLE)
      break
    case 4:
      addPolygon(pen, x, y, radius * 1.4, UPENDED)
      break
    case 5:
      addPolygon(pen, x, y, radius * 1.35, CROSS)
      break
    default:
      pen.moveTo(x + radius, y)
      pen.arc(x, y, radius, 0, 2 * Math.PI)
  }
}

type Corners = readonly (readonly [number, number])[]

const DIAMOND: Corners = [[0, -1], [1, 0], [0, 1], [-1, 0]]
const TRIANGLE: Corners = [[0, -1], [0.95, 0.7], [-0.95, 0.7]]
const UPENDED: Corners = [[0, 1], [0.95, -0.7], [-0.95, -0.7]]
const ARM = 0.36
const CROSS: Corners = [
  [-ARM, -1], [ARM, -1], [ARM, -ARM], [1, -ARM], [1, ARM], [ARM, ARM],
  [ARM, 1], [-ARM, 1], [-ARM, ARM], [-1, ARM], [-1, -ARM], [-ARM, -ARM],
]
const STAR: Corners = Array.from({ length: 10 }, (_, corner) => {
  const reach = corner % 2 === 0 ? 1 : 0.45
  const angle = (corner * Math.PI) / 5
  return [reach * Math.sin(angle), -reach * Math.cos(angle)] as const
})

/** A star of five points: what the visitor has rated. */
export function addStar(pen: Pen, x: number, y: number, radius: number): void {
  addPolygon(pen, x, y, radius, STAR)
}

function addPolygon(pen: Pen, x: number, y: number, size: number, corners: Corners) {
  for (const [place, [dx, dy]] of corners.entries()) {
    if (place === 0) pen.moveTo(x + dx * size, y + dy * size)
    else pen.lineTo(x + dx * size, y + dy * size)
  }
  pen.closePath()
}

/** The same shape as an SVG path, within a square of 20 x 20: for the legend. */
export function shapePath(shape: number): string {
  const parts: string[] = []
  const at = (x: number, y: number) => `${round(x)} ${round(y)}`
  const pen: Pen = {
    moveTo: (x, y) => parts.push(`M${at(x, y)}`),
    lineTo: (x, y) => parts.push(`L${at(x, y)}`),
    arc: (x, y, radius) => parts.push(`M${at(x + radius, y)}A${radius} ${radius} 0 1 0 ${at(x - radius, y)}A${radius} ${radius} 0 1 0 ${at(x + radius, y)}`),
    rect: (x, y, width, height) => parts.push(`M${at(x, y)}h${round(width)}v${round(height)}h${round(-width)}Z`),
    closePath: () => parts.push('Z'),
  }
  addShape(pen, shape, 10, 10, 6)
  return parts.join('')
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

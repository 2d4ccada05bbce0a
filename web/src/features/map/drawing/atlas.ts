import type { Cluster, MappedMovie } from '@/api/types'
import { groupName, wrapGroupName } from '@/ui/modelsText'
import { type Bounds, type Place, boundsOf } from './camera'
import { type Sign, signsFor } from './signs'

/** A taste group as it lies on the map. */
export type AtlasGroup = {
  cluster: number
  name: string
  /** The name on as many lines as it takes on the map. */
  nameLines: readonly string[]
  sign: Sign
  /** Indices of its movies, the best-known first. */
  members: number[]
  /** Where its movies are densest: its name stands there. */
  centre: Place
  /** What the API says about it; missing if the groups did not load. */
  about: Cluster | undefined
}

/** The map, ready to be drawn and searched. A movie is known by its index; the best-known movies come first. */
export type Atlas = {
  movies: readonly MappedMovie[]
  xs: Float32Array
  ys: Float32Array
  /** Sizes from 0 to 1, by the number of ratings. */
  sizes: Float32Array
  bounds: Bounds
  /** The most movies first. */
  groups: readonly AtlasGroup[]
  groupAt: readonly (AtlasGroup | undefined)[]
  indexOf: ReadonlyMap<number, number>
}

export function buildAtlas(movies: readonly MappedMovie[], clusters: readonly Cluster[]): Atlas {
  const xs = Float32Array.from(movies, ({ x }) => x)
  const ys = Float32Array.from(movies, ({ y }) => y)
  const most = Math.max(1, ...movies.map(({ n_ratings: n }) => n))
  const groups = groupsOf(movies, clusters, xs, ys)
  const groupAt: (AtlasGroup | undefined)[] = Array.from({ length: movies.length })
  for (const group of groups) for (const index of group.members) groupAt[index] = group
  return {
    movies,
    xs,
    ys,
    sizes: Float32Array.from(movies, ({ n_ratings: n }) => Math.sqrt(n / most)),
    bounds: boundsOf(xs, ys),
    groups,
    groupAt,
    indexOf: new Map(movies.map(({ movie_id: id }, index) => [id, index])),
  }
}

function groupsOf(movies: readonly MappedMovie[], clusters: readonly Cluster[], xs: Float32Array, ys: Float32Array): AtlasGroup[] {
  const members = new Map<number, number[]>()
  for (const [index, { cluster }] of movies.entries()) {
    if (cluster == null) continue
    const list = members.get(cluster)
    if (list === undefined) members.set(cluster, [index])
    else list.push(index)
  }
  const about = new Map(clusters.map((cluster) => [cluster.cluster, cluster]))
  const sorted = [...members].toSorted((a, b) => b[1].length - a[1].length || a[0] - b[0])
  const centres = sorted.map(([, list]) => denseCentre(list, xs, ys))
  const signs = signsFor(centres)
  return sorted.map(([cluster, list], place) => {
    const described = about.get(cluster)
    const name = described === undefined ? `${cluster + 1}` : groupName(described.name_parts)
    return {
      cluster,
      name,
      nameLines: wrapGroupName(name),
      sign: signs[place] ?? { ink: 0, shape: 0 },
      members: list,
      centre: centres[place] ?? { x: 0, y: 0 },
      about: described,
    }
  })
}

/** Distance within which movies count as neighbours. */
const REACH = 0.16

/** The middle of the neighbourhood of the member with the most neighbours: the mean of all would lie between two heaps. */
function denseCentre(members: readonly number[], xs: Float32Array, ys: Float32Array): Place {
  let best = { n: 0, x: 0, y: 0 }
  for (const i of members) {
    const here = { n: 0, x: 0, y: 0 }
    for (const j of members) {
      const [x = 0, y = 0] = [xs[j], ys[j]]
      if (Math.hypot(x - (xs[i] ?? 0), y - (ys[i] ?? 0)) > REACH) continue
      here.n += 1
      here.x += x
      here.y += y
    }
    if (here.n > best.n) best = here
  }
  return { x: best.x / best.n, y: best.y / best.n }
}

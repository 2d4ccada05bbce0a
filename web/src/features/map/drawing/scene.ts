import type { MarkScene } from './marks'

/** Everything that is drawn, apart from the view of it. `isCalm` is true for visitors who asked for less motion. */
export type Scene = Omit<MarkScene, 'inks'> & { isCalm: boolean }

/** While a group is picked out, only its movies and those that the visitor has rated can be found. */
export function mayFind(scene: Pick<Scene, 'atlas' | 'group' | 'rated'>, index: number): boolean {
  return scene.group === null || scene.atlas.groupAt[index]?.cluster === scene.group || scene.rated.includes(index)
}

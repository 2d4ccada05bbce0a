import type { GroupNameParts, Model } from '@/api/types'

const listed = new Intl.ListFormat('en-GB', { style: 'long', type: 'conjunction' })

/** What a visitor reads about a model: a short name, and two sentences on what it looks at and what it recommends. */
type ModelText = { title: string; description: string }

/**
 * Models by the API's name. Their order gives them their colours in charts (`features/lab/series.ts`): a new model goes last.
 * A model without an entry has the API's texts.
 */
export const modelTexts: ReadonlyMap<string, ModelText> = new Map(
  Object.entries({
    blend: {
      title: 'Best of both',
      description:
        'Combines two models that see different things: movie to movie, and hidden tastes. What both like comes first, and what one of them is sure of follows close behind.',
    },
    ease: {
      title: 'Movie to movie',
      description:
        'Learns from everybody’s ratings what a rating of one movie says about every other movie. The movies that your ratings together say the most for come first; low ratings count against.',
    },
    ials: {
      title: 'Hidden tastes',
      description:
        'Boils everybody’s ratings down to a few dozen hidden tastes and finds how much of each is in yours. Movies made of the same tastes come first.',
    },
    'user-knn': {
      title: 'Collaborative filtering',
      description:
        'Finds the fifty people whose ratings agree most with yours. Movies that many of them rated highly and you have not rated come first.',
    },
    kmeans: {
      title: 'K-means',
      description:
        'Sorts people into groups of similar taste and finds the groups that fit your ratings. Movies that those groups like more than other people do come first.',
    },
    popularity: {
      title: 'Popularity',
      description: 'Counts how many people rated a movie, and how well. Everybody gets the same well-liked favourites.',
    },
    'naive-kmeans': {
      title: 'Naive K-means',
      description:
        'Puts you in one group and ranks by the group’s plain mean rating. A single lucky five-star rating wins, so it is here for comparison only.',
    },
    'naive-user-knn': {
      title: 'Naive neighbours',
      description:
        'Correlates your ratings with everybody’s, however few movies you share, and averages. A single lucky five-star rating wins, so it is here for comparison only.',
    },
    stars: {
      title: 'Predicted stars',
      description:
        'Predicts how many stars you would give each movie, and how sure that is. Its ranking is for comparison only: people do not choose movies by likely stars alone.',
    },
  }),
)

/** A model's short name. */
export function modelTitle({ algorithm, title }: Pick<Model, 'algorithm' | 'title'>): string {
  return modelTexts.get(algorithm)?.title ?? title
}

/** What a model does. */
export function modelDescription({ algorithm, description }: Pick<Model, 'algorithm' | 'description'>): string {
  return modelTexts.get(algorithm)?.description ?? description
}

/** "Horror and Thriller of the 1980s": a taste group, named by what sets it apart. */
export function groupName({ genres, decade, avoided, number }: GroupNameParts): string {
  const what = decade === null ? listed.format(genres) : `${listed.format(genres) || 'Movies'} of the ${decade}s`
  const name = what === '' ? withoutLikes(avoided) : avoided === null ? what : `${what}, little ${avoided}`
  return number > 1 ? `${name} (${number})` : name
}

function withoutLikes(avoided: string | null): string {
  return avoided === null ? 'A bit of everything' : `Little ${avoided}`
}

/** A group's name as it stands on the map: a long one on two lines, broken where a reader would breathe. */
export function wrapGroupName(name: string): string[] {
  if (name.length <= 18) return [name]
  const at = [' of the ', ', ', ' and '].map((word) => name.indexOf(word)).find((place) => place > 0)
  if (at === undefined) return [name]
  const cut = name[at] === ',' ? at + 1 : at
  return [name.slice(0, cut), name.slice(cut).trim()]
}

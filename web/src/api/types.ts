import type { components } from './__generated__/openapi'

type Schemas = components['schemas']

export type Movie = Schemas['Movie']
export type Recommendation = Schemas['Recommendation']
export type Recommendations = Schemas['RecommendationList']
export type Reason = Schemas['Reason']
export type CitedMovie = Schemas['CitedMovie']
export type Explanation = Schemas['Explanation']
export type Contribution = Schemas['Contribution']
export type PredictedStars = Schemas['PredictedStars']
export type ImportResult = Schemas['ImportResult']
export type ImportReport = Schemas['ImportReport']
export type ImportedRating = Schemas['ImportedRating']
export type ProposedRow = Schemas['ProposedRow']
export type ListName = Schemas['ListName']
export type Model = Schemas['ModelInfo']
export type DataSet = Schemas['DataInfo']
export type Models = Schemas['ModelList']

export type Comparison = Schemas['Comparison']
export type ComparedMovie = Schemas['ComparedMovie']

export type GroupStrategy = Schemas['GroupStrategy']
export type GroupRecommendation = Schemas['GroupRecommendation']

/** A rating as the API takes it: only what a model needs. The page names movies by their numbers. */
export type RatingInput = Schemas['RatingInput'] & { movie_id: number }

/** What a visitor said about movies, as the API takes it: ratings, and ids of movies that they saw without giving stars. */
export type Said = { ratings: RatingInput[]; seen: number[] }

/** The options of a list besides its ratings: which model, which movies, and how they are weighed. */
export type Wishes = Pick<
  Schemas['RecommendationRequest'],
  'algorithm' | 'genres' | 'years' | 'popularity' | 'diversity'
> & { exclude?: number[]; only?: number[] }

export type MovieMap = Schemas['MovieMap']
export type MappedMovie = Schemas['MappedMovie']
export type MapPosition = Schemas['MapPosition']
export type Cluster = Schemas['Cluster']
export type ClusterLabel = Schemas['ClusterLabel']
export type ClusterShare = Schemas['ClusterShare']
export type GroupNameParts = Schemas['ClusterNameParts']

export type FeedbackEvent = Schemas['FeedbackEvent']
export type FeedbackKind = Schemas['FeedbackEventKind']
export type Evaluation = Schemas['Evaluation']

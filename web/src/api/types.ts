import type { components } from './__generated__/openapi'

type Schemas = components['schemas']

export type Movie = Schemas['Movie']
export type Recommendation = Schemas['Recommendation']
export type Recommendations = Schemas['RecommendationsResponse']
export type Reason = Schemas['Reason']
export type Model = Schemas['Model']
export type DataSet = Schemas['DataSet']
export type Models = Schemas['ModelList']

/** A rating as the API takes it: only what a model needs. */
export type RatingInput = Schemas['Rating']

import type { components } from './__generated__/openapi'

type Schemas = components['schemas']

export type Evaluations = Schemas['EvaluationList']
export type Evaluation = Schemas['Evaluation']
export type Contender = Schemas['Contender']
export type TasteGroups = Schemas['ClusterList']
export type TasteGroup = Schemas['Cluster']
export type GroupCount = Schemas['ClusterCount']
export type Statistics = Schemas['Statistics']
export type CountRange = Schemas['CountRange']

import { UNKNOWN } from '../../../sql/model/dimensions.ts'

/** A constant as a word of a dictionary. */
export const asWord = (text: string) => `toLowCardinality(CAST(${text}, 'String'))`

/** What columns hold that the source does not have. */
export const ABSENT = {
  time: "CAST(NULL, 'Nullable(DateTime(\\'UTC\\'))')",
  truth: "CAST(NULL, 'Nullable(Bool)')",
  number: "CAST(NULL, 'Nullable(Float64)')",
  words: "CAST([], 'Array(String)')",
  raw: "CAST(map(), 'Map(String, String)')",
  member: asWord(`'${UNKNOWN}'`),
  text: "''",
} as const

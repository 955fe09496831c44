import type { City } from '../model/city.ts'
import { DIMENSIONS, type DimensionId } from '../model/dimensions.ts'
import { QuestionError } from '../model/errors.ts'
import { GRAINS } from '../model/grains.ts'
import { MEASURES } from '../model/measures.ts'
import { BASES, type Clause, COMPARISONS, type Question } from '../model/question.ts'
import { knownCodes } from './codes.ts'
import { columnIds } from './compile.ts'
import {
  type Fields,
  isRecord,
  member,
  members,
  refuseUnknownFields,
  show,
  wholeNumber,
} from './fields.ts'
import { interval } from './interval.ts'
import type { Context } from './plan.ts'

const FIELDS = [
  'city',
  'measures',
  'by',
  'grain',
  'from',
  'to',
  'where',
  'basis',
  'compare',
  'orderBy',
  'limit',
  'version',
] as const
/** The fields by which cases are chosen, of a Question as of a list of complaints. */
const CHOICE = ['city', 'from', 'to', 'where', 'basis', 'version'] as const

function clause(value: unknown, place: number): Clause {
  const field = `where[${place}]`
  if (!isRecord(value)) {
    throw new QuestionError(`\`${field}\` is {"dimension": ..., "in": [...]}, not ${show(value)}.`)
  }
  refuseUnknownFields(value, ['dimension', 'in'], `\`${field}\``)
  const dimension = member(value.dimension, dimensionIds, 'dimension')
  const codes = value.in
  if (!Array.isArray(codes) || !codes.every((code) => typeof code === 'string')) {
    throw new QuestionError(`\`${field}.in\` is a list of members of ${dimension}.`)
  }
  if (codes.length === 0) {
    throw new QuestionError(
      `\`${field}.in\` is empty: name at least one member of ${dimension}, or leave the clause out.`,
    )
  }
  return { dimension, in: codes }
}

const dimensionIds = Object.keys(DIMENSIONS) as DimensionId[]

function clauses(value: unknown): Clause[] {
  if (!Array.isArray(value)) throw new QuestionError('`where` is a list of clauses.')
  return value.map(clause)
}

/** The city that a Question names, before anything else is known of it. */
export function cityNamed(input: unknown): { city: string; version: number | undefined } {
  if (!isRecord(input)) throw new QuestionError('A Question is an object.', FIELDS)
  if (typeof input.city !== 'string' || input.city === '') {
    throw new QuestionError('`city` is missing: say which city is asked about.')
  }
  const { version } = input
  return {
    city: input.city,
    version: version === undefined ? undefined : wholeNumber(version, 'version', 0),
  }
}

/** Which cases a Question or a list of complaints is about. */
export type Choice = Pick<Question, (typeof CHOICE)[number]>

function chosen(given: Fields, context: Context): Choice {
  const { city, version } = cityNamed(given)
  const choice: Choice = { city, ...interval(given, context) }
  if (version !== undefined) choice.version = version
  if (given.where !== undefined) choice.where = clauses(given.where)
  if (given.basis !== undefined) choice.basis = member(given.basis, BASES, 'basis')
  return choice
}

/**
 * The fields by which complaints are chosen, checked.
 * @param more further fields that the request may have
 * @throws QuestionError
 */
export function validateChoice(input: unknown, context: Context, more: readonly string[]): Choice {
  if (!isRecord(input)) throw new QuestionError('A request is an object.', [...CHOICE, ...more])
  refuseUnknownFields(input, [...CHOICE, ...more], 'The request')
  return chosen(input, context)
}

/**
 * Checks any JSON as a Question. Codes are not looked up here: see `unlistedCodes`.
 * @throws QuestionError that says what is wrong and, where it helps, what is allowed
 */
export function validate(input: unknown, context: Context): Question {
  if (!isRecord(input)) throw new QuestionError('A Question is an object.', FIELDS)
  refuseUnknownFields(input, FIELDS, 'A Question')
  const measureIds = Object.keys(MEASURES) as (keyof typeof MEASURES)[]
  const question: Question = {
    ...chosen(input, context),
    measures: members(input.measures, measureIds, 'measures', 'measure'),
  }
  if (question.measures.length === 0) {
    throw new QuestionError('`measures` is empty: name at least one.', measureIds)
  }
  if (input.by !== undefined) question.by = members(input.by, dimensionIds, 'by', 'dimension')
  if (input.grain !== undefined) question.grain = member(input.grain, GRAINS, 'grain')
  if (input.compare !== undefined) {
    question.compare = member(input.compare, COMPARISONS, 'comparison')
  }
  if (input.limit !== undefined) question.limit = wholeNumber(input.limit, 'limit', 1)
  if (input.orderBy !== undefined) question.orderBy = orderedBy(input.orderBy, question, context)
  return question
}

function orderedBy(value: unknown, question: Question, context: Context): string {
  const columns = columnIds(question, context)
  const id = typeof value === 'string' ? value.replace(/^-/, '') : value
  member(id, columns, 'column')
  return value as string
}

/** Codes that a closed list of the pack does not have: whoever asks checks whether the data do. */
export function unlistedCodes(city: City, asked: readonly Clause[]): Clause[] {
  return asked.flatMap((one) => {
    const listed = knownCodes(city, one.dimension)
    if (listed === null) return []
    const strange = one.in.filter((code) => !listed.has(code))
    return strange.length === 0 ? [] : [{ dimension: one.dimension, in: strange }]
  })
}

/** The refusal of codes that neither the pack nor the data know. */
export function unknownCodes(city: City, strange: Clause): QuestionError {
  const allowed = [...(knownCodes(city, strange.dimension) ?? [])]
  return new QuestionError(
    `${strange.dimension} has no member ${strange.in.map(show).join(', ')} in ${city.id}.`,
    allowed.length > 500 ? undefined : allowed,
  )
}

import { describe, expect, it } from 'vitest'
import { complaintsRequestSchema } from '../../../server/contract/complaints.ts'
import { parse, parseJson } from '../../../server/contract/parse.ts'
import { questionSchema } from '../../../server/contract/question.ts'
import { QuestionError } from '../../../sql/model/errors.ts'
import { GRAINS } from '../../../sql/model/grains.ts'

const QUESTION = { city: 'harbour', measures: ['complaints'], from: '2011-07-01', to: '2011-08-01' }

function refusal(run: () => unknown): QuestionError {
  try {
    run()
  } catch (error) {
    if (error instanceof QuestionError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('a Question from outside', () => {
  it('passes whole', () => {
    const whole = {
      ...QUESTION,
      by: ['district', 'issue'],
      grain: 'week',
      where: [{ dimension: 'category1', in: ['Roads'] }],
      basis: 'closed',
      compare: 'lastYear',
      orderBy: '-complaints',
      limit: 5,
      version: 3,
    }
    expect(parse(questionSchema, whole)).toEqual(whole)
  })

  it.each([
    [{ ...QUESTION, grian: 'day' }, 'Unknown field "grian".', 'grain'],
    [{ ...QUESTION, grain: 'fortnight' }, 'grain cannot be "fortnight".', GRAINS[0]],
    [{ ...QUESTION, measures: ['calls'] }, 'measures[0] cannot be "calls".', 'onTimeRate'],
    [{ ...QUESTION, by: ['planet'] }, 'by[0] cannot be "planet".', 'district'],
    [
      { ...QUESTION, where: [{ dimension: 'district', in: ['a'], not: 1 }] },
      'Unknown field "not" in where[0].',
      'dimension',
    ],
    [{ ...QUESTION, compare: 'tomorrow' }, 'compare cannot be "tomorrow".', 'previous'],
  ])('%j: says what would be right', (question, detail, allowed) => {
    const error = refusal(() => parse(questionSchema, question))
    expect(error.message).toBe(detail)
    expect(error.allowed).toContain(allowed)
  })

  it.each([
    [{ ...QUESTION, from: undefined }, 'from is missing.'],
    [{ ...QUESTION, from: 20110701 }, 'from must be a string, not a number.'],
    [{ ...QUESTION, from: '2011-02-30' }, 'from is no day: write it as YYYY-MM-DD.'],
    [{ ...QUESTION, measures: [] }, 'measures is empty: name at least one measure.'],
    [{ ...QUESTION, measures: 'complaints' }, 'measures must be an array, not a string.'],
    [
      { ...QUESTION, where: [{ dimension: 'district', in: [] }] },
      'where[0].in is empty: name at least one member, or leave the clause out.',
    ],
    [{ ...QUESTION, limit: 0 }, 'limit must be more than 0.'],
    [{ ...QUESTION, limit: 1.5 }, 'limit must be a whole number, not a fraction.'],
    [{ ...QUESTION, city: '' }, 'city is empty.'],
    [undefined, 'The request is missing.'],
    [null, 'The request must be an object, not null.'],
    [[], 'The request must be an object, not an array.'],
    ['x', 'The request must be an object, not a string.'],
  ])('%j: says what is wrong', (question, detail) => {
    expect(refusal(() => parse(questionSchema, question)).message).toBe(detail)
  })

  it('is not led astray by names of the language', () => {
    const hostile = parseJson('question', '{"__proto__": {"city": "x"}, "constructor": 1}')
    expect(refusal(() => parse(questionSchema, hostile)).message).toBeTruthy()
    expect(refusal(() => parseJson('question', '{')).message).toContain('question is no JSON')
  })
})

it('bounds a page of complaints', () => {
  const { measures: _, ...filters } = QUESTION
  const page = { ...filters, limit: 201 }
  expect(refusal(() => parse(complaintsRequestSchema, page)).message).toBe(
    'limit must be at most 200.',
  )
})

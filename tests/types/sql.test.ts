import { expectTypeOf, test } from 'vitest'
import { type Hole, known, parameter, sql } from '../../sql/compile/sql.ts'
import type { Formula } from '../../sql/model/measures.ts'
import type { Question } from '../../sql/model/question.ts'

test('a hole takes SQL or a parameter: a bare string is a type error', () => {
  expectTypeOf(sql`1`).toExtend<Hole>()
  expectTypeOf(parameter('a', 'String', 'x')).toExtend<Hole>()
  expectTypeOf<string>().not.toExtend<Hole>()
  expectTypeOf<number>().not.toExtend<Hole>()
  expectTypeOf<{ pieces: string[] }>().not.toExtend<Hole>()
  // @ts-expect-error a string is no SQL
  const splice = () => sql`SELECT ${'x'}`
  // @ts-expect-error not a word of the set
  const stray = () => known(['district'], 'planet')
  expectTypeOf(splice).toBeFunction()
  expectTypeOf(stray).toBeFunction()
})

test('a ratio is of counts: a ratio of ratios is a type error', () => {
  expectTypeOf<{
    kind: 'ratio'
    numerator: 'resolved'
    denominator: ['resolution_told']
  }>().toExtend<Formula>()
  expectTypeOf<{
    kind: 'ratio'
    numerator: 'resolutionRate'
    denominator: ['responseRate']
  }>().not.toExtend<Formula>()
})

test('a Question names measures and dimensions of the model alone', () => {
  expectTypeOf<'planet'>().not.toExtend<NonNullable<Question['by']>[number]>()
  expectTypeOf<'happiness'>().not.toExtend<Question['measures'][number]>()
})

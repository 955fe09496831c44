import fc from 'fast-check'
import { expect, it } from 'vitest'
import { placeMatrix } from '../../../../dashboard/views/matrix/layout.ts'
import { readMatrix } from '../../../../dashboard/views/matrix/state.ts'
import { answersOf, type Counted, questionFor, someCounts } from './make-matrix.ts'

const placed = (counts: Counted[], mode: 'level' | 'change' | 'expected', width = 1000) => {
  const answers = answersOf(counts)
  const series = readMatrix(answers, questionFor(answers))
  if (!series) throw new Error('no series')
  return placeMatrix(series, mode, width, -1)
}

it('keeps its steps and bars within their scales and its width within the frame or readable', () => {
  const modes = fc.constantFrom('level' as const, 'change' as const, 'expected' as const)
  fc.assert(
    fc.property(someCounts, modes, fc.integer({ min: 300, max: 1400 }), (counts, mode, width) => {
      const { cells, rows, columns, tableWidth, cellWidth, steps } = placed(counts, mode, width)
      for (const { share } of [...rows, ...columns]) expect(share >= 0 && share <= 1).toBe(true)
      for (const { step } of cells) {
        if (step === null) continue
        expect(Number.isInteger(step)).toBe(true)
        expect(mode === 'level' ? step >= 0 && step < 8 : Math.abs(step) <= 3).toBe(true)
      }
      expect(tableWidth <= width || cellWidth === 38).toBe(true)
      expect(steps.low).toBeLessThanOrEqual(steps.high)
    }),
  )
})

const HEAT: Counted[] = [
  { category1: 'heat', district: 'east', complaints: 90, before: 60 },
  { category1: 'heat', district: 'west', complaints: 10, before: 4 },
  { category1: 'noise', district: 'east', complaints: 10, before: 40 },
  { category1: 'noise', district: 'west', complaints: 90, before: 90 },
]

it('shows changes against the period before, faint where there were few', () => {
  const { cells } = placed(HEAT, 'change')
  expect(cells.map(({ shown, step, faint }) => [shown, step, faint])).toEqual([
    [0.5, 3, false],
    [1.5, 0, true],
    [-0.75, -3, false],
    [0, 0, false],
  ])
})

it('shows how often what was expected has come, coloured where chance is no explanation', () => {
  const { cells } = placed(HEAT, 'expected')
  expect(cells.map(({ shown, step }) => [shown, step])).toEqual([
    [1.8, 3],
    [0.2, -3],
    [0.2, -3],
    [1.8, 3],
  ])
})

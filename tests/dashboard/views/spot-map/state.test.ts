import { describe, expect, it } from 'vitest'
import {
  choicesOf,
  countMarks,
  marksOf,
  stepOf,
} from '../../../../dashboard/views/spot-map/state.ts'
import { CHAOWAI, JIANWAI, makeHot, makeTold } from './make-told.ts'

describe('what is on the map', () => {
  it('are the clusters, the rising areas and the hexagons of a category', () => {
    const { clusters, areas, hexagons } = marksOf(makeTold(), '0201')
    expect(clusters.map((one) => one.areas)).toEqual([[JIANWAI, CHAOWAI]])
    expect(areas.map((one) => [one.area, one.class])).toEqual([
      [JIANWAI, 'new'],
      [CHAOWAI, 'intensifying'],
    ])
    expect(hexagons).toEqual([])
    expect(marksOf(makeTold(), '02').hexagons.map(({ q }) => q)).toEqual([1, 2])
    expect(countMarks(marksOf(makeTold(), 'none'))).toBe(0)
  })

  it('is chosen among the categories that have something: as the lists go, then the hottest', () => {
    expect(choicesOf(makeTold()).map(({ category }) => category)).toEqual(['0201', '02', ''])
    const { hexagons: _, ...before } = makeTold()
    expect(choicesOf(before).map(({ category }) => category)).toEqual(['0201'])
    expect(choicesOf({ ...before, hexagons: null, categories: [] })).toEqual([])
  })

  it('has hexagons in steps by how many times as many they have, with those beside them', () => {
    expect([1.2, 1.5, 2.9, 3, 40].map((ratio) => stepOf(makeHot(0, 0, ratio)))).toEqual([
      1, 2, 2, 3, 3,
    ])
    expect(stepOf({ around: { observed: 6, expected: 0 } })).toBe(3)
  })
})

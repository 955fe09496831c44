import { describe, expect, it } from 'vitest'
import { findAdjacency } from '../../../../server/insight/hotspots/adjacency.ts'
import type { Place } from '../../../../server/insight/hotspots/places.ts'
import { findSharedBorders } from '../../../../server/insight/hotspots/shared-borders.ts'
import type { BoundaryFeature } from '../../../../sql/model/boundaries.ts'
import { chessboard, outlineOf, squareAt } from './squares.ts'

const collection = (features: BoundaryFeature[]) => ({
  type: 'FeatureCollection' as const,
  features,
})

describe('shared borders', () => {
  it('make neighbours of areas with a side in common, and not of those with a corner', () => {
    const { outlines } = chessboard(3, 3)
    expect(findSharedBorders(outlines)).toEqual([
      [1, 3],
      [0, 2, 4],
      [1, 5],
      [0, 4, 6],
      [1, 3, 5, 7],
      [2, 4, 8],
      [3, 7],
      [4, 6, 8],
      [5, 7],
    ])
  })

  it('are found where the two lines have no point in common and lie some metres apart', () => {
    // East of the first square, from the middle of its side on; 20 m of land between them.
    const east = outlineOf('east', [
      [116.0102, 40.004],
      [116.0102, 40.03],
      [116.03, 40.03],
      [116.03, 40.004],
    ])
    expect(findSharedBorders([squareAt(0, 0), east])).toEqual([[1], [0]])
    expect(findSharedBorders([squareAt(0, 0), east], { tolerance: 10 })).toEqual([[], []])
  })

  it('are those of all parts of an area', () => {
    const apart: BoundaryFeature = {
      ...{ type: 'Feature', properties: { code: 'apart' } },
      geometry: {
        type: 'MultiPolygon',
        coordinates: [squareAt(9, 9), squareAt(1, 0)].map(
          ({ geometry }) => geometry.coordinates as [number, number][][],
        ),
      },
    }
    expect(findSharedBorders([squareAt(0, 0), squareAt(2, 2), apart])).toEqual([[2], [], [0]])
  })

  it('are none of no areas, and refuse a tolerance that is none', () => {
    expect(findSharedBorders([])).toEqual([])
    expect(() => findSharedBorders([], { tolerance: 0 })).toThrow(RangeError)
  })
})

describe('adjacency', () => {
  const place = (code: string, lon: number | null, parent: string | null): Place => ({
    ...{ code, parent, residents: null },
    centre: lon === null ? null : [lon, 40],
  })

  it('comes from the boundaries, and says where they are schematic', () => {
    const { areas, outlines } = chessboard(2, 2)
    const places = areas.map(({ code, parent }) => place(code, null, parent))
    const found = findAdjacency(places, collection(outlines))
    expect(found).toEqual({
      ...{ method: 'boundaries', schematic: false },
      neighbours: [
        [1, 2],
        [0, 3],
        [0, 3],
        [1, 2],
      ],
    })
    const drawn = outlines.map((one) => ({
      ...one,
      properties: { ...one.properties, schematic: true as const },
    }))
    expect(findAdjacency(places, collection(drawn)).schematic).toBe(true)
    // One has no outline: nobody knows what lies beside it.
    expect(findAdjacency(places, collection(outlines.slice(1))).neighbours).toEqual([
      [],
      [3],
      [3],
      [1, 2],
    ])
  })

  it('comes from the nearest centres where there are no boundaries', () => {
    const places = Array.from({ length: 12 }, (_, i) => place(`a${i}`, 116 + i / 100, 'd'))
    const { method, neighbours } = findAdjacency(places, collection([]))
    expect(method).toBe('centres')
    expect(neighbours[6]).toEqual(expect.arrayContaining([3, 4, 5, 7, 8, 9]))
    expect(neighbours[0]).toEqual([1, 2, 3, 4, 5, 6])
    for (const [area, list] of neighbours.entries()) {
      for (const other of list) expect(neighbours[other]).toContain(area)
    }
  })

  it('comes from the districts where nothing else is known, or from nowhere', () => {
    const places = ['d', 'd', 'e', 'e', null].map((parent, i) => place(`a${i}`, null, parent))
    expect(findAdjacency(places, collection([]))).toEqual({
      ...{ method: 'districts', schematic: false },
      neighbours: [[1], [0], [3], [2], []],
    })
    const nowhere = places.map((one) => ({ ...one, parent: null }))
    expect(findAdjacency(nowhere, collection([])).method).toBeNull()
    expect(findAdjacency([], collection([])).method).toBeNull()
  })
})

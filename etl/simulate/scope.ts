import { type Alias, aliasOf } from './alias.ts'
import { SPREAD } from './calibration.ts'
import type { World } from './world.ts'

/** A part of the city's complaints: a category of any level in an area of any level. */
export interface Scope {
  /** Code of a category, '' for all. */
  category: string
  /** Code of an area, '' for the city. */
  area: string
  /** Its cells (topic * districts + district), and how likely each is. */
  cells: Int32Array
  weights: Float64Array
  alias: Alias
  /** The item or the subdistrict where the scope is one; -1 where it is wider. */
  item: number
  subdistrict: number
  /** Complaints to be expected on a day, and the standard deviation of their number. */
  expected: number
  sd: number
}

interface Narrowing {
  category: string
  area: string
}

/** Finds the cells of a category and an area. @param means expected complaints of each topic on a day */
export function findScope(world: World, { category, area }: Narrowing, means: Float64Array): Scope {
  const { topics, items, districts, subdistricts } = world
  const item = items.findIndex((i) => i.code === category && category !== '')
  const subdistrict = subdistricts.findIndex((s) => s.code === area)
  const cells: number[] = []
  const weights: number[] = []
  let common = 0
  const byDistrict = new Map<string, number>()
  const byLevel = new Map<string, number>()
  topics.forEach((topic, t) => {
    const about = item < 0 ? topic.code.startsWith(category) : items[item]!.topic === t
    if (!about) return
    const part = item < 0 ? 1 : topic.itemShares[item - topic.firstItem]!
    let ofTopic = 0
    districts.forEach((district, d) => {
      if (subdistrict < 0 && area !== '' && district.code !== area) return
      if (subdistrict >= 0 && subdistricts[subdistrict]!.district !== d) return
      const cell = t * districts.length + d
      const local =
        subdistrict < 0 ? 1 : world.callerShares[cell]![district.subdistricts.indexOf(subdistrict)]!
      const expected = means[t]! * world.districtShares[cell]! * local * part
      cells.push(cell)
      weights.push(expected)
      ofTopic += expected
      const there = `${topic.level1} ${d}`
      byDistrict.set(there, (byDistrict.get(there) ?? 0) + expected)
      byLevel.set(topic.level1, (byLevel.get(topic.level1) ?? 0) + expected)
    })
    common += ofTopic ** 2 * SPREAD.topicWeek ** 2
  })
  const expected = weights.reduce((a, b) => a + b, 0)
  const squares = (values: Iterable<number>) =>
    [...values].reduce((sum, value) => sum + value * value, 0)
  const spread =
    squares(weights) * (SPREAD.cellDay ** 2 + SPREAD.cellWeek ** 2) +
    common +
    squares(byDistrict.values()) * SPREAD.districtDay ** 2 +
    squares(byLevel.values()) * SPREAD.categoryDay ** 2 +
    (expected * SPREAD.cityDay) ** 2
  return {
    category,
    area,
    cells: Int32Array.from(cells),
    weights: Float64Array.from(weights),
    alias: aliasOf(weights),
    item,
    subdistrict,
    expected,
    sd: Math.sqrt(expected + spread),
  }
}

import type { Series } from '../../../sql/model/series.ts'

/** Complaints of a category, week by week (the oldest first), each week by area. */
export type WeekCells = Float64Array

/**
 * The cells of each category.
 * @param weeks which of the counts are taken, [first, end)
 * @param areas codes, in the order that the cells are to have; what is of others is left out
 */
export function gatherCells(
  series: readonly Series[],
  [first, end]: readonly [number, number],
  areas: readonly string[],
): Map<string, WeekCells> {
  const places = new Map(areas.map((code, at) => [code, at]))
  const gathered = new Map<string, WeekCells>()
  for (const { area, category, counts } of series) {
    const place = places.get(area)
    if (place === undefined) continue
    const cells = gathered.get(category) ?? new Float64Array((end - first) * areas.length)
    gathered.set(category, cells)
    for (let week = first; week < end; week++) {
      const cell = (week - first) * areas.length + place
      cells[cell] = (cells[cell] ?? 0) + (counts[week] ?? 0)
    }
  }
  return gathered
}

/** By area, over all weeks. */
export function sumWeeks(cells: WeekCells, areas: number): Float64Array {
  const sums = new Float64Array(areas)
  for (let cell = 0; cell < cells.length; cell++) {
    sums[cell % areas] = (sums[cell % areas] ?? 0) + (cells[cell] ?? 0)
  }
  return sums
}

/** What cells would have: each week's complaints by the areas' shares. */
export function expectCells(cells: WeekCells, shares: Float64Array): Float64Array {
  const areas = shares.length
  const expected = new Float64Array(cells.length)
  for (let begin = 0; begin < cells.length; begin += areas) {
    let total = 0
    for (let area = 0; area < areas; area++) total += cells[begin + area] ?? 0
    for (let area = 0; area < areas; area++) expected[begin + area] = total * (shares[area] ?? 0)
  }
  return expected
}

/** The cells of some of the areas alone. @param at their places, of `areas` in all */
export function pickAreas(cells: WeekCells, areas: number, at: readonly number[]): WeekCells {
  const weeks = areas === 0 ? 0 : cells.length / areas
  const picked = new Float64Array(weeks * at.length)
  for (let week = 0; week < weeks; week++) {
    for (let k = 0; k < at.length; k++) {
      picked[week * at.length + k] = cells[week * areas + (at[k] ?? 0)] ?? 0
    }
  }
  return picked
}

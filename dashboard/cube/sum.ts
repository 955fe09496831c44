import type { DimensionId } from '../../sql/model/dimensions.ts'
import type { MeasureId } from '../../sql/model/measures.ts'
import type { Clause } from '../../sql/model/question.ts'
import type { Range } from '../state/period.ts'
import { startOf } from '../views/trend/periods.ts'
import type { Cube, CubeGrain, Members, Parts } from './cube.ts'

/** How rows are put together. Their groups are numbered in the order of answers. */
export interface Grouping {
  by: readonly Members[]
  /** The first period of each group of periods; none without a grain. */
  buckets: readonly string[]
  /** How many groups there can be. */
  size: number
}

/** Sums by group. */
export interface Sums {
  complaints: Float64Array
  measures: ReadonlyMap<MeasureId, Parts>
}

/** The place of the first period that does not begin before a day. */
function placeOf({ periods }: Cube, day: string): number {
  const place = periods.findIndex((period) => period >= day)
  return place === -1 ? periods.length : place
}

/** The groups of some days by dimensions and by periods of a grain. */
export function groupingOf(
  cube: Cube,
  by: readonly DimensionId[],
  grain: CubeGrain | undefined,
  { from, to }: Range,
): Grouping {
  const members = by.map((id) => cube.dimensions.get(id) as Members)
  const periods = cube.periods.slice(placeOf(cube, from), placeOf(cube, to))
  const buckets = grain ? [...new Set(periods.map((period) => startOf(grain, period)))] : []
  const size = members.reduce((product, { codes }) => product * codes.length, 1)
  return { by: members, buckets, size: size * (grain ? buckets.length : 1) }
}

/** The bucket of each period of a cube; -1: none of the grouping's. */
function bucketsOf(cube: Cube, { buckets }: Grouping, grain: CubeGrain | undefined): Int32Array {
  if (!grain) return new Int32Array(cube.periods.length)
  return Int32Array.from(cube.periods, (period) => buckets.indexOf(startOf(grain, period)))
}

/** Which codes of each filtered dimension are let through. */
function masksOf(cube: Cube, filters: readonly Clause[]): { rows: Int32Array; kept: Uint8Array }[] {
  return filters.map(({ dimension, in: members }) => {
    const { codes, rows } = cube.dimensions.get(dimension) as Members
    return { rows, kept: Uint8Array.from(codes, (code) => Number(members.includes(code))) }
  })
}

/** The group of each row of some days, in their order; -1: filtered out. */
function groupRows(
  cube: Cube,
  grouping: Grouping,
  grain: CubeGrain | undefined,
  filters: readonly Clause[],
  [start, end]: readonly [number, number],
): Int32Array {
  const masks = masksOf(cube, filters)
  const buckets = bucketsOf(cube, grouping, grain)
  const width = grain ? grouping.buckets.length : 1
  const [begin = 0, stop = 0] = [cube.first[start], cube.first[end]]
  const groups = new Int32Array(stop - begin)
  for (let place = start; place < end; place++) {
    const bucket = buckets[place] as number
    const last = cube.first[place + 1] as number
    for (let row = cube.first[place] as number; row < last; row++) {
      let group = 0
      for (const { codes, rows } of grouping.by) {
        group = group * codes.length + (rows[row] as number)
      }
      const isKept = masks.every(({ rows, kept }) => kept[rows[row] as number] === 1)
      groups[row - begin] = isKept ? group * width + bucket : -1
    }
  }
  return groups
}

function addUp(values: Float64Array, groups: Int32Array, begin: number, size: number) {
  const sums = new Float64Array(size)
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i] as number
    if (group >= 0) sums[group] = (sums[group] as number) + (values[begin + i] as number)
  }
  return sums
}

/** Sums the measures of some days, which the cube holds, by group. */
export function sumUp(
  cube: Cube,
  grouping: Grouping,
  asked: { grain: CubeGrain | undefined; filters: readonly Clause[]; measures: MeasureId[] },
  { from, to }: Range,
): Sums {
  const places = [placeOf(cube, from), placeOf(cube, to)] as const
  const begin = cube.first[places[0]] ?? 0
  const groups = groupRows(cube, grouping, asked.grain, asked.filters, places)
  const add = (values: Float64Array) => addUp(values, groups, begin, grouping.size)
  const sum = ({ sum: values, of, told }: Parts): Parts => ({
    sum: add(values),
    of: of && add(of),
    told: told && Uint8Array.from(add(Float64Array.from(told)), (count) => Number(count > 0)),
  })
  return {
    complaints: add((cube.measures.get('complaints') as Parts).sum),
    measures: new Map(asked.measures.map((id) => [id, sum(cube.measures.get(id) as Parts)])),
  }
}

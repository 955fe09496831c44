import type { Context } from '../../../sql/compile/plan.ts'
import { DERIVED } from '../../../sql/model/cubes.ts'
import { sampleCity } from '../ask/sample-city.ts'

/** The sample city with a few slices, for what is compiled and not run. */
export const sampleContext: Context = {
  city: sampleCity,
  through: '2021-02-20T20:30:17Z',
  partitions: [
    { slice: 20191200, batch: 4, rows: 1000 },
    { slice: 20200100, batch: 4, rows: 1000 },
    { slice: 20200200, batch: 5, rows: 1000 },
    { slice: 20210201, batch: 6, rows: 1000 },
    { slice: 20210202, batch: 6, rows: 1000 },
  ],
  repeats: null,
  cubes: new Map(DERIVED.map((table, i) => [table, 1000 * (i + 1)])),
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DIMENSIONS } from '../../../sql/model/dimensions.ts'
import { GRAINS } from '../../../sql/model/grains.ts'
import { MEASURES } from '../../../sql/model/measures.ts'
import { type Bench, openBench } from './bench.ts'
import type { Asked } from './oracle.ts'
import { makeComplaints } from './sample-complaints.ts'

const measures = Object.keys(MEASURES)
/** Every dimension, some together: what is right for the finer rows is right for their sums. */
const GROUPINGS = [
  [],
  ['district', 'category1', 'channel', 'handling'],
  ['subdistrict', 'language', 'lifeArea'],
  ['community', 'category2', 'requester', 'enterprise'],
  ['category3', 'kind', 'department', 'deadline', 'sector'],
  ['goodLife', 'issue'],
]
/** Windows that cut periods, hold the change of the clocks, 29 February, week 53 and the cut-off. */
const WINDOWS: Record<string, [string, string]> = {
  hour: ['2020-03-08', '2020-03-10'],
  day: ['2021-02-15', '2021-02-23'],
  default: ['2020-12-10', '2021-02-26'],
}

/**
 * Every measure by every dimension, grain and comparison on 20,000 complaints, against plain SQL over
 * the raw rows. One file a basis, so that they run beside each other.
 */
export function compareEverything(basis: string): void {
  let bench: Bench
  beforeAll(async () => {
    bench = await openBench(`differential_${basis}`, makeComplaints(20_000, 311))
  })
  afterAll(() => bench?.close())

  async function compare(asked: Asked): Promise<number> {
    const { differences, rows } = await bench.compare(asked)
    expect(differences.slice(0, 5), JSON.stringify(asked)).toEqual([])
    return rows
  }

  test('the groupings hold every dimension', () => {
    expect(GROUPINGS.flat().sort()).toEqual(Object.keys(DIMENSIONS).sort())
  })

  describe.each([undefined, 'previous', 'lastYear'])('compare %s', (comparison) => {
    test.each([undefined, ...GRAINS])('grain %s', async (grain) => {
      const [from, to] = WINDOWS[grain ?? 'default'] ?? (WINDOWS.default as [string, string])
      for (const by of GROUPINGS) {
        const rows = await compare({
          measures,
          by,
          ...(grain === undefined ? {} : { grain }),
          ...(comparison === undefined ? {} : { compare: comparison }),
          basis,
          from,
          to,
        })
        expect(rows).toBeGreaterThan(0)
      }
    })
  })
}

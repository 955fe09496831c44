import { createHash } from 'node:crypto'
import { computeCubes } from '../../../etl/steps/cubes.ts'
import { computeRepeats } from '../../../etl/steps/repeats.ts'
import type { City } from '../../../sql/model/city.ts'
import { DERIVED } from '../../../sql/model/cubes.ts'
import type { Generation } from '../../../sql/node/snapshot.ts'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import type { RawComplaint } from './sample-complaints.ts'

const hashOf = (city: City): string =>
  createHash('sha256').update(JSON.stringify(city)).digest('hex')

const time = (at: number | null): string | null =>
  at === null ? null : new Date(at * 1000).toISOString().slice(0, 19).replace('T', ' ')

/** The local day of an instant as yyyymmdd, by the runtime's own zone tables. */
function localDayNumber(at: number, zone: string): number {
  const text = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at * 1000)
  return Number(text.replaceAll('-', ''))
}

function typed(city: City, raw: RawComplaint, slice: number, batch: number) {
  const { received, due, closedTime, rated, ...rest } = raw
  return {
    ...rest,
    slice,
    batch,
    city: city.id,
    version: time(received),
    content: 1,
    loaded_by: batch,
    received_at: time(received),
    due_at: time(due),
    closed_at: time(closedTime),
    rated_at: time(rated),
  }
}

export interface SampleLoad {
  city: City
  complaints: readonly RawComplaint[]
  /** From this local day (yyyymmdd) on slices are days, before it months. */
  openFrom: number
  through: Record<string, string>
}

/** Writes complaints as a load would: generations, cubes, one manifest row; beside them older generations that nobody may see. */
export async function loadSample(warehouse: Warehouse, load: SampleLoad): Promise<void> {
  const { city, complaints, openFrom, through } = load
  const counts = new Map<number, number>()
  const sliceOf = (raw: RawComplaint): number => {
    const day = localDayNumber(raw.received, city.timeZone)
    return day >= openFrom ? day : Math.floor(day / 100) * 100
  }
  const batchOf = (slice: number): number => (slice % 3 === 0 ? 7 : 9)
  const rows = complaints.map((raw) => {
    const slice = sliceOf(raw)
    counts.set(slice, (counts.get(slice) ?? 0) + 1)
    return typed(city, raw, slice, batchOf(slice))
  })
  const hidden = rows.slice(0, 500).map((row) => ({ ...row, batch: 5 }))
  await warehouse.client.insert({
    table: 'complaints',
    values: [...rows, ...hidden],
    format: 'JSONEachRow',
    clickhouse_settings: { max_partitions_per_insert_block: '0' },
  })
  const visible: Generation[] = [...counts].map(([slice, n]) => ({
    slice,
    batch: batchOf(slice),
    rows: n,
  }))
  const older = [...new Set(hidden.map((row) => row.slice))].map((slice) => ({
    slice,
    batch: 5,
    rows: 1,
  }))
  await computeCubes(warehouse, [...visible, ...older], city.timeZone)
  const all = { generations: visible, written: visible }
  const repeats = await computeRepeats(warehouse, 9, null, all)
  await warehouse.client.insert({
    table: 'cities',
    values: [
      {
        city: city.id,
        published_at: '2021-03-01 00:00:00',
        hash: hashOf(city),
        pack: JSON.stringify(city),
      },
    ],
    format: 'JSONEachRow',
  })
  await warehouse.client.insert({
    table: 'manifest',
    values: [
      {
        city: city.id,
        version: 1,
        batch: 9,
        token: 't',
        at: '2021-03-01 00:00:00',
        slices: visible,
        cubes: DERIVED,
        repeats,
        sources: Object.entries(through).map(([source, at]) => ({
          source,
          through: at.slice(0, 19).replace('T', ' '),
        })),
      },
    ],
    format: 'JSONEachRow',
  })
}

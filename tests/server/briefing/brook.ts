import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ColumnExpression } from '../../../etl/cities/mapping.ts'
import type { CityPack } from '../../../etl/cities/pack.ts'
import { listTells } from '../../../etl/cities/tells.ts'
import { type LoadResult, loadFile } from '../../../etl/load-file.ts'
import type { City, Member } from '../../../sql/model/city.ts'
import { command } from '../../../sql/node/run.ts'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { RIVER_CITY } from '../../support/river-city.ts'
import { testWarehouse } from '../../support/warehouse.ts'
import { type Case, COLUMNS } from './brook-days.ts'

const member = (code: string, en: string, zh: string, parent: string | null = null): Member => ({
  code,
  names: { en, zh },
  parent,
  from: null,
  to: null,
  successor: null,
})

const place = { residents: null, lon: null, lat: null }
const DISTRICTS = ['d1', 'd2', 'd3', 'd4']
const TOPICS = ['c1', 'c2', 'c3']

const areas: City['areas'] = [
  ...DISTRICTS.map((code, i) => ({
    ...member(code, `District ${'ABCD'[i]}`, `${'甲乙丙丁'[i]}区`),
    level: 'district' as const,
    ...place,
  })),
  ...DISTRICTS.flatMap((parent, i) =>
    ['n', 's'].map((end) => ({
      ...member(
        `${parent}${end}`,
        `${end === 'n' ? 'North' : 'South'} ${'ABCD'[i]}`,
        end === 'n' ? '北街道' : '南街道',
        parent,
      ),
      level: 'subdistrict' as const,
      ...place,
    })),
  ),
]

const categories: City['categories'] = [
  ...TOPICS.map((code, i) => ({
    ...member(code, ['Heating', 'Roads', 'Markets'][i] ?? '', ['供暖', '道路', '市场'][i] ?? ''),
    level: 1 as const,
  })),
  ...TOPICS.flatMap((parent, i) =>
    [1, 2, 3].map((k) => ({
      ...member(
        `${parent}${k}`,
        `${['Heat', 'Road', 'Market'][i]} ${'xyz'[k - 1]}`,
        `${['暖', '路', '市'][i]}${'子丑寅'[k - 1]}`,
        parent,
      ),
      level: 2 as const,
    })),
  ),
].map((one) => ({
  ...one,
  sector: null,
  lifeAreas: [],
  goodLife: [],
  department: null,
  deadline: null,
}))

const column = (name: string, map: ColumnExpression['map'] = null): ColumnExpression => ({
  form: 'column',
  columns: [name],
  map,
  otherwise: null,
  keep: false,
  split: null,
  times: null,
  timeZone: null,
})
const truth = { yes: true, no: false }

const fields = {
  id: column('id'),
  received_at: column('received'),
  due_at: column('due'),
  dispatched_at: column('dispatched'),
  responded_at: column('responded'),
  closed_at: column('closed'),
  channel: column('channel'),
  kind: column('kind'),
  handling: column('handling'),
  category2: column('category'),
  subdistrict: column('subdistrict'),
  department: column('department'),
  resolved: column('resolved', truth),
  satisfied: column('satisfied', truth),
}

const source = {
  ...RIVER_CITY.sources.line,
  id: 'line',
  names: { en: 'Line', zh: '热线' },
  retired: false,
  revision: 1,
  delimiter: ',',
  timeZone: 'Asia/Shanghai',
  times: ['%Y-%m-%d %H:%M:%S'],
  blanks: [],
  extractedAt: { from: 'column' as const, expression: column('extracted') },
  fields,
  hash: 'brook-1',
}

const city: City = {
  ...RIVER_CITY.city,
  id: 'brook',
  names: { en: 'Brook', zh: '溪城' },
  timeZone: 'Asia/Shanghai',
  span: { from: '2024-01-01', to: null },
  maturityDays: { responseRate: 2, resolutionRate: 15, satisfactionRate: 15 },
  areas,
  categories,
  departments: [member('p1', 'Heat office', '供热办'), member('p2', 'Road office', '道路办')],
  kinds: [member('complaint', 'Complaint', '投诉'), member('help', 'Help', '求助')],
  channels: [member('phone', 'Telephone', '电话'), member('app', 'App', '客户端')],
  sources: [{ id: 'line', names: source.names, tells: listTells({ fields }), retired: false }],
}

/** A city of 4 districts and 9 subcategories, of which a source tells everything that a notification speaks of. */
export const BROOK: CityPack = {
  ...RIVER_CITY,
  city,
  sources: { line: source },
  hash: 'brook',
}

export interface Brook {
  warehouse: Warehouse
  /** Loads cases through the ETL, as an extract made at `extracted` (local time). */
  load(cases: readonly Case[], extracted: string): Promise<void>
  /** Loads a file of that name and text, well or badly. */
  read(name: string, text: string): Promise<LoadResult>
  close(): Promise<void>
}

/** A file of cases, as an extract made at `extracted` (local time). */
export function writeCases(cases: readonly Case[], extracted: string): string {
  const lines = cases.map((one) => [...COLUMNS.map((key) => one[key]), extracted].join(','))
  return `${[...COLUMNS, 'extracted'].join(',')}\n${lines.join('\n')}\n`
}

/** The city in a database of its own. */
export async function openBrook(name: string, pack: CityPack = BROOK): Promise<Brook> {
  const folder = await mkdtemp(join(tmpdir(), 'weisu-brook-'))
  const warehouse = await testWarehouse(name)
  await command(
    warehouse,
    'INSERT INTO cities SELECT {city:String}, now64(3), {hash:String}, {pack:String}',
    { city: pack.city.id, hash: pack.hash, pack: JSON.stringify(pack.city) },
  )
  let files = 0
  const read = async (name: string, text: string) => {
    const path = join(folder, name)
    await writeFile(path, text)
    const context = {
      warehouse,
      data: folder,
      pack,
      requesterKey: [1n, 2n] as [bigint, bigint],
      now: new Date('2026-03-20T12:00:00Z'),
    }
    return loadFile(context, 'line', path)
  }
  return {
    warehouse,
    read,
    load: async (cases, extracted) => {
      const result = await read(`${files++}.csv`, writeCases(cases, extracted))
      if (result.state !== 'loaded') throw new Error(result.error ?? result.state)
    },
    close: async () => {
      await warehouse.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

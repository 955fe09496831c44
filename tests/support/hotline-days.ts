import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadPack, publishPack } from '../../etl/cities/pack.ts'
import type { LoadContext } from '../../etl/load-context.ts'
import { type LoadResult, loadFile } from '../../etl/load-file.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'

/** Days of a hotline, made by counting: nothing is random, so that tests can say what is there. */
export interface HotlineDays {
  /** The last local day that the extract tells of, and the time of that day up to which it does. */
  last: string
  until: string
  days: number
  perDay: number
}

const COLUMNS = [
  ...['case_id', 'updated_at', 'received_at', 'due_at', 'dispatched_at', 'responded_at'],
  ...['closed_at', 'rated_at', 'channel', 'kind', 'handling', 'requester', 'phone', 'event'],
  ...['enterprise', 'language', 'category', 'district', 'subdistrict', 'lon', 'lat'],
  ...['department', 'cooperating', 'resolved', 'satisfied', 'title', 'text'],
] as const
type HotlineRow = Partial<Record<(typeof COLUMNS)[number], string>>

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const CATEGORIES = ['020101', '030101', '030201', '040101', '040201', '070101', '110101', '120101']
const AREAS = [
  ['110105', '110105001'],
  ['110108', '110108001'],
  ['110101', '110101001'],
  ['110106', '110106001'],
  ['110112', '110112001'],
  ['110114', ''],
] as const
const KINDS = ['complaint', 'complaint', 'help', 'consultation', 'report']
const CHANNELS = ['phone', 'phone', 'phone', 'app', 'web', 'wechat']

const wall = (time: number) => new Date(time).toISOString().slice(0, 19).replace('T', ' ')

/** Picks unevenly: the first of the list most often. */
const pick = <Of>(list: readonly Of[], n: number): Of =>
  list[Math.floor((((n * 7919) % 1000) / 1000) ** 2 * list.length)] as Of

function complaint(time: number, n: number, through: number): HotlineRow {
  const [district, subdistrict] = pick(AREAS, n * 3 + 1)
  const dispatched = n % 4 !== 0
  const hours = 2 + ((n * 37) % 190)
  const known = (at: number) => (at <= through ? wall(at) : '')
  const closedAt = time + (dispatched ? hours : 0.2) * HOUR_MS
  const closed = known(closedAt)
  const rated = dispatched && n % 3 === 0 ? known(closedAt + 2 * DAY_MS) : ''
  return {
    case_id: `${wall(time).slice(0, 10).replaceAll('-', '')}-${String(n).padStart(6, '0')}`,
    updated_at: wall(through),
    received_at: wall(time),
    due_at: wall(time + 7 * DAY_MS),
    dispatched_at: dispatched ? known(time + HOUR_MS / 2) : '',
    responded_at: dispatched && n % 29 !== 0 ? known(time + 3 * HOUR_MS) : '',
    closed_at: closed,
    rated_at: rated,
    channel: pick(CHANNELS, n * 5),
    kind: pick(KINDS, n * 11),
    handling: dispatched ? 'dispatched' : 'direct',
    requester: n % 20 === 0 ? 'enterprise' : 'individual',
    phone: `139${String((n * 3571) % 9973).padStart(8, '0')}`,
    language: 'zh',
    category: pick(CATEGORIES, n),
    district,
    subdistrict,
    department: n % 2 === 0 ? 'development-reform' : 'education',
    resolved: rated && (n % 13 === 0 ? '0' : '1'),
    satisfied: rated && (n % 11 === 0 ? '0' : '1'),
    title: '反映问题',
    text: `市民反映第${n}件`,
  }
}

/** How many complaints a day has: fewer on weekends, a little more each month. */
const volume = (day: number, perDay: number) =>
  Math.round(perDay * (new Date(day).getUTCDay() % 6 === 0 ? 0.7 : 1) * (1 + day / DAY_MS / 1e5))

function hotlineCsv({ last, until, days, perDay }: HotlineDays): string {
  const through = Date.parse(`${last}T${until}Z`)
  const lines = [COLUMNS.join(',')]
  for (let ago = days - 1, n = 0; ago >= 0; ago--) {
    const day = Date.parse(last) - ago * DAY_MS
    const count = volume(day, perDay)
    for (let i = 0; i < count; i++, n++) {
      const time = day + 6 * HOUR_MS + Math.floor((i / count) * 17 * HOUR_MS)
      if (time > through) break
      const row = complaint(time, n, through)
      lines.push(COLUMNS.map((column) => row[column] ?? '').join(','))
    }
  }
  return `${lines.join('\n')}\n`
}

/** Publishes the Beijing pack and loads days of its hotline, through the real ETL. */
export async function loadHotline(
  warehouse: Warehouse,
  folder: string,
  told: HotlineDays,
): Promise<LoadResult> {
  const pack = await loadPack('beijing', [join(import.meta.dirname, '../../etl/cities')])
  await publishPack(warehouse, pack)
  const stamp = `${told.last.replaceAll('-', '')}T${told.until.replaceAll(':', '')}`
  await mkdir(folder, { recursive: true })
  const path = join(folder, `hotline-${stamp}.csv`)
  await writeFile(path, hotlineCsv(told))
  const context: LoadContext = {
    warehouse,
    data: folder,
    pack,
    requesterKey: [1n, 2n],
    now: new Date(`${told.last}T${told.until}+08:00`),
  }
  return loadFile(context, 'hotline', path)
}

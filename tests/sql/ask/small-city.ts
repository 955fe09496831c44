import { afterEach } from 'vitest'
import type { Answer } from '../../../sql/model/answer.ts'
import type { City } from '../../../sql/model/city.ts'
import type { Question } from '../../../sql/model/question.ts'
import { EVERYTHING } from '../../../sql/model/scope.ts'
import { createAsk } from '../../../sql/node/ask.ts'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { testWarehouse } from '../../support/warehouse.ts'
import { loadSample } from './load-sample.ts'
import { sampleCity } from './sample-city.ts'
import type { RawComplaint } from './sample-complaints.ts'

const BLANK: Omit<RawComplaint, 'id' | 'received'> = {
  source: 'full',
  due: null,
  closedTime: null,
  rated: null,
  dispatched: null,
  responded: false,
  closed: false,
  has_due: false,
  on_time: null,
  resolved: null,
  satisfied: null,
  requester_key: '',
  district: 'unknown',
  subdistrict: 'unknown',
  community: 'unknown',
  category1: 'unknown',
  category2: 'unknown',
  category3: 'unknown',
  kind: 'unknown',
  handling: 'unknown',
  channel: 'unknown',
  requester: 'unknown',
  department: 'unknown',
  enterprise: 'unknown',
  deadline: 'unknown',
  language: 'unknown',
  sector: 'unknown',
  life_areas: [],
  good_life: [],
}

const epoch = (iso: string): number => Date.parse(iso) / 1000

/** A complaint written by hand: received at an instant, and what else matters. */
export interface Written extends Partial<Omit<RawComplaint, 'received' | 'due' | 'rated'>> {
  at: string
  dueAt?: string
  closedAt?: string
  ratedAt?: string
}

function complete(written: Written, i: number): RawComplaint {
  const { at, dueAt, closedAt, ratedAt, ...rest } = written
  const due = dueAt === undefined ? null : epoch(dueAt)
  const closedTime = closedAt === undefined ? null : epoch(closedAt)
  return {
    ...BLANK,
    id: `w${i}`,
    received: epoch(at),
    due,
    has_due: due !== null,
    closedTime,
    closed: closedTime !== null,
    on_time: closedTime !== null && due !== null ? closedTime <= due : null,
    rated: ratedAt === undefined ? null : epoch(ratedAt),
    ...rest,
  }
}

export interface SmallCity {
  warehouse: Warehouse
  ask(question: Omit<Question, 'city'>): Promise<Answer>
  close(): Promise<void>
}

/** A city of a few complaints written by hand, with one cut-off; slices are months. */
export async function smallCity(
  name: string,
  through: string,
  complaints: readonly Written[],
  city: City = sampleCity,
): Promise<SmallCity> {
  const warehouse = await testWarehouse(name)
  await loadSample(warehouse, {
    city,
    complaints: complaints.map(complete),
    openFrom: 99_999_999,
    through: { full: through },
  })
  const ask = createAsk(warehouse)
  return {
    warehouse,
    ask: (question) => ask({ city: city.id, ...question }, EVERYTHING),
    close: () => warehouse.close(),
  }
}

/** Opens small cities one at a time for the tests of a file, and closes each after its test. */
export function openSmallCities() {
  let city: SmallCity | undefined
  afterEach(async () => {
    await city?.close()
    city = undefined
  })
  return async (through: string, complaints: Written[]): Promise<SmallCity> => {
    city = await smallCity('goldens', through, complaints)
    return city
  }
}

/** The periods of an answer, each with some of its numbers. */
export const counts = (answer: Answer, ...ids: string[]) =>
  answer.rows.map((row) => [row.period, ...ids.map((id) => row[id])])

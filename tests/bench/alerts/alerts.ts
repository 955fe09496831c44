import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { listPackRoots, loadPack } from '../../../etl/cities/pack.ts'
import { SHAPES } from '../../../etl/simulate/plant-kinds.ts'
import type { Truth } from '../../../etl/simulate/truth.ts'
import { followRises } from '../../../server/insight/alerts/episodes.ts'
import { createLattice, type Lattice, type Place } from '../../../server/insight/alerts/lattice.ts'
import { openSeries, readExtracts } from './extract-series.ts'
import { judgeNights } from './judge-nights.ts'
import { type Planted, weighPlant } from './planted.ts'

/**
 * The nightly alerts on simulated cities, beside what was planted there:
 * `npm run benchmark:alerts -- [--seeds 201,202] [--plain 205] [--nights 365] [--threads 2]`. Each city
 * is simulated, read without the warehouse, and judged every night of its last year. Found: an alert in,
 * about or above the planted area and category, as of a day within 14 days of its begin. False: a rise
 * that opens without any plant there in the week before.
 *
 * The headline is of outbreaks whose expected excess comes to 4 standard deviations of the series' week
 * at any time: in their peak week. Of a slow one far less has come when its first fortnight is over; so
 * those that come to as much within it, which is when they are to be found, are told beside it.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '201,202,203,204,205,206,207,208,209,210' },
    plain: { type: 'string', default: '211' },
    nights: { type: 'string', default: '365' },
    folder: { type: 'string', default: 'data/bench/alerts' },
    budget: { type: 'string', default: '1.5' },
    threads: { type: 'string', default: '2' },
  },
})
const HISTORY = { from: '2022-01-01', to: '2025-01-01', perDay: 3000 }
const FORTNIGHT = 14
const CLEAR = 4
const DAY_MS = 86_400_000
const dayAt = (day: number): string =>
  new Date(Date.parse(HISTORY.from) + day * DAY_MS).toISOString().slice(0, 10)

function simulate(seed: number, plain: boolean): string {
  const out = join(values.folder, String(seed))
  if (existsSync(join(out, 'truth.json'))) return out
  const plan = ['--from', HISTORY.from, '--to', HISTORY.to, '--per-day', String(HISTORY.perDay)]
  const more = ['--seed', String(seed), '--format', 'parquet', ...(plain ? ['--plain'] : [])]
  const command = ['--import', 'tsx', 'etl/main.ts', 'simulate', '--city', 'beijing', '--out', out]
  const { status } = spawnSync(process.execPath, [...command, ...plan, ...more], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0) throw new Error(`the city of seed ${seed} was not simulated`)
  return out
}

/** The places that a plant concerns. */
const placesOf = ({ what }: Planted): Place[] => {
  const category = what.category ?? ''
  const areas = [what.area ?? '', ...(what.areas ?? []).map(({ area }) => area)]
  return areas.map((area) => ({ area, category }))
}

const concerns = (plant: Planted, place: Place, lattice: Lattice): boolean =>
  placesOf(plant).some((one) => lattice.holds(one, place) || lattice.holds(place, one))

async function judgeCity(seed: number, plain: boolean) {
  const folder = simulate(seed, plain)
  const { city } = await loadPack('beijing', listPackRoots('data'))
  const truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')) as Truth
  const counts = await readExtracts(folder, city, HISTORY.from, HISTORY.to)
  const series = openSeries(counts)
  const lattice = createLattice(city)
  const plants = truth.plants
    .filter(({ kind }) => ['outbreak', 'spreading', 'newKind'].includes(kind))
    .map((plant) => weighPlant(plant, series))
  const nights = Math.min(Number(values.nights), series.days - 300)
  const first = series.days - nights + 1
  const passes = await judgeNights(
    { city, counts, falseAlarmsAWeek: Number(values.budget) },
    Array.from({ length: nights }, (_, i) => dayAt(first + i)),
    Number(values.threads),
  )
  const dayOf = (day: string): number => (Date.parse(day) - Date.parse(HISTORY.from)) / DAY_MS
  const isDue = ({ begin }: Planted) => begin >= first && begin + FORTNIGHT <= series.days
  const foundAfter = (plant: Planted): number | null => {
    for (const { asOf, alerts } of passes) {
      const at = dayOf(asOf)
      if (at <= plant.begin || at > plant.end + 7) continue
      if (alerts.some((alert) => concerns(plant, alert, lattice))) return at - plant.begin
    }
    return null
  }
  const judged = plants.filter(isDue).map((plant) => ({ plant, after: foundAfter(plant) }))
  const falseOnes = followRises(passes, lattice).filter(({ openedOn, days: [opened] }) => {
    const at = dayOf(openedOn)
    return !plants.some(
      (plant) =>
        plant.begin < at && plant.end > at - 14 && opened && concerns(plant, opened, lattice),
    )
  })
  return { judged, falseAWeek: falseOnes.length / (nights / 7), falseOnes }
}

const round = (value: number | null): string => (value === null ? '-' : value.toFixed(1))
const all: Awaited<ReturnType<typeof judgeCity>>['judged'] = []
const seeds = values.seeds.split(',').filter(Boolean).map(Number)
for (const seed of seeds) {
  const begun = performance.now()
  const { judged, falseAWeek } = await judgeCity(seed, false)
  all.push(...judged)
  console.log(
    `city ${seed}: ${falseAWeek.toFixed(2)} false alarms a week (${((performance.now() - begun) / 1000).toFixed(0)} s)`,
  )
  for (const { plant, after } of judged) {
    const found =
      after === null ? 'missed' : after <= FORTNIGHT ? `day ${after}` : `late, day ${after}`
    const place = `${plant.what.area ?? 'city'} ${plant.what.category}`
    console.log(
      `  ${plant.id} ${plant.shape} ${place} from ${plant.from}: ${round(plant.firstFortnight)} sd in its first fortnight, ${round(plant.atAll)} in its peak week: ${found}`,
    )
  }
}
for (const seed of values.plain.split(',').filter(Boolean).map(Number)) {
  const { falseAWeek, falseOnes } = await judgeCity(seed, true)
  console.log(`city ${seed}, nothing planted: ${falseAWeek.toFixed(2)} false alarms a week`)
  for (const { openedOn, area, category, alert } of falseOnes)
    console.log(
      `  ${openedOn} ${area || 'city'} ${category || 'all'}: ${alert.observed} of ${alert.expected.toFixed(1)} in ${alert.window} days, p ${alert.pValue.toExponential(1)}`,
    )
}
const outbreaks = all.filter(({ plant }) => plant.kind === 'outbreak')
const share = (what: string, of: typeof all) => {
  const found = of.filter(({ after }) => after !== null && after <= FORTNIGHT)
  const delays = found.map(({ after }) => after as number).sort((a, b) => a - b)
  const median = delays[Math.floor(delays.length / 2)] ?? null
  const part = of.length === 0 ? '-' : `${((100 * found.length) / of.length).toFixed(0)} %`
  console.log(
    `${what}: ${found.length} of ${of.length} found within ${FORTNIGHT} days (${part}), median day ${median}`,
  )
}
const reaching = (of: (plant: Planted) => number | null) =>
  outbreaks.filter(({ plant }) => (of(plant) ?? 0) >= CLEAR)
share(
  `outbreaks of ${CLEAR} sd or more in their peak week`,
  reaching(({ atAll }) => atAll),
)
share(
  `outbreaks of ${CLEAR} sd or more in a week of their first fortnight`,
  reaching(({ firstFortnight }) => firstFortnight),
)
for (const shape of SHAPES)
  share(
    `  ${shape}, in their peak week`,
    reaching(({ atAll }) => atAll).filter(({ plant }) => plant.shape === shape),
  )
share('all that was planted', all)

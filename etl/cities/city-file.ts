import { validate as isCron } from 'node-cron'
import { z } from 'zod'
import type { Weights } from '../../sql/model/city.ts'
import { checkDay, checkId, checkLanguage, checkTimeZone } from './checks.ts'
import { type JsonFile, readJsonFile } from './json-file.ts'
import type { Problem } from './pack-error.ts'

export const LABELS = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) })
const OPENNESS = z.enum(['open', 'closed']).default('open')

const CITY_FILE = z.strictObject({
  id: z.string(),
  names: LABELS,
  timeZone: z.string(),
  languages: z.array(z.string()).min(1),
  span: z.strictObject({ from: z.string(), to: z.string().nullable().default(null) }),
  residents: z.int().positive().nullable().default(null),
  maturityDays: z.record(z.string(), z.int().nonnegative()).default({}),
  weights: z
    .array(
      z.strictObject({
        from: z.string(),
        response: z.number().min(0).max(1),
        resolution: z.number().min(0).max(1),
        satisfaction: z.number().min(0).max(1),
      }),
    )
    .default([]),
  lists: z
    .strictObject({
      areas: OPENNESS,
      categories: OPENNESS,
      departments: OPENNESS,
      enterprises: OPENNESS,
      kinds: OPENNESS,
      channels: OPENNESS,
    })
    .prefault({}),
  nullPoints: z
    .array(z.strictObject({ lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) }))
    .default([]),
  deadlines: z.array(z.string().min(1)).default([]),
  falseAlarmsAWeek: z.number().positive().max(1000).optional(),
  schedule: z
    .strictObject({
      load: z.string().optional(),
      daily: z.string().optional(),
      detect: z.string().optional(),
      detectHourly: z.string().optional(),
    })
    .default({}),
})
export type CityFile = z.infer<typeof CITY_FILE>

/** Measures whose value settles after a while. */
const MATURING = [
  'responseRate',
  'resolutionRate',
  'satisfactionRate',
  'onTimeRate',
  'hoursToClose',
  'repeatRate',
  'score',
]

/** The scheduled jobs of a city, with an expression that shows the form. */
const CRONS = {
  load: '*/5 * * * *',
  daily: '30 7 * * *',
  detect: '30 5 * * *',
  detectHourly: '10 * * * *',
}

function checkWeights(file: JsonFile<CityFile>): void {
  file.value.weights.forEach((weights: Weights, i) => {
    const sum = weights.response + weights.resolution + weights.satisfaction
    if (Math.abs(sum - 1) > 1e-9) {
      file.blame(['weights', i], `the three weights sum to ${Number(sum.toFixed(6))}, not to 1`)
    }
    const wrong = checkDay(weights.from)
    if (wrong) file.blame(['weights', i, 'from'], wrong)
    const before = file.value.weights[i - 1]
    if (before && before.from >= weights.from) {
      file.blame(['weights', i, 'from'], 'should be later than the one before')
    }
  })
}

function checkSpan(file: JsonFile<CityFile>): void {
  const { from, to } = file.value.span
  const wrongFrom = checkDay(from)
  if (wrongFrom) file.blame(['span', 'from'], wrongFrom)
  const wrongTo = to === null ? null : checkDay(to)
  if (wrongTo) file.blame(['span', 'to'], wrongTo)
  if (!wrongFrom && (from < '1970-01-02' || from > '2105-12-31')) {
    file.blame(['span', 'from'], 'should lie between 1970-01-02 and 2105-12-31')
  }
  if (to !== null && !wrongFrom && !wrongTo && to <= from) {
    file.blame(['span', 'to'], `should be later than ${from}: it is the first day outside`)
  }
}

/** Reads and checks `city.json` of the pack in `folder`. */
export async function readCityFile(
  id: string,
  folder: string,
  problems: Problem[],
): Promise<CityFile | null> {
  const file = await readJsonFile(folder, 'city.json', CITY_FILE, problems)
  if (!file) return null
  const city = file.value
  const wrongId = checkId(city.id)
  if (wrongId) file.blame(['id'], wrongId)
  else if (city.id !== id) file.blame(['id'], `should be "${id}", the name of the pack's folder`)
  const wrongZone = checkTimeZone(city.timeZone)
  if (wrongZone) file.blame(['timeZone'], wrongZone)
  city.languages.forEach((language, i) => {
    const wrong = checkLanguage(language)
    if (wrong) file.blame(['languages', i], wrong)
  })
  checkSpan(file)
  checkWeights(file)
  for (const measure of Object.keys(city.maturityDays)) {
    if (!MATURING.includes(measure)) {
      file.blame(
        ['maturityDays', measure],
        `is no measure that matures: use ${MATURING.join(', ')}`,
      )
    }
  }
  city.deadlines.forEach((deadline, i) => {
    if (city.deadlines.indexOf(deadline) !== i) {
      file.blame(['deadlines', i], `"${deadline}" stands here twice`)
    }
  })
  for (const [job, example] of Object.entries(CRONS)) {
    const pattern = city.schedule[job as keyof typeof CRONS]
    if (pattern !== undefined && !isCron(pattern)) {
      file.blame(['schedule', job], `is no cron expression: use one such as "${example}"`)
    }
  }
  return city
}

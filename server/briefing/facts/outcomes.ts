import { UNKNOWN } from '../../../sql/model/dimensions.ts'
import { shiftDay } from '../../insight/local-days.ts'
import { adjustBenjaminiHochberg } from '../../stats/benjamini-hochberg.ts'
import { compareProportions } from '../../stats/two-proportions.ts'
import type { Fact, Name } from '../document.ts'
import type { Naming } from '../names.ts'
import { type Asked, type Notebook, numberOf } from '../notebook.ts'
import {
  askCohort,
  askCohortByDistrict,
  askSettled,
  COHORT_DAYS,
  RATES,
  type RateId,
  type Subject,
} from '../questions.ts'

/** A district of which fewer cases tell is not set beside the city. */
const FEWEST_CASES = 30
/** How many districts are told at each end. */
const MOST = 3
/** The share of districts wrongly set apart among those that are, at most, on average. */
const FALSE_DISCOVERY_RATE = 0.05

export interface DistrictRate {
  name: Name
  rate: Fact
  n: Fact
  low: Fact
  high: Fact
}

/** A rate of the latest seven days of receipt that have settled, beside the seven before. */
export interface Outcome {
  measure: RateId
  first: Fact
  last: Fact
  rate: Fact
  n: Fact
  before: Fact
  beforeN: Fact
  points: Fact
  pValue: Fact
  /** Districts that differ from the rest of the city beyond chance, above its rate and below. */
  best: DistrictRate[]
  worst: DistrictRate[]
}

/** The last day of receipt whose rate has settled; null: none has. */
function lastSettled(settled: Asked, measure: RateId): string | null {
  const days = settled.answer.rows
    .filter((row) => row[`${measure}.mature`] === true && Number(row[`${measure}.n`]) > 0)
    .map((row) => String(row.period))
  return days.sort().at(-1) ?? null
}

interface District {
  district: string
  rate: number
  n: number
}

/**
 * The districts whose rate differs from that of the rest of the city: two proportions, two-sided,
 * adjusted over all districts by Benjamini and Hochberg, as one in twenty would stand apart by chance.
 */
export function setApart(districts: readonly District[], city: { rate: number; n: number }) {
  const pValues = districts.map(
    ({ rate, n }) =>
      compareProportions(rate * n, n, city.rate * city.n - rate * n, city.n - n) ?? 1,
  )
  const adjusted = adjustBenjaminiHochberg(pValues)
  const apart = districts.filter((_, i) => (adjusted[i] ?? 1) <= FALSE_DISCOVERY_RATE)
  return {
    best: apart.filter(({ rate }) => rate > city.rate).sort((a, b) => b.rate - a.rate),
    worst: apart.filter(({ rate }) => rate < city.rate).sort((a, b) => a.rate - b.rate),
  }
}

async function readDistricts(
  book: Notebook,
  asked: Asked,
  measure: RateId,
  city: { rate: number; n: number },
  naming: Naming,
): Promise<{ best: DistrictRate[]; worst: DistrictRate[] }> {
  const districts = asked.answer.rows
    .map((row) => ({
      district: String(row.district),
      rate: Number(row[measure]),
      n: Number(row[`${measure}.n`]),
    }))
    .filter(({ district, n }) => district !== UNKNOWN && n >= FEWEST_CASES)
  const tell = ({ district }: District): DistrictRate => {
    const rate = book.cell(asked, { district }, measure, 'rate')
    const n = book.cell(asked, { district }, `${measure}.n`, 'count')
    return {
      name: naming('district', district),
      rate,
      n,
      low: book.derive('wilsonLow', [rate, n], 'rate'),
      high: book.derive('wilsonHigh', [rate, n], 'rate'),
    }
  }
  const { best, worst } = setApart(districts, city)
  return { best: best.slice(0, MOST).map(tell), worst: worst.slice(0, MOST).map(tell) }
}

/** The year is told where it is not the reported day's. */
const nameDay = (book: Notebook, day: string, subject: Subject): Fact =>
  book.state('calendar', day, day.slice(0, 4) === subject.day.slice(0, 4) ? 'dayOfYear' : 'day')

async function readOutcome(
  book: Notebook,
  subject: Subject,
  measure: RateId,
  last: string,
  naming: Naming,
): Promise<Outcome | null> {
  const [cohort, byDistrict] = await Promise.all([
    book.ask(askCohort(subject, measure, last)),
    book.ask(askCohortByDistrict(subject, measure, last)),
  ])
  const rate = book.cell(cohort, {}, measure, 'rate')
  const n = book.cell(cohort, {}, `${measure}.n`, 'count')
  const before = book.cell(cohort, {}, `${measure}.compare`, 'rate')
  const beforeN = book.cell(cohort, {}, `${measure}.compare.n`, 'count')
  const value = numberOf(rate)
  if (value === null) return null
  return {
    measure,
    first: nameDay(book, shiftDay(last, 1 - COHORT_DAYS), subject),
    last: nameDay(book, last, subject),
    rate,
    n,
    before,
    beforeN,
    points: book.derive('difference', [rate, before], 'points'),
    pValue: book.derive('equalRates', [rate, n, before, beforeN], 'pValue'),
    ...(await readDistricts(
      book,
      byDistrict,
      measure,
      { rate: value, n: numberOf(n) ?? 0 },
      naming,
    )),
  }
}

/** The three rates, each of its own latest cohort that has settled; those that no source tells are absent. */
export async function readOutcomes(
  book: Notebook,
  subject: Subject,
  naming: Naming,
): Promise<Outcome[]> {
  const settled = await book.ask(askSettled(subject))
  const found = await Promise.all(
    RATES.map((measure) => {
      const last = lastSettled(settled, measure)
      return last === null ? null : readOutcome(book, subject, measure, last, naming)
    }),
  )
  return found.filter((outcome) => outcome !== null)
}

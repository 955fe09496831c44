import { type Alias, type AliasTables, aliasOf, aliasTables } from './alias.ts'
import { dayNumber } from './calendar.ts'
import { CATEGORIES_2020, EPIDEMIC, HOURS, KINDS, ONLINE, YEARS } from './calibration.ts'
import { clockOffset } from './clock.ts'
import { PEOPLE, SHOPS } from './names.ts'
import { collectPhrases, insideQuotes, type Phrases } from './phrases.ts'
import { compilePlaces, type District, type Subdistrict } from './places.ts'
import { NEW_KINDS } from './plant-kinds.ts'
import { keyOf, normalOf } from './random.ts'
import { SimulationError, type SimulationPlan } from './simulation.ts'
import { compileTemplates, type Templates } from './texts.ts'
import { compileTopics, type Item, type Topic } from './topics.ts'

/** The city compiled: numbers to draw from, and bytes to write. */
export interface World {
  plan: SimulationPlan
  seed: number
  /** Seconds that local time is ahead of UTC. */
  offset: number
  firstDay: number
  endDay: number
  topics: Topic[]
  items: Item[]
  districts: District[]
  subdistricts: Subdistrict[]
  /** `effect`: how much better or worse it works than others, in standard deviations. */
  departments: { code: string; phrase: number; effect: number }[]
  /** The same of districts. */
  districtEffects: Float64Array
  /** A topic's share of its category of level 1. */
  topicShares: Float64Array
  /** A category of level 1's share of everything but the epidemic. */
  categoryShares: Map<string, number>
  /** By cell, topic * districts + district: the district's share of the topic. */
  districtShares: Float64Array
  /** By cell: which subdistrict of the district calls, and in what proportion. */
  callers: AliasTables
  callerShares: Float64Array[]
  /** By topic: which of its items. */
  itemsOf: AliasTables
  hours: Alias[]
  kinds: Record<keyof typeof KINDS, { alias: Alias; phrases: number[] }>
  online: { alias: Alias; phrases: number[] }
  words: Record<string, number>
  /** Templates of the new kinds of complaint, in the order of NEW_KINDS. */
  newKinds: { zh: Templates; en: Templates }[]
  people: { zh: number; en: number }[]
  shops: { zh: number; en: number }[]
  phrases: Phrases
}

/** How much more a place calls about a topic of its own area. Assumed. */
function affinity(area: Topic['area'], rural: number): number {
  if (area === 'urban') return 1 - 0.85 * rural
  return area === 'rural' ? 0.05 + 0.95 * rural : 1
}

function shareCategories(topics: Topic[]) {
  const weights = new Map<string, number>()
  for (const t of topics) weights.set(t.level1, (weights.get(t.level1) ?? 0) + t.weight)
  const topicShares = Float64Array.from(topics, (t) => t.weight / weights.get(t.level1)!)
  const others = [...weights.keys()].filter((code) => code !== EPIDEMIC)
  const ordinary = YEARS[2020]!.received - YEARS[2020]!.epidemic
  const published = others.filter((code) => code in CATEGORIES_2020)
  const rest = 1 - published.reduce((sum, code) => sum + CATEGORIES_2020[code]! / ordinary, 0)
  const restWeight = others
    .filter((code) => !published.includes(code))
    .reduce((sum, code) => sum + weights.get(code)!, 0)
  const shares = others.map((code): [string, number] => [
    code,
    published.includes(code)
      ? CATEGORIES_2020[code]! / ordinary
      : (rest * weights.get(code)!) / restWeight,
  ])
  const sum = shares.reduce((total, [, share]) => total + share, 0)
  return { topicShares, categoryShares: new Map(shares.map(([code, s]) => [code, s / sum])) }
}

/**
 * Shares of the districts in each topic, such that over all topics they keep their weights: iterative
 * proportional fitting (Deming and Stephan 1940) of the affinities.
 */
function shareDistricts(
  topics: Topic[],
  weights: Float64Array,
  districts: District[],
  seed: number,
) {
  const n = districts.length
  const total = districts.reduce((sum, d) => sum + d.weight, 0)
  const shares = new Float64Array(topics.length * n)
  topics.forEach((topic, t) => {
    districts.forEach((district, d) => {
      const local = Math.exp(0.25 * normalOf(keyOf(seed, t, d, 23)))
      shares[t * n + d] = district.weight * affinity(topic.area, district.rural) * local
    })
  })
  for (let round = 0; round < 30; round++) {
    for (let t = 0; t < topics.length; t++) {
      let sum = 0
      for (let d = 0; d < n; d++) sum += shares[t * n + d]!
      for (let d = 0; d < n; d++) shares[t * n + d]! /= sum
    }
    if (round === 29) break
    for (let d = 0; d < n; d++) {
      let sum = 0
      for (let t = 0; t < topics.length; t++) sum += weights[t]! * shares[t * n + d]!
      const factor = districts[d]!.weight / total / sum
      for (let t = 0; t < topics.length; t++) shares[t * n + d]! *= factor
    }
  }
  return shares
}

/** How well each works, in standard deviations: over all that they handle, 0. */
function drawEffects(weights: Float64Array, seed: number): Float64Array {
  const effects = weights.map((_, i) => normalOf(keyOf(seed, i)))
  const total = weights.reduce((sum, w) => sum + w, 0)
  const mean = weights.reduce((sum, w, i) => sum + w * effects[i]!, 0) / total
  return effects.map((effect) => effect - mean)
}

const phrasesOf = (shares: Record<string, number>, add: (text: string) => number) => ({
  alias: aliasOf(Object.values(shares)),
  phrases: Object.keys(shares).map(add),
})

const WORDS = [
  'phone',
  'enterprise',
  'individual',
  'direct',
  'dispatched',
  'complaint',
  'report',
  'zh',
  'en',
]

/**
 * Compiles a plan's city.
 * @throws SimulationError where the pack lacks what a simulation needs
 */
export function buildWorld(plan: SimulationPlan): World {
  const { city } = plan.pack
  const seed = keyOf(plan.seed, 1)
  const collector = collectPhrases()
  const { topics, items } = compileTopics(city, seed, collector)
  const { districts, subdistricts } = compilePlaces(city, seed, collector)
  if (topics.length === 0 || districts.length === 0) {
    throw new SimulationError(
      `The pack of ${city.id} lacks the categories or the areas to simulate it.`,
    )
  }
  const { topicShares, categoryShares } = shareCategories(topics)
  const weights = Float64Array.from(
    topics,
    (t, i) => topicShares[i]! * (categoryShares.get(t.level1) ?? 0.001),
  )
  const add = collector.add
  const quoted = ({ zh, en }: { zh: string; en: string }) => ({
    zh: add(insideQuotes(zh)),
    en: add(insideQuotes(en)),
  })
  const leads = new Float64Array(city.departments.length)
  for (const [i, { topic, department }] of items.entries()) {
    const { itemShares, firstItem } = topics[topic]!
    if (department >= 0) leads[department]! += weights[topic]! * itemShares[i - firstItem]!
  }
  const departmentEffects = drawEffects(leads, keyOf(seed, 29))
  const departments = city.departments.map(({ code }, i) => ({
    code,
    phrase: add(code),
    effect: departmentEffects[i]!,
  }))
  const callerShares = topics.flatMap((topic, t) =>
    districts.map((district) => {
      const raw = district.subdistricts.map((s) => {
        const sub = subdistricts[s]!
        const hot = Math.exp(0.45 * normalOf(keyOf(seed, t, s, 31)))
        return sub.weight * hot * affinity(topic.area, sub.rural ? 1 : 0)
      })
      const sum = raw.reduce((a, b) => a + b, 0)
      return Float64Array.from(raw, (w) => w / sum)
    }),
  )
  return {
    plan,
    seed,
    offset: clockOffset(city.timeZone, plan.from, plan.to),
    firstDay: dayNumber(plan.from),
    endDay: dayNumber(plan.to),
    topics,
    items,
    districts,
    subdistricts,
    departments,
    districtEffects: drawEffects(
      Float64Array.from(districts, (d) => d.weight),
      keyOf(seed, 83),
    ),
    topicShares,
    categoryShares,
    districtShares: shareDistricts(topics, weights, districts, seed),
    callers: aliasTables(callerShares),
    callerShares,
    itemsOf: aliasTables(topics.map((topic) => topic.itemShares)),
    hours: Object.values(HOURS).map(aliasOf),
    kinds: {
      direct: phrasesOf(KINDS.direct, add),
      dispatched: phrasesOf(KINDS.dispatched, add),
      urgent: phrasesOf(KINDS.urgent, add),
      consultation: phrasesOf(KINDS.consultation, add),
      report: phrasesOf(KINDS.report, add),
    },
    online: phrasesOf(ONLINE, add),
    words: Object.fromEntries(WORDS.map((word) => [word, add(word)])),
    newKinds: NEW_KINDS.map(({ zh, en }) => ({
      zh: compileTemplates(zh, collector),
      en: compileTemplates(en, collector),
    })),
    people: PEOPLE.map(quoted),
    shops: SHOPS.map(quoted),
    phrases: collector.seal(),
  }
}

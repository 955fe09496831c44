import type { Category, City } from '../../sql/model/city.ts'
import type { Season } from './calendar.ts'
import { DEADLINES, HOURS, USUAL_DEADLINE } from './calibration.ts'
import { type Enterprise, enterprisesOf } from './enterprises.ts'
import { insideQuotes, type PhraseCollector } from './phrases.ts'
import { keyOf } from './random.ts'
import { SimulationError } from './simulation.ts'
import { compileTemplates, readTexts, type Templates, type TextEntry } from './texts.ts'

/** A category of level 2: what calls are about, drawn as one. */
export interface Topic {
  code: string
  level1: string
  weight: number
  season: Season | null
  /** Index into the profiles of hours. */
  hours: number
  area: TextEntry['area']
  /** Its items lie from here on. */
  firstItem: number
  itemShares: Float64Array
  /** Whom its complaints name. */
  enterprises: Enterprise[]
  zh: Templates
  en: Templates
}

/** A category of level 3. Texts are numbers of phrases. */
export interface Item {
  code: string
  topic: number
  codePhrase: number
  zh: number
  en: number
  /** Index into the city's departments, -1 where none leads. */
  department: number
  deadline: number
  /** What those who are passed on mostly want, by its kinds. */
  kinds: 'dispatched' | 'urgent' | 'consultation' | 'report'
}

export const DEADLINE_CLASSES = Object.entries(DEADLINES).map(([name, hours]) => ({
  name,
  ...hours,
}))
export const URGENT = DEADLINE_CLASSES.findIndex((d) => d.name === '2h')
const HOUR_PROFILES = Object.keys(HOURS)

/** Reads an attribute of a category, its own or that of the nearest ancestor which has one. */
function inheritedBy(city: City, own: (c: Category) => string | null) {
  const at = new Map(city.categories.map((c) => [`${c.level} ${c.code}`, c]))
  return (category: Category): string | null => {
    let c: Category | undefined = category
    while (c) {
      const value = own(c)
      if (value !== null) return value
      c = at.get(`${c.level - 1} ${c.parent}`)
    }
    return null
  }
}

/** In a sentence an English name begins small, unless it begins with an abbreviation. */
const inSentence = (name: string) =>
  /^[A-Z][a-z]/.test(name) ? `${name[0]!.toLowerCase()}${name.slice(1)}` : name

/** The directory names consultations and reports as such. */
function kindsOf(name: string, deadline: number): Item['kinds'] {
  if (deadline === URGENT) return 'urgent'
  if (name.endsWith('咨询')) return 'consultation'
  return name.endsWith('举报') ? 'report' : 'dispatched'
}

/** Few items make most of a topic, as in every directory (Zipf); which ones, the seed says. */
function weighItems(codes: readonly string[], seed: number): Float64Array {
  const order = codes.map((code) => keyOf(seed, Number(code), 5))
  const ranked = [...order].sort((a, b) => a - b)
  const weights = Float64Array.from(order, (key) => 1 / (ranked.indexOf(key) + 1.5) ** 0.9)
  const sum = weights.reduce((a, b) => a + b, 0)
  return weights.map((weight) => weight / sum)
}

/**
 * The categories of levels 2 and 3, with what is said about them.
 * @throws SimulationError where a category of level 2 has no texts
 */
export function compileTopics(city: City, seed: number, phrases: PhraseCollector) {
  const texts = readTexts()
  const leads = inheritedBy(city, (c) => c.department)
  const deadlineOf = inheritedBy(city, (c) => c.deadline)
  const byTopic = new Map<string, Category[]>()
  for (const item of city.categories.filter((c) => c.level === 3)) {
    byTopic.set(item.parent ?? '', [...(byTopic.get(item.parent ?? '') ?? []), item])
  }
  const topics: Topic[] = []
  const items: Item[] = []
  for (const category of city.categories.filter((c) => c.level === 2)) {
    const own = byTopic.get(category.code) ?? []
    if (own.length === 0 || category.parent === null) continue
    const entry = texts.get(category.code)
    if (!entry)
      throw new SimulationError(`There are no texts about category ${category.code} to simulate.`)
    const itemShares = weighItems(
      own.map((item) => item.code),
      seed,
    )
    topics.push({
      code: category.code,
      level1: category.parent,
      weight: entry.weight,
      season: entry.season,
      hours: HOUR_PROFILES.indexOf(entry.hours),
      area: entry.area,
      firstItem: items.length,
      itemShares,
      enterprises: enterprisesOf(city, category.code, phrases),
      zh: compileTemplates(entry.zh, phrases),
      en: compileTemplates(entry.en, phrases),
    })
    for (const item of own) {
      const named = deadlineOf(item) ?? USUAL_DEADLINE
      const deadline = Math.max(
        0,
        DEADLINE_CLASSES.findIndex((d) => d.name === named),
      )
      items.push({
        code: item.code,
        topic: topics.length - 1,
        codePhrase: phrases.add(item.code),
        zh: phrases.add(insideQuotes(item.names.zh)),
        en: phrases.add(insideQuotes(inSentence(item.names.en))),
        department: city.departments.findIndex((d) => d.code === leads(item)),
        deadline,
        kinds: kindsOf(item.names.zh, deadline),
      })
    }
  }
  return { topics, items }
}

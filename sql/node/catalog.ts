import { memberTree, type NamedMember } from '../compile/codes.ts'
import type { City, Tellable } from '../model/city.ts'
import { DIMENSIONS, type DimensionId, UNKNOWN } from '../model/dimensions.ts'
import { GRAIN_NAMES, GRAINS, type Grain } from '../model/grains.ts'
import type { Labels } from '../model/labels.ts'
import { type Format, MEASURES, type MeasureId, measureOf } from '../model/measures.ts'
import { MEMBER_NAMES } from '../model/member-names.ts'
import { TELLABLE_NAMES } from '../model/tellable-names.ts'
import { readMembers } from './members.ts'
import { readSnapshot } from './snapshot.ts'
import type { Warehouse } from './warehouse.ts'

/** What can be asked of a city. */
export interface Catalog {
  city: string
  names: Labels
  version: number
  measures: {
    id: MeasureId
    names: Labels
    description: Labels
    format: Format
    polarity: 1 | -1 | 0
    /** Null: the value does not change as its cases go on. */
    maturityDays: number | null
    available: boolean
    /** Why it is not available here; null where it is. */
    why: Labels | null
  }[]
  dimensions: { id: DimensionId; names: Labels; members: NamedMember[] }[]
  grains: { id: Grain; names: Labels }[]
}

const UNKNOWN_NAMES: Labels = { en: 'Unknown', zh: '未知' }

function missing(city: City, needs: readonly Tellable[]): Labels | null {
  const told = city.sources.some(({ tells }) => needs.every((need) => tells.includes(need)))
  if (told) return null
  const lacking = needs.filter((need) => !city.sources.some(({ tells }) => tells.includes(need)))
  const named = lacking.length === 0 ? needs : lacking
  return {
    en: `No source of this city tells ${named.map((need) => TELLABLE_NAMES[need].en).join(' and ')}.`,
    zh: `本市没有数据来源提供${named.map((need) => TELLABLE_NAMES[need].zh).join('和')}。`,
  }
}

/** Why a measure can have no value in a city; null where it can. */
export function whyUnavailable(city: City, id: MeasureId): Labels | null {
  const { needs, formula } = measureOf(id)
  if (formula.kind === 'score') {
    if (city.weights.length === 0) {
      return { en: 'The city gives no weights for the score.', zh: '本市未设定综合得分的权重。' }
    }
    return needs.map((need) => missing(city, [need])).find((why) => why !== null) ?? null
  }
  if (formula.kind === 'perResidents') {
    const known = city.residents !== null || city.areas.some(({ residents }) => residents !== null)
    if (known) return null
    return { en: 'No number of residents is known.', zh: '人口数未知。' }
  }
  return needs.length === 0 ? null : missing(city, needs)
}

/** Names of a code that only the data know: a word of Weisu where the dimension has its own words. */
function namesOf(id: DimensionId, code: string): Labels {
  const own = DIMENSIONS[id].list === null
  return (own ? MEMBER_NAMES[code] : undefined) ?? { en: code, zh: code }
}

function listMembers(city: City, id: DimensionId, known: readonly string[]): NamedMember[] {
  const listed = memberTree(city, id)
  const codes = new Set(listed.map(({ code }) => code))
  const found = known
    .filter((code) => code !== UNKNOWN && !codes.has(code))
    .sort()
    .map((code) => ({ code, names: namesOf(id, code), parent: null, successor: null }))
  const blank = { code: UNKNOWN, names: UNKNOWN_NAMES, parent: null, successor: null }
  return [...listed, ...found, blank]
}

/**
 * Measures, dimensions with their members (the pack's and those that the data know) and grains.
 * @throws QuestionError for a city that is not there, WarehouseDownError
 */
export async function readCatalog(warehouse: Warehouse, cityId: string): Promise<Catalog> {
  const snapshot = await readSnapshot(warehouse, cityId)
  const { city, version } = snapshot
  const known = await readMembers(warehouse, snapshot)
  const loaded = new Set(snapshot.sources.map(({ source }) => source))
  const sources = city.sources.filter(({ id }) => loaded.has(id))
  // What can be asked is for the sources to say that have sent something, once any has.
  const telling = sources.length === 0 ? city : { ...city, sources }
  return {
    city: city.id,
    names: city.names,
    version,
    measures: (Object.keys(MEASURES) as MeasureId[]).map((id) => {
      const { names, description, format, polarity, maturityDays } = measureOf(id)
      const why = whyUnavailable(telling, id)
      return {
        id,
        names,
        description,
        format,
        polarity,
        maturityDays: maturityDays === null ? null : (city.maturityDays[id] ?? maturityDays),
        available: why === null,
        why,
      }
    }),
    dimensions: (Object.keys(DIMENSIONS) as DimensionId[]).map((id) => ({
      id,
      names: DIMENSIONS[id].names,
      members: listMembers(city, id, known.get(id) ?? []),
    })),
    grains: GRAINS.map((id) => ({ id, names: GRAIN_NAMES[id] })),
  }
}

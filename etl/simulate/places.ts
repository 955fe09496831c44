import type { City } from '../../sql/model/city.ts'
import { CENTRAL, DISTRICTS } from './calibration.ts'
import { inventPlaces, isRural } from './names.ts'
import { insideQuotes, type PhraseCollector } from './phrases.ts'
import { keyOf, normalOf } from './random.ts'

/** A subdistrict or township. Texts are numbers of phrases. */
export interface Subdistrict {
  code: string
  codePhrase: number
  zh: number
  en: number
  district: number
  /** Degrees, null where the pack does not know them. */
  point: { lon: number; lat: number } | null
  places: { zh: number; en: number }[]
  rural: boolean
  /** How much it calls, within its district: residents, and how readily they call. */
  weight: number
}

export interface District {
  code: string
  codePhrase: number
  /** How much it calls. */
  weight: number
  central: boolean
  /** Share of its people who live in townships. */
  rural: number
  subdistricts: number[]
}

/** The places of the city, as numbers and phrases. */
export function compilePlaces(city: City, seed: number, phrases: PhraseCollector) {
  const subdistricts: Subdistrict[] = []
  const districts = city.areas
    .filter((area) => area.level === 'district')
    .map((area, district): District => {
      const inside = city.areas.filter((a) => a.level === 'subdistrict' && a.parent === area.code)
      const first = subdistricts.length
      for (const sub of inside) {
        const key = keyOf(seed, Number(sub.code), 17)
        subdistricts.push({
          code: sub.code,
          codePhrase: phrases.add(sub.code),
          zh: phrases.add(insideQuotes(sub.names.zh)),
          en: phrases.add(insideQuotes(sub.names.en)),
          district,
          point: sub.lon === null || sub.lat === null ? null : { lon: sub.lon, lat: sub.lat },
          places: inventPlaces(sub, key).map(({ zh, en }) => ({
            zh: phrases.add(insideQuotes(zh)),
            en: phrases.add(insideQuotes(en)),
          })),
          rural: isRural(sub),
          weight: (sub.residents ?? 50_000) * Math.exp(0.4 * normalOf(key)),
        })
      }
      const own = subdistricts.slice(first)
      const sum = own.reduce((total, sub) => total + sub.weight, 0)
      return {
        code: area.code,
        codePhrase: phrases.add(area.code),
        weight: DISTRICTS[area.code] ?? (area.residents ?? 100_000) / 10_000,
        central: CENTRAL.includes(area.code),
        rural: own.reduce((total, sub) => total + (sub.rural ? sub.weight / sum : 0), 0),
        subdistricts: own.map((_, i) => first + i),
      }
    })
    .filter((district) => district.subdistricts.length > 0)
  return { districts, subdistricts }
}

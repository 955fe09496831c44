import { beforeAll, expect, test } from 'vitest'
import { writeExtract } from '../../../etl/simulate/extract.ts'
import { readTexts, SLOTS } from '../../../etl/simulate/texts.ts'
import { maskText } from '../../../server/mask.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { planOf, type Row, readRows } from './city.ts'

let rows: Row[]
beforeAll(async () => {
  const plan = await planOf({
    seed: 4,
    from: '2025-05-01',
    to: '2025-05-11',
    perDay: 1500,
    plants: false,
  })
  const { path } = await writeExtract(
    plan,
    new Date('2025-04-30T00:00:00+08:00'),
    new Date('2025-05-11T00:00:00+08:00'),
    await temporaryFolder('simulate'),
  )
  rows = readRows(path)
})

test('every category of level 2 has its texts, and every slot is one that can be filled', async () => {
  const { pack } = await planOf({
    seed: 0,
    from: '2025-05-01',
    to: '2025-05-02',
    perDay: 1,
    plants: false,
  })
  const topics = pack.city.categories.filter((c) => c.level === 2).map((c) => c.code)
  const texts = readTexts()
  expect([...texts.keys()].sort()).toEqual(topics.sort())
  for (const { zh, en } of texts.values()) {
    for (const [, slot] of [...zh, ...en].join('').matchAll(/\{(.*?)\}/g)) {
      expect(SLOTS).toContain(slot)
    }
  }
})

test('no slot is left, no text is empty, most are short', () => {
  expect(rows.length).toBeGreaterThan(10_000)
  for (const { title, text } of rows) {
    expect(`${title}${text}`).not.toMatch(/[{}]|undefined|NaN/)
    expect(text.length).toBeGreaterThan(5)
    expect(title.length).toBeGreaterThan(4)
  }
  const chinese = rows.filter((row) => row.language === 'zh').map((row) => row.text.length)
  expect(chinese.filter((length) => length <= 80).length / chinese.length).toBeGreaterThan(0.97)
})

test('kinds fit the item where it is passed on, and nobody reports anybody by asking', async () => {
  const { pack } = await planOf({
    seed: 0,
    from: '2025-05-01',
    to: '2025-05-02',
    perDay: 1,
    plants: false,
  })
  const names = new Map(pack.city.categories.map(({ code, names }) => [code, names.zh]))
  const share = (ending: string, kind: string) => {
    const own = rows.filter(
      (row) => row.handling === 'dispatched' && names.get(row.category)?.endsWith(ending),
    )
    expect(own.length).toBeGreaterThan(50)
    return own.filter((row) => row.kind === kind).length / own.length
  }
  expect(share('咨询', 'consultation')).toBeGreaterThan(0.6)
  expect(share('举报', 'report')).toBeGreaterThan(0.6)
  expect(share('', 'consultation')).toBeLessThan(0.06)
  const reporting = rows.filter((row) => row.text.startsWith('举报'))
  expect(reporting.length).toBeGreaterThan(10)
  expect([...new Set(reporting.map((row) => row.kind))].sort()).toEqual(['complaint', 'report'])
})

test('some name an enterprise of the list, in the text as in its column', () => {
  const about = (topic: string) => rows.filter((row) => row.category.startsWith(topic))
  const buses = about('0302')
  const named = buses.filter((row) => row.enterprise === 'public-transport-group')
  expect(named.length / buses.length).toBeGreaterThan(0.3)
  expect(named.length / buses.length).toBeLessThan(0.5)
  const meals = about('0205').filter((row) => row.enterprise === 'feiyan-delivery')
  expect(meals.filter((row) => /飞檐外卖|Feiyan Delivery/.test(row.text)).length).toBeGreaterThan(0)
  // Others are free names, or none.
  expect(rows.filter((row) => /[\u4e00-\u9fa5]/.test(row.enterprise)).length).toBeGreaterThan(100)
  expect(rows.filter((row) => row.enterprise === '').length).toBeGreaterThan(rows.length / 2)
})

test('texts are in the language that the row says', () => {
  for (const { language, text } of rows) {
    expect(/[\u4e00-\u9fa5]/.test(text), text).toBe(language === 'zh')
  }
})

test('texts hold phones and names, and the mask hides every one of them', () => {
  const masked = rows.map((row) => maskText(row.text))
  expect(rows.filter((row) => row.text.includes(row.phone)).length).toBeGreaterThan(100)
  for (const [i, { text, phone }] of rows.entries()) {
    expect(masked[i], text).not.toContain(phone)
    expect(masked[i], text).not.toMatch(/(?<!\d)1[3-9]\d{9}(?!\d)/)
    expect(masked[i], text).not.toMatch(/[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗](?:先生|女士)/)
    expect(masked[i], text).not.toMatch(/\b(?:Ms|Mr) (?:Wang|Li|Zhang|Liu|Chen|Yang|Huang)\b/)
    expect(masked[i], text).not.toMatch(/单元\d+室/)
  }
})

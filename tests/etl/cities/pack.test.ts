import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listPackRoots, listPacks, loadPack, publishPack } from '../../../etl/cities/pack.ts'
import { knownCodes } from '../../../sql/compile/codes.ts'
import type { City } from '../../../sql/model/city.ts'
import { readCatalog } from '../../../sql/node/catalog.ts'
import { select } from '../../../sql/node/run.ts'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { testWarehouse } from '../../support/warehouse.ts'
import { conformFile } from '../conform/read-rows.ts'
import { CITY, makePack, SOURCE, writePack } from './make-pack.ts'

const BOSTON = resolve('../shared/data/boston-311-2011h2.csv.gz')
const PINGSHAN = resolve('../shared/data/pingshan-2018.csv')
const FIXTURES = resolve('tests/fixtures/cities')

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await testWarehouse('packs')
})
afterAll(() => warehouse.close())

test('the packs that ship are right', async () => {
  const roots = listPackRoots('none')
  const ids = await listPacks(roots)
  expect(ids).toContain('boston')
  for (const id of ids) expect((await loadPack(id, roots)).city.id).toBe(id)
})

test("an installation's own pack comes before the one that ships", async () => {
  const root = await writePack({})
  expect(await listPacks([root, ...listPackRoots('none')])).toContain('lakeview')
  expect((await loadPack('lakeview', [root, FIXTURES])).city.names.en).toBe('Lakeview')
})

test('a pack says what each source tells, and fills in what it leaves out', async () => {
  const pack = await makePack({
    'sources/line.json': {
      ...SOURCE,
      retired: true,
      fields: { ...SOURCE.fields, closed_at: 'c', due_at: 'd', handling: 'h' },
    },
    'sources/form.json': SOURCE,
  })
  expect(pack.city.sources).toEqual([
    { id: 'form', names: { en: 'form', zh: 'form' }, tells: [], retired: false },
    {
      id: 'line',
      names: { en: 'line', zh: 'line' },
      tells: ['due_at', 'dispatched', 'closed', 'closed_at', 'on_time', 'handling'],
      retired: true,
    },
  ])
  expect(pack.city.kinds.map((kind) => kind.code)).toContain('consultation')
  expect(pack.city.weights).toHaveLength(1)
  expect(pack.sources.line?.timeZone).toBe('America/New_York')
})

test('a pack is read anew when one of its files changes, and only then', async () => {
  const root = await writePack({ 'areas.csv': 'code,level\nN,district\n' })
  const before = await loadPack('lakeview', [root])
  expect(await loadPack('lakeview', [root])).toBe(before)
  await writeFile(join(root, 'lakeview', 'areas.csv'), 'code,level\nS,district\n')
  const after = await loadPack('lakeview', [root])
  expect(after.city.areas.map(({ code }) => code)).toEqual(['S'])
  await writeFile(join(root, 'lakeview', 'stray.csv'), '')
  await expect(loadPack('lakeview', [root])).rejects.toThrow(/stray\.csv: is no file/)
})

test('the hash of a mapping changes with what decides the rows, not with names', async () => {
  const hashOf = async (files: Record<string, string | object>) =>
    (await makePack(files)).sources.line?.hash
  const plain = await hashOf({})
  const names = { en: 'Lake View', zh: '湖' }
  expect(await hashOf({ 'city.json': { ...CITY, names, residents: 5 } })).toBe(plain)
  expect(await hashOf({ 'sources/line.json': { ...SOURCE, names, retired: true } })).toBe(plain)
  expect(await hashOf({ 'sources/line.json': { ...SOURCE, revision: 2 } })).not.toBe(plain)
  expect(await hashOf({ 'sources/line.json': { ...SOURCE, blanks: ['-'] } })).not.toBe(plain)
  const span = { from: '2001-01-01' }
  expect(await hashOf({ 'city.json': { ...CITY, span } })).not.toBe(plain)
  expect(await hashOf({ 'areas.csv': 'code,level\nN,district\n' })).not.toBe(plain)
})

test('a pack is published when it has changed, and only then', async () => {
  const read = () =>
    select<{ pack: string }>(
      warehouse,
      "SELECT pack FROM cities WHERE city = 'lakeview' ORDER BY published_at",
    )
  await publishPack(warehouse, await makePack({}))
  await publishPack(warehouse, await makePack({}))
  expect(await read()).toHaveLength(1)
  await publishPack(warehouse, await makePack({ 'city.json': { ...CITY, residents: 9 } }))
  const rows = await read()
  expect(rows.map((row) => (JSON.parse(row.pack) as City).residents)).toEqual([null, 9])
})

test('enterprises have names in the catalog, and others may come unless the list is closed', async () => {
  const files = {
    'enterprises.csv': 'code,name_en,name_zh,group\nbus,Buses,公交,state-owned\nshop,Shop,,\n',
  }
  const pack = await makePack(files)
  expect(pack.city.enterprises.map(({ code, group }) => [code, group])).toEqual([
    ['bus', 'state-owned'],
    ['shop', null],
  ])
  await publishPack(warehouse, pack)
  const { dimensions } = await readCatalog(warehouse, 'lakeview')
  const listed = dimensions.find(({ id }) => id === 'enterprise')?.members
  expect(listed?.map(({ code, names }) => [code, names.zh])).toEqual([
    ['bus', '公交'],
    ['shop', 'Shop'],
    ['unknown', '未知'],
  ])
  const ask = (city: City, member: string) =>
    knownCodes(city, 'enterprise')?.has(member) ?? 'anything may come'
  expect(ask(pack.city, 'Globex')).toBe('anything may come')
  const lists = { enterprises: 'closed' }
  const closed = await makePack({ ...files, 'city.json': { ...CITY, lists } })
  expect(ask(closed.city, 'Globex')).toBe(false)
  expect(ask(closed.city, 'bus')).toBe(true)
})

test.skipIf(!existsSync(BOSTON))(
  'the complaints of Boston become what their layout says (skipped without ../shared/data)',
  async () => {
    const pack = await loadPack('boston', listPackRoots('none'))
    const [totals] = await conformFile(
      warehouse,
      pack,
      BOSTON,
      'csv',
      `count() AS complaints, uniqExact(id) AS ids, countIf(notEmpty(reasons)) AS rejected,
       sum(length(raw)) AS warnings, countIf(closed) AS closed, countIf(isNull(lon)) AS nowhere,
       countIf(district = 'unknown') AS blank, uniqExact(subdistrict) AS wards,
       countIf(subdistrict = '03') AS w03, countIf(subdistrict = 'Ward 3') AS w3,
       uniqExact(kind) AS kinds, min(received_at) AS first, any(_row_number) AS _row_number`,
    )
    expect(totals).toMatchObject({
      complaints: 58_251,
      ids: 58_251,
      rejected: 0,
      warnings: 0,
      closed: 54_570,
      nowhere: 4_775,
      blank: 2_870,
      wards: 45,
      w03: 625,
      w3: 2_943,
      kinds: 1,
      first: '2011-07-01 05:32:33',
    })
  },
)

test.skipIf(!existsSync(PINGSHAN))(
  'the requests of Pingshan are read, flags for times included (skipped without ../shared/data)',
  async () => {
    const pack = await loadPack('pingshan', [FIXTURES])
    const [totals] = await conformFile(
      warehouse,
      pack,
      PINGSHAN,
      'csv',
      `count() AS complaints, countIf(notEmpty(reasons)) AS rejected, sum(length(raw)) AS warnings,
       countIf(closed) AS done, countIf(closed = false) AS open, countIf(on_time) AS punctual,
       countIf(on_time = false) AS late, countIf(isNotNull(closed_at)) AS timed,
       countIf(kind = 'complaint') AS complained, countIf(kind = 'unknown') AS kindless,
       countIf(district = 'unknown') AS nowhere, uniqExact(subdistrict) AS communities,
       countIf(sector = 'urban management') AS urban, min(received_at) AS first,
       any(_row_number) AS _row_number`,
    )
    expect(totals).toMatchObject({
      complaints: 10_000,
      rejected: 0,
      warnings: 0,
      done: 9_995,
      open: 5,
      punctual: 9_071,
      late: 924,
      timed: 0,
      complained: 9_341,
      kindless: 20,
      nowhere: 10,
      communities: 24,
      urban: 3_480 + 2_050 + 1_931 + 339,
      first: '2018-02-08 07:34:40',
    })
  },
)

test('the example of the README becomes complaints', async () => {
  const pack = await loadPack('riverside', [FIXTURES])
  const rows = await conformFile(warehouse, pack, resolve(FIXTURES, 'riverside-calls.csv'), 'csv')
  expect(rows).toMatchObject([
    {
      id: 'R-1',
      received_at: '2024-02-05 08:15:00',
      closed_at: '2024-02-05 17:40:00',
      closed: true,
      category1: 'street',
      category2: 'light',
      district: 'N',
      subdistrict: 'N1',
      sector: 'urban management',
      deadline: '24h',
      resolved: true,
      title: 'lamp out, Mill Lane',
      kind: 'complaint',
      raw: {},
    },
    {
      id: 'R-2',
      closed: false,
      category1: 'home',
      life_areas: ['housing'],
      district: 'S',
      resolved: null,
      title: 'no heating, 4, Quay Street',
    },
    { id: 'R-3', resolved: false, requester_key: rows[1]?.requester_key },
  ])
})

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadPack } from '../../../etl/cities/pack.ts'
import { PackError } from '../../../etl/cities/pack-error.ts'
import { CITY, makePack, type PackFiles, SOURCE, writePack } from './make-pack.ts'

async function listMistakes(files: PackFiles): Promise<string[]> {
  const failure = await makePack(files).then(
    () => null,
    (error: unknown) => error,
  )
  if (failure === null) return []
  if (!(failure instanceof PackError)) throw failure
  return failure.message.split('\n').slice(1)
}

const city = (changes: object): PackFiles => ({ 'city.json': { ...CITY, ...changes } })
const field = (name: string, expression: unknown, files: PackFiles = {}): PackFiles => ({
  'sources/line.json': { ...SOURCE, fields: { ...SOURCE.fields, [name]: expression } },
  ...files,
})
const outlined = (
  code: string,
  ring = [
    [0, 0],
    [0, 1],
    [1, 1],
    [0, 0],
  ],
) => ({
  type: 'Feature',
  properties: { code },
  geometry: { type: 'Polygon', coordinates: [ring] },
})
const boundaries = (
  ...cases: [string, string | object, RegExp[]][]
): [string, PackFiles, RegExp[]][] =>
  cases.map(([name, content, expected]) => [
    `boundaries: ${name}`,
    {
      ...city({ lists: { areas: 'closed' } }),
      'areas.csv': 'code,level\nN,district\n',
      'boundaries/district.geojson': content,
    },
    expected,
  ])
const source = (changes: object): PackFiles => ({ 'sources/line.json': { ...SOURCE, ...changes } })

test.each<[string, PackFiles, RegExp[]]>([
  ['JSON', { 'city.json': '{\n "id": "lakeview",\n}' }, [/^city\.json:3: is no valid JSON/]],
  [
    'a missing member',
    { 'city.json': '{ "id": "lakeview" }' },
    [
      /names: is missing: it should be an object/,
      /timeZone: is missing: it should be a text/,
      /languages: is missing: it should be a list/,
      /span: is missing/,
    ],
  ],
  [
    'an unknown key',
    city({ timezone: 'x', weight: [] }),
    [
      /^city\.json:\d+ timezone: is not known here: did you mean "timeZone"\?/,
      /weight: .*"weights"/,
    ],
  ],
  ['a wrong type', city({ residents: 'many' }), [/^city\.json:\d+ residents: should be a number/]],
  ['a wrong id', city({ id: 'lake' }), [/id: should be "lakeview", the name of the pack's folder/]],
  [
    'a wrong zone',
    city({ timeZone: 'America/NewYork' }),
    [/timeZone: "America\/NewYork" is no time zone.*did you mean "America\/New_York"\?/],
  ],
  ['a zone that is an offset', city({ timeZone: '+08:00' }), [/timeZone: .*is no time zone/]],
  ['a wrong language', city({ languages: ['english!'] }), [/languages\.0: .*is no language tag/]],
  [
    'a wrong span',
    city({ span: { from: '2011-02-30', to: '2011' } }),
    [/span\.from: "2011-02-30" is no day of the calendar/, /span\.to: "2011" is no day: write/],
  ],
  [
    'an empty span',
    city({ span: { from: '2011-01-02', to: '2011-01-02' } }),
    [/span\.to: should be later than 2011-01-02/],
  ],
  [
    'weights',
    city({
      weights: [
        { from: '2012-01-01', response: 0.5, resolution: 0.4, satisfaction: 0.4 },
        { from: '2011-01-01', response: 0.2, resolution: 0.4, satisfaction: 0.4 },
      ],
    }),
    [/weights\.0: the three weights sum to 1\.3, not to 1/, /weights\.1\.from: should be later/],
  ],
  [
    'lists',
    city({ lists: { areas: 'shut', category: 'open' } }),
    [
      /lists\.areas: should be one of "open", "closed"/,
      /lists\.category: is not known here: .*categories/,
    ],
  ],
  [
    'a list that is closed and not there',
    city({ lists: { areas: 'closed' } }),
    [/^areas\.csv: is missing/],
  ],
  ['a null point', city({ nullPoints: [{ lon: 200, lat: 0 }] }), [/nullPoints\.0\.lon: /]],
  ['a cron', city({ schedule: { load: 'hourly' } }), [/schedule\.load: is no cron expression/]],
  [
    'a daily cron',
    city({ schedule: { daily: 'at 7' } }),
    [/schedule\.daily: is no cron expression/],
  ],
  ['a budget', city({ falseAlarmsAWeek: 0 }), [/falseAlarmsAWeek/]],
  ['a job', city({ schedule: { laod: '* * * * *' } }), [/schedule\.laod: .*did you mean "load"/]],
  ['maturity', city({ maturityDays: { onTime: 3 } }), [/maturityDays\.onTime: is no measure/]],
  ['deadlines', city({ deadlines: ['2h', '2h'] }), [/deadlines\.1: "2h" stands here twice/]],
  [
    'a stray file',
    { 'area.csv': 'code\n' },
    [/^area\.csv: is no file of a city pack: did you mean "areas\.csv"\?/],
  ],
  [
    'boundaries',
    { 'boundaries/district.geojson': '{"type":"Topology"}', 'boundaries/a.shp': 'x' },
    [
      /boundaries\/a\.shp: is no file of boundaries/,
      /district\.geojson: should be a FeatureCollection/,
    ],
  ],
  ...boundaries(
    ['no JSON', '{', [/district\.geojson: is no valid JSON/]],
    ['a bare geometry', { type: 'Polygon' }, [/district\.geojson: should be a FeatureCollection/]],
    [
      'features without code or form',
      { type: 'FeatureCollection', features: [{ type: 'Feature', properties: { name: 'N' } }, 3] },
      [
        /features\.0\.properties\.code: should be the code of an area/,
        /features\.0\.geometry: should be a Polygon or a MultiPolygon/,
        /features\.1\.properties\.code: /,
        /features\.1\.geometry: /,
      ],
    ],
    [
      'codes that are not there, or twice',
      { type: 'FeatureCollection', features: [outlined('N'), outlined('far'), outlined('N')] },
      [
        /features\.1\.properties\.code: there is no "far" of this level: use one of "N"/,
        /features\.2\.properties\.code: "N" stands here twice/,
      ],
    ],
    [
      'lines that enclose nothing',
      {
        type: 'FeatureCollection',
        features: [
          outlined('N', [
            [0, 0],
            [0, 1],
            [1, 1],
            [1, 0],
          ]),
        ],
      },
      [/features\.0\.geometry\.coordinates\.0: should be closed/],
    ],
    [
      'places that are none',
      {
        type: 'FeatureCollection',
        features: [
          outlined('N', [
            [443000, 4420000],
            [0, 1],
            [1, 1],
            [443000, 4420000],
          ]),
        ],
      },
      [/features\.0\.geometry\.coordinates\.0: should be a line of \[longitude, latitude\]/],
    ],
  ),
])('city.json and files: %s', async (_, files, expected) => {
  const mistakes = await listMistakes(files)
  expect(mistakes).toHaveLength(expected.length)
  expected.forEach((pattern, i) => {
    expect(mistakes[i]).toMatch(pattern)
  })
})

test.each<[string, PackFiles, RegExp[]]>([
  [
    'an unknown column',
    { 'areas.csv': 'code,level,Parents\nN,district,\n' },
    [/^areas\.csv:1 Parents: is no column of this file: did you mean "parent"\?/],
  ],
  ['a missing column', { 'areas.csv': 'code\nN\n' }, [/^areas\.csv:1 level: is missing/]],
  ['a ragged row', { 'areas.csv': 'code,level\nN,district,x\n' }, [/^areas\.csv:2: /]],
  [
    'a code that is missing, one that is given twice',
    { 'areas.csv': 'code,level\n,district\nN,district\n"N",district\nN,subdistrict\n' },
    [/^areas\.csv:2 code: is missing/, /^areas\.csv:4 code: "N" was given in line 3 already/],
  ],
  [
    'a level',
    { 'areas.csv': 'code,level\nN,ward\nS,\n' },
    [
      /^areas\.csv:2 level: there is no "ward": use one of "district"/,
      /^areas\.csv:3 level: is missing/,
    ],
  ],
  [
    'a parent',
    {
      'areas.csv':
        'code,level,parent\nNorth,district,South\nSouth,district,\nN1,subdistrict,Nort\nN2,subdistrict,N1\n',
    },
    [
      /^areas\.csv:2 parent: a district has no parent/,
      /^areas\.csv:4 parent: there is no "Nort" of the level above: did you mean "North"\?/,
      /^areas\.csv:5 parent: there is no "N1" of the level above/,
    ],
  ],
  [
    'days and successors',
    {
      'areas.csv':
        'code,level,from,to,successor\nA,district,2011-1-1,2012-01-01,B\nB,district,2012-01-01,2011-01-01,\nC,district,,,A\nD,district,,2013-01-01,E\nF,district,,2013-01-01,F\n',
    },
    [
      /^areas\.csv:2 from: "2011-1-1" is no day/,
      /^areas\.csv:3 to: should be later than 2012-01-01/,
      /^areas\.csv:4 to: is missing: a member with a successor ends/,
      /^areas\.csv:5 successor: there is no "E" of the same level/,
      /^areas\.csv:6 successor: "F" is in the end its own successor/,
    ],
  ],
  [
    'departments in a circle',
    { 'departments.csv': 'code,parent\na,b\nb,a\nc,d\n' },
    [
      /^departments\.csv:4 parent: there is no "d"/,
      /^departments\.csv:2 parent: "a" is in the end its own parent/,
      /^departments\.csv:3 parent: "b" is in the end its own parent/,
    ],
  ],
  [
    'numbers',
    { 'areas.csv': 'code,level,residents,lon,lat\nN,district,"1,000",east,91\n' },
    [
      /^areas\.csv:2 residents: "1,000" should be a whole number/,
      /lon: "east" should be a number from -180 to 180/,
      /lat: "91" should be a number from -90 to 90/,
    ],
  ],
  [
    "a category's attributes",
    {
      ...city({ deadlines: ['24h'], lists: { departments: 'closed' } }),
      'departments.csv': 'code\nworks\n',
      'categories.csv':
        'code,level,sector,life_areas,good_life,department,deadline\na,1,urban managment,housing;school,nice,work,2h\n',
    },
    [
      /^categories\.csv:2 sector: .*did you mean "urban management"/,
      /life_areas: there is no "school"/,
      /good_life: there is no "nice"/,
      /department: there is no "work": did you mean "works"/,
      /deadline: there is no "2h"/,
    ],
  ],
  [
    'a row after one with a line break',
    { 'areas.csv': 'code,level,name_en\nN,district,"North\nside"\nS,ward,South\n' },
    [/^areas\.csv:4 level/],
  ],
])('lists: %s', async (_, files, expected) => {
  const mistakes = await listMistakes(files)
  expect(mistakes).toHaveLength(expected.length)
  expected.forEach((pattern, i) => {
    expect(mistakes[i]).toMatch(pattern)
  })
})

test.each<[string, PackFiles, RegExp[]]>([
  [
    'a field that is missing, one that is not known',
    source({ fields: { id: 'id', recieved_at: 'r' } }),
    [
      /^sources\/line\.json:\d+ fields\.recieved_at: is no field of a complaint: did you mean "received_at"/,
      /fields\.received_at: is missing: every complaint needs it/,
    ],
  ],
  [
    'a key',
    source({ blank: ['-'] }),
    [/^sources\/line\.json:\d+ blank: is not known here: did you mean "blanks"/],
  ],
  ['a time format', source({ times: 'yyyy-MM-dd' }), [/times: a time format needs the year/]],
  ['a token', source({ times: ['%Y-%m-%d', '%Y-%m-%d %h:%M'] }), [/times\.1: "%h" is no token/]],
  ['an hour without AM', source({ times: '%Y-%m-%d %I:%M' }), [/times: %I and %-I go together/]],
  ['a zone', source({ timeZone: 'Beijing' }), [/timeZone: "Beijing" is no time zone/]],
  ['a revision', source({ revision: 300 }), [/revision: /]],
  ['a delimiter', source({ delimiter: '||' }), [/delimiter: should be one character/]],
  ['an id', source({ id: 'other' }), [/ id: should be "line", the name of the file/]],
  [
    'extract times',
    source({ extractedAt: { fileName: 'x_%Y' } }),
    [/extractedAt\.fileName: .*month/],
  ],
  [
    'no expression',
    field('kind', 7),
    [/fields\.kind: should be the name of a column, or an object/],
  ],
  [
    'two forms',
    field('kind', { column: 'a', constant: 'b' }),
    [/fields\.kind: should have exactly one/],
  ],
  [
    'a form that cannot',
    field('closed_at', { constant: 'x' }),
    [/"constant" cannot fill closed_at/],
  ],
  ['a key without meaning', field('lon', 'x', {}), [/fields\.lat: is missing: a place needs both/]],
  [
    'a split of a text',
    field('title', { column: 't', split: ';' }),
    [/"split" has no meaning for title/],
  ],
  [
    'a key of a form',
    field('kind', { column: 'k', maps: {} }),
    [/fields\.kind\.maps: .*did you mean "map"/],
  ],
  [
    'a truth without a map',
    field('resolved', 'r'),
    [/fields\.resolved: needs a "map" that says what is true/],
  ],
  [
    'a truth that is a text',
    field('resolved', { column: 'r', map: { yes: 'yes' } }),
    [/fields\.resolved\.map\.yes: should be true or false/],
  ],
  [
    'a member that the pack does not have',
    field('kind', { column: 'k', map: { x: 'complain' } }, city({ lists: { kinds: 'closed' } })),
    [/fields\.kind\.map\.x: there is no "complain": did you mean "complaint"/],
  ],
  [
    'a constant that the pack does not have',
    field('handling', { constant: 'sent' }),
    [/fields\.handling\.constant: there is no "sent": use one of "direct", "dispatched"/],
  ],
  [
    'cases',
    field('handling', { when: [{ column: 'h', is: 'x', value: 'directly' }], otherwise: true }),
    [/handling\.when\.0\.value: .*did you mean "direct"/, /handling\.otherwise: should be a text/],
  ],
  [
    'otherwise without a map',
    field('kind', { column: 'k', otherwise: 'other' }),
    [/fields\.kind: "otherwise" and "keep" say what becomes/],
  ],
  [
    'times of a field',
    field('due_at', { column: 'd', times: '%d.%m', timeZone: 'Mars' }),
    [/fields\.due_at\.times: a time format needs the year/, /due_at\.timeZone: "Mars" is no/],
  ],
])('mappings: %s', async (_, files, expected) => {
  const mistakes = await listMistakes(files)
  expect(mistakes).toHaveLength(expected.length)
  expected.forEach((pattern, i) => {
    expect(mistakes[i]).toMatch(pattern)
  })
})

test('issues name dimensions and members that there are', async () => {
  const names = { en: 'Heating', zh: '供暖' }
  const where = (dimension: string, ...members: string[]) => [{ dimension, in: members }]
  const mistakes = await listMistakes({
    ...city({ lists: { categories: 'closed' } }),
    'categories.csv': 'code,level\nheat,2\n',
    'issues.json': [
      { id: 'heating', names, where: where('category2', 'heat', 'heating', 'unknown') },
      { id: 'heating', names, where: where('catgory2', 'heat') },
      { id: 'open', names, where: where('district', 'anything') },
      { id: 'none', names, where: where('district') },
    ],
  })
  expect(mistakes).toHaveLength(1)
  expect(mistakes[0]).toMatch(/^issues\.json:\d+ 3\.where\.0\.in: /)
  const others = await listMistakes({
    ...city({ lists: { categories: 'closed' } }),
    'categories.csv': 'code,level\nheat,2\n',
    'issues.json': [
      { id: 'heating', names, where: where('category2', 'heat', 'heating', 'unknown') },
      { id: 'heating', names, where: where('catgory2', 'heat') },
    ],
  })
  expect(others).toHaveLength(3)
  expect(others[0]).toMatch(/0\.where\.0\.in\.1: there is no "heating": use one of "heat"/)
  expect(others[1]).toMatch(/1\.id: "heating" stands here twice/)
  expect(others[2]).toMatch(
    /1\.where\.0\.dimension: there is no "catgory2": did you mean "category2"/,
  )
})

test('every mistake of a pack is told at once', async () => {
  const mistakes = await listMistakes({
    ...city({ timeZone: 'x' }),
    'areas.csv': 'code,level\nN,ward\n',
    'sources/line.json': { ...SOURCE, times: '%Y' },
    'issues.json': '[',
  })
  const files = mistakes.map((line) => line.split(':')[0])
  expect(files).toEqual(['city.json', 'areas.csv', 'sources/line.json', 'issues.json'])
})

test('files that are no text are told', async () => {
  const root = await writePack({ 'areas.csv/x': '' })
  await writeFile(join(root, 'lakeview', 'kinds.csv'), Buffer.from([0x63, 0xe9, 0x0a]))
  await expect(loadPack('lakeview', [root])).rejects.toThrow(
    /areas\.csv: is a folder, not a file\nkinds\.csv: is not in UTF-8/,
  )
})

test('a city without a pack is told which there are', async () => {
  await expect(loadPack('bostn', ['etl/cities'])).rejects.toThrow(
    /there is no pack of this city: did you mean "boston"\?/,
  )
})

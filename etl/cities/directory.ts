import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Area, Category, Enterprise, Member } from '../../sql/model/city.ts'
import type { CityFile } from './city-file.ts'
import { checkMembers, type Listed, MEMBER_COLUMNS, readMember } from './members.ts'
import { type Problem, suggest } from './pack-error.ts'
import { readTableFile, type TableRow } from './table-file.ts'

const AREA_LEVELS = ['district', 'subdistrict', 'community'] as const
const CATEGORY_LEVELS = ['1', '2', '3'] as const
const SECTORS = [
  'urban management',
  'rural management',
  'market management',
  'public safety',
  'public services',
]
const LIFE_AREAS = [
  'childcare',
  'education',
  'employment',
  'medical services',
  'elderly care',
  'housing',
  'social assistance',
]
const GOOD_LIFE = ['convenient', 'comfortable', 'more choices', 'fair', 'safe']

/** The lists of a pack: what its codes mean. */
export interface Directory {
  areas: Area[]
  categories: Category[]
  departments: Member[]
  enterprises: Enterprise[]
  kinds: Member[]
  channels: Member[]
}

function readNumber(row: TableRow, field: string, from: number, to: number): number | null {
  const text = row.fields[field]
  if (text === undefined) return null
  const number = Number(text)
  if (Number.isFinite(number) && number >= from && number <= to) return number
  row.blame(field, `"${text}" should be a number from ${from} to ${to}`)
  return null
}

function readResidents(row: TableRow): number | null {
  const text = row.fields.residents
  if (text === undefined) return null
  if (/^\d+$/.test(text) && Number(text) > 0) return Number(text)
  row.blame('residents', `"${text}" should be a whole number above 0, without separators`)
  return null
}

function readChoice(row: TableRow, field: string, allowed: readonly string[]): string | null {
  const value = row.fields[field]
  if (value === undefined || allowed.includes(value)) return value ?? null
  row.blame(field, `there is no "${value}": ${suggest(value, allowed)}`)
  return null
}

function readChoices(row: TableRow, field: string, allowed: readonly string[]): string[] {
  const values = (row.fields[field] ?? '').split(';').map((value) => value.trim())
  return values.filter((value) => {
    if (value === '' || allowed.includes(value)) return value !== ''
    row.blame(field, `there is no "${value}": ${suggest(value, allowed)}`)
    return false
  })
}

function readArea(row: TableRow): Listed<Area> {
  const level = readChoice(row, 'level', AREA_LEVELS) as Area['level'] | null
  if (row.fields.level === undefined) {
    row.blame('level', `is missing: use one of ${AREA_LEVELS.join(', ')}`)
  }
  const member: Area = {
    ...readMember(row),
    level: level ?? 'district',
    residents: readResidents(row),
    lon: readNumber(row, 'lon', -180, 180),
    lat: readNumber(row, 'lat', -90, 90),
  }
  return { member, row, level: AREA_LEVELS.indexOf(member.level) + 1 }
}

function readCategory(row: TableRow, departments: string[], city: CityFile): Listed<Category> {
  const level = readChoice(row, 'level', CATEGORY_LEVELS)
  if (row.fields.level === undefined) row.blame('level', 'is missing: use one of 1, 2, 3')
  const closed = city.lists.departments === 'closed'
  const member: Category = {
    ...readMember(row),
    level: Number(level ?? '1') as Category['level'],
    sector: readChoice(row, 'sector', SECTORS),
    lifeAreas: readChoices(row, 'life_areas', LIFE_AREAS),
    goodLife: readChoices(row, 'good_life', GOOD_LIFE),
    department: closed
      ? readChoice(row, 'department', departments)
      : (row.fields.department ?? null),
    deadline: readChoice(row, 'deadline', city.deadlines),
  }
  return { member, row, level: member.level }
}

const readEnterprise = (row: TableRow): Listed<Enterprise> => ({
  member: { ...readMember(row), group: row.fields.group ?? null },
  row,
  level: 0,
})

const usual = (code: string, en: string, zh: string): Member => ({
  code,
  names: { en, zh },
  parent: null,
  from: null,
  to: null,
  successor: null,
})

/** The kinds of a city whose pack does not name its own. */
const USUAL_KINDS: readonly Member[] = [
  usual('consultation', 'Consultation', '咨询'),
  usual('complaint', 'Complaint', '投诉'),
  usual('suggestion', 'Suggestion', '建议'),
  usual('emergency', 'Emergency', '应急'),
  usual('help', 'Help', '求助'),
  usual('report', 'Report', '举报'),
  usual('thanks', 'Thanks', '感谢'),
  usual('other', 'Other', '其他'),
]

const COLUMNS = {
  areas: [...MEMBER_COLUMNS, 'level', 'residents', 'lon', 'lat'],
  categories: [
    ...MEMBER_COLUMNS,
    'level',
    'sector',
    'life_areas',
    'good_life',
    'department',
    'deadline',
  ],
  departments: [...MEMBER_COLUMNS],
  enterprises: [...MEMBER_COLUMNS, 'group'],
  kinds: [...MEMBER_COLUMNS],
  channels: [...MEMBER_COLUMNS],
} satisfies Record<keyof Directory, readonly string[]>

/** Reads and checks the csv files of the pack in `folder`. A list without a file is empty. */
export async function readDirectory(
  folder: string,
  city: CityFile,
  problems: Problem[],
): Promise<Directory> {
  const read = async <M extends Member>(
    list: keyof Directory,
    toListed: (row: TableRow) => Listed<M>,
    top: string,
  ): Promise<M[] | null> => {
    const file = `${list}.csv`
    if (!existsSync(join(folder, file))) {
      if (city.lists[list] === 'closed' && list !== 'kinds') {
        const message = `is missing, but city.json says that the list of ${list} is closed: add it, or say "open"`
        problems.push({ file, line: null, field: null, message })
      }
      return null
    }
    const levels = list === 'areas' || list === 'categories' ? ['level'] : []
    const required = ['code', ...levels]
    const rows = await readTableFile(folder, file, COLUMNS[list], required, problems)
    if (rows.length === 0 && city.lists[list] === 'closed') {
      const message = `has no rows, but city.json says that the list of ${list} is closed: fill it, or say "open"`
      problems.push({ file, line: null, field: null, message })
    }
    const listed = rows.map(toListed)
    checkMembers(listed, top)
    return listed.map((entry) => entry.member)
  }
  const plain = (row: TableRow): Listed<Member> => ({ member: readMember(row), row, level: 0 })
  const departments = (await read('departments', plain, 'department')) ?? []
  const codes = departments.map((d) => d.code)
  return {
    departments,
    areas: (await read('areas', readArea, 'district')) ?? [],
    categories:
      (await read('categories', (row) => readCategory(row, codes, city), 'category of level 1')) ??
      [],
    enterprises: (await read('enterprises', readEnterprise, 'enterprise')) ?? [],
    kinds: (await read('kinds', plain, 'kind')) ?? [...USUAL_KINDS],
    channels: (await read('channels', plain, 'channel')) ?? [],
  }
}

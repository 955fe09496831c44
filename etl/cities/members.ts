import type { Member } from '../../sql/model/city.ts'
import { checkDay } from './checks.ts'
import { suggest } from './pack-error.ts'
import type { TableRow } from './table-file.ts'

/** Columns that every list of a pack may have. */
export const MEMBER_COLUMNS = [
  'code',
  'parent',
  'name_en',
  'name_zh',
  'from',
  'to',
  'successor',
] as const

function readDay(row: TableRow, field: 'from' | 'to'): string | null {
  const day = row.fields[field]
  if (day === undefined) return null
  const wrong = checkDay(day)
  if (wrong) row.blame(field, wrong)
  return wrong ? null : day
}

/** What a row says that rows of all lists say. A member without a name is called by its code. */
export function readMember(row: TableRow): Member {
  const { code = '', name_en: en, name_zh: zh, parent = null, successor = null } = row.fields
  if (code === '') row.blame('code', 'is missing: every row needs a code')
  const from = readDay(row, 'from')
  const to = readDay(row, 'to')
  if (from !== null && to !== null && to <= from) {
    row.blame('to', `should be later than ${from}: it is the first day on which it is not valid`)
  }
  if (successor !== null && row.fields.to === undefined) {
    row.blame('to', 'is missing: a member with a successor ends on a day')
  }
  return {
    code,
    names: { en: en ?? zh ?? code, zh: zh ?? en ?? code },
    parent,
    from,
    to,
    successor,
  }
}

/** A member with its row and its level, 0 where the list has none. */
export interface Listed<M extends Member> {
  member: M
  row: TableRow
  level: number
}

function checkChain<M extends Member>(
  listed: Listed<M>[],
  field: 'parent' | 'successor',
  find: (level: number, code: string) => Listed<M> | undefined,
  levelOf: (level: number) => number,
): void {
  for (const start of listed) {
    const seen = new Set<Listed<M>>([start])
    let at: Listed<M> | undefined = start
    for (;;) {
      const code: string | null = at.member[field]
      if (code === null) break
      at = find(levelOf(at.level), code)
      if (!at) break
      if (at === start) {
        start.row.blame(field, `"${start.member.code}" is in the end its own ${field}`)
        break
      }
      if (seen.has(at)) break
      seen.add(at)
    }
  }
}

/**
 * Checks the members of one list against each other: codes once a level, parents on the level above,
 * successors on the same level, and neither in a circle.
 */
export function checkMembers<M extends Member>(listed: Listed<M>[], top: string): void {
  const byCode = new Map<string, Listed<M>>()
  const find = (level: number, code: string) => byCode.get(`${level} ${code}`)
  for (const entry of listed) {
    const first = find(entry.level, entry.member.code)
    if (first && entry.member.code !== '') {
      entry.row.blame('code', `"${entry.member.code}" was given in line ${first.row.line} already`)
    } else byCode.set(`${entry.level} ${entry.member.code}`, entry)
  }
  const codesAt = (level: number) =>
    listed.filter((e) => e.level === level).map((e) => e.member.code)
  const above = (level: number) => (level === 0 ? 0 : level - 1)
  for (const { member, row, level } of listed) {
    if (member.parent !== null) {
      if (level === 1) row.blame('parent', `a ${top} has no parent: leave it empty`)
      else if (!find(above(level), member.parent)) {
        const where = level === 0 ? '' : ' of the level above'
        row.blame(
          'parent',
          `there is no "${member.parent}"${where}: ${suggest(member.parent, codesAt(above(level)))}`,
        )
      }
    }
    if (member.successor !== null && !find(level, member.successor)) {
      const same = level === 0 ? '' : ' of the same level'
      row.blame(
        'successor',
        `there is no "${member.successor}"${same}: ${suggest(member.successor, codesAt(level))}`,
      )
    }
  }
  checkChain(listed, 'successor', find, (level) => level)
  if (listed.some((entry) => entry.level === 0)) checkChain(listed, 'parent', find, () => 0)
}

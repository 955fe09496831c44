import type { Section, Table } from '../document.ts'
import type { OverdueFacts, OverdueMember } from '../facts/overdue.ts'
import { numberOf } from '../notebook.ts'
import { list, say } from '../prose.ts'

function tableOf(id: string, title: Table['title'], members: readonly OverdueMember[]): Table {
  return {
    id,
    title,
    columns: [
      { names: title, numeric: false },
      { names: { en: 'Overdue', zh: '超期未办结' }, numeric: true },
      { names: { en: 'Share of all overdue', zh: '占全部超期' }, numeric: true },
      { names: { en: 'Open', zh: '未办结' }, numeric: true },
    ],
    rows: members.map(({ name, overdue, share, open }) => [
      { name },
      { fact: overdue.id },
      { fact: share.id },
      { fact: open.id },
    ]),
  }
}

const first = (members: readonly OverdueMember[]) => members.slice(0, 3)

/** Open past the due time at the cut-off, by department and by district; null: no source tells it. */
export function writeOverdue(facts: OverdueFacts | null): Section | null {
  if (!facts) return null
  const { overdue, open, share, departments, districts } = facts
  const title = { en: 'Overdue', zh: '超期未办结情况' }
  if (numberOf(overdue) === 0) {
    const en = say`Of the complaints received in the past year none is open past its due time; ${open} are open.`
    const zh = say`近一年受理的诉求中没有超期未办结的；未办结${open}件，均未到期。`
    return {
      id: 'overdue',
      title,
      paragraphs: [{ en, zh }],
      charts: [],
      tables: [],
    }
  }
  const tellEn = (members: readonly OverdueMember[]) =>
    list(
      first(members).map(
        ({ name, overdue: count, share: part }) => say`${name} (${count}, ${part})`,
      ),
      ', ',
    )
  const tellZh = (members: readonly OverdueMember[]) =>
    list(
      first(members).map(
        ({ name, overdue: count, share: part }) => say`${name}（${count}件，占${part}）`,
      ),
      '、',
    )
  const byEn = say`${departments.length > 0 ? say` By lead department: ${tellEn(departments)}.` : []}${
    districts.length > 0 ? say` By district: ${tellEn(districts)}.` : []
  }`
  const byZh = say`${departments.length > 0 ? say`按主办部门，${tellZh(departments)}。` : []}${
    districts.length > 0 ? say`按区，${tellZh(districts)}。` : []
  }`
  return {
    id: 'overdue',
    title,
    paragraphs: [
      {
        en: say`Of the complaints received in the past year, ${overdue} are open past their due time at the cut-off of the data: ${share} of the ${open} open ones.${byEn}`,
        zh: say`至数据截止时，近一年受理的诉求中超期未办结${overdue}件，占未办结总量（${open}件）的${share}。${byZh}`,
      },
    ],
    charts: [],
    tables: [
      ...(departments.length > 0
        ? [tableOf('overdue-departments', { en: 'Lead department', zh: '主办部门' }, departments)]
        : []),
      ...(districts.length > 0
        ? [tableOf('overdue-districts', { en: 'District', zh: '区' }, districts)]
        : []),
    ],
  }
}

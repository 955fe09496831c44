import { UNKNOWN } from '../../../sql/model/dimensions.ts'
import type { Fact, Name } from '../document.ts'
import type { Naming } from '../names.ts'
import { type Notebook, numberOf } from '../notebook.ts'
import { askOverdue, type Subject } from '../questions.ts'

/** How many departments, and districts, are told. */
const MOST = 5

export interface OverdueMember {
  name: Name
  overdue: Fact
  open: Fact
  share: Fact
}

export interface OverdueFacts {
  overdue: Fact
  open: Fact
  /** Of the open ones. */
  share: Fact
  departments: OverdueMember[]
  districts: OverdueMember[]
}

/** What was open past its due time at the cut-off; null where no source tells what is due. */
export async function readOverdue(
  book: Notebook,
  subject: Subject,
  naming: Naming,
): Promise<OverdueFacts | null> {
  const asked = await book.ask(askOverdue(subject, null))
  const overdue = book.cell(asked, {}, 'overdueComplaints', 'count')
  const open = book.cell(asked, {}, 'openComplaints', 'count')
  if (numberOf(overdue) === null) return null
  const members = async (dimension: 'department' | 'district'): Promise<OverdueMember[]> => {
    const by = await book.ask(askOverdue(subject, dimension))
    return by.answer.rows
      .filter((row) => Number(row.overdueComplaints) > 0 && row[dimension] !== UNKNOWN)
      .slice(0, MOST)
      .map((row) => {
        const key = { [dimension]: String(row[dimension]) }
        const count = book.cell(by, key, 'overdueComplaints', 'count')
        return {
          name: naming(dimension, String(row[dimension])),
          overdue: count,
          open: book.cell(by, key, 'openComplaints', 'count'),
          share: book.derive('share', [count, overdue], 'rate'),
        }
      })
  }
  const [departments, districts] = await Promise.all([members('department'), members('district')])
  return {
    overdue,
    open,
    share: book.derive('share', [overdue, open], 'rate'),
    departments,
    districts,
  }
}

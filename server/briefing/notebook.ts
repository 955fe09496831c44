import type { Answer, Row } from '../../sql/model/answer.ts'
import { MEASURES, type MeasureId } from '../../sql/model/measures.ts'
import type { Question } from '../../sql/model/question.ts'
import { describeQuestion } from './describe.ts'
import type { AskedQuestion, Fact, FactFormat, Origin } from './document.ts'
import { writeValue } from './format.ts'
import { compute, type MethodId } from './methods.ts'

export type Ask = (question: Question) => Promise<Answer>

/** A Question with the answer that it got. */
export interface Asked {
  id: string
  question: Question
  answer: Answer
}

type Key = Record<string, string | number>

/** Asks, and keeps where each number came from. All Questions are asked at one data version. */
export interface Notebook {
  ask(question: Question): Promise<Asked>
  /** A cell of an answer. An absent row counts 0 for a measure that counts, else it is null. */
  cell(asked: Asked, row: Key, column: string, format: FactFormat): Fact
  derive(method: MethodId, of: readonly Fact[], format: FactFormat): Fact
  /** What a test of all members says of one. */
  test(
    asked: readonly Asked[],
    member: string,
    statistic: string,
    value: number,
    format: FactFormat,
  ): Fact
  state(
    by: 'calendar' | 'cutOff' | 'rule' | 'loads',
    value: number | string,
    format: FactFormat,
  ): Fact
  facts(): Record<string, Fact>
  questions(): AskedQuestion[]
}

const findRow = (answer: Answer, key: Key): Row | undefined =>
  answer.rows.find((row) => Object.entries(key).every(([column, value]) => row[column] === value))

function counts(column: string): boolean {
  const [measure = ''] = column.split('.')
  const isValue = column === measure || column === `${measure}.compare` || column.endsWith('.n')
  if (column.endsWith('.n')) return true
  return isValue && MEASURES[measure as MeasureId]?.format === 'count'
}

/** Reads a cell as a number: what a Question that is asked again must give again. */
export function readCell(answer: Answer, key: Key, column: string): number | null {
  const row = findRow(answer, key)
  if (!row) return counts(column) ? 0 : null
  const value = row[column]
  return typeof value === 'number' ? value : null
}

export const numberOf = ({ value }: Fact): number | null =>
  typeof value === 'number' ? value : null

export function openNotebook(ask: Ask): Notebook {
  const facts: Record<string, Fact> = {}
  const known = new Map<string, Promise<Asked>>()
  const answered: Asked[] = []
  let version: number | undefined
  let asking = 0

  const note = (value: number | string | null, format: FactFormat, origin: Origin): Fact => {
    const same = Object.values(facts).find(
      (fact) => fact.format === format && JSON.stringify(fact.origin) === JSON.stringify(origin),
    )
    if (same && origin.kind !== 'stated') return same
    const text = writeValue(value, format)
    const fact = { id: `f${Object.keys(facts).length + 1}`, value, format, text, origin }
    facts[fact.id] = fact
    return fact
  }

  const askFirst = async (question: Question): Promise<Asked> => {
    const id = `q${++asking}`
    const pinned = version === undefined ? question : { ...question, version }
    const answer = await ask(pinned)
    version ??= answer.version
    const asked = { id, question: { ...question, version: answer.version }, answer }
    answered.push(asked)
    return asked
  }

  return {
    ask: (question) => {
      const key = JSON.stringify(question)
      const asked = known.get(key) ?? askFirst(question)
      known.set(key, asked)
      return asked
    },
    cell: (asked, row, column, format) =>
      note(readCell(asked.answer, row, column), format, {
        kind: 'cell',
        question: asked.id,
        row,
        column,
      }),
    derive: (method, of, format) =>
      note(compute(method, of.map(numberOf)), format, {
        kind: 'derived',
        method,
        of: of.map(({ id }) => id),
      }),
    test: (asked, member, statistic, value, format) =>
      note(value, format, {
        kind: 'tested',
        questions: asked.map(({ id }) => id),
        member,
        statistic,
      }),
    state: (by, value, format) => note(value, format, { kind: 'stated', by }),
    facts: () => facts,
    questions: () =>
      answered
        .sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)))
        .map(({ id, question, answer }) => ({
          id,
          names: describeQuestion(question),
          question,
          version: answer.version,
          through: answer.through,
          source: answer.source,
        })),
  }
}

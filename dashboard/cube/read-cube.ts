import { type Table, tableFromIPC } from 'apache-arrow'
import type { MeasureId } from '../../sql/model/measures.ts'
import type { Cube, CubeQuestion, Members, Parts } from './cube.ts'

const DAY_LENGTH = 10

/** Codes in the order of answers: by their UTF-8 bytes, which is that of their code points. */
function byCodePoint(a: string, b: string): number {
  const [one, other] = [[...a], [...b]]
  const at = one.findIndex((character, i) => character !== other[i])
  if (at === -1) return one.length - other.length
  return (one[at]?.codePointAt(0) ?? 0) - (other[at]?.codePointAt(0) ?? -1)
}

/** Where each row goes so that they lie in the order of their periods. */
interface Order {
  periods: string[]
  first: Uint32Array
  places: Uint32Array
}

function orderOf(table: Table): Order {
  // Days are ten characters each, one after the other: one text is faster than one for each row.
  const bytes = table.getChild('period')?.data[0]?.values as Uint8Array | undefined
  const text = new TextDecoder().decode(bytes)
  const days = Array.from({ length: table.numRows }, (_, i) =>
    text.slice(i * DAY_LENGTH, (i + 1) * DAY_LENGTH),
  )
  const periods = [...new Set(days)].sort()
  const places = new Map(periods.map((period, i) => [period, i]))
  const of = days.map((day) => places.get(day) ?? 0)
  const first = new Uint32Array(periods.length + 1)
  for (const place of of) first[place + 1] = (first[place + 1] ?? 0) + 1
  for (let i = 1; i < first.length; i++) first[i] = (first[i] ?? 0) + (first[i - 1] ?? 0)
  const next = [...first]
  const take = (place: number): number => {
    const row = next[place] ?? 0
    next[place] = row + 1
    return row
  }
  return { periods, first, places: Uint32Array.from(of, take) }
}

function membersOf(table: Table, id: string, { places }: Order): Members {
  const data = table.getChild(id)?.data[0]
  const found = data?.dictionary ? [...data.dictionary].map(String) : []
  const codes = found.toSorted(byCodePoint)
  const ranks = found.map((code) => codes.indexOf(code))
  const values: Int32Array = data?.values ?? new Int32Array()
  const rows = new Int32Array(table.numRows)
  places.forEach((place, i) => {
    rows[place] = ranks[values[i] ?? 0] ?? 0
  })
  return { codes, rows }
}

function partsOf(table: Table, id: string, { places }: Order): Parts {
  const values = table.getChild(id)
  const of = table.getChild(`${id}.n`)
  const placed = (read: (i: number) => number) => {
    const rows = new Float64Array(table.numRows)
    places.forEach((place, i) => {
      rows[place] = read(i)
    })
    return rows
  }
  const numbers: ArrayLike<number> = values?.toArray() ?? []
  if (of) {
    const denominators: ArrayLike<number> = of.toArray()
    return {
      sum: placed((i) => Math.round((numbers[i] ?? 0) * (denominators[i] ?? 0))),
      of: placed((i) => denominators[i] ?? 0),
      told: null,
    }
  }
  const hasGaps = values !== null && values.nullCount > 0
  return {
    sum: placed((i) => numbers[i] ?? 0),
    of: null,
    told: hasGaps ? Uint8Array.from(placed((i) => Number(values.isValid(i)))) : null,
  }
}

/** Reads the Arrow stream that answers a cube's question. */
export function readCube(bytes: ArrayBuffer, question: CubeQuestion): Cube {
  const table = tableFromIPC(new Uint8Array(bytes))
  const facts = table.schema.metadata
  const order = orderOf(table)
  return {
    question,
    version: Number(facts.get('version')),
    through: facts.get('through') ?? null,
    source: facts.get('source') ?? '',
    periods: order.periods,
    first: order.first,
    dimensions: new Map(question.by.map((id) => [id, membersOf(table, id, order)])),
    measures: new Map(
      question.measures.map((id): [MeasureId, Parts] => [id, partsOf(table, id, order)]),
    ),
  }
}

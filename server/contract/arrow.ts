import {
  Bool,
  type Data,
  type DataType,
  Dictionary,
  Field,
  Float64,
  Int32,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableToIPC,
  Uint8,
  Uint32,
  Utf8,
  vectorFromArray,
} from 'apache-arrow'
import type { Answer, Column, Value } from '../../sql/model/answer.ts'
import { type Grain, isCyclic } from '../../sql/model/grains.ts'
import { type MeasureId, measureOf } from '../../sql/model/measures.ts'

export const ARROW_TYPE = 'application/vnd.apache.arrow.stream'

/** Which values are there: one bit for each. */
interface Filled {
  length: number
  nullCount: number
  nullBitmap: Uint8Array | null
}

/** One bit for each value, the first in the lowest of the first byte. */
function bitsOf(values: readonly Value[], isSet: (value: Value) => boolean): Uint8Array {
  const bits = new Uint8Array(Math.ceil(values.length / 8))
  values.forEach((value, i) => {
    if (isSet(value)) bits[i >> 3] = (bits[i >> 3] ?? 0) | (1 << (i & 7))
  })
  return bits
}

function filled(values: readonly Value[]): Filled {
  const nullCount = values.reduce<number>((sum, value) => sum + Number(value === null), 0)
  return {
    length: values.length,
    nullCount,
    nullBitmap: nullCount === 0 ? null : bitsOf(values, (value) => value !== null),
  }
}

function members(values: readonly Value[]): Data {
  const codes = new Map<string, number>()
  const indices = Int32Array.from(values, (value) => {
    const member = String(value)
    const known = codes.get(member)
    if (known !== undefined) return known
    codes.set(member, codes.size)
    return codes.size - 1
  })
  return makeData({
    type: new Dictionary(new Utf8(), new Int32()),
    length: values.length,
    nullCount: 0,
    data: indices,
    dictionary: vectorFromArray([...codes.keys()], new Utf8()),
  })
}

/** Texts of periods and times, which are ASCII: as many bytes as characters. */
function times(values: readonly Value[]): Data {
  const texts = values.map((value) => (value === null ? '' : String(value)))
  const valueOffsets = new Int32Array(texts.length + 1)
  texts.forEach((text, i) => {
    valueOffsets[i + 1] = (valueOffsets[i] ?? 0) + text.length
  })
  const data = new TextEncoder().encode(texts.join(''))
  return makeData({ type: new Utf8(), ...filled(values), valueOffsets, data })
}

const numbers = (values: readonly Value[]): number[] => values.map((value) => Number(value ?? 0))

const decimals = (values: readonly Value[]): Data =>
  makeData({
    type: new Float64(),
    ...filled(values),
    data: Float64Array.from(numbers(values)),
  })

/** Counts; a column with a number that has no place in a Uint32 is a Float64, so that none is lost. */
function counts(values: readonly Value[]): Data {
  const data = numbers(values)
  if (data.some((value) => value >>> 0 !== value)) return decimals(values)
  return makeData({ type: new Uint32(), ...filled(values), data: Uint32Array.from(data) })
}

const cycles = (values: readonly Value[]): Data =>
  makeData({ type: new Uint8(), ...filled(values), data: Uint8Array.from(numbers(values)) })

const truths = (values: readonly Value[]): Data =>
  makeData({
    type: new Bool(),
    ...filled(values),
    data: bitsOf(values, (value) => value === true),
  })

function isCounted(id: string): boolean {
  const [measure] = id.split('.')
  return measureOf(measure as MeasureId).format === 'count'
}

function fill({ id, role }: Column, values: readonly Value[], cyclic: boolean): Data {
  switch (role) {
    case 'dimension':
      return members(values)
    case 'time':
      return cyclic ? cycles(values) : times(values)
    case 'maturity':
      return truths(values)
    case 'denominator':
      return counts(values)
    case 'measure':
      return isCounted(id) ? counts(values) : decimals(values)
  }
}

/**
 * An answer as an Arrow IPC stream of one batch, its buffers uncompressed. Dimensions are utf8 in a
 * dictionary, a `period` utf8 (of a cyclic grain Uint8), counts and denominators Uint32, all other
 * measures Float64, maturity Bool; `compareTo` is a utf8 column where any row has one. Each field
 * tells its `role`; the schema tells `version`, `source` and, where there are data, `through`.
 */
export function writeArrow(
  { columns, rows, through, version, source }: Answer,
  grain: Grain | undefined,
): Uint8Array {
  const cyclic = grain !== undefined && isCyclic(grain)
  const data = columns.map((column) =>
    fill(
      column,
      rows.map((row) => row[column.id] ?? null),
      cyclic,
    ),
  )
  const fields = columns.map(({ id, role }, i) => fieldOf(id, data[i] as Data, role))
  if (rows.some((row) => row.compareTo !== undefined)) {
    const cuts = times(rows.map((row) => row.compareTo ?? null))
    data.push(cuts)
    fields.push(fieldOf('compareTo', cuts, 'cut'))
  }
  const facts = new Map([
    ['version', String(version)],
    ['source', source],
  ])
  if (through !== null) facts.set('through', through)
  const schema = new Schema(fields, facts)
  const type = new Struct(fields)
  const batch = new RecordBatch(
    schema,
    makeData({ type, length: rows.length, nullCount: 0, children: data }),
  )
  return tableToIPC(new Table(schema, [batch]), 'stream')
}

const NULLABLE: readonly string[] = ['measure', 'denominator', 'cut']

const fieldOf = (id: string, { type }: Data, role: string): Field<DataType> =>
  new Field(id, type, NULLABLE.includes(role), new Map([['role', role]]))

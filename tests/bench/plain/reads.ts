import { SAMPLE_LEVELS, SAMPLED_OF } from '../../../sql/model/cubes.ts'
import { type Table, writeRead } from './read.ts'
import type { Shape } from './shape.ts'

/** A statement, and what it tells of a Question. */
export interface Read {
  sql: string
  counts: readonly string[]
  median: boolean
}

/** Where a count that no cube can hold is read beside it: the smallest table first. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  overdue: ['open_complaints', 'complaints'],
  repeated: ['repeats', 'complaints'],
}

/** As many cases make a median that is right within 1 % of rank. */
const SAMPLE = 32_768

/** The level of the sample that suffices for rows of so many closed cases; null: none does. */
function levelFor(fewest: number): number | null {
  const enough = SAMPLE_LEVELS.filter((level) => fewest >= SAMPLE * SAMPLED_OF * 2 ** level)
  return enough.at(-1) ?? null
}

function readFrom(
  tables: ReadonlyMap<string, Table>,
  names: readonly string[],
  shape: Shape,
  counts: readonly string[],
): Read | null {
  for (const name of names) {
    const table = tables.get(name)
    const sql = table && writeRead(shape, table, counts)
    if (sql) return { sql, counts, median: shape.median }
  }
  return null
}

/**
 * The reads that together suffice for a Question: of the table that its answer named, and what is
 * counted beside it. Null where the tables cannot tell.
 * @param fewest the fewest closed cases of a row of the answer
 */
export function writeReads(
  tables: ReadonlyMap<string, Table>,
  shape: Shape,
  source: string,
  fewest: number,
): Read[] | null {
  const table = tables.get(source)
  if (!table) return null
  const isHere = (count: string) => table.sum(count, shape) !== null
  const isMedianHere = shape.median && table.median !== null
  const here = shape.counts.filter(isHere)
  const reads = [readFrom(tables, [source], { ...shape, median: isMedianHere }, here)]
  for (const count of shape.counts.filter((one) => !isHere(one))) {
    reads.push(readFrom(tables, BESIDE[count] ?? [], { ...shape, median: false }, [count]))
  }
  if (shape.median && !isMedianHere) {
    const level = levelFor(fewest)
    const names = level === null ? ['complaints'] : ['closed_sample', 'complaints']
    reads.push(readFrom(tables, names, { ...shape, level }, []))
  }
  return reads.some((read) => read === null) ? null : reads.filter((read) => read !== null)
}

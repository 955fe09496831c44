import { SAMPLE_LEVELS, SAMPLED_OF } from '../model/cubes.ts'
import { eventColumn } from './events.ts'
import { type Leg, writeLeg } from './leg.ts'
import type { Plan } from './plan.ts'
import { parameter, type Sql, sql } from './sql.ts'

/**
 * Cases of which a median is taken where there are more: its rank is then wrong by less than 1 % for all
 * but one in a few thousand rows (the standard deviation of a rank is half the root of the number).
 */
const SAMPLE = 32_768

export const baseSeconds: NonNullable<Leg['seconds']> = {
  value: sql`toInt32(dateDiff('second', received_at, assumeNotNull(closed_at)))`,
  known: sql`closed_at IS NOT NULL`,
}

/** The fewest closed cases that a row of the answer has on this side, by the cube. */
function fewest(plan: Plan, counted: Leg): Sql {
  const rows = writeLeg({ ...plan, median: false }, counted, ['closed_timed'])
  return sql`(SELECT min(p_closed_timed) FROM (${rows}) WHERE p_closed_timed > 0)`
}

/** The level of `closed_sample` from which on enough cases of the smallest row are left. */
function levelFor(least: Sql): Sql {
  const [lowest, ...higher] = SAMPLE_LEVELS
  return higher.reduce<Sql>(
    (level, next) =>
      sql`if(${least} >= ${parameter('enough', 'UInt64', SAMPLE * SAMPLED_OF * 2 ** next)}, ${parameter('level', 'UInt32', next)}, ${level})`,
    sql`${parameter('level', 'UInt32', lowest)}`,
  )
}

/**
 * The times from receipt to closing, for medians: of all cases, or where every row has very many, of a
 * sample of them.
 * @param counted the leg that counts the cases of the same days
 * @param whole whether no other leg adds cases to the rows
 */
export function secondsLegs(plan: Plan, counted: Leg, whole: boolean): Leg[] {
  const every: Leg = {
    ...counted,
    table: sql`complaints`,
    moment: { column: eventColumn(plan.question.basis), kind: 'instant' },
    pieces: new Map(),
    seconds: baseSeconds,
  }
  if (!whole || !plan.extracts.has('closed_sample')) return [every]
  const least = fewest(plan, counted)
  const enough = sql`ifNull(${least} >= ${parameter('enough', 'UInt64', SAMPLE * SAMPLED_OF)}, false)`
  return [
    { ...every, conditions: [...every.conditions, sql`NOT ${enough}`] },
    {
      ...every,
      table: sql`closed_sample`,
      conditions: [...every.conditions, enough, sql`level >= ${levelFor(least)}`],
    },
  ]
}

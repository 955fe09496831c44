import type { Expression } from '../../cities/mapping.ts'
import { type Columns, columnNamed } from './texts.ts'

const RANGE = { lon: 180, lat: 90 } as const

interface NumberSteps {
  /** Nullable(Float64), whatever it is. */
  value: string
  within(value: string): string
  bad(value: string): string
}

/** Reads a coordinate in degrees. What is no number, or none on the globe, is bad. */
export function readNumber(
  field: 'lon' | 'lat',
  expression: Expression,
  columns: Columns,
): NumberSteps {
  const names = expression.form === 'column' ? expression.columns : []
  const [only] = names.map((name) => columnNamed(columns, name))
  const native = names.length === 1 && only?.reading === 'number'
  const most = RANGE[field]
  const filled = native ? `isNotNull(${only.alias})` : `t_${field} != ''`
  return {
    value: native ? `if(isNaN(${only.alias}), NULL, ${only.alias})` : `toFloat64OrNull(t_${field})`,
    within: (value) => `if(abs(${value}) <= ${most}, ${value}, NULL)`,
    bad: (value) => `${filled} AND NOT ifNull(abs(${value}) <= ${most}, false)`,
  }
}

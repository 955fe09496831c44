import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Query, query, select } from '../../../sql/node/run.ts'
import { placeholders } from '../../../sql/node/statements.ts'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { testWarehouse } from '../../support/warehouse.ts'

const folder = new URL('../../../sql/queries/', import.meta.url)
const names = (extension: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(extension))
    .map((name) => basename(name, extension))

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await testWarehouse('queries')
})
afterAll(() => warehouse.close())

/** A value of each placeholder's type, as text. */
async function sampleParameters(sql: string): Promise<Record<string, string>> {
  const found = sql.matchAll(/\{\s*(\w+)\s*:\s*([^}]+?)\s*\}/g)
  const entries = [...found].map(async ([, name, type]) => {
    const [row] = await select<{ sample: string }>(
      warehouse,
      'SELECT toString(defaultValueOfTypeName({type:String})) AS sample',
      { type },
    )
    return [name, row?.sample]
  })
  return Object.fromEntries(await Promise.all(entries))
}

test('every text has its function, and every function its text', () => {
  expect(names('.ts')).toEqual(names('.sql'))
})

describe.each(names('.ts'))('%s', (name) => {
  let found: Query<never, unknown>

  beforeAll(async () => {
    const module: Record<string, Query<never, unknown>> = await import(
      new URL(`${name}.ts`, folder).href
    )
    const queries = Object.values(module).filter((exported) => 'sql' in exported)
    expect(queries).toHaveLength(1)
    found = queries[0] as Query<never, unknown>
  })

  test('says its grain in its first line', () => {
    expect(found.sql).toMatch(/^-- One row\b.*\S/)
  })

  test('its placeholders are its parameters', () => {
    expect([...placeholders(found.sql)].sort()).toEqual(Object.keys(found.params.shape).sort())
  })

  test('the engine accepts it, and gives the columns of its rows', async () => {
    const parameters = await sampleParameters(found.sql)
    await select(warehouse, `EXPLAIN PLAN ${found.sql}`, parameters)
    const described = await select<{ name: string }>(
      warehouse,
      `DESCRIBE TABLE (${found.sql}\n)`,
      parameters,
    )
    expect(described.map((column) => column.name).sort()).toEqual(
      Object.keys(found.row.shape).sort(),
    )
  })
})

test('wrong parameters and unexpected rows are refused', async () => {
  const state = (params: z.ZodObject, row: z.ZodObject) => query('city_state', params, row)
  const city = z.object({ city: z.string() })
  const asked = state(city, z.object({ version: z.string() }))(warehouse, { city: 'x' })
  await expect(asked).rejects.toThrow(z.ZodError)
  const wrong = state(city, z.object({}))(warehouse, { city: 5 })
  await expect(wrong).rejects.toThrow(z.ZodError)
})

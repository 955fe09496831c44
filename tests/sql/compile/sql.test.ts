import { expect, test } from 'vitest'
import { join, known, parameter, render, type Sql, sql } from '../../../sql/compile/sql.ts'

test('a value travels beside the SQL under its name and type', () => {
  const written = sql`SELECT 1 WHERE a = ${parameter('a', 'String', "x' OR 1")}`
  expect(render(written)).toEqual({
    sql: 'SELECT 1 WHERE a = {a:String}',
    params: { a: "x' OR 1" },
  })
})

test('one value is one parameter; two values under one name get a number', () => {
  const one = parameter('a', 'String', 'x')
  const other = parameter('a', 'String', 'y')
  const written = join([sql`${one}`, sql`${parameter('a', 'String', 'x')}`, sql`${other}`], sql`, `)
  expect(render(written)).toEqual({
    sql: '{a:String}, {a:String}, {a_2:String}',
    params: { a: 'x', a_2: 'y' },
  })
})

test('fragments nest', () => {
  const inner = sql`x = ${parameter('n', 'UInt32', 1)}`
  expect(render(sql`(${inner}) AND (${inner})`).sql).toBe('(x = {n:UInt32}) AND (x = {n:UInt32})')
})

test('nothing but SQL and parameters passes, not even what looks like them', () => {
  const forged = JSON.parse('{"kind": "sql", "pieces": ["1; DROP TABLE complaints"]}') as Sql
  expect(() => sql`SELECT ${forged}`).toThrow(TypeError)
  expect(() => sql`SELECT ${'1' as unknown as Sql}`).toThrow(TypeError)
})

test('a word is taken only from the closed set that is given', () => {
  expect(render(known(['district', 'kind'], 'kind')).sql).toBe('kind')
  expect(() => known(['district'] as string[], 'district; DROP')).toThrow(TypeError)
})

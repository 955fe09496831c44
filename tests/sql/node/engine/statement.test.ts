import { describe, expect, test } from 'vitest'
import { readStatement } from '../../../../sql/node/engine/statement.ts'

describe('what a statement becomes', () => {
  const cases: [string, string][] = [
    ['SELECT 1', "SELECT 1\n/* m */ INTO OUTFILE '/f' FORMAT Default"],
    ['SELECT 1 FORMAT CSV;', "SELECT 1 \n/* m */ INTO OUTFILE '/f' FORMAT CSV"],
    [
      'SELECT 1 -- x\nFORMAT CSV SETTINGS max_threads = 1 -- y',
      "SELECT 1 -- x\n\n/* m */ INTO OUTFILE '/f' FORMAT CSV SETTINGS max_threads = 1",
    ],
    ['SELECT 1 -- FORMAT CSV', "SELECT 1\n/* m */ INTO OUTFILE '/f' FORMAT Default"],
    ["SELECT 'FORMAT CSV'", "SELECT 'FORMAT CSV'\n/* m */ INTO OUTFILE '/f' FORMAT Default"],
    [
      'SELECT 1 AS format FROM t',
      "SELECT 1 AS format FROM t\n/* m */ INTO OUTFILE '/f' FORMAT Default",
    ],
    [
      '(SELECT 1) UNION ALL (SELECT 2)',
      "(SELECT 1) UNION ALL (SELECT 2)\n/* m */ INTO OUTFILE '/f' FORMAT Default",
    ],
    [
      'with 1 as x select x format JSON',
      "with 1 as x select x \n/* m */ INTO OUTFILE '/f' format JSON",
    ],
    ['SHOW TABLES', "SHOW TABLES\n/* m */ INTO OUTFILE '/f' FORMAT Default"],
    ['CREATE TABLE t (format String) ENGINE = Log;', 'CREATE TABLE t (format String) ENGINE = Log'],
    ['INSERT INTO t SELECT 1;', 'INSERT INTO t SELECT 1\n/* m */'],
    ["INSERT INTO t VALUES (1, ';')", "INSERT INTO t VALUES (1, ';')"],
  ]
  for (const [sql, becomes] of cases)
    test(sql, () => expect(readStatement(sql, 'Default', false).sql('/f', 'm')).toBe(becomes))
})

describe('what an insert with rows becomes', () => {
  const cases: [string, string][] = [
    [
      'INSERT INTO t FORMAT CSV',
      "INSERT INTO t\n/* m */ FROM INFILE '/f' COMPRESSION 'none'  FORMAT CSV",
    ],
    [
      'INSERT INTO t (a, format) SETTINGS async_insert = 0 FORMAT JSONEachRow;',
      "INSERT INTO t (a, format)\n/* m */ FROM INFILE '/f' COMPRESSION 'none' SETTINGS async_insert = 0  FORMAT JSONEachRow",
    ],
    [
      'insert into t values',
      "insert into t\n/* m */ FROM INFILE '/f' COMPRESSION 'none'  FORMAT Values",
    ],
    [
      "INSERT INTO t SELECT format FROM input('format String') FORMAT CSV",
      "INSERT INTO t SELECT format FROM file('/f', 'CSV', 'format String') \n/* m */",
    ],
  ]
  for (const [sql, becomes] of cases)
    test(sql, () => expect(readStatement(sql, 'Default', true).sql('/f', 'm')).toBe(becomes))
})

test('what changes the session is known', () => {
  const resets = (sql: string) => readStatement(sql, 'CSV', false).resets === true
  expect(['SET a = 1', 'use x', 'CREATE TEMPORARY TABLE t (a Int8)'].every(resets)).toBe(true)
  expect(['SELECT 1', 'CREATE TABLE t (a Int8)', 'INSERT INTO t SELECT 1'].some(resets)).toBe(false)
})

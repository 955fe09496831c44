import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placeholders, quote, splitStatements, tokenize } from '../../../sql/node/statements.ts'

describe('statements end at a semicolon', () => {
  const cases: [string, string[]][] = [
    ['SELECT 1; SELECT 2;', ['SELECT 1', 'SELECT 2']],
    [';;-- nothing; here\n/* nor; here */ # nor;\n#! or;', []],
    ['SELECT \';\', `a;b`, ";" -- x;y\n, 3;', ['SELECT \';\', `a;b`, ";" -- x;y\n, 3']],
    ["SELECT 'it''s; a', 'b\\';c' ; SELECT 'd", ["SELECT 'it''s; a', 'b\\';c'", "SELECT 'd"]],
    ['SELECT $x$ ; $y$ ; $x$; SELECT $$;$$', ['SELECT $x$ ; $y$ ; $x$', 'SELECT $$;$$']],
    ['SELECT 1 - -1 -- end', ['SELECT 1 - -1']],
    ['SELECT 未诉 /* ; unclosed', ['SELECT 未诉']],
  ]
  for (const [sql, statements] of cases)
    test(sql, () => expect(splitStatements(sql)).toEqual(statements))
})

test('any string survives being quoted among others', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (texts) => {
      const tokens = [...tokenize(texts.map(quote).join(' , '))]
      expect(tokens.filter(({ kind }) => kind === 'string').map(({ text }) => text)).toEqual(
        texts.map(quote),
      )
    }),
  )
})

test('placeholders are the names before a colon in braces', () => {
  const sql = "SELECT {a:UInt8}, { b_2 : Array(String) }, '{c:String}', map{'d': 1} -- {e:Int8}"
  expect([...placeholders(sql)]).toEqual(['a', 'b_2'])
})

import { expect, it } from 'vitest'
import { writeFact } from '../../../dashboard/pages/briefings/facts.ts'
import type { Fact, Language } from '../../../server/briefing/document.ts'
import { formatFact, writeValue } from '../../../server/briefing/format.ts'
import { writeText } from '../../../server/briefing/prose.ts'
import { changeEn, changeZh } from '../../../server/briefing/wording.ts'

const changeOf = (value: number): Fact => ({
  id: 'f',
  value,
  format: 'change',
  text: writeValue(value, 'change'),
  origin: { kind: 'stated', by: 'rule' },
})

it.each([
  [0.189, 'up 18.9% on', '上升18.9%', '+18.9%', '+18.9%'],
  [-0.0567, 'down 5.7% on', '下降5.7%', '−5.7%', '−5.7%'],
  [0.0002, 'unchanged from', '持平', '0.0%', '0.0%'],
  [2, 'up 200.0% on', '上升200.0%', '+200.0%', '+200.0%'],
  [8.15, '9.2 times', '增至9.2倍', '9.2 times', '9.2倍'],
  [149.4, '150 times', '增至150倍', '150 times', '150倍'],
])('a change of %d is told as %s, %s', (value, en, zh, cellEn, cellZh) => {
  const change = changeOf(value)
  expect(writeText(changeEn(change), { f: change }, 'en')).toBe(en)
  expect(writeText(changeZh(change), { f: change }, 'zh')).toBe(zh)
  for (const [language, cell] of [
    ['en', cellEn],
    ['zh', cellZh],
  ] as [Language, string][]) {
    expect(formatFact(change, language, 'signed')).toBe(cell)
    expect(writeFact(change, 'signed', language)).toBe(cell)
  }
})

import type { Briefing, BriefingFact } from '../../../server/contract/briefings.ts'
import { formatLocalTime } from '../../i18n/format.ts'
import type { Language } from '../../i18n/text.ts'
import type { Tip } from '../../marks/tip.tsx'
import { TEXT } from './text.ts'

const MINUS = '−'

/** A fact as its piece asks for it: without its sign, or always with one. */
export function writeFact(
  { value, text }: BriefingFact,
  as: 'size' | 'signed' | undefined,
  language: Language,
): string {
  const written = text[language]
  if (as === 'size') return written.replace(MINUS, '')
  // Multiples (9.2 times) have no sign.
  const isPlain = /^[\d.,]*[1-9][\d.,]*%?$/.test(written)
  const rises = typeof value === 'number' && value > 0 && isPlain
  return as === 'signed' && rises ? `+${written}` : written
}

/** The Questions that a fact rests on, by id, however far back. */
function questionsOf(fact: BriefingFact, facts: Briefing['facts']): string[] {
  const { origin } = fact
  if (origin.kind === 'cell') return [origin.question]
  if (origin.kind === 'tested') return origin.questions
  if (origin.kind === 'stated') return []
  const behind = origin.of.flatMap((id) => {
    const from = facts[id]
    return from ? questionsOf(from, facts) : []
  })
  return [...new Set(behind)]
}

const MOST_TOLD = 3

/** Where a number comes from. */
export function tellFact(briefing: Briefing, fact: BriefingFact, language: Language): Tip {
  const text = TEXT[language]
  const { origin } = fact
  const ids = questionsOf(fact, briefing.facts)
  const told = briefing.questions.filter(({ id }) => ids.includes(id)).slice(0, MOST_TOLD)
  const how =
    origin.kind === 'derived'
      ? text.methods[origin.method]
      : origin.kind === 'stated'
        ? text.stated[origin.by]
        : undefined
  return {
    title: how ? `${text.kinds[origin.kind]}: ${how}` : text.kinds[origin.kind],
    value: fact.text[language],
    rows: [
      ...told.map(({ id, names }) => ({
        label: `${text.question} ${id.slice(1)}`,
        value: names[language],
      })),
      { label: text.version, value: String(briefing.version) },
      ...(briefing.through
        ? [{ label: text.cutOff, value: formatLocalTime(briefing.through, language) }]
        : []),
    ],
  }
}

import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import type { DimensionId } from '../../../sql/model/dimensions.ts'
import { formatLocalTime } from '../../i18n/format.ts'
import { nameOf } from '../../state/catalog.ts'
import { language } from '../../state/language.ts'
import { CaseDetail } from './case-detail.tsx'
import { type Case, isLate, languageOf, stateOf } from './state.ts'
import { StateMark } from './state-mark.tsx'
import { TEXT } from './text.ts'

const CATEGORIES = ['category1', 'category2', 'category3'] as const
const PLACES = ['district', 'subdistrict', 'community'] as const

/** The known members of a hierarchy, from the top: `Housing › Property management`. */
function pathOf(one: Case, levels: readonly (keyof Case & DimensionId)[]): string {
  const codes = levels.map((level) => [level, String(one[level])] as const)
  const known = codes.filter(([, code]) => code !== 'unknown' && code !== '')
  if (known.length === 0) return nameOf(levels[0] ?? 'district', 'unknown')
  return known.map(([level, code]) => nameOf(level, code)).join(' › ')
}

/** One case: its facts in a row, its text and its course when it is opened. */
export function CaseRow({ one, through }: { one: Case; through: string | null }) {
  const lang = language.value
  const text = TEXT[lang]
  const open = useSignal(false)
  const id = `case-${one.source}-${one.id}`
  const time = (at: string) => <time dateTime={at}>{formatLocalTime(at, lang)}</time>
  return (
    <li class="case" data-open={open.value}>
      <button
        type="button"
        class="case-open"
        aria-expanded={open.value}
        aria-controls={id}
        onClick={() => (open.value = !open.value)}
      >
        <svg viewBox="0 0 10 10" aria-hidden="true">
          <path d="M3 1 7 5 3 9" />
        </svg>
        <span lang={one.title ? languageOf(one) : undefined}>{one.title || text.untitled}</span>
      </button>
      <dl class="case-facts">
        <Fact name={text.received} kind="received">
          {time(one.received_at)}
        </Fact>
        <Fact name={text.subject} kind="subject">
          {pathOf(one, CATEGORIES)}
        </Fact>
        <Fact name={text.place} kind="place">
          {pathOf(one, PLACES)}
        </Fact>
        <Fact name={text.state} kind="state">
          <StateMark state={stateOf(one, through)} />
          {isLate(one) && <span class="case-verdict bad">{text.late}</span>}
          {one.resolved !== null && (
            <Verdict good={one.resolved} yes={text.resolved} no={text.notResolved} />
          )}
          {one.satisfied !== null && (
            <Verdict good={one.satisfied} yes={text.satisfied} no={text.notSatisfied} />
          )}
        </Fact>
        <Fact name={text.due} kind="due">
          {one.due_at === null ? text.noDeadline : time(one.due_at)}
        </Fact>
        <Fact name={text.department} kind="department">
          {nameOf('department', one.department)}
        </Fact>
      </dl>
      <div id={id} class="case-detail" hidden={!open.value}>
        {open.value && <CaseDetail one={one} through={through} />}
      </div>
    </li>
  )
}

function Fact({
  name,
  kind,
  children,
}: {
  name: string
  kind: string
  children: ComponentChildren
}) {
  return (
    <div class={`case-${kind}`}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Verdict({ good, yes, no }: { good: boolean; yes: string; no: string }) {
  return (
    <span class={`case-verdict ${good ? 'good' : 'bad'}`}>
      <svg viewBox="0 0 10 10" aria-hidden="true">
        <path d={good ? 'M1.5 5.5 4 8 8.5 2' : 'M2 2 8 8M8 2 2 8'} />
      </svg>
      {good ? yes : no}
    </span>
  )
}

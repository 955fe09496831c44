import type { Range } from '../../dashboard/state/period.ts'
import { orderFilters, RANKED, type View } from '../../dashboard/state/view-url.ts'
import { barsQuestion } from '../../dashboard/views/bars/state.ts'
import { countQuestion } from '../../dashboard/views/cases/state.ts'
import {
  askingOf,
  courseQuestion,
  HEADLINES,
  headlineQuestion,
} from '../../dashboard/views/headline/state.ts'
import { mapQuestion, placeOf } from '../../dashboard/views/map/place.ts'
import { axesOf, cellsQuestion, marginQuestions } from '../../dashboard/views/matrix/questions.ts'
import { trendQuestion } from '../../dashboard/views/trend/state.ts'
import { weekQuestion } from '../../dashboard/views/week/state.ts'
import type { Answer } from '../../sql/model/answer.ts'
import type { DimensionId } from '../../sql/model/dimensions.ts'
import type { MeasureId } from '../../sql/model/measures.ts'
import type { Clause, Comparison, Question } from '../../sql/model/question.ts'
import type { Asking } from './asking.ts'
import { DRILLS, type Draw, drillInto } from './draw.ts'

type Choice = Pick<View, 'city' | 'measure' | 'where'>

/** One view of the page, asked of its filters and days. */
interface PageView {
  name: string
  /** The days of the page; the default period of 30 days where it is not said. */
  days?: (draw: Draw) => Range
  measure?: MeasureId
  ask(choice: Choice, days: Range, draw: Draw): Question
}

const [ADDITIVE = [], HOURS = [], REPEATS = []] = HEADLINES

/** A page whose chosen measure came from a headline tile, as the tile narrows it. */
const ofTile = (choice: Choice): Choice => askingOf(choice, [choice.measure], true).asking

function headline(name: string, measures: readonly MeasureId[], compare: Comparison): PageView {
  return {
    name: `headline ${name}, ${compare}`,
    ask: (choice, days) =>
      headlineQuestion(askingOf(choice, measures, true).asking, days, [...measures], compare),
  }
}

const course = (name: string, measures: readonly MeasureId[]): PageView => ({
  name: `course ${name}`,
  ask: (choice, days) =>
    courseQuestion(askingOf(choice, measures, true).asking, days, [...measures]),
})

const trend = (measure: MeasureId, name: string, days: PageView['days']): PageView => ({
  name: `trend ${measure}, ${name}`,
  measure,
  ...(days && { days }),
  ask: (choice, range) => trendQuestion(ofTile(choice), range),
})

const bars = (
  dimension: (typeof RANKED)[number],
  measure: MeasureId = 'complaints',
  compare: Comparison = 'previous',
): PageView => ({
  name: `bars ${measure} by ${dimension}, ${compare}`,
  measure,
  ask: (choice, days) => barsQuestion(ofTile(choice), days, dimension, compare),
})

const week = (measure: MeasureId, name: string, days: PageView['days']): PageView => ({
  name: `week ${measure}, ${name}`,
  measure,
  ...(days && { days }),
  ask: (choice, range) => weekQuestion(choice, range).question,
})

const map = (measure: MeasureId, mode: View['map'] = 'value'): PageView => ({
  name: `map ${measure}${mode === 'value' ? '' : `, ${mode}`}`,
  measure,
  ask: (choice, days, draw) => {
    const parentOf = (code: string) => draw.parentOf('subdistrict', code)
    return mapQuestion(ofTile(choice), days, placeOf(choice.where, parentOf), mode)
  },
})

const margin = (which: 'rows' | 'columns' | 'total', measure: MeasureId): PageView => ({
  name: `matrix ${which} ${measure}`,
  measure,
  ask: (choice, days) => marginQuestions(ofTile(choice), days)[which],
})

/** The members that the margins would find, as far as the cells' Question looks at them. */
function marginOf(where: readonly Clause[], dimension: DimensionId, most: number, draw: Draw) {
  const upper: Partial<Record<DimensionId, DimensionId>> = {
    category2: 'category1',
    category3: 'category2',
    subdistrict: 'district',
  }
  const parent = where.find((clause) => clause.dimension === upper[dimension])?.in[0]
  const codes = draw.some(draw.members(dimension, parent), most)
  return { rows: codes.map((code) => ({ [dimension]: code })) } as unknown as Answer
}

const cells = (measure: MeasureId): PageView => ({
  name: `matrix cells ${measure}`,
  measure,
  ask: (choice, days, draw) => {
    const asked = ofTile(choice)
    const axes = axesOf(asked.where)
    const margins = {
      rows: marginOf(asked.where, axes.row, 18, draw),
      columns: marginOf(asked.where, axes.column, 20, draw),
    }
    const question = cellsQuestion(asked, days, margins)
    if (!question) throw new RangeError('The city has no members for a matrix.')
    return question
  },
})

const cases: PageView = { name: 'cases', ask: (choice, days) => countQuestion(choice, days) }

/** The newest day in one sentence (pages/today/so-far). */
const soFar = (compare: Comparison): PageView => ({
  name: `so far, ${compare}`,
  days: (draw) => draw.period('today'),
  ask: ({ city, where }, { from, to }) => ({
    city,
    measures: ['complaints'],
    from,
    to,
    where,
    compare,
  }),
})

const quarterYear = (draw: Draw) => draw.period('90d')
const year = (draw: Draw) => draw.period('12m')
const today = (draw: Draw) => draw.period('today')

/** What the whole city is asked. */
const WHOLE: readonly PageView[] = [
  headline('rates', ADDITIVE, 'previous'),
  headline('rates', ADDITIVE, 'lastYear'),
  { ...headline('rates of a year', ADDITIVE, 'lastYear'), days: year },
  headline('hours', HOURS, 'previous'),
  headline('hours', HOURS, 'lastYear'),
  headline('repeats', REPEATS, 'previous'),
  headline('repeats', REPEATS, 'lastYear'),
  course('rates', ADDITIVE),
  course('hours', HOURS),
  course('repeats', REPEATS),
  trend('complaints', 'hours of a day', today),
  trend('complaints', 'days', undefined),
  trend('complaints', 'weeks of a year', year),
  trend('complaints', 'months of four years', (draw) => draw.months(48)),
  trend('resolutionRate', 'weeks of a year', year),
  trend('overdueComplaints', 'days', undefined),
  trend('hoursToClose', 'weeks of a quarter', quarterYear),
  trend('repeatRate', 'weeks of a quarter', quarterYear),
  week('complaints', 'month', undefined),
  week('satisfactionRate', 'quarter', quarterYear),
  margin('rows', 'complaints'),
  margin('columns', 'complaints'),
  margin('total', 'complaints'),
  margin('rows', 'resolutionRate'),
  cells('complaints'),
  cells('resolutionRate'),
  cells('hoursToClose'),
  map('complaints'),
  map('complaints', 'perThousand'),
  map('onTimeRate'),
  ...RANKED.map((dimension) => bars(dimension)),
  bars('category2', 'complaints', 'lastYear'),
  bars('department', 'satisfactionRate'),
  bars('category2', 'hoursToClose'),
  cases,
  soFar('previous'),
  soFar('lastYear'),
]

/** What a page is asked that has been narrowed, each time to something else. */
const NARROWED: readonly PageView[] = [
  headline('rates', ADDITIVE, 'previous'),
  { ...headline('rates of a year', ADDITIVE, 'lastYear'), days: year },
  headline('hours', HOURS, 'lastYear'),
  { ...course('repeats', REPEATS), days: quarterYear },
  trend('complaints', 'weeks of a year', year),
  week('complaints', 'quarter', quarterYear),
  cells('complaints'),
  map('resolutionRate'),
  bars('category2'),
  { ...bars('department'), days: quarterYear },
]

const asking = (view: PageView, narrowed: boolean): Asking => ({
  name: narrowed ? `${view.name}; narrowed` : view.name,
  question: (draw) => {
    const where = narrowed ? orderFilters(drillInto(draw.pick(DRILLS), draw)) : []
    const choice = { city: draw.ground.city.id, measure: view.measure ?? 'complaints', where }
    return view.ask(choice, (view.days ?? ((one) => one.period('30d')))(draw), draw)
  },
})

export const DASHBOARD: readonly Asking[] = [
  ...WHOLE.map((view) => asking(view, false)),
  ...NARROWED.map((view) => asking(view, true)),
]

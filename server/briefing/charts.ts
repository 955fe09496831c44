import type { TopLevelSpec } from 'vega-lite'
import type { Labels } from '../../sql/model/labels.ts'
import { drawChart } from './charts/draw.ts'
import { specHours } from './charts/hours.ts'
import { specMoved } from './charts/moved.ts'
import { specParts } from './charts/parts.ts'
import { specTrend } from './charts/trend.ts'
import { type Chart, LANGUAGES, type Language } from './document.ts'
import type { HandlingFacts } from './facts/handling.ts'
import type { Mover, MoversFacts } from './facts/movers.ts'
import type { OverviewFacts } from './facts/overview.ts'
import { judgeHours } from './missing-hours.ts'
import { daysWithData, sameWeekdays } from './movers.ts'
import { numberOf } from './notebook.ts'
import { HEADLINE_WEEKS } from './questions.ts'

/** A chart before it is drawn. */
export interface ChartPlan {
  id: string
  title: Labels
  questions: string[]
  spec: (language: Language) => TopLevelSpec
}

export function planOverviewCharts(facts: OverviewFacts): ChartPlan[] {
  const day = String(facts.day.value)
  if (facts.days.answer.rows.length === 0) return []
  const trend: ChartPlan = {
    id: 'trend',
    title: {
      en: 'Complaints by day, five weeks, with the same weekdays of last year',
      zh: '近五周每日受理量与去年同星期对比（件）',
    },
    questions: [facts.days, facts.daysLastYear].flatMap((asked) => asked?.id ?? []),
    spec: (language) => specTrend(facts, day, language),
  }
  const before = sameWeekdays(daysWithData(facts.days.answer, day), day, HEADLINE_WEEKS)
  const hours = judgeHours(facts.hours.answer, before, day)
  const byHour: ChartPlan = {
    id: 'hours',
    title: {
      en: 'Complaints by hour of the day; the mark is the mean of the same weekday of the four weeks before',
      zh: '当日各时段受理量（件），横线为前四周同日均值',
    },
    questions: [facts.days.id, facts.hours.id],
    spec: (language) => specHours(hours, language),
  }
  return numberOf(facts.received) ? [trend, byHour] : [trend]
}

export function planHandlingCharts({ kind }: HandlingFacts): ChartPlan[] {
  if (kind.parts.length < 2) return []
  return [
    {
      id: 'kinds',
      title: {
        en: 'Share of each kind; the mark is its share in the four weeks before',
        zh: '各诉求类型占比，竖线为前四周占比',
      },
      questions: [kind.asked.id],
      spec: (language) => specParts(kind.parts, language),
    },
  ]
}

export function planMoversCharts(facts: MoversFacts | null): ChartPlan[] {
  if (!facts) return []
  const { category1, category2, district, subdistrict } = facts.moved
  const plan = (id: string, title: Labels, movers: Mover[]): ChartPlan[] =>
    movers.length === 0
      ? []
      : [
          {
            id,
            title,
            questions:
              movers[0]?.observed.origin.kind === 'cell'
                ? [movers[0].observed.origin.question]
                : [],
            spec: (language) => specMoved(movers, language),
          },
        ]
  return [
    ...plan(
      'moved-categories',
      { en: 'Categories: above and below the expected count', zh: '分类：较常态值多（少）的件数' },
      category2.length > 0 ? category2 : category1,
    ),
    ...plan(
      'moved-areas',
      { en: 'Areas: above and below the expected count', zh: '区域：较常态值多（少）的件数' },
      subdistrict.length > 0 ? subdistrict : district,
    ),
  ]
}

/** Draws the charts in every language. */
export async function drawCharts(plans: readonly ChartPlan[]): Promise<Chart[]> {
  return Promise.all(
    plans.map(async ({ id, title, questions, spec }) => {
      const drawn = await Promise.all(
        LANGUAGES.map(async (language) => [language, await drawChart(spec(language))] as const),
      )
      return { id, title, questions, svg: Object.fromEntries(drawn) as Chart['svg'] }
    }),
  )
}

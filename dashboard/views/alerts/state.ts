import type { AlertDetail, AlertEvent, Alerts } from '../../../server/contract/alerts.ts'
import type { Clause } from '../../../sql/model/question.ts'
import type { Range } from '../../state/period.ts'
import { orderFilters, type View } from '../../state/view-url.ts'

export type Episode = Alerts['alerts'][number]
export type Alert = Episode['alert']
export type Stage = Episode['stage']
export type Held = NonNullable<Alerts['held']>
export type HistoryDay = AlertDetail['days'][number]
export type Note = AlertEvent
type Part = Alert['parts'][number]

/** A part of a rise: how many more it had than expected, and which share that is of the whole rise's. */
export interface ToldPart extends Part {
  more: number
  share: number
}

/** A member and all that it lies in, itself first; of '' nothing. */
export type ChainOf = (code: string) => readonly string[]

/** What carries a rise, told apart: the areas in it, and the kinds of complaint. Each adds up by itself. */
export function splitParts({ parts, area, observed, expected }: Alert): {
  areas: ToldPart[]
  categories: ToldPart[]
} {
  const all = observed - expected
  const told = parts.map((part): ToldPart => {
    const more = part.observed - part.expected
    return { ...part, more, share: all > 0 ? more / all : 0 }
  })
  return {
    areas: told.filter((part) => part.area !== area),
    categories: told.filter((part) => part.area === area),
  }
}

/** What of the page's view an alert changes, so that it shows the complaints that the alert speaks of. */
export const viewOf = ({
  question,
}: Pick<Alert, 'question'>): Pick<View, 'where' | 'period' | 'measure' | 'cases'> => ({
  where: orderFilters([...(question.where ?? [])]),
  period: `${question.from}..${question.to}`,
  measure: 'complaints',
  cases: false,
})

const sameFilters = (one: readonly Clause[], other: readonly Clause[]): boolean =>
  JSON.stringify(orderFilters([...one])) === JSON.stringify(orderFilters([...other]))

/** The days of the alerts that speak of just the complaints that the page shows. */
export function daysInView(
  episodes: readonly Episode[],
  { where, measure }: Pick<View, 'where' | 'measure'>,
): Range[] {
  if (measure !== 'complaints') return []
  return episodes
    .filter(({ alert }) => sameFilters(alert.question.where ?? [], where))
    .map(({ alert: { from, to } }) => ({ from, to }))
}

const CATEGORIES: readonly string[] = ['category1', 'category2', 'category3']

/** Whether an alert speaks of complaints that the page's choice of categories lets through. */
const isShown = ({ category }: Episode, where: readonly Clause[], categoriesOf: ChainOf): boolean =>
  where
    .filter(({ dimension }) => CATEGORIES.includes(dimension))
    .every(
      ({ in: members }) =>
        category === '' ||
        members.some(
          (member) =>
            categoriesOf(category).includes(member) || categoriesOf(member).includes(category),
        ),
    )

/** How many open alerts there are in each area, those in its parts counted with it. */
export function countAlerts(
  episodes: readonly Episode[],
  where: readonly Clause[],
  { areasOf, categoriesOf }: { areasOf: ChainOf; categoriesOf: ChainOf },
): Map<string, number> {
  const counts = new Map<string, number>()
  for (const episode of episodes) {
    if (!isShown(episode, where, categoriesOf)) continue
    for (const code of areasOf(episode.area)) counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  return counts
}

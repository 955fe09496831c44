import type { DimensionId } from '../../sql/model/dimensions.ts'
import type { Labels } from '../../sql/model/labels.ts'
import type { Question } from '../../sql/model/question.ts'
import type { MethodId } from './methods.ts'

/** The languages that a briefing is written in, all at once. */
export const LANGUAGES = ['en', 'zh'] as const
export type Language = (typeof LANGUAGES)[number]

/** How a fact is written; see format.ts. */
export type FactFormat =
  | 'count'
  | 'mean'
  | 'rate'
  | 'change'
  | 'points'
  | 'pValue'
  | 'day'
  | 'dayOfYear'
  | 'time'
  | 'hour'
  | 'number'

/** Where a number comes from. */
export type Origin =
  /** A cell of an answer: the row that has these values, and its column. An absent row counts 0. */
  | {
      kind: 'cell'
      question: string
      row: Record<string, string | number>
      column: string
    }
  /** Computed from other facts. */
  | { kind: 'derived'; method: MethodId; of: string[] }
  /** What the test of all members of the Questions says of one of them (movers.ts, missing-hours.ts). */
  | { kind: 'tested'; questions: string[]; member: string; statistic: string }
  /** No number of an answer: the calendar, the cut-off, a rule of the method, the ledger of loads. */
  | { kind: 'stated'; by: 'calendar' | 'cutOff' | 'rule' | 'loads' }

/** A number, or a day, that prose and tables may speak of. */
export interface Fact {
  id: string
  value: number | string | null
  format: FactFormat
  /** As people read it. */
  text: Labels
  origin: Origin
}

/** A member of a dimension, by its names. */
export interface Name {
  dimension: DimensionId
  code: string
  names: Labels
}

/** A part of a sentence: words without any numeral, a fact (`size`: without its sign), or a name. */
export type Piece = string | { fact: string; as?: 'size' | 'signed' } | { name: Name }
export type Prose = Piece[]

export interface Paragraph {
  en: Prose
  zh: Prose
}

export interface Table {
  id: string
  title: Labels
  columns: { names: Labels; numeric: boolean }[]
  rows: (Piece | Labels)[][]
}

/** A drawing with the Questions that it shows; the same for the same facts. */
export interface Chart {
  id: string
  title: Labels
  questions: string[]
  svg: Record<Language, string>
}

export interface Section {
  id: string
  title: Labels
  paragraphs: Paragraph[]
  charts: Chart[]
  tables: Table[]
}

/** A Question behind the briefing, as it was answered. */
export interface AskedQuestion {
  id: string
  /** The Question in words. */
  names: Labels
  question: Question
  version: number
  through: string | null
  source: string
}

/** A daily notification: everything that it says, with where each number comes from. */
export interface DailyNotification {
  id: string
  city: string
  cityNames: Labels
  kind: 'daily'
  /** The day that it reports on, in the city's time zone. */
  day: string
  /** When it was made: local time of the city, with its offset. */
  madeAt: string
  version: number
  through: string | null
  /** How many days of the year it is the notification of. */
  number: Fact
  title: Labels
  /** One sentence that says the most. */
  headline: Paragraph
  sections: Section[]
  facts: Record<string, Fact>
  questions: AskedQuestion[]
}

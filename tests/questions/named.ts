import type { Question } from '../../sql/model/question.ts'
import type { Asking } from './asking.ts'
import { BRIEFING } from './briefing.ts'
import { DASHBOARD } from './dashboard.ts'
import { DETECTOR } from './detector.ts'
import { createDraw, type Ground } from './draw.ts'
import { FREE } from './free.ts'

export const KINDS = ['dashboard', 'briefing', 'detector', 'free'] as const
export type Kind = (typeof KINDS)[number]

/** Who asks it. */
export interface NamedQuestion extends Asking {
  kind: Kind
}

const ofKind = (kind: Kind, list: readonly Asking[]): NamedQuestion[] =>
  list.map((one) => ({ ...one, kind }))

/**
 * The Questions that the dashboard, the briefings and the detectors ask, and free ones that no narrow
 * table foresees. The cubes are designed for them, and the tests and the benchmark ask them.
 */
export const NAMED: readonly NamedQuestion[] = [
  ...ofKind('dashboard', DASHBOARD),
  ...ofKind('briefing', BRIEFING),
  ...ofKind('detector', DETECTOR),
  ...ofKind('free', FREE),
]

/** The Question of that name about the newest days, always the same of the same city. */
export const fixedForm = ({ name, question }: NamedQuestion, ground: Ground): Question =>
  question(createDraw(ground, name, false))

/** The Question of that name about other days, areas and categories, the same for the same turn. */
export const drawnForm = (
  { name, question }: NamedQuestion,
  ground: Ground,
  turn: number,
): Question => question(createDraw(ground, `${name} ${turn}`, true))

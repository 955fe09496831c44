import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Answer } from '../../sql/model/answer.ts'
import type { Question } from '../../sql/model/question.ts'
import { readArrow } from '../api/read.ts'
import type { LocalCube } from '../cube/open-cube.ts'
import { path } from './address.ts'
import { catalog } from './catalog.ts'
import { city, range, view } from './view.ts'

/** The views ask first. */
const PAUSE_MS = 400
/** Those of the last views stay, so that a step back finds them. */
const MOST_HELD = 4

const held = signal<readonly LocalCube[]>([])

/** The cubes that the page holds of the city's present data, the newest first. */
export const localCubes: ReadonlySignal<readonly LocalCube[]> = computed(() =>
  held.value.filter(
    ({ question, version }) => question.city === city.value?.id && version === city.value.version,
  ),
)

/** What the cubes tell of a question: all of it if one can, else as much as one can; null: nothing. */
export function answerLocally(
  cubes: readonly LocalCube[],
  question: Question,
): { answer: Answer; whole: boolean } | null {
  const told = cubes.map((cube) => cube.tells(question)).filter((one) => one !== null)
  const best = told.find(({ whole }) => whole) ?? told[0]
  return best ? { answer: best.read(), whole: best.whole } : null
}

const keyOf = ({ question, version }: Pick<LocalCube, 'question' | 'version'>): string =>
  JSON.stringify([question, version])

/** Fetches the cubes of the view, one after the other; what is too large or fails, the page does without. */
async function fetchCubes(version: number, signal: AbortSignal): Promise<void> {
  const [{ openCube }, { wantedCubes, MOST_BYTES }] = await Promise.all([
    import('../cube/open-cube.ts'),
    import('../cube/wanted.ts'),
  ])
  const [days, known] = [range.peek(), catalog.peek()]
  if (!days || !known || signal.aborted) return
  for (const question of wantedCubes(view.peek(), days, known)) {
    if (held.peek().some((cube) => keyOf(cube) === keyOf({ question, version }))) continue
    const bytes = await readArrow(question, signal)
    if (signal.aborted) return
    if (bytes.byteLength > MOST_BYTES) continue
    held.value = [openCube(bytes, question, known), ...localCubes.peek()].slice(0, MOST_HELD)
  }
}

/** What the cubes are for; null while nothing of a city is shown. */
const wantedFor = computed(() => {
  const { city: id, where, bars, measure } = view.value
  const isKnown = range.value !== null && catalog.value?.city === id
  if (path.value !== '/' || !isKnown) return null
  return JSON.stringify([city.value?.version, id, where, bars, measure, range.value])
})

/** Fetches, in the background, the cubes of what the page shows, and anew when the data change. */
export function followCubes(): void {
  effect(() => {
    if (wantedFor.value === null) return
    const version = city.peek()?.version ?? 0
    const aborter = new AbortController()
    const timer = setTimeout(() => {
      fetchCubes(version, aborter.signal).catch(() => {
        // The server answers the views, as it does without.
      })
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      aborter.abort()
    }
  })
}

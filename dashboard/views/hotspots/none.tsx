import type { Labels } from '../../../sql/model/labels.ts'
import { language } from '../../state/language.ts'

/** Why nothing is told: it could not be judged, or nothing was found. */
export function None({ gaps, otherwise }: { gaps: readonly Labels[]; otherwise: string }) {
  const words = gaps.length > 0 ? gaps.map((reason) => reason[language.value]) : [otherwise]
  return (
    <>
      {words.map((one) => (
        <p key={one} class="spots-none">
          {one}
        </p>
      ))}
    </>
  )
}

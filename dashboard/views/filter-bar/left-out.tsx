import { MESSAGES } from '../../i18n/messages.ts'
import { dimensionOf } from '../../state/catalog.ts'
import { dropped } from '../../state/known-members.ts'
import { language } from '../../state/language.ts'

/** Says which filters of the address the city does not know. */
export function LeftOut() {
  const lang = language.value
  const members = dropped.value.map(
    ({ dimension, in: codes }) =>
      `${dimensionOf(dimension)?.names[lang] ?? dimension} “${codes.join(', ')}”`,
  )
  return (
    <p class="left-out" role="status">
      {members.length > 0 && MESSAGES[lang].leftOut(members.join('; '))}
    </p>
  )
}

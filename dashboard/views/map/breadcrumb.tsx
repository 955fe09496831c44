import { nameOf } from '../../state/catalog.ts'
import { language } from '../../state/language.ts'
import { city, view } from '../../state/view.ts'
import { membersIn, type Place } from './place.ts'
import { TEXT } from './text.ts'

interface BreadcrumbProps {
  place: Place
  /** Shows the whole city, or one district. */
  show: (district: string | null) => void
}

/** Where the map stands, and the way back: Beijing › Chaoyang › Wangjing. */
export function Breadcrumb({ place: { district }, show }: BreadcrumbProps) {
  const lang = language.value
  const chosen = membersIn(view.value.where, 'subdistrict')
  const [only] = chosen.length === 1 ? chosen : []
  const steps = [
    { name: city.value?.names[lang] ?? '', back: district ? () => show(null) : null },
    ...(district
      ? [{ name: nameOf('district', district), back: only ? () => show(district) : null }]
      : []),
    ...(only ? [{ name: nameOf('subdistrict', only), back: null }] : []),
  ]
  return (
    <nav class="map-place" aria-label={TEXT[lang].place}>
      <ol>
        {steps.map(({ name, back }) => (
          <li key={name}>
            {back ? (
              <button type="button" class="quiet" onClick={back}>
                {name}
              </button>
            ) : (
              <span aria-current="location">{name}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}

import { language } from '../../state/language.ts'
import { nameCategory } from '../alerts/names.ts'
import { chosenCategory } from './chosen.ts'
import { TEXT } from './text.ts'

/** Shows a category of the list on the map above it. */
export function ShowOnMap({ category }: { category: string }) {
  const show = () => {
    chosenCategory.value = category
    const map = document.getElementById('spot-map')
    map?.scrollIntoView({ block: 'start' })
    map?.querySelector('select')?.focus({ preventScroll: true })
  }
  return (
    <button type="button" class="quiet on-map" onClick={show}>
      {TEXT[language.value].onMap}
      <span class="hidden">: {nameCategory(category)}</span>
    </button>
  )
}

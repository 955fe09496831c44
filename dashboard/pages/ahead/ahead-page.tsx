import { language } from '../../state/language.ts'
import '../../theme/ahead.css'
import { Forecasts } from '../../views/forecast/forecasts.tsx'
import { Hotspots } from '../../views/hotspots/hotspots.tsx'
import { TEXT } from './text.ts'

/** What is to be expected of the city, and where something gathers. */
export function AheadPage() {
  const text = TEXT[language.value]
  return (
    <div class="ahead">
      <h1>{text.title}</h1>
      <p class="ahead-lead">{text.lead}</p>
      <Forecasts />
      <Hotspots />
    </div>
  )
}

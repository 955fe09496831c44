import { Alerts } from '../../views/alerts/alerts.tsx'
import { Bars } from '../../views/bars/bars.tsx'
import { Cases } from '../../views/cases/cases.tsx'
import { CityMap } from '../../views/map/city-map.tsx'
import { Matrix } from '../../views/matrix/matrix.tsx'
import { Trend } from '../../views/trend/trend.tsx'
import { Week } from '../../views/week/week.tsx'

/** The views behind the headline numbers. */
export function Views() {
  return (
    <div class="views">
      <Alerts />
      <div class="views-column wide">
        <Trend />
        <CityMap />
      </div>
      <div class="views-column narrow">
        <Bars />
        <Week />
      </div>
      <Matrix />
      <Cases />
    </div>
  )
}

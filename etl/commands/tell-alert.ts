import type { Alert } from '../../server/insight/alerts/alert.ts'
import type { City } from '../../sql/model/city.ts'

/** Why nothing was judged as of a day or an hour. */
export const HELD = {
  late: 'the data do not reach it: load what has come since',
  incomplete: 'its last day has far fewer complaints than usual: look at the last loads',
  short: 'there are too few weeks to tell a rise',
} as const

/** An alert in a line: where, what, how many in which time. */
export function tellAlert(
  city: City,
  { area, category, observed, expected, window, hours }: Alert,
): string {
  const nameOf = (list: City['areas'] | City['categories'], code: string, all: string) =>
    list.find((one) => one.code === code)?.names.en ?? (code || all)
  const where = nameOf(city.areas, area, city.names.en)
  const what = nameOf(city.categories, category, hours ? 'all emergencies' : 'all complaints')
  const span = hours ? `${hours.window} hours` : `${window} days`
  return `${where}, ${what}: ${observed} in ${span}, ${expected.toFixed(1)} expected`
}

import { benchDaily } from './daily.ts'
import { benchNab } from './nab.ts'
import { benchRki } from './rki.ts'
import {
  type DailySet,
  type NabSet,
  type Recorded,
  type RkiSet,
  readSet,
  type SpaceTimeSet,
  type WeeklySet,
} from './sets.ts'
import { benchSpaceTime } from './space-time.ts'
import { benchWeekly } from './weekly.ts'

/**
 * The detectors on labelled series, beside what other packages found on them:
 * `npm run benchmark:detection -- DIR`. False-positive rate (FPR): alarms over periods without the
 * outbreak; probability of detection (POD): an alarm between its first and last case; time to detection
 * (TTD): periods from its start to the first alarm, of those found. "POD gained" is a paired bootstrap
 * over the series that alpha was not tuned on.
 */
const [folder = '../shared/reference/detection'] = process.argv.slice(2)
const weekly = readSet<WeeklySet>(folder, 'weekly_series')
const weeklyAlarms = readSet<Recorded>(folder, 'weekly_reference_alarms')
if (weekly && weeklyAlarms) benchWeekly(weekly, weeklyAlarms)
const daily = readSet<DailySet>(folder, 'daily_series')
const dailyAlarms = readSet<Recorded>(folder, 'daily_reference_alarms')
if (daily && dailyAlarms) benchDaily(daily, dailyAlarms)
const rki = readSet<RkiSet>(folder, 'rki_labelled')
if (rki) benchRki(rki)
const nab = readSet<NabSet>(folder, 'nab')
if (nab) benchNab(nab)
const spaceTime = readSet<SpaceTimeSet>(folder, 'spacetime')
if (spaceTime) benchSpaceTime(spaceTime)

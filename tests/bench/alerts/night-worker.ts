import { parentPort, workerData } from 'node:worker_threads'
import { judgeHere } from '../../../server/insight/alerts/judge-all.ts'
import { makeAlerts } from '../../../server/insight/alerts/make-alerts.ts'
import { calendarOf } from '../../../server/insight/calendar.ts'
import { openSeries } from './extract-series.ts'
import type { NightsToJudge } from './judge-nights.ts'

/** Judges the nights that it is sent, of the city that it was started with. */
const { city, counts, falseAlarmsAWeek } = workerData as NightsToJudge
const { readSeries } = openSeries(counts)
const deps = { readSeries, judgeAll: judgeHere, calendar: calendarOf(city), falseAlarmsAWeek }

parentPort?.on('message', async (asOf: string) => {
  parentPort?.postMessage(await makeAlerts(city, asOf, deps))
})

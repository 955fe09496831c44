import { z } from 'zod'
import { dayMeta, localTimeSchema } from './labels.ts'
import { questionSchema } from './question.ts'

const day = z.iso.date({ error: 'is no day: write it as YYYY-MM-DD' }).meta(dayMeta)
const hour = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:00$/)
  .meta({ description: "An hour in the city's time zone.", example: '2024-07-21T14:00' })
const count = z.number().nonnegative()
const share = z.number().min(0).max(1)

const placeShape = {
  area: z.string().meta({ description: 'The code of a district or subdistrict; "" is the city.' }),
  category: z.string().meta({ description: 'The code of a category of any level; "" is all.' }),
}

export const alertsRequestSchema = z.strictObject({
  city: z.string().min(1),
  asOf: day
    .optional()
    .meta({ description: 'As they stood on this day; on the newest unless named.' }),
  state: z.enum(['open', 'all']).optional().meta({
    description: '`open` unless named; `all`: those of the last four months that are over, too.',
  }),
})

const alertSchema = z
  .strictObject({
    ...placeShape,
    window: z.literal([14, 7, 3, 1]).meta({ description: 'Of how many days it tells.' }),
    from: day,
    to: day.meta({ ...dayMeta, description: 'The day after the last: [from, to).' }),
    observed: count,
    expected: count,
    interval: z
      .tuple([count, count])
      .meta({ description: 'Between these lie 95 of 100 counts to come where nothing has risen.' }),
    ratio: count.meta({ description: 'Observed over expected.' }),
    pValue: share.meta({ description: 'How often chance alone brings as many in this series.' }),
    qValue: share.meta({
      description: 'The share of false ones among all of the night that are at least as clear.',
    }),
    weeks: z
      .array(count)
      .meta({ description: 'Complaints by week; the last week ends with `to`.' }),
    parts: z
      .array(z.strictObject({ ...placeShape, observed: count, expected: count }))
      .meta({ description: 'What lies right in it and carries most of it, in the same days.' }),
    folded: count.meta({ description: 'How many other series rose with it and are told with it.' }),
    past: z
      .array(z.strictObject({ from: day, to: day, observed: count }))
      .meta({ description: 'Earlier weeks that were about as high, the latest first.' }),
    question: questionSchema.meta({
      description: 'What `observed` is the answer to; of an alert of hours the sum of its hours.',
    }),
    hours: z
      .strictObject({
        kind: z.string().meta({ description: 'The kind of the complaints that were counted.' }),
        window: z.literal([6, 3, 1]).meta({ description: 'Of how many hours it tells.' }),
        from: hour,
        to: hour.meta({ description: 'The hour after the last: [from, to).' }),
        counts: z
          .array(count)
          .meta({ description: 'By hour, the last 48; the last hour ends with `to`.' }),
      })
      .optional()
      .meta({
        description:
          'Only of an alert of hours: `observed`, `expected`, `interval`, `parts` and the probabilities are of these hours, `from`, `to` and `window` of the day or days in which they lie.',
      }),
  })
  .meta({
    id: 'Alert',
    description: 'A rise that chance hardly brings, as it was found last; each is told once.',
  })

const stageSchema = z.enum(['opened', 'continues', 'grows', 'fades', 'closed'])

const episodeShape = {
  id: z.string().meta({ example: 'beijing~2024-09-17~110101~1705' }),
  ...placeShape,
  openedOn: day.meta({ ...dayMeta, description: 'As of which day it was first told of.' }),
  lastOn: day.meta({ ...dayMeta, description: 'As of which day it was an alarm last.' }),
  stage: stageSchema,
  peak: z.strictObject({ asOf: day, ratio: count }),
  alert: alertSchema,
  acknowledged: z.boolean(),
  hours: z
    .strictObject({ openedAt: hour, lastAt: hour })
    .optional()
    .meta({ description: 'Only of an alert of hours: as of which hours it opened, and was last.' }),
}

const heldSchema = z
  .strictObject({
    kind: z.enum(['late', 'incomplete', 'short']).meta({
      description:
        '`late`: the data do not reach the day; `incomplete`: its last day has far too few complaints; `short`: there are too few weeks.',
    }),
    day,
    observed: count.nullable(),
    expected: count.nullable(),
  })
  .meta({ id: 'DataAlarm', description: 'Why nothing could be judged as of a day.' })

export const alertsSchema = z
  .strictObject({
    city: z.string(),
    asOf: day
      .nullable()
      .meta({ description: 'The day before which complaints were used; null: nobody looked yet.' }),
    version: z.int().nonnegative().nullable(),
    through: localTimeSchema.nullable(),
    budget: z
      .strictObject({
        falseAlarmsAWeek: z.number().positive(),
        levels: z.array(
          z.strictObject({
            area: z.string(),
            category: z.string(),
            series: count,
            alpha: z.number(),
          }),
        ),
      })
      .nullable()
      .meta({
        description: 'How many false alarms are to be expected, and how that was shared out.',
      }),
    held: heldSchema.nullable(),
    hours: z
      .strictObject({
        asOf: hour.meta({ description: 'The hour before which complaints were used.' }),
        version: z.int().nonnegative(),
        through: localTimeSchema.nullable(),
        budget: z.strictObject({
          falseAlarmsAWeek: z.number().positive(),
          series: count,
          looksAWeek: count.meta({ description: 'Series x windows x the hours of a week.' }),
          alpha: share.meta({ description: 'An alarm at this p-value: false alarms over looks.' }),
        }),
        held: heldSchema.nullable(),
      })
      .nullable()
      .meta({ description: 'What was looked for in the last hours; null: nobody looked yet.' }),
    alerts: z.array(z.strictObject(episodeShape)),
  })
  .meta({ id: 'Alerts', description: 'The clearest first.' })

const alertEventSchema = z
  .strictObject({
    at: localTimeSchema,
    kind: z.enum(['acknowledged', 'commented']),
    author: z.string(),
    text: z.string().meta({ description: 'Personal data are masked.' }),
  })
  .meta({ id: 'AlertEvent', description: 'What somebody did or said. It is never changed.' })

export const alertDetailSchema = z
  .strictObject({
    ...episodeShape,
    days: z.array(
      z.strictObject({
        asOf: day,
        hour: hour.optional(),
        ...placeShape,
        stage: stageSchema,
        observed: count.nullable(),
        expected: count.nullable(),
        pValue: share.nullable(),
      }),
    ),
    events: z.array(alertEventSchema),
  })
  .meta({ id: 'AlertDetail', description: 'A rise with its whole history, the earliest first.' })

const author = z.string().max(80).optional().meta({ description: 'How they call themselves.' })

export const alertEventRequestSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('acknowledged'), author }),
    z.strictObject({
      kind: z.literal('commented'),
      author,
      text: z.string().min(1, 'is empty: say something').max(2000),
    }),
  ])
  .meta({ id: 'AlertEventRequest' })

export type Alerts = z.output<typeof alertsSchema>
export type AlertDetail = z.output<typeof alertDetailSchema>
export type AlertEvent = z.output<typeof alertEventSchema>
export type AlertEventRequest = z.output<typeof alertEventRequestSchema>

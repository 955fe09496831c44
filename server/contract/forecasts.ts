import { z } from 'zod'
import { dayMeta, labelsSchema, localTimeSchema } from './labels.ts'
import { questionSchema } from './question.ts'

const day = z.iso.date({ error: 'is no day: write it as YYYY-MM-DD' }).meta(dayMeta)

export const forecastsRequestSchema = z.strictObject({
  city: z.string().min(1).meta({ example: 'beijing' }),
  asOf: day.optional().meta({
    ...dayMeta,
    description:
      'The forecasts that were made of what was received before this day; else the newest.',
  }),
})

const count = z.number().nonnegative()

const pointSchema = z
  .strictObject({
    day: day.meta({ ...dayMeta, description: 'The day, or the first one of the month.' }),
    expected: count.meta({ description: 'By the shown method.' }),
    lower80: count,
    upper80: count,
    lower95: count,
    upper95: count,
    model: count,
    baseline: count
      .nullable()
      .meta({ description: 'Null where the days it is made of are missing.' }),
  })
  .meta({ id: 'ForecastPoint', description: 'What is expected of a day, or a month.' })

const share = z.number().min(0).max(1)

const backtestSchema = z
  .strictObject({
    mase: count.nullable().meta({
      description:
        'Mean absolute error of the model over that of the seasonal naive forecast of the same days or ' +
        'months; null where that one makes none.',
    }),
    baselineMase: count.nullable(),
    coverage80: share.meta({
      description:
        'How often the 80 % intervals held what came; origins in an epidemic count little.',
    }),
    coverage95: share,
    origins: z.int().nonnegative(),
    from: day.meta({ ...dayMeta, description: 'The first origin.' }),
    to: day.meta({ ...dayMeta, description: 'The last origin.' }),
  })
  .meta({ id: 'Backtest', description: 'How the methods did at earlier origins.' })

const reasonSchema = z
  .strictObject({
    id: z.enum(['ended', 'silent', 'gaps', 'short', 'noFit', 'notBetter']),
    names: labelsSchema,
  })
  .meta({
    id: 'ForecastReason',
    description: 'Why there is no forecast, or why it is the baseline.',
  })

const outlookSchema = z
  .strictObject({
    points: z.array(pointSchema).nullable(),
    shown: z.enum(['model', 'baseline']).nullable(),
    baseline: z.enum(['fourWeeks', 'lastYear']).nullable().meta({
      description:
        'The mean of the same weekday over four weeks, or the same weekday or month of last year.',
    }),
    reason: reasonSchema.nullable(),
    backtest: backtestSchema.nullable(),
  })
  .meta({ id: 'Outlook' })

export const forecastsSchema = z
  .strictObject({
    city: z.string(),
    asOf: day,
    version: z.int().nonnegative().nullable().meta({
      description: 'The data version of its numbers; null where nothing was asked.',
    }),
    through: localTimeSchema.nullable(),
    from: day.meta({ ...dayMeta, description: 'The first day that is forecast.' }),
    series: z.array(
      z.strictObject({
        where: z
          .strictObject({ district: z.string().optional(), category1: z.string().optional() })
          .meta({ description: 'Empty: the city.' }),
        question: questionSchema.meta({ description: 'What its past is the answer to.' }),
        days: outlookSchema.meta({ description: 'The next 14 days.' }),
        months: outlookSchema.meta({ description: 'This month and the eleven after it.' }),
      }),
    ),
  })
  .meta({ id: 'Forecasts', description: 'Forecasts with the intervals that held in back-tests.' })

export type Forecasts = z.infer<typeof forecastsSchema>

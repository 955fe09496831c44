import { z } from 'zod'

/** A text in the languages that people read Weisu in. */
export const labelsSchema = z
  .strictObject({ en: z.string(), zh: z.string() })
  .meta({ id: 'Labels', description: 'A text in English and in Chinese.' })

/** An instant as the city's clocks show it, with their offset from UTC. */
export const localTimeSchema = z.iso.datetime({ offset: true, precision: 0 }).meta({
  description: "An instant in the city's time zone, with its offset.",
  example: '2011-12-31T23:55:00-05:00',
})

export const dayMeta = { description: "A day in the city's time zone.", example: '2011-07-01' }

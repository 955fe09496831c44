import { z } from 'zod'

/** What every refusal looks like: `application/problem+json` (RFC 9457). */
export const problemSchema = z
  .strictObject({
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'What is wrong and what to do, for a person to read.' }),
    allowed: z
      .array(z.string())
      .optional()
      .meta({ description: 'What would have been right, where the choice is closed.' }),
    requestId: z.string().meta({ description: 'Names this request in the log of the server.' }),
  })
  .meta({ id: 'Problem', description: 'A refusal, in words that a person understands.' })

export type Problem = z.infer<typeof problemSchema>

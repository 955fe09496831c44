import { z } from 'zod'
import { localTimeSchema } from './labels.ts'
import { filterShape } from './question.ts'

export const complaintsRequestSchema = z
  .strictObject({
    ...filterShape,
    after: z
      .string()
      .optional()
      .meta({ description: '`next` of the page before; the filters stay the same.' }),
    limit: z
      .int()
      .min(1)
      .max(200)
      .optional()
      .meta({ description: 'Complaints on a page; 50 unless named.' }),
  })
  .meta({
    id: 'ComplaintsRequest',
    description: 'The filters of a Question: the complaints that stand behind its answer.',
    example: { city: 'boston', from: '2011-07-01', to: '2011-07-02', limit: 20 },
  })

export type ComplaintsRequest = z.infer<typeof complaintsRequestSchema>

const time = localTimeSchema.nullable()
const flag = z.boolean().nullable()

const complaintSchema = z
  .strictObject({
    city: z.string(),
    source: z.string(),
    id: z.string(),
    updated_at: time,
    received_at: localTimeSchema,
    due_at: time,
    dispatched_at: time,
    responded_at: time,
    closed_at: time,
    rated_at: time,
    channel: z.string(),
    kind: z.string(),
    handling: z.string(),
    requester: z.string(),
    event_key: z.string(),
    enterprise: z.string(),
    language: z.string(),
    category1: z.string(),
    category2: z.string(),
    category3: z.string(),
    district: z.string(),
    subdistrict: z.string(),
    community: z.string(),
    lon: z.number().nullable(),
    lat: z.number().nullable(),
    department: z.string(),
    cooperating: z.array(z.string()),
    resolved: flag,
    satisfied: flag,
    title: z.string().meta({ description: 'Personal data masked.' }),
    text: z.string().meta({ description: 'Personal data masked.' }),
  })
  .meta({ id: 'Complaint', description: 'Members are codes; a blank is `unknown`.' })

export const complaintsPageSchema = z
  .strictObject({
    complaints: z.array(complaintSchema).meta({ description: 'The last received first.' }),
    next: z.string().nullable().meta({ description: 'Where the next page begins; null: no more.' }),
    through: localTimeSchema.nullable(),
    version: z.int().nonnegative(),
  })
  .meta({ id: 'ComplaintsPage' })

export type ComplaintsPage = z.infer<typeof complaintsPageSchema>

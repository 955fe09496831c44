import {
  OpenAPIRegistry,
  OpenApiGeneratorV31,
  type RouteConfig,
} from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import {
  alertDetailSchema,
  alertEventRequestSchema,
  alertsRequestSchema,
  alertsSchema,
} from './alerts.ts'
import { answerSchema } from './answer.ts'
import { ARROW_TYPE } from './arrow.ts'
import { boundariesRequestSchema, boundariesSchema } from './boundaries.ts'
import {
  briefingRequestSchema,
  briefingSchema,
  briefingsRequestSchema,
  briefingsSchema,
} from './briefings.ts'
import { catalogRequestSchema, catalogSchema } from './catalog.ts'
import { complaintsPageSchema, complaintsRequestSchema } from './complaints.ts'
import { forecastsRequestSchema, forecastsSchema } from './forecasts.ts'
import { healthSchema } from './health.ts'
import { hotspotsRequestSchema, hotspotsSchema } from './hotspots.ts'
import { loadsRequestSchema, loadsSchema } from './loads.ts'
import { problemSchema } from './problem.ts'
import { askQuerySchema, questionSchema } from './question.ts'

const PROBLEMS = {
  400: 'The request is wrong: `detail` says how, `allowed` what would be right.',
  403: 'The request comes from a foreign host or origin.',
  404: 'There is nothing of this name: `allowed` says what there is.',
  410: 'The asked data version is not kept any more.',
  413: 'The request is too large.',
  415: 'The request is not JSON.',
  422: 'It would take too long or answer too much: `detail` says how to narrow it.',
  503: 'Too many requests at once, or the warehouse is down: try again after `Retry-After` seconds.',
} as const
type ProblemStatus = keyof typeof PROBLEMS

const ARROW_FORM = [
  'An Arrow IPC stream of one record batch, its buffers uncompressed, with the columns of the answer.',
  'Dimensions: utf8 in a dictionary with Int32 indices.',
  '`period`: utf8; of a cyclic grain (`hourOfDay`, `dayOfWeek`): Uint8.',
  'Counts and denominators: Uint32, or Float64 where a number of the column has no place in it.',
  'Other measures: Float64. Maturity: Bool. `compareTo`: utf8, where any row has one.',
  'Each field says its `role` in its metadata;',
  "the schema's metadata say `version`, `source` and `through` (absent while nothing is loaded).",
].join(' ')

const json = (schema: z.ZodType) => ({ 'application/json': { schema } })

function responses(
  description: string,
  schema: z.ZodType,
  problems: ProblemStatus[],
): RouteConfig['responses'] {
  const refusals = problems.map((status) => [
    status,
    {
      description: PROBLEMS[status],
      content: { 'application/problem+json': { schema: problemSchema } },
    },
  ])
  return { 200: { description, content: json(schema) }, ...Object.fromEntries(refusals) }
}

/** Both forms of an answer: which one comes, the request's `Accept` says. */
const ANSWER = {
  description: 'The answer, in the form that `Accept` likes best.',
  headers: z.object({ Vary: z.literal('Accept') }),
  content: {
    ...json(answerSchema),
    [ARROW_TYPE]: {
      schema: z.string().meta({ format: 'binary', description: ARROW_FORM }),
    },
  },
}

const ENDPOINTS: RouteConfig[] = [
  {
    method: 'post',
    path: '/api/ask',
    summary: 'Answer a Question',
    request: { body: { required: true, content: json(questionSchema) } },
    responses: {
      ...responses('The answer.', answerSchema, [400, 403, 410, 413, 415, 422, 503]),
      200: ANSWER,
    },
  },
  {
    method: 'get',
    path: '/api/ask',
    summary: 'Answer a Question that a cache may keep',
    description: 'The answer carries an `ETag`; with `If-None-Match` an unchanged one gives 304.',
    request: {
      query: z.object(askQuerySchema.shape),
    },
    responses: {
      ...responses('The answer.', answerSchema, [400, 403, 410, 422, 503]),
      200: ANSWER,
      304: { description: 'The answer that you have still holds.' },
    },
  },
  {
    method: 'post',
    path: '/api/complaints',
    summary: 'The complaints behind an answer, page by page, personal data masked',
    request: { body: { required: true, content: json(complaintsRequestSchema) } },
    responses: responses('A page.', complaintsPageSchema, [400, 403, 410, 413, 415, 422, 503]),
  },
  {
    method: 'get',
    path: '/api/catalog',
    summary: 'What can be asked of a city',
    request: { query: z.object(catalogRequestSchema.shape) },
    responses: responses('The catalog.', catalogSchema, [400, 403, 503]),
  },
  {
    method: 'get',
    path: '/api/boundaries',
    summary: "The boundaries of a city's areas, as GeoJSON",
    request: { query: z.object(boundariesRequestSchema.shape) },
    responses: {
      ...responses('The boundaries.', boundariesSchema, [400, 403, 503]),
      304: { description: 'The boundaries that you have still hold.' },
    },
  },
  {
    method: 'get',
    path: '/api/alerts',
    summary: 'What has risen beyond chance, the clearest first',
    request: { query: z.object(alertsRequestSchema.shape) },
    responses: responses('The alerts.', alertsSchema, [400, 403, 503]),
  },
  {
    method: 'get',
    path: '/api/alerts/{id}',
    summary: 'A rise with its whole history, and what was said of it',
    request: { params: z.object({ id: z.string() }) },
    responses: responses('The rise.', alertDetailSchema, [403, 404, 503]),
  },
  {
    method: 'post',
    path: '/api/alerts/{id}/events',
    summary: 'Acknowledge a rise, or say something of it',
    description: 'The history is only ever added to.',
    request: {
      params: z.object({ id: z.string() }),
      body: { required: true, content: json(alertEventRequestSchema) },
    },
    responses: {
      ...responses('', alertDetailSchema, [400, 403, 404, 413, 415, 503]),
      201: { description: 'The rise as it stands now.', content: json(alertDetailSchema) },
    },
  },
  {
    method: 'get',
    path: '/api/hotspots',
    summary: 'Where something gathers, and how it develops',
    request: { query: z.object(hotspotsRequestSchema.shape) },
    responses: responses('The hot spots.', hotspotsSchema, [400, 403, 404, 503]),
  },
  {
    method: 'get',
    path: '/api/forecasts',
    summary: 'What is to be expected, beside how well it was foreseen before',
    request: { query: z.object(forecastsRequestSchema.shape) },
    responses: responses('The forecasts.', forecastsSchema, [400, 403, 404, 503]),
  },
  {
    method: 'get',
    path: '/api/briefings',
    summary: 'The briefings that have been made, the newest first',
    request: { query: z.object(briefingsRequestSchema.shape) },
    responses: responses('The briefings.', briefingsSchema, [400, 403, 503]),
  },
  {
    method: 'get',
    path: '/api/briefings/{id}',
    summary: 'A briefing, with the Question and the data version behind each number',
    description: 'As JSON, or with `format=html` as a page to read and print.',
    request: {
      params: z.object({ id: z.string() }),
      query: z.object(briefingRequestSchema.shape),
    },
    responses: {
      ...responses('The briefing.', briefingSchema, [400, 403, 404, 503]),
      200: {
        description: 'The briefing.',
        content: { ...json(briefingSchema), 'text/html': { schema: z.string() } },
      },
    },
  },
  {
    method: 'get',
    path: '/api/health',
    summary: 'The cities and how fresh their data are',
    responses: responses('The state of the warehouse.', healthSchema, [403, 503]),
  },
  {
    method: 'get',
    path: '/api/loads',
    summary: 'The last loads',
    request: { query: z.object(loadsRequestSchema.shape) },
    responses: responses('The loads.', loadsSchema, [400, 403, 503]),
  },
  {
    method: 'get',
    path: '/api/openapi.json',
    summary: 'This document',
    responses: { 200: { description: 'OpenAPI 3.1.', content: json(z.looseObject({})) } },
  },
]

/** The HTTP contract as an OpenAPI 3.1 document, made from the schemas that the routes parse with. */
export function describeApi() {
  const registry = new OpenAPIRegistry()
  for (const endpoint of ENDPOINTS) registry.registerPath(endpoint)
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Weisu',
      version: '1',
      description: "Questions over a city's complaints, and their answers.",
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
  })
}

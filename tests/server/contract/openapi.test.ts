import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, it } from 'vitest'
import { describeApi } from '../../../server/contract/openapi.ts'

it('is a valid OpenAPI 3.1 document', async () => {
  const document = describeApi()
  const validator = new Validator()
  const { valid, errors } = await validator.validate(JSON.parse(JSON.stringify(document)))
  expect(errors).toBeUndefined()
  expect(valid).toBe(true)
  expect(validator.version).toBe('3.1')
})

it('names every path, and every schema of the contract once', () => {
  const document = describeApi()
  expect(Object.keys(document.paths ?? {})).toEqual([
    '/api/ask',
    '/api/complaints',
    '/api/catalog',
    '/api/boundaries',
    '/api/alerts',
    '/api/alerts/{id}',
    '/api/alerts/{id}/events',
    '/api/hotspots',
    '/api/forecasts',
    '/api/briefings',
    '/api/briefings/{id}',
    '/api/health',
    '/api/loads',
    '/api/openapi.json',
  ])
  const schemas = Object.keys(document.components?.schemas ?? {})
  for (const name of [
    'Alert',
    'AlertDetail',
    'Question',
    'Answer',
    'Complaint',
    'Briefing',
    'Catalog',
    'Health',
    'Load',
    'Problem',
  ]) {
    expect(schemas).toContain(name)
  }
})

it('refuses unknown fields in the document too', () => {
  const { Question } = describeApi().components?.schemas ?? {}
  expect(Question).toMatchObject({
    type: 'object',
    additionalProperties: false,
    required: ['city', 'from', 'to', 'measures'],
  })
})

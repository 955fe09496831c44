import { z } from 'zod'
import { checkId, checkTimeZone } from './checks.ts'
import { LABELS } from './city-file.ts'
import { chooseForm, FORMS, normaliseExpression } from './expression.ts'
import { type JsonFile, readJsonFile } from './json-file.ts'
import type { Expression, ExtractTime, FieldId, SourceMapping } from './mapping.ts'
import { FIELD_IDS, FIELDS } from './mapping.ts'
import { type Problem, suggest } from './pack-error.ts'
import { checkTimeFormat } from './time-format.ts'

const SOURCE_FILE = z.strictObject({
  id: z.string().optional(),
  names: LABELS.optional(),
  retired: z.boolean().default(false),
  revision: z.int().min(1).max(255).default(1),
  delimiter: z.string().length(1, 'should be one character').default(','),
  timeZone: z.string().optional(),
  times: z.union(
    [z.string(), z.array(z.string()).min(1)],
    'should be the format of the times, for example "%Y-%m-%d %H:%M:%S", or a list of formats',
  ),
  blanks: z.array(z.string()).default([]),
  extractedAt: z
    .union([
      z.strictObject({ fileName: z.string() }),
      z.strictObject({
        column: z.string(),
        times: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
        timeZone: z.string().optional(),
      }),
    ])
    .optional(),
  fields: z.record(z.string(), z.unknown()),
})
type SourceFile = z.infer<typeof SOURCE_FILE>

/** What the rest of the pack says that a mapping is checked against. */
export interface SourceContext {
  timeZone: string
  /** The members that a field may have; null where any may come. */
  allowed(field: FieldId): readonly string[] | null
}

type Blame = JsonFile<unknown>['blame']

function checkValues(
  field: FieldId,
  expression: Expression,
  context: SourceContext,
  blame: (path: (string | number)[], message: string) => void,
): void {
  const truth = FIELDS[field] === 'truth'
  const allowed = context.allowed(field)
  const check = (path: (string | number)[], value: string | boolean | null) => {
    if (value === null) return
    if (truth !== (typeof value === 'boolean')) {
      blame(path, truth ? `should be true or false: ${field} is a truth` : 'should be a text')
    } else if (allowed && typeof value === 'string' && value !== '' && !allowed.includes(value)) {
      blame(path, `there is no "${value}": ${suggest(value, allowed)}`)
    }
  }
  if (expression.form === 'constant') check(['constant'], expression.value)
  if (expression.form === 'when') {
    for (const [i, c] of expression.cases.entries()) check(['when', i, 'value'], c.value)
    check(['otherwise'], expression.otherwise)
  }
  if (expression.form !== 'column') return
  for (const [from, to] of Object.entries(expression.map ?? {})) check(['map', from], to)
  check(['otherwise'], expression.otherwise)
  if (truth && expression.map === null) {
    blame([], 'needs a "map" that says what is true and what is false')
  }
  if (expression.map === null && (expression.otherwise !== null || expression.keep)) {
    blame([], '"otherwise" and "keep" say what becomes of values that are not in "map": add it')
  }
  if (expression.otherwise !== null && expression.keep)
    blame([], 'has "otherwise" and "keep": keep one')
}

function checkTimes(
  formats: readonly string[],
  timeZone: string | null,
  blame: (path: (string | number)[], message: string) => void,
): void {
  formats.forEach((format, i) => {
    const wrong = checkTimeFormat(format)
    if (wrong) blame(formats.length === 1 ? ['times'] : ['times', i], wrong)
  })
  const wrong = timeZone === null ? null : checkTimeZone(timeZone)
  if (wrong) blame(['timeZone'], wrong)
}

function readField(
  field: FieldId,
  raw: unknown,
  context: SourceContext,
  blame: Blame,
): Expression | null {
  const at = (path: (string | number)[], message: string) =>
    blame(['fields', field, ...path], message)
  const form = chooseForm(field, raw)
  if (typeof form !== 'string') {
    at([], form.wrong)
    return null
  }
  const parsed = FORMS[form].safeParse(typeof raw === 'string' ? { column: raw } : raw)
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const keys = issue.code === 'unrecognized_keys' ? issue.keys : []
      if (keys.length === 0) at(issue.path as (string | number)[], issue.message)
      for (const key of keys) {
        const known = Object.keys(FORMS[form].shape)
        at(
          [...(issue.path as (string | number)[]), key],
          `is not known here: ${suggest(key, known)}`,
        )
      }
    }
    return null
  }
  const expression = normaliseExpression(form, raw)
  checkValues(field, expression, context, at)
  if (expression.form === 'column') checkTimes(expression.times ?? [], expression.timeZone, at)
  return expression
}

function readFields(
  file: JsonFile<SourceFile>,
  context: SourceContext,
): Partial<Record<FieldId, Expression>> {
  const fields: Partial<Record<FieldId, Expression>> = {}
  for (const [name, raw] of Object.entries(file.value.fields)) {
    if (!FIELD_IDS.includes(name as FieldId)) {
      file.blame(['fields', name], `is no field of a complaint: ${suggest(name, FIELD_IDS)}`)
      continue
    }
    const expression = readField(name as FieldId, raw, context, file.blame)
    if (expression) fields[name as FieldId] = expression
  }
  for (const field of ['id', 'received_at'] as const) {
    if (!(field in file.value.fields)) {
      file.blame(['fields', field], 'is missing: every complaint needs it')
    }
  }
  const { lon, lat } = file.value.fields
  if ((lon === undefined) !== (lat === undefined)) {
    file.blame(['fields', lon === undefined ? 'lon' : 'lat'], 'is missing: a place needs both')
  }
  return fields
}

function readExtractTime(file: JsonFile<SourceFile>): ExtractTime | null {
  const declared = file.value.extractedAt
  if (!declared) return null
  if ('fileName' in declared) {
    const wrong = checkTimeFormat(declared.fileName)
    if (wrong) file.blame(['extractedAt', 'fileName'], wrong)
    return { from: 'fileName', format: declared.fileName }
  }
  const expression = normaliseExpression('column', declared)
  if (expression.form !== 'column') return null
  checkTimes(expression.times ?? [], expression.timeZone, (path, message) =>
    file.blame(['extractedAt', ...path], message),
  )
  return { from: 'column', expression }
}

/**
 * Reads and checks `sources/<id>.json`. The hash is left to whoever knows the whole pack.
 * @returns null where the file cannot be read at all
 */
export async function readSourceFile(
  folder: string,
  id: string,
  context: SourceContext,
  problems: Problem[],
): Promise<Omit<SourceMapping, 'hash'> | null> {
  const file = await readJsonFile(folder, `sources/${id}.json`, SOURCE_FILE, problems)
  if (!file) return null
  const { names, retired, revision, delimiter, blanks, times } = file.value
  const wrongId = checkId(id)
  if (wrongId) file.blame([], `the file's name ${wrongId}`)
  if (file.value.id !== undefined && file.value.id !== id) {
    file.blame(['id'], `should be "${id}", the name of the file`)
  }
  if (/["\r\n]/.test(delimiter)) file.blame(['delimiter'], 'cannot be a quote or a line break')
  const formats = typeof times === 'string' ? [times] : times
  checkTimes(formats, file.value.timeZone ?? null, file.blame)
  return {
    id,
    names: names ?? { en: id, zh: id },
    retired,
    revision,
    delimiter,
    timeZone: file.value.timeZone ?? context.timeZone,
    times: formats,
    blanks: blanks.map((blank) => blank.trim()),
    extractedAt: readExtractTime(file),
    fields: readFields(file, context),
  }
}

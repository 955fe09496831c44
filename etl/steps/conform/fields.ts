import { UNKNOWN } from '../../../sql/model/dimensions.ts'
import { listAllowed } from '../../cities/allowed.ts'
import type { Expression, FieldId, SourceMapping } from '../../cities/mapping.ts'
import { FIELD_IDS, FIELDS } from '../../cities/mapping.ts'
import type { CityPack } from '../../cities/pack.ts'
import type { Definition } from './layers.ts'
import { readList } from './lists.ts'
import { TRUTH, toMember, toTruth } from './members.ts'
import { readNumber } from './numbers.ts'
import type { Parameters } from './parameters.ts'
import { type Columns, isDamaged, textOf } from './texts.ts'
import { readTime } from './times.ts'

/** The mapped fields as columns of layers over the file's columns. */
export interface Fields {
  layers: Definition[][]
  /** The column of each mapped field. A time is Nullable(Int64) seconds, a truth Nullable(Bool). */
  columns: Map<FieldId, string>
  /** The text that a field came as. */
  texts: Map<FieldId, string>
  /** Of times: whether the source gave anything. */
  filled: Map<FieldId, string>
  /** Conditions under which a field is bad, whatever the rest of the row says. */
  bad: Map<FieldId, string>
}

function addTime(
  fields: Fields,
  field: FieldId,
  expression: Expression,
  source: SourceMapping,
  columns: Columns,
  parameters: Parameters,
): void {
  if (expression.form !== 'column') return
  const unit = field === 'updated_at' ? 1_000_000 : 1
  const steps = readTime(field, expression, source, columns, parameters, unit)
  fields.layers[0]?.push(...steps.walls, [`f_${field}`, steps.filled])
  fields.layers[1]?.push([`v_${field}`, steps.instant])
  fields.filled.set(field, `f_${field}`)
}

function addField(
  fields: Fields,
  field: FieldId,
  expression: Expression,
  pack: CityPack,
  columns: Columns,
  parameters: Parameters,
  damaged: boolean,
): void {
  const [, looked = [], settled = []] = fields.layers
  const text = `t_${field}`
  const broken = damaged ? isDamaged(text) : null
  switch (FIELDS[field]) {
    case 'key':
    case 'text': {
      const mapped = expression.form === 'column' && expression.map !== null
      const lookup = mapped ? toMember(text, expression, null, columns, parameters) : null
      looked.push([`v_${field}`, lookup ? `toString(${lookup.sql})` : `toString(${text})`])
      if (broken !== null) fields.bad.set(field, broken)
      return
    }
    case 'member': {
      const lookup = toMember(
        text,
        expression,
        listAllowed(pack.city, pack.deadlines, field),
        columns,
        parameters,
      )
      const bad = [lookup.bad === null ? null : `l_${field} ${lookup.bad}`, broken]
        .filter((condition) => condition !== null)
        .join(' OR ')
      if (bad === '') {
        looked.push([`v_${field}`, lookup.sql])
        return
      }
      looked.push([`l_${field}`, lookup.sql])
      const known = `transform(l_${field}, ['\\0'], ['${UNKNOWN}'])`
      settled.push([
        `v_${field}`,
        broken === null ? known : `if(${broken}, toLowCardinality('${UNKNOWN}'), ${known})`,
      ])
      fields.bad.set(field, bad)
      return
    }
    case 'truth': {
      looked.push([`l_${field}`, toTruth(text, expression, columns)])
      settled.push([
        `v_${field}`,
        `if(l_${field} < ${TRUTH.blank}, l_${field} = ${TRUTH.yes}, NULL)`,
      ])
      fields.bad.set(field, `l_${field} = ${TRUTH.bad}`)
      return
    }
    case 'number': {
      const read = readNumber(field as 'lon' | 'lat', expression, columns)
      looked.push([`l_${field}`, read.value])
      settled.push([`v_${field}`, read.within(`l_${field}`)])
      fields.bad.set(field, read.bad(`l_${field}`))
      return
    }
    case 'list': {
      const read = readList(
        text,
        expression,
        listAllowed(pack.city, pack.deadlines, field),
        columns,
        parameters,
      )
      looked.push([`l_${field}`, read.all])
      settled.push([`v_${field}`, read.known(`l_${field}`)])
      if (read.bad !== null) fields.bad.set(field, read.bad(`l_${field}`))
      return
    }
    case 'time':
      return
  }
}

/** Turns every mapped field into columns: texts, then what they stand for, then what is bad. */
export function readFields(
  pack: CityPack,
  source: SourceMapping,
  columns: Columns,
  parameters: Parameters,
  damaged: boolean,
): Fields {
  const fields: Fields = {
    layers: [[], [], []],
    columns: new Map(),
    texts: new Map(),
    filled: new Map(),
    bad: new Map(),
  }
  for (const field of FIELD_IDS) {
    const expression = source.fields[field]
    if (!expression) continue
    fields.layers[0]?.push([`t_${field}`, textOf(expression, columns, parameters)])
    fields.texts.set(field, `t_${field}`)
    fields.columns.set(field, `v_${field}`)
    if (FIELDS[field] === 'time') addTime(fields, field, expression, source, columns, parameters)
    else addField(fields, field, expression, pack, columns, parameters, damaged)
  }
  return fields
}

import type { Category } from '../../../sql/model/city.ts'
import { UNKNOWN } from '../../../sql/model/dimensions.ts'
import type { FieldId, SourceMapping } from '../../cities/mapping.ts'
import type { CityPack } from '../../cities/pack.ts'
import { type Hashed, hashContent } from './content.ts'
import type { Fields } from './fields.ts'
import { fillLevel, listHierarchies, readAttribute } from './hierarchy.ts'
import type { Definition } from './layers.ts'
import { type Parameters, textArray } from './parameters.ts'

/** Events that cannot come before the receipt. */
const EVENTS = ['dispatched_at', 'responded_at', 'closed_at', 'rated_at'] as const
const MEMBERS = [
  'channel',
  'kind',
  'handling',
  'requester',
  'enterprise',
  'language',
  'department',
] as const

const AS_TIME = (seconds: string) => `toDateTime(${seconds}, 'UTC')`
const WORD = (text: string) => `toLowCardinality(CAST(${text}, 'String'))`
const NO_TIME = "CAST(NULL, 'Nullable(DateTime(\\'UTC\\'))')"
const NO_TRUTH = "CAST(NULL, 'Nullable(Bool)')"
const NO_NUMBER = "CAST(NULL, 'Nullable(Float64)')"
const NO_WORDS = "CAST([], 'Array(LowCardinality(String))')"
const NO_RAW = "CAST(map(), 'Map(LowCardinality(String), String)')"
const asTruth = (condition: string) => `CAST(${condition}, 'Nullable(Bool)')`

function settleTimes(fields: Fields): { times: Definition[]; bad: Map<FieldId, string> } {
  const bad = new Map<FieldId, string>()
  const times: Definition[] = []
  for (const field of ['updated_at', 'due_at', ...EVENTS] as const) {
    const column = fields.columns.get(field)
    if (column === undefined) continue
    const early = EVENTS.some((event) => event === field)
    times.push([`a_${field}`, early ? `if(${column} >= v_received_at, ${column}, NULL)` : column])
    bad.set(field, `f_${field} AND isNull(a_${field})`)
  }
  return { times, bad }
}

function settlePoint(pack: CityPack, fields: Fields, parameters: Parameters): Definition[] {
  const both = fields.columns.has('lon') && fields.columns.has('lat')
  const isNull = pack.nullPoints.map(
    ({ lon, lat }) =>
      `(abs(v_lon - ${parameters.bind(lon, 'Float64')}) < 0.000001 AND abs(v_lat - ${parameters.bind(lat, 'Float64')}) < 0.000001)`,
  )
  return (['lon', 'lat'] as const).map((field) => {
    const column = fields.columns.get(field)
    if (column === undefined) return [`o_${field}`, NO_NUMBER]
    if (!both || isNull.length === 0) return [`o_${field}`, column]
    return [`o_${field}`, `if(${isNull.join(' OR ')}, NULL, ${column})`]
  })
}

function settleHierarchies(pack: CityPack, fields: Fields): Definition[][] {
  const layers: Definition[][] = [[], [], []]
  for (const levels of listHierarchies(pack.city)) {
    let below: string | null = null
    let parents = new Map<string, string>()
    for (const [depth, level] of [...levels].reverse().entries()) {
      const given = fields.columns.get(level.field) ?? null
      const sql: string | null = fillLevel(given, below, parents)
      layers[depth]?.push([`o_${level.field}`, sql ?? WORD(`'${UNKNOWN}'`)])
      below = sql === null ? null : `o_${level.field}`
      parents = level.parents
    }
  }
  return layers
}

function settleAttributes(pack: CityPack, fields: Fields): Definition[] {
  const columns = new Map([1, 2, 3].map((level) => [level, `o_category${level}`]))
  const attribute = (own: (category: Category) => string) => readAttribute(pack.city, own, columns)
  const word = (sql: string | null) =>
    sql === null ? WORD(`'${UNKNOWN}'`) : `transform(${sql}, [''], ['${UNKNOWN}'])`
  const words = (sql: string | null) =>
    sql === null
      ? NO_WORDS
      : `CAST(arrayFilter(x -> x != '', splitByChar(';', toString(${sql}))), 'Array(LowCardinality(String))')`
  return [
    ['o_sector', word(attribute((c) => c.sector ?? ''))],
    ['o_life_areas', words(attribute((c) => c.lifeAreas.join(';')))],
    ['o_good_life', words(attribute((c) => c.goodLife.join(';')))],
    ['o_deadline', fields.columns.get('deadline') ?? word(attribute((c) => c.deadline ?? ''))],
  ]
}

function settleStates(fields: Fields): Definition[][] {
  const time = (field: FieldId) => (fields.columns.has(field) ? `a_${field}` : null)
  const flag = (field: FieldId) => fields.columns.get(field) ?? null
  const happened = (at: string | null, flagged: string | null): string | null => {
    if (at === null) return flagged
    return flagged === null ? `isNotNull(${at})` : `if(isNotNull(${at}), true, ${flagged})`
  }
  const handling = flag('handling')
  const handled =
    handling === null
      ? null
      : `multiIf(${handling} = 'dispatched', true, ${handling} = 'direct', false, NULL)`
  const told = happened(time('dispatched_at'), flag('dispatched'))
  const dispatched =
    handling === null || told === null
      ? (told ?? handled)
      : `if(${handling} = 'dispatched', true, ${told})`
  const closed = happened(time('closed_at'), flag('closed'))
  const due = time('due_at')
  const compared = due !== null && time('closed_at') !== null ? `(a_closed_at <= a_due_at)` : null
  const flagged = flag('on_time')
  const punctual = [compared, flagged].filter((sql) => sql !== null)
  const onTime = punctual.length === 0 ? null : `coalesce(${punctual.join(', ')})`
  const state = (sql: string | null) => (sql === null ? NO_TRUTH : asTruth(sql))
  return [
    [
      ['o_dispatched', state(dispatched)],
      ['o_responded', state(happened(time('responded_at'), flag('responded')))],
      ['o_closed', state(closed)],
      ['o_has_due', state(due === null ? null : `isNotNull(${due})`)],
      ['o_resolved', state(flag('resolved'))],
      ['o_satisfied', state(flag('satisfied'))],
    ],
    [['o_on_time', state(onTime === null ? null : `if(ifNull(o_closed, true), ${onTime}, NULL)`)]],
  ]
}

function settleKeys(
  pack: CityPack,
  source: SourceMapping,
  fields: Fields,
  key: readonly [bigint, bigint],
  parameters: Parameters,
): Definition[] {
  const text = (field: FieldId) => fields.columns.get(field) ?? "''"
  const requester = fields.columns.get('requester_key')
  const hashed = () =>
    `hex(sipHash128Keyed((${parameters.bind(key[0], 'UInt64')}, ${parameters.bind(key[1], 'UInt64')}), ${requester}))`
  return [
    ['o_city', WORD(parameters.bind(pack.city.id, 'String'))],
    ['o_source', WORD(parameters.bind(source.id, 'String'))],
    ['o_id', text('id')],
    ['o_requester_key', requester ? `if(${requester} = '', '', ${hashed()})` : "''"],
    ['o_event_key', text('event_key')],
    ['o_title', text('title')],
    ['o_text', text('text')],
    ['o_cooperating', fields.columns.get('cooperating') ?? NO_WORDS],
    ...MEMBERS.map(
      (field): Definition => [`o_${field}`, fields.columns.get(field) ?? WORD(`'${UNKNOWN}'`)],
    ),
  ]
}

function settleVersion(fields: Fields): Definition[] {
  const events = EVENTS.filter((field) => fields.columns.has(field))
  const latest = ['v_received_at', ...events.map((f) => `ifNull(a_${f}, 0)`)]
  const event = latest.length === 1 ? latest[0] : `greatest(${latest.join(', ')})`
  const micros = `${event} * 1000000`
  const version = fields.columns.has('updated_at') ? `ifNull(a_updated_at, ${micros})` : micros
  return [
    ['o_version', `fromUnixTimestamp64Micro(assumeNotNull(${version}), 'UTC')`],
    ['o_received_at', AS_TIME('assumeNotNull(v_received_at)')],
    ...(['due_at', ...EVENTS] as const).map(
      (field): Definition => [
        `o_${field}`,
        fields.columns.has(field) ? AS_TIME(`a_${field}`) : NO_TIME,
      ],
    ),
  ]
}

const CONTENT: readonly (readonly [string, Hashed])[] = [
  ['id', 'text'],
  ['version', 'micros'],
  ['received_at', 'time'],
  ['due_at', 'time'],
  ...EVENTS.map((field) => [field, 'time'] as const),
  ...(
    ['dispatched', 'responded', 'closed', 'has_due', 'on_time', 'resolved', 'satisfied'] as const
  ).map((field) => [field, 'truth'] as const),
  ...MEMBERS.map((field) => [field, 'text'] as const),
  ...(['requester_key', 'event_key', 'category1', 'category2', 'category3'] as const).map(
    (field) => [field, 'text'] as const,
  ),
  ...(['district', 'subdistrict', 'community', 'cooperating', 'deadline'] as const).map(
    (field) => [field, 'text'] as const,
  ),
  ...(['title', 'text'] as const).map((field) => [field, 'text'] as const),
  ['lon', 'number'],
  ['lat', 'number'],
]

function noteBad(bad: Map<FieldId, string>, fields: Fields): Definition[][] {
  const noted = [...bad].map(([field, condition]) => ({ field, flag: `b_${field}`, condition }))
  if (noted.length === 0) return [[['o_raw', NO_RAW]]]
  const flags = `[${noted.map((n) => n.flag).join(', ')}]`
  const names = textArray(noted.map((n) => n.field))
  const values = `[${noted.map((n) => `toString(${fields.texts.get(n.field)})`).join(', ')}]`
  const collected = `mapFromArrays(arrayFilter((x, b) -> b, ${names}, ${flags}), arrayFilter((x, b) -> b, ${values}, ${flags}))`
  return [
    noted.map((n): Definition => [n.flag, `toBool(${n.condition})`]),
    [['b', noted.map((n) => n.flag).join(' OR ')]],
    [['o_raw', `if(b, CAST(${collected}, 'Map(LowCardinality(String), String)'), ${NO_RAW})`]],
  ]
}

function giveReasons(span: { from: number; to: number }, parameters: Parameters): Definition[][] {
  const from = parameters.bind(span.from, 'Int64')
  const to = parameters.bind(span.to, 'Int64')
  const inside = `v_received_at >= ${from} AND v_received_at < ${to}`
  const reasons = [
    ['id: missing', "v_id = ''"],
    ['received_at: missing', 'NOT f_received_at'],
    ['received_at: unreadable', 'f_received_at AND isNull(v_received_at)'],
    ['received_at: outside the span', `isNotNull(v_received_at) AND NOT (${inside})`],
  ] as const
  const conditions = reasons.map(([, sql]) => `toBool(ifNull(${sql}, false))`).join(', ')
  const all = `arrayFilter((x, b) -> b, ${textArray(reasons.map(([reason]) => reason))}, [${conditions}])`
  const none = "CAST([], 'Array(LowCardinality(String))')"
  return [
    [['accepted', `v_id != '' AND ifNull(${inside}, false)`]],
    [['o_reasons', `if(accepted, ${none}, CAST(${all}, 'Array(LowCardinality(String))'))`]],
  ]
}

/** Merges stacks of layers, each level with that of the same depth. */
function merge(stacks: Definition[][][]): Definition[][] {
  const depth = Math.max(...stacks.map((stack) => stack.length))
  return Array.from({ length: depth }, (_, i) => stacks.flatMap((stack) => stack[i] ?? []))
}

/**
 * Settles a row's fields against each other and the pack: events before the receipt, null points,
 * hierarchies, states, version, content, and what was bad.
 * @returns layers that define `o_<column>` for each column of a complaint, and `o_reasons`
 */
export function assembleComplaint(
  pack: CityPack,
  source: SourceMapping,
  fields: Fields,
  span: { from: number; to: number },
  key: readonly [bigint, bigint],
  parameters: Parameters,
): Definition[][] {
  const { times, bad } = settleTimes(fields)
  return [
    ...merge([
      [[...times, ...settlePoint(pack, fields, parameters)]],
      [settleKeys(pack, source, fields, key, parameters)],
      settleHierarchies(pack, fields),
      giveReasons(span, parameters),
    ]),
    ...merge([
      [settleAttributes(pack, fields)],
      settleStates(fields),
      [settleVersion(fields)],
      noteBad(new Map([...fields.bad, ...bad]), fields),
    ]),
    [
      [
        'o_content',
        hashContent(
          CONTENT.map(([c, as]) => [`o_${c}`, as]),
          source.revision,
        ),
      ],
    ],
  ]
}

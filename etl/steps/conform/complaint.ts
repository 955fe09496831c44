import type { FieldId, SourceMapping } from '../../cities/mapping.ts'
import type { CityPack } from '../../cities/pack.ts'
import { ABSENT, asWord } from './absent.ts'
import { settleAttributes } from './attributes.ts'
import { noteBad } from './bad.ts'
import { type Hashed, hashContent } from './content.ts'
import type { Fields } from './fields.ts'
import { settleHierarchies } from './hierarchy.ts'
import type { Definition } from './layers.ts'
import type { Parameters } from './parameters.ts'
import { giveReasons } from './span.ts'
import { settleStates } from './states.ts'

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

const asTime = (seconds: string) => `toDateTime(${seconds}, 'UTC')`

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
    if (column === undefined) return [`o_${field}`, ABSENT.number]
    if (!both || isNull.length === 0) return [`o_${field}`, column]
    return [`o_${field}`, `if(${isNull.join(' OR ')}, NULL, ${column})`]
  })
}

function settleKeys(
  pack: CityPack,
  source: SourceMapping,
  fields: Fields,
  key: readonly [bigint, bigint],
  parameters: Parameters,
): Definition[] {
  const text = (field: FieldId) => fields.columns.get(field) ?? ABSENT.text
  const requester = fields.columns.get('requester_key')
  const hashed = () =>
    `hex(sipHash128Keyed((${parameters.bind(key[0], 'UInt64')}, ${parameters.bind(key[1], 'UInt64')}), ${requester}))`
  return [
    ['o_city', asWord(parameters.bind(pack.city.id, 'String'))],
    ['o_source', asWord(parameters.bind(source.id, 'String'))],
    ['o_id', text('id')],
    ['k_requester_key', requester ? `if(${requester} = '', '', ${hashed()})` : ABSENT.text],
    ['o_event_key', text('event_key')],
    ['o_title', text('title')],
    ['o_text', text('text')],
    ['o_cooperating', fields.columns.get('cooperating') ?? ABSENT.words],
    ...MEMBERS.map(
      (field): Definition => [`o_${field}`, fields.columns.get(field) ?? ABSENT.member],
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
    ['o_received_at', asTime('assumeNotNull(v_received_at)')],
    ...(['due_at', ...EVENTS] as const).map(
      (field): Definition => [
        `o_${field}`,
        fields.columns.has(field) ? asTime(`a_${field}`) : ABSENT.time,
      ],
    ),
  ]
}

/** 64 bits tell the requesters of a city apart, and are half of what a complaint's row would take. */
const KEPT_KEY: Definition = ['o_requester_key', 'left(k_requester_key, 16)']

/** The requester's whole hash enters the content: what an earlier load hashed must not look changed. */
const hashedColumn = (column: string): string =>
  column === 'requester_key' ? 'k_requester_key' : `o_${column}`

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
      [[...settleVersion(fields), KEPT_KEY]],
      noteBad(new Map([...fields.bad, ...bad]), fields),
    ]),
    [
      [
        'o_content',
        hashContent(
          CONTENT.map(([c, as]) => [hashedColumn(c), as]),
          source.revision,
        ),
      ],
    ],
  ]
}

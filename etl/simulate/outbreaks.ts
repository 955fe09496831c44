import { dayText } from './calendar.ts'
import { FORMS, type NewKind, SHAPES } from './plant-kinds.ts'
import type { Planting, Stretch } from './planting.ts'
import { findScope, type Scope } from './scope.ts'

/** Levels of category and area of the outbreaks, by turns. */
const LEVELS = [
  ['item', 'city'],
  ['topic', 'district'],
  ['category', 'subdistrict'],
  ['topic', 'city'],
  ['category', 'district'],
  ['topic', 'subdistrict'],
  ['item', 'district'],
] as const
/** Complaints a day that the place of an outbreak should have without it. */
const MEANT = { least: 0.4, most: 90 }
/** Days before the first outbreak, in which a detector can learn what is usual. */
const WARM_UP = 35

function chooseScope(
  planting: Planting,
  [category, area]: (typeof LEVELS)[number],
  means: Float64Array,
): Scope {
  const { world, random, pick, free } = planting
  const { items, districts, subdistricts } = world
  let best: Scope | null = null
  for (let tries = 0; tries < 40; tries++) {
    const topic = pick(free())
    const item = items[topic.firstItem + random.below(Math.min(4, topic.itemShares.length))]!
    const code = { category: topic.level1, topic: topic.code, item: item.code }[category]
    const place = { city: '', district: pick(districts).code, subdistrict: pick(subdistricts).code }
    const scope = findScope(world, { category: code, area: place[area] }, means)
    if (planting.used.has(code)) continue
    if (scope.expected >= MEANT.least && scope.expected <= MEANT.most) return scope
    if (!best || scope.expected > best.expected) best = scope
  }
  return best ?? findScope(world, { category: pick(free()).code, area: '' }, means)
}

/** Outbreaks over the window: 14 a year and up to 28 in all, of all shapes and levels. */
export function plantOutbreaks(planting: Planting): void {
  const { world, volume, random, length, used, within, spread, note } = planting
  const wanted =
    length >= 365
      ? Math.min(28, Math.max(14, Math.round(length / 40)))
      : Math.max(1, Math.round((14 * length) / 365))
  const begin = world.firstDay + Math.min(WARM_UP, Math.floor(length / 3))
  for (let i = 0; i < wanted; i++) {
    random.seed(world.seed, i, 59, 0)
    const shape = SHAPES[i % SHAPES.length]!
    const longest = Math.max(1, Math.floor((world.endDay - begin) * 0.6))
    const days = Math.min(Math.round(within(FORMS[shape].days)), longest)
    // The last two are still there when the window ends.
    const part = wanted > 3 && i >= wanted - 2 ? 1 : (i + random.unit()) / wanted
    const from = begin + Math.floor(part * (world.endDay - begin - days))
    const means = volume.plain(from + Math.floor(days / 2))
    const scope = chooseScope(planting, LEVELS[i % LEVELS.length]!, means)
    used.add(scope.category.slice(0, 4))
    const peak = Math.max(1, within(FORMS[shape].strength) * scope.sd)
    const when = { from, to: from + days }
    note(
      {
        kind: 'outbreak',
        what: { category: scope.category, ...(scope.area !== '' && { area: scope.area }) },
        shape,
        excessSd: peak / scope.sd,
        expectedPerDay: scope.expected,
        extra: spread(scope, when, shape, peak),
      },
      when,
    )
  }
}

const STEPS = 6
const DAYS_A_STEP = 5
const STEP_LASTS = 24
/** Days that a spreading hotspot lasts in all. */
export const SPREADING_DAYS = (STEPS - 1) * DAYS_A_STEP + STEP_LASTS

/** A hotspot that begins in one subdistrict of the centre and takes its neighbours one by one. */
export function plantSpreading(planting: Planting): void {
  const { world, volume, random, length, used, within, pick, free, spread, note } = planting
  random.seed(world.seed, 61, 0, 0)
  const { subdistricts, districts } = world
  const from = world.firstDay + Math.floor((length - SPREADING_DAYS) * within([0.4, 0.9]))
  const means = volume.plain(from)
  const topic = pick(free().filter((t) => t.area !== 'rural'))
  used.add(topic.code)
  const central = subdistricts.filter((s) => s.point && districts[s.district]!.central)
  const centre = pick(central.length > 0 ? central : subdistricts)
  const far = (s: (typeof subdistricts)[number]) =>
    s.point && centre.point
      ? Math.hypot((s.point.lon - centre.point.lon) * 0.77, s.point.lat - centre.point.lat)
      : Number.POSITIVE_INFINITY
  const near = [...subdistricts].sort((a, b) => far(a) - far(b)).slice(0, STEPS)
  const steps = near.map((sub, i) => {
    const scope = findScope(world, { category: topic.code, area: sub.code }, means)
    const begins = from + i * DAYS_A_STEP
    const peak = Math.max(2, 6 * scope.sd)
    const extra = spread(scope, { from: begins, to: begins + STEP_LASTS }, 'ramp', peak)
    return { code: sub.code, begins, scope, extra, strength: peak / scope.sd }
  })
  const sum = (of: (step: (typeof steps)[number]) => number) =>
    steps.reduce((total, step) => total + of(step), 0)
  note(
    {
      kind: 'spreading',
      what: {
        category: topic.code,
        area: centre.code,
        areas: steps.map(({ code, begins }) => ({ area: code, from: dayText(begins) })),
      },
      shape: 'ramp',
      excessSd: Math.max(...steps.map((step) => step.strength)),
      expectedPerDay: sum((step) => step.scope.expected),
      extra: sum((step) => step.extra),
    },
    { from, to: from + SPREADING_DAYS },
  )
}

const NEW_KIND_DAYS = 60

/** Something that nobody complained of before, with a word that nobody used. */
export function plantNewKind(planting: Planting, kind: NewKind, from: number): void {
  const { world, volume, used, spread, note } = planting
  const { categories } = world.plan.pack.city
  const names = new Map(categories.map((c) => [c.code, c.names.zh]))
  const item = world.items.find(
    ({ code }) =>
      code.startsWith(kind.category1) &&
      !used.has(code.slice(0, 4)) &&
      kind.filedUnder.test(names.get(code) ?? ''),
  )
  if (!item) return
  used.add(item.code.slice(0, 4))
  const when: Stretch = { from, to: Math.min(world.endDay, from + NEW_KIND_DAYS) }
  const scope = findScope(world, { category: item.code, area: '' }, volume.plain(from))
  const peak = Math.max(3, 5 * scope.sd)
  note(
    {
      kind: 'newKind',
      what: { category: item.code, word: kind.word },
      shape: 'ramp',
      excessSd: peak / scope.sd,
      expectedPerDay: scope.expected,
      extra: spread(scope, when, 'ramp', peak, kind),
    },
    when,
  )
}

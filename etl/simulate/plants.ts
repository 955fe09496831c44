import { dayText } from './calendar.ts'
import { EPIDEMIC } from './calibration.ts'
import { FORMS, NEW_KINDS, type NewKind, SHAPES, type Shape, shapeAt } from './plant-kinds.ts'
import { Random } from './random.ts'
import { findScope, type Scope } from './scope.ts'
import type { Plant } from './truth.ts'
import type { Volume } from './volume.ts'
import type { World } from './world.ts'

/** Complaints beyond what is to be expected. */
export interface Extra {
  scope: Scope
  fromDay: number
  /** Expected number on each day from `fromDay` on. */
  rates: Float64Array
  newKind: NewKind | null
}

/** What is planted, in the form that the simulation asks for. */
export interface Plants {
  list: Plant[]
  extras: Extra[]
  /** How many complaints an extra has on a day. */
  count(extra: number, day: number): number
  /** Topics that a campaign has made rarer: what is left of them. */
  campaigns: { topic: number; fromDay: number; left: number }[]
  failed: { department: number; fromDay: number; toDay: number }[]
  missing: { day: number; hour: number } | null
}

const NOTHING: Plants = {
  list: [],
  extras: [],
  count: () => 0,
  campaigns: [],
  failed: [],
  missing: null,
}

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
const MEANT = { least: 0.4, most: 90 }
const WARM_UP = 35

/** Plants what fits into the plan's window. */
export function plantAll(world: World, volume: Volume): Plants {
  if (!world.plan.plants) return NOTHING
  const { seed, firstDay, endDay, topics, items, districts, subdistricts, departments } = world
  const length = endDay - firstDay
  const random = new Random()
  const plants: Plants = { ...NOTHING, list: [], extras: [], campaigns: [], failed: [] }
  const within = ([from, to]: readonly [number, number]) => from + random.unit() * (to - from)
  const pick = <T>(list: readonly T[]): T => list[random.below(list.length)]!
  const ordinary = topics.filter((topic) => topic.level1 !== EPIDEMIC)

  const count = (extra: number, day: number): number => {
    const { fromDay, rates } = plants.extras[extra]!
    const rate = rates[day - fromDay]
    if (rate === undefined) return 0
    const draws = new Random()
    draws.seed(seed, extra, day, 53)
    return draws.poisson(rate)
  }
  plants.count = count

  const spread = (
    scope: Scope,
    fromDay: number,
    toDay: number,
    shape: Shape,
    peak: number,
    newKind: NewKind | null = null,
  ): number => {
    const rates = Float64Array.from({ length: toDay - fromDay }, (_, i) =>
      i < 0 ? 0 : peak * shapeAt(shape, (i + 0.5) / (toDay - fromDay)),
    )
    const number = plants.extras.push({ scope, fromDay, rates, newKind }) - 1
    let planted = 0
    for (let day = fromDay; day < toDay; day++) planted += count(number, day)
    return planted
  }

  const note = (plant: Omit<Plant, 'id' | 'from' | 'to'>, fromDay: number, toDay: number) => {
    plants.list.push({
      id: `${plant.kind}-${plants.list.filter((p) => p.kind === plant.kind).length + 1}`,
      ...plant,
      expectedPerDay: Math.round(plant.expectedPerDay * 1000) / 1000,
      excessSd: Math.round(plant.excessSd * 100) / 100,
      from: dayText(fromDay),
      to: dayText(toDay),
    })
  }

  const codesOf = (level: 'item' | 'topic' | 'category') => {
    const topic = pick(ordinary)
    if (level === 'category') return topic.level1
    if (level === 'topic') return topic.code
    return items[topic.firstItem + random.below(Math.min(4, topic.itemShares.length))]!.code
  }
  const areasOf = (level: 'city' | 'district' | 'subdistrict') =>
    level === 'city' ? '' : level === 'district' ? pick(districts).code : pick(subdistricts).code

  /** Topics that have been planted: each has one plant, or its effects could not be told apart. */
  const used = new Set<string>()

  const chooseScope = ([category, area]: (typeof LEVELS)[number], means: Float64Array): Scope => {
    let best: Scope | null = null
    for (let tries = 0; tries < 40; tries++) {
      const scope = findScope(world, { category: codesOf(category), area: areasOf(area) }, means)
      if (used.has(scope.category.slice(0, 4))) continue
      if (scope.expected >= MEANT.least && scope.expected <= MEANT.most) return scope
      if (!best || scope.expected > best.expected) best = scope
    }
    return best ?? findScope(world, { category: ordinary[0]!.code, area: '' }, means)
  }

  const plantOutbreaks = () => {
    const wanted =
      length >= 365
        ? Math.min(28, Math.max(14, Math.round(length / 40)))
        : Math.max(1, Math.round((14 * length) / 365))
    const begin = firstDay + Math.min(WARM_UP, Math.floor(length / 3))
    for (let i = 0; i < wanted; i++) {
      random.seed(seed, i, 59, 0)
      const shape = SHAPES[i % SHAPES.length]!
      const days = Math.min(
        Math.round(within(FORMS[shape].days)),
        Math.max(1, Math.floor((endDay - begin) * 0.6)),
      )
      // The last two are still there when the window ends.
      const room = endDay - begin - days
      const part = wanted > 3 && i >= wanted - 2 ? 1 : (i + random.unit()) / wanted
      const fromDay = begin + Math.floor(part * Math.max(0, room))
      const means = volume.plain(fromDay + Math.floor(days / 2))
      const scope = chooseScope(LEVELS[i % LEVELS.length]!, means)
      used.add(scope.category.slice(0, 4))
      const strength = within(FORMS[shape].strength)
      const peak = Math.max(1, strength * scope.sd)
      const what = {
        category: scope.category,
        ...(scope.area !== '' && { area: scope.area }),
      }
      note(
        {
          kind: 'outbreak',
          what,
          shape,
          excessSd: peak / scope.sd,
          expectedPerDay: scope.expected,
          extra: spread(scope, fromDay, fromDay + days, shape, peak),
        },
        fromDay,
        fromDay + days,
      )
    }
  }

  const plantSpreading = () => {
    random.seed(seed, 61, 0, 0)
    const STEPS = 6
    const EVERY = 5
    const LASTS = 24
    const fromDay = firstDay + Math.floor((length - STEPS * EVERY - LASTS) * within([0.4, 0.9]))
    const means = volume.plain(fromDay)
    const topic = pick(ordinary.filter((t) => t.area !== 'rural' && !used.has(t.code)))
    const centre = pick(subdistricts.filter((s) => s.point && districts[s.district]!.central))
    const far = (s: (typeof subdistricts)[number]) =>
      s.point && centre.point
        ? Math.hypot((s.point.lon - centre.point.lon) * 0.77, s.point.lat - centre.point.lat)
        : Number.POSITIVE_INFINITY
    const near = [...subdistricts].sort((a, b) => far(a) - far(b)).slice(0, STEPS)
    used.add(topic.code)
    let extra = 0
    let expected = 0
    let sd = 0
    const areas = near.map((sub, step) => {
      const scope = findScope(world, { category: topic.code, area: sub.code }, means)
      const begins = fromDay + step * EVERY
      const peak = Math.max(2, 6 * scope.sd)
      extra += spread(scope, begins, begins + LASTS, 'ramp', peak)
      expected += scope.expected
      sd = Math.max(sd, peak / scope.sd)
      return { area: sub.code, from: dayText(begins) }
    })
    note(
      {
        kind: 'spreading',
        what: { category: topic.code, area: centre.code, areas },
        shape: 'ramp',
        excessSd: sd,
        expectedPerDay: expected,
        extra,
      },
      fromDay,
      fromDay + (STEPS - 1) * EVERY + LASTS,
    )
  }

  const plantNewKind = (kind: NewKind, part: number | null) => {
    const item = items.find(
      (i) =>
        !used.has(i.code.slice(0, 4)) &&
        i.code.startsWith(kind.category1) &&
        kind.filedUnder.test(nameOf(i.code)),
    )
    if (!item) return
    used.add(item.code.slice(0, 4))
    const fromDay = part === null ? endDay - 30 : firstDay + Math.floor(length * part)
    const toDay = Math.min(endDay, fromDay + 60)
    const scope = findScope(world, { category: item.code, area: '' }, volume.plain(fromDay))
    const peak = Math.max(3, 5 * scope.sd)
    const extra = spread(scope, fromDay, toDay, 'ramp', peak, kind)
    note(
      {
        kind: 'newKind',
        what: { category: item.code, word: kind.word },
        shape: 'ramp',
        excessSd: peak / scope.sd,
        expectedPerDay: 0,
        extra,
      },
      fromDay,
      toDay,
    )
  }
  const names = new Map(world.plan.pack.city.categories.map((c) => [c.code, c.names.zh]))
  const nameOf = (code: string) => names.get(code) ?? ''

  const plantFailedWeek = () => {
    random.seed(seed, 67, 0, 0)
    const leads = new Float64Array(departments.length)
    const near = firstDay + Math.floor(length * 0.7)
    const fromDay = near - ((near + 3) % 7)
    const means = volume.plain(fromDay)
    for (const [i, item] of items.entries()) {
      const topic = topics[item.topic]!
      if (item.department >= 0) {
        leads[item.department]! += means[item.topic]! * topic.itemShares[i - topic.firstItem]!
      }
    }
    const busiest = [...leads.keys()].sort((a, b) => leads[b]! - leads[a]!)
    const department = busiest[1 + random.below(Math.min(5, busiest.length - 1))]!
    plants.failed.push({ department, fromDay, toDay: fromDay + 7 })
    note(
      {
        kind: 'failedWeek',
        what: { department: departments[department]!.code },
        shape: 'step',
        excessSd: 0,
        expectedPerDay: leads[department]!,
        extra: 0,
      },
      fromDay,
      fromDay + 7,
    )
  }

  const plantCampaign = (works: boolean, part: number) => {
    random.seed(seed, 71, works ? 1 : 0, 0)
    const fromDay = firstDay + Math.floor(length * part)
    const means = volume.plain(fromDay)
    const busy = [...topics.keys()]
      .filter(
        (t) =>
          topics[t]!.level1 !== EPIDEMIC &&
          topics[t]!.season === null &&
          !used.has(topics[t]!.code),
      )
      .sort((a, b) => means[b]! - means[a]!)
    const topic = busy[2 + random.below(8)] ?? busy[0]!
    used.add(topics[topic]!.code)
    const left = works ? 0.55 : 1
    const scope = findScope(world, { category: topics[topic]!.code, area: '' }, means)
    if (works) plants.campaigns.push({ topic, fromDay, left })
    note(
      {
        kind: 'campaign',
        what: { category: topics[topic]!.code },
        shape: 'step',
        excessSd: (-(1 - left) * scope.expected) / scope.sd,
        expectedPerDay: scope.expected,
        extra: 0,
      },
      fromDay,
      endDay,
    )
  }

  const plantMissingHour = () => {
    random.seed(seed, 73, 0, 0)
    const day = firstDay + random.below(length)
    const hour = 9 + random.below(7)
    plants.missing = { day, hour }
    note(
      {
        kind: 'missingHour',
        what: { hour },
        shape: 'spike',
        excessSd: 0,
        expectedPerDay: volume.plain(day).reduce((a, b) => a + b, 0),
        extra: 0,
      },
      day,
      day + 1,
    )
  }

  plantOutbreaks()
  if (length >= 60) plantSpreading()
  if (length >= 45) plantNewKind(NEW_KINDS[0], null)
  if (length >= 365) plantNewKind(NEW_KINDS[1], 0.55)
  if (length >= 21) plantFailedWeek()
  if (length >= 120) {
    plantCampaign(true, 0.6)
    plantCampaign(false, 0.45)
  }
  if (length >= 7) plantMissingHour()
  return plants
}

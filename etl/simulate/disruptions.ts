import type { Planting } from './planting.ts'
import { findScope } from './scope.ts'

/** A week in which a busy department closes late and resolves little. */
export function plantFailedWeek({ world, volume, plants, random, length, note }: Planting): void {
  const { seed, firstDay, topics, items, departments } = world
  random.seed(seed, 67, 0, 0)
  const near = firstDay + Math.floor(length * 0.7)
  const monday = near - ((near + 3) % 7)
  const means = volume.plain(monday)
  const leads = new Float64Array(departments.length)
  for (const [i, { topic, department }] of items.entries()) {
    const { itemShares, firstItem } = topics[topic]!
    if (department >= 0) leads[department]! += means[topic]! * itemShares[i - firstItem]!
  }
  const busiest = [...leads.keys()].sort((a, b) => leads[b]! - leads[a]!)
  const department = busiest[Math.min(1 + random.below(5), busiest.length - 1)]
  if (department === undefined) return
  const when = { from: monday, to: monday + 7 }
  plants.failed.push({ department, fromDay: when.from, toDay: when.to })
  note(
    {
      kind: 'failedWeek',
      what: { department: departments[department]!.code },
      shape: 'step',
      excessSd: 0,
      expectedPerDay: leads[department]!,
      extra: 0,
    },
    when,
  )
}

/** What a campaign that works leaves of its issue. */
const LEFT = 0.55

/** A campaign over the city against one topic, from a day on. */
export function plantCampaign(planting: Planting, works: boolean, from: number): void {
  const { world, volume, plants, random, used, free, note } = planting
  const { seed, topics, endDay } = world
  random.seed(seed, 71, works ? 1 : 0, 0)
  const means = volume.plain(from)
  const meanOf = (topic: (typeof topics)[number]) => means[topics.indexOf(topic)]!
  const busy = free()
    .filter((topic) => topic.season === null)
    .sort((a, b) => meanOf(b) - meanOf(a))
  const topic = busy[Math.min(2 + random.below(8), busy.length - 1)]
  if (!topic) return
  used.add(topic.code)
  const scope = findScope(world, { category: topic.code, area: '' }, means)
  if (works) plants.campaigns.push({ topic: topics.indexOf(topic), fromDay: from, left: LEFT })
  note(
    {
      kind: 'campaign',
      what: { category: topic.code },
      shape: 'step',
      excessSd: works ? (-(1 - LEFT) * scope.expected) / scope.sd : 0,
      expectedPerDay: scope.expected,
      extra: 0,
    },
    { from, to: endDay },
  )
}

/** An office hour of a day of which nothing was recorded. */
export function plantMissingHour({ world, volume, plants, random, length, note }: Planting): void {
  random.seed(world.seed, 73, 0, 0)
  const day = world.firstDay + random.below(length)
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
    { from: day, to: day + 1 },
  )
}

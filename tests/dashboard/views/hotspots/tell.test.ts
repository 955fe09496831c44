import { describe, expect, it } from 'vitest'
import {
  tellAdjacency,
  tellAreas,
  tellCluster,
  tellCounts,
  tellSpot,
} from '../../../../dashboard/views/hotspots/tell.ts'
import { makeCluster, makeSpot } from './make-hotspots.ts'

const OF = { category: '0201', level: 2 as const }

describe('what is said of hot spots', () => {
  it('tells a cluster in a sentence', () => {
    const cluster = { ...makeCluster(), ...OF }
    expect(tellCluster(cluster, 'Heating', ['Chaowai', 'Jianwai'], 'en')).toBe(
      'Heating, Chaowai; Jianwai: 1,208 complaints since 26 Aug 2024, 42 expected (29 times as many)',
    )
    expect(tellCluster(cluster, '供暖', ['朝外'], 'zh')).toBe(
      '供暖，朝外：自2024年8月26日起 1,208 件，预期 42 件（29 倍）',
    )
  })

  it('names five areas, and counts what is beyond', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
    expect(tellAreas(names, 'en')).toBe('a; b; c; d; e; and 2 more')
    expect(tellAreas(names, 'zh')).toBe('a、b、c、d、e等 7 处')
    expect(tellAreas(names.slice(0, 6), 'en')).toBe('a; b; c; d; e; f')
  })

  it('tells the last week of a spot, and how often it was hot', () => {
    expect(tellSpot(makeSpot({ weeksHot: 3 }), 52, 'en')).toBe(
      '5 complaints in the last week; hot in 3 of 52 weeks',
    )
    expect(tellSpot(makeSpot({ counts: [4, 1] }), 52, 'en')).toMatch(/^1 complaint in/)
  })

  it('counts classes in a line', () => {
    const spots = [makeSpot({ class: 'sporadic' }), makeSpot({ class: 'persistent' })]
    const narrow = spots.map((spot) => ({ ...spot, ...OF }))
    expect(tellCounts({ narrow, broad: [] }, 'en')).toBe(
      'Other hot spots: 1 persistent, 1 sporadic.',
    )
    expect(tellCounts({ narrow, broad: [] }, 'zh')).toBe('其他热点：持续 1 个，零星 1 个。')
  })

  it('says how neighbours were known', () => {
    expect(tellAdjacency({ method: 'boundaries', schematic: false }, 'en')).toBe(
      'Areas with a common border count as neighbours.',
    )
    expect(tellAdjacency({ method: 'boundaries', schematic: true }, 'en')).toContain('drawn around')
    expect(tellAdjacency({ method: null, schematic: false }, 'zh')).toBe(
      '不清楚哪些街道（乡镇）相邻。',
    )
  })
})

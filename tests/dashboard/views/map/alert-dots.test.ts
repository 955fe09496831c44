import { expect, it } from 'vitest'
import { placeAlerts } from '../../../../dashboard/views/map/alert-dots.ts'
import type { PlacedLabel } from '../../../../dashboard/views/map/labels.ts'
import type { Inset, PlacedArea } from '../../../../dashboard/views/map/layout.ts'

const area = (code: string) => ({ key: code, code }) as PlacedArea
const label = (code: string, x: number, y: number, value = ''): PlacedLabel => ({
  ...{ key: code, code, x, y, value },
  name: code,
})
const layout = {
  areas: [area('a'), area('b'), area('c'), area('d')],
  labels: [label('a', 10, 50, '412'), label('d', 90, 90)],
  inset: { labels: [label('b', 200, 80)] } as Inset,
  anchors: new Map([['c', { key: 'c', x: 30, y: 40 }]]),
}

it('puts a dot over the name of an area with alerts, wherever it is named, else in its middle', () => {
  const counts = new Map([
    ['a', 2],
    ['b', 1],
    ['c', 1],
    ['elsewhere', 1],
  ])
  expect(placeAlerts(layout, counts)).toEqual([
    { key: 'a', x: 10, y: 28 },
    { key: 'b', x: 200, y: 66 },
    { key: 'c', x: 30, y: 40 },
  ])
  expect(placeAlerts(layout, new Map())).toEqual([])
})

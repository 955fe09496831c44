import type { MapLayout } from './layout.ts'

export interface PlacedAlert {
  key: string
  x: number
  y: number
}

/** Over the first line of a name. */
const RISE = { one: 14, two: 22 }

/** A dot for each area with alerts: over its name, in the detail where it is named there, else in its middle. */
export function placeAlerts(
  { areas, labels, inset, anchors }: Pick<MapLayout, 'areas' | 'labels' | 'inset' | 'anchors'>,
  counts: ReadonlyMap<string, number>,
): PlacedAlert[] {
  const named = [...labels, ...(inset?.labels ?? [])]
  return areas.flatMap(({ code }) => {
    if (!counts.get(code)) return []
    const label = named.find((one) => one.code === code)
    const at = label
      ? { x: label.x, y: label.y - (label.value ? RISE.two : RISE.one) }
      : anchors.get(code)
    return at ? [{ key: code, x: at.x, y: at.y }] : []
  })
}

import type { Language } from '../../i18n/text.ts'

interface SpotMapText {
  title: string
  note: string
  of: string
  everything: string
  /** A category with how many marks it has. */
  choice: (category: string, count: string) => string
  nothing: string
  noPlaces: string
  summary: (told: { category: string; clusters: string; areas: string; hexagons: string }) => string
  legend: string
  keys: string
  hint: string
  ring: string
  complaints: (count: string) => string
  lastWeek: (complaints: string) => string
  expected: string
  ratio: string
  chance: string
  weeks: string
  hotIn: (hot: string, weeks: string) => string
  hexagonIn: (width: string, place: string) => string
  hexagonAt: (width: string, lat: string, lon: string) => string
  withBeside: string
  ofExpected: (observed: string, expected: string) => string
  sayHexagon: (told: {
    name: string
    observed: string
    expected: string
    around: string
    aroundExpected: string
  }) => string
  hexagons: (width: string) => string
  below: (limit: string) => string
  between: (from: string, to: string) => string
  atLeast: (limit: string) => string
  hexagonNote: (width: string, days: string) => string
  narrow: string
  kilometres: (km: string) => string
  metres: (m: string) => string
  onMap: string
}

export const TEXT: Record<Language, SpotMapText> = {
  en: {
    title: 'On the map',
    note: 'Clusters, new and growing hot spots, and places with more complaints than in the weeks before.',
    of: 'Category',
    everything: 'All complaints',
    choice: (category, count) => `${category} (${count})`,
    nothing: 'Nothing stands out on the map.',
    noPlaces: 'Neither outlines nor coordinates tell where things are, so there is no map.',
    summary: ({ category, clusters, areas, hexagons }) =>
      `${category} on the map. Clusters: ${clusters}; new and growing hot spots: ${areas}; hexagons with more than before: ${hexagons}.`,
    legend: 'Signs on the map',
    keys: 'Arrow keys walk from mark to mark; Enter shows the complaints of a cluster or an area.',
    hint: 'Choose a cluster or an area to see its complaints.',
    ring: 'Cluster',
    complaints: (count) => `${count} ${count === '1' ? 'complaint' : 'complaints'}`,
    lastWeek: (complaints) => `${complaints} in the last week`,
    expected: 'Expected',
    ratio: 'Times as many',
    chance: 'p, anywhere in the city',
    weeks: 'Hot',
    hotIn: (hot, weeks) => `in ${hot} of ${weeks} weeks`,
    hexagonIn: (width, place) => `Hexagon of ${width} in ${place}`,
    hexagonAt: (width, lat, lon) => `Hexagon of ${width} at ${lat}, ${lon}`,
    withBeside: 'With the six beside it',
    ofExpected: (observed, expected) => `${observed}, ${expected} expected`,
    sayHexagon: ({ name, observed, expected, around, aroundExpected }) =>
      `${name}: ${observed} ${observed === '1' ? 'complaint' : 'complaints'} in the last four weeks, ${expected} expected; with the six beside it ${around}, ${aroundExpected} expected`,
    hexagons: (width) => `Hexagons of ${width}: times as many as expected`,
    below: (limit) => `below ${limit}`,
    between: (from, to) => `${from} to ${to}`,
    atLeast: (limit) => `${limit} and more`,
    hexagonNote: (width, days) =>
      `Hexagons, ${width} wide, are of the complaints with coordinates: ${days}, against their own past; each is judged with the six beside it.`,
    narrow: 'Hexagons are counted for broad categories alone.',
    kilometres: (km) => `${km} km`,
    metres: (m) => `${m} m`,
    onMap: 'On the map',
  },
  zh: {
    title: '热点地图',
    note: '近期聚集、新出现和加剧的热点，以及诉求多于此前各周的地点。',
    of: '类别',
    everything: '全部诉求',
    choice: (category, count) => `${category}（${count}）`,
    nothing: '地图上没有异常之处。',
    noPlaces: '没有边界，也没有坐标，无法绘制地图。',
    summary: ({ category, clusters, areas, hexagons }) =>
      `${category}热点地图：聚集 ${clusters} 处，新出现和加剧的热点 ${areas} 处，多于此前的六边形 ${hexagons} 个。`,
    legend: '图例',
    keys: '方向键在各标记间移动，回车查看聚集或地区的诉求。',
    hint: '点选聚集或地区，查看其诉求。',
    ring: '聚集',
    complaints: (count) => `${count} 件`,
    lastWeek: (complaints) => `最近一周 ${complaints}`,
    expected: '预期',
    ratio: '为预期的倍数',
    chance: '全市偶然出现的 p 值',
    weeks: '热点周数',
    hotIn: (hot, weeks) => `${weeks} 周中有 ${hot} 周`,
    hexagonIn: (width, place) => `${place} · ${width}六边形`,
    hexagonAt: (width, lat, lon) => `${width}六边形（${lat}，${lon}）`,
    withBeside: '连同相邻六个',
    ofExpected: (observed, expected) => `${observed} 件，预期 ${expected} 件`,
    sayHexagon: ({ name, observed, expected, around, aroundExpected }) =>
      `${name}：最近四周 ${observed} 件，预期 ${expected} 件；连同相邻六个共 ${around} 件，预期 ${aroundExpected} 件`,
    hexagons: (width) => `${width}六边形：为预期的倍数`,
    below: (limit) => `低于 ${limit}`,
    between: (from, to) => `${from} 至 ${to}`,
    atLeast: (limit) => `${limit} 及以上`,
    hexagonNote: (width, days) =>
      `六边形宽 ${width}，统计有坐标的诉求（${days}），与其自身此前水平比较，并连同相邻六个一起判断。`,
    narrow: '六边形只按一级类别统计。',
    kilometres: (km) => `${km} 公里`,
    metres: (m) => `${m} 米`,
    onMap: '在地图上看',
  },
}

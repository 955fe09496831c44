/**
 * What is published about Beijing's 12345 hotline, and what is assumed where nothing is. Sources:
 * [A] annual figures published 2020-01-19; [B] 2020 annual report, published 2021-01-08; [C] press
 * conference, 2024; [D] news report, July 2024; [E] news report, 2024-10-11; [F] Beijing Forum on Swift
 * Response to Public Complaints, December 2024; [G] CASS, Putting People First, December 2022.
 */

/** Received a year, and how many of them were about epidemic control. */
export const YEARS: Record<number, { received: number; epidemic: number; dispatched: number }> = {
  // News report of 2024: about 4 million.
  2018: { received: 4_000_000, epidemic: 0, dispatched: 0.34 },
  // [A]: 2.52 of 6.96 million dispatched.
  2019: { received: 6_960_000, epidemic: 0, dispatched: 0.362 },
  // [B]: 4.5 of 11.04 million dispatched; 1.077 million in the category epidemic control.
  2020: { received: 11_039_400, epidemic: 1_077_000, dispatched: 0.408 },
  // 2021 and 2022 are 90 million together ([E] less the other years); the split is assumed: the
  // surge is 2022's, and most of it are questions that are answered at once.
  2021: { received: 15_000_000, epidemic: 1_300_000, dispatched: 0.42 },
  2022: { received: 75_000_000, epidemic: 58_000_000, dispatched: 0.16 },
  // [C]
  2023: { received: 21_440_000, epidemic: 250_000, dispatched: 0.4 },
  // Twice the first half's 11.2 million [D]. [F] speaks of 70,000 a day, which would be 25.6 million.
  2024: { received: 22_400_000, epidemic: 30_000, dispatched: 0.4 },
}
export const FIRST_YEAR = 2018
export const LAST_YEAR = 2024
/** Assumed growth after the last published year. */
export const GROWTH = 1.015

/** Share of the year's epidemic calls by month. 2022: the waves of spring and of November. Assumed. */
export const EPIDEMIC_MONTHS: Record<number, readonly number[]> = {
  2020: [1, 4, 3, 1.5, 1, 2.5, 1, 0.5, 0.4, 0.4, 0.5, 0.8],
  2021: [2.5, 1, 0.6, 0.6, 0.6, 0.6, 1, 1.4, 1, 1.2, 1.3, 1],
  2022: [0.4, 0.4, 0.7, 1.5, 2.4, 1.8, 0.9, 0.8, 0.9, 1.2, 2.5, 1.6],
  2023: [6, 1.5, 0.8, 0.6, 0.8, 0.5, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3],
}

/** Category of epidemic control, whose volume is told by year. */
export const EPIDEMIC = '01'

/** Received in 2020 by category, of 11.04 million [B]; the other categories share the rest. */
export const CATEGORIES_2020: Record<string, number> = {
  '01': 1_077_000,
  '02': 980_000,
  '03': 648_000,
  '04': 612_000,
  '05': 598_000,
  '06': 548_000,
  '07': 472_000,
  '08': 465_000,
  '09': 357_000,
  '10': 351_000,
}

/**
 * Complaints by district, thousands. Chaoyang, Haidian, Fengtai and Yanqing, the fewest, as in 2019
 * [A]; the rest such that the central six have 60 % [B]. (Of the 2.52 million, part went to
 * departments and enterprises, which is why these sum to less.)
 */
export const DISTRICTS: Record<string, number> = {
  '110101': 106,
  '110102': 122,
  '110105': 320,
  '110106': 170,
  '110107': 62,
  '110108': 220,
  '110109': 42,
  '110111': 70,
  '110112': 112,
  '110113': 74,
  '110114': 110,
  '110115': 98,
  '110116': 41,
  '110117': 41.5,
  '110118': 43,
  '110119': 40,
}
export const CENTRAL = ['110101', '110102', '110105', '110106', '110107', '110108']

/** Share of calls by phone at the middle of the year. 2020: 10.01 of 11.04 million [B]; rest assumed. */
export const PHONE: readonly [year: number, share: number][] = [
  [2019, 0.95],
  [2020, 0.907],
  [2021, 0.87],
  [2022, 0.84],
  [2023, 0.8],
  [2024, 0.77],
  [2026, 0.73],
]
/** How those that do not phone reach the hotline. Assumed. */
export const ONLINE: Record<string, number> = { app: 0.42, web: 0.18, wechat: 0.32, weibo: 0.08 }
/** Share of the enterprise line: 173,900 in nine months of 2024, up 84 % on the year (2024 report). */
export const ENTERPRISE: readonly [year: number, share: number][] = [
  [2019, 0.001],
  [2022, 0.003],
  [2023, 0.0059],
  [2024, 0.0104],
  [2026, 0.014],
]

/**
 * Rates by time, in years: straight lines between points. From .531 and .646 in January 2019 [E] over
 * a mean of .75 and .87 in 2019 [A] to .955 and .961 in 2023 [C] and .965 and .969 in September 2024
 * [E]. These points lie on no one smooth line: the rise is steepest within 2019, and the .97 and .973
 * of December 2024 [F] end it. What lies between is assumed.
 */
export const RESOLUTION: readonly [year: number, rate: number][] = [
  [2019, 0.531],
  [2019.25, 0.68],
  [2019.5, 0.785],
  [2019.75, 0.83],
  [2020, 0.86],
  [2021, 0.9],
  [2022, 0.93],
  [2023.5, 0.955],
  [2024.7, 0.965],
  [2024.95, 0.97],
]
export const SATISFACTION: readonly [year: number, rate: number][] = [
  [2019, 0.646],
  [2019.25, 0.86],
  [2019.5, 0.91],
  [2019.75, 0.93],
  [2020, 0.94],
  [2022, 0.95],
  [2023.5, 0.961],
  [2024.7, 0.969],
  [2024.95, 0.973],
]
/**
 * How much longer things take than DEADLINES says, by time. Such that of what is passed on about 80 % is closed
 * on time in 2019 and 93 % in 2025. Assumed.
 */
export const SLOWNESS: readonly [year: number, factor: number][] = [
  [2019, 1.1],
  [2021, 0.98],
  [2023, 0.86],
  [2025, 0.78],
]
/** Epidemic control in 2020 [B]. */
export const EPIDEMIC_2020 = { resolution: 0.943, satisfaction: 0.941 }
/** Near 1 since 2020 [C]; the year before is assumed. */
export const RESPONSE: readonly [year: number, rate: number][] = [
  [2019, 0.975],
  [2020, 0.993],
  [2023, 0.9993],
]

/**
 * Weights of the hours by when people meet the matter. All together peak at 9 to 11 and 14 to 16 [A];
 * the rest is assumed.
 */
export const HOURS: Record<'day' | 'evening' | 'night' | 'all', readonly number[]> = {
  day: [4, 2, 2, 2, 2, 4, 10, 28, 68, 104, 102, 74, 46, 56, 92, 90, 72, 54, 36, 28, 22, 18, 12, 7],
  evening: [
    12, 6, 4, 3, 3, 5, 12, 26, 54, 84, 82, 62, 44, 50, 74, 72, 62, 58, 62, 66, 62, 52, 36, 22,
  ],
  night: [
    44, 26, 16, 10, 8, 8, 12, 24, 48, 74, 72, 54, 40, 44, 62, 60, 50, 44, 44, 48, 56, 66, 70, 60,
  ],
  all: [12, 7, 5, 4, 4, 6, 14, 32, 66, 100, 98, 74, 50, 56, 86, 84, 70, 56, 46, 42, 38, 30, 22, 15],
}

/** Volume by weekday from Monday, of holidays, the Spring Festival days and make-up workdays. Assumed. */
export const CALENDAR = {
  weekdays: [1.07, 1.03, 1.01, 1, 0.98, 0.82, 0.77],
  holiday: 0.62,
  springFestival: 0.45,
  makeUp: 0.95,
} as const
/** How strongly a category follows the office calendar: an exponent. Assumed; 1 where not named. */
export const OFFICE: Record<string, number> = {
  '02': 0.6,
  '05': 1.2,
  '09': 1.6,
  '10': 1.5,
  '12': 0.7,
  '16': 0.4,
  '17': 0.6,
  '18': 2.2,
}

/** Chance to be passed on rather than answered at once, relative to the year's. Assumed. */
export const PASSED_ON: Record<string, number> = {
  '01': 0.5,
  '03': 1.2,
  '04': 1.35,
  '06': 1.35,
  '07': 1.2,
  '05': 0.7,
  '09': 0.7,
  '10': 0.8,
  '12': 1.35,
  '18': 0.3,
}

/**
 * Kinds of what is answered at once, and of what is passed on: what is urgent (deadline of 2 h), items of
 * the directory that are consultations or reports by name, and the others.
 * Directions after the report of another city [week 28 of 2024]; shares assumed.
 */
export const KINDS: Record<
  'direct' | 'dispatched' | 'urgent' | 'consultation' | 'report',
  Record<string, number>
> = {
  direct: { consultation: 86, suggestion: 4, complaint: 3, help: 3, thanks: 1.2, other: 2.8 },
  dispatched: {
    complaint: 48.2,
    help: 34.5,
    report: 8.3,
    suggestion: 6.1,
    consultation: 1.4,
    thanks: 0.4,
    other: 1.1,
  },
  urgent: { emergency: 55, help: 25, complaint: 20 },
  consultation: { consultation: 78, help: 12, complaint: 5, suggestion: 3, other: 2 },
  report: { report: 78, complaint: 19, help: 3 },
}

/** Hours of each class of deadline [G], and how long a response and a closing usually take. Assumed. */
export const DEADLINES: Record<string, { due: number; respond: number; close: number }> = {
  '2h': { due: 2, respond: 0.5, close: 1.1 },
  '24h': { due: 24, respond: 4, close: 13 },
  '7d': { due: 168, respond: 14, close: 92 },
  '15d': { due: 360, respond: 22, close: 200 },
}
export const USUAL_DEADLINE = '7d'

/** Spread of the counts beyond chance: standard deviations of factors of mean 1. Assumed. */
export const SPREAD = {
  /** A category of level 2 in a district, day by day (gamma). */
  cellDay: 0.35,
  /** The same, from week to week, with the weeks before in it. */
  cellWeek: 0.16,
  /** A category of level 2 over the whole city, from week to week. */
  topicWeek: 0.1,
  /** A category of level 1 in a district, day by day. */
  districtDay: 0.12,
  /** A category of level 1, day by day. */
  categoryDay: 0.05,
  /** The city, day by day. */
  cityDay: 0.025,
  /** A category of level 2, over half a year. */
  drift: 0.08,
} as const

/** Chance that what is urgent is passed on where something else of the topic would not be. Assumed. */
export const URGENT_PASSED_ON = 0.6

/** Assumed shares. */
export const REPEATED = 0.08
export const ENGLISH = 0.02
export const LOCATED = 0.86
/** Names an enterprise of the list, where its category has any. */
export const NAMING = 0.4
export const RATED = 0.9
export const RETURNED = 0.35
/** Of what is passed on: closed long after its due time, and not rated. */
export const DRAGGING = 0.026

/** The value at `x` on straight lines between points; before the first and after the last, theirs. */
export function interpolate(points: readonly (readonly [number, number])[], x: number): number {
  let before = points[0]!
  for (const point of points) {
    if (x < point[0]) {
      if (point === before) return point[1]
      const share = (x - before[0]) / (point[0] - before[0])
      return before[1] + share * (point[1] - before[1])
    }
    before = point
  }
  return before[1]
}

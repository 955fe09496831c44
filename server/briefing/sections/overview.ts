import { coverageOf } from '../coverage.ts'
import type { Chart, Paragraph, Prose, Section } from '../document.ts'
import type { OverviewFacts } from '../facts/overview.ts'
import { numberOf } from '../notebook.ts'
import { list, say } from '../prose.ts'
import { changeEn, changeZh, weekdayOf } from '../wording.ts'

function nothingReceived(facts: OverviewFacts): Paragraph {
  const { day } = facts
  return {
    en: say`No complaint received on ${weekdayOf(day, 'en')}, ${day} is in the data. See the last section for what the data lack.`,
    zh: say`${day}（${weekdayOf(day, 'zh')}），数据中没有受理记录。数据缺失情况见最后一节。`,
  }
}

function comparisons(facts: OverviewFacts): { en: Prose[]; zh: Prose[] } {
  const { dayBefore, sameWeekday, lastYear } = facts
  const en: Prose[] = []
  const zh: Prose[] = []
  if (dayBefore) {
    en.push(say`${changeEn(dayBefore.change)} the day before (${dayBefore.base})`)
    zh.push(say`较前一日（${dayBefore.base}件）${changeZh(dayBefore.change)}`)
  }
  if (sameWeekday) {
    const { base, change, weeks } = sameWeekday
    en.push(
      say`${changeEn(change)} the mean of the same weekday of the ${weeks} weeks before (${base})`,
    )
    zh.push(say`较前${weeks}个${weekdayOf(facts.day, 'zh')}的均值（${base}件）${changeZh(change)}`)
  }
  if (lastYear?.day) {
    const { base, change, day } = lastYear
    en.push(say`${changeEn(change)} the same weekday of last year, ${day} (${base})`)
    zh.push(say`较去年同期（${day}，同为${weekdayOf(day, 'zh')}，${base}件）${changeZh(change)}`)
  }
  return { en, zh }
}

function received(facts: OverviewFacts, whole: boolean): Paragraph {
  const { day, received } = facts
  const opening = {
    en: say`On ${weekdayOf(day, 'en')}, ${day}, the city received ${received} complaints`,
    zh: say`${day}（${weekdayOf(day, 'zh')}），全市共受理诉求${received}件`,
  }
  if (!whole) {
    return {
      en: say`${opening.en} up to the cut-off of the data. The day is not complete, so it is compared with no other.`,
      zh: say`${opening.zh}（截至数据截止时间）。当日数据不完整，不作比较。`,
    }
  }
  const { en, zh } = comparisons(facts)
  if (en.length === 0) {
    return {
      en: say`${opening.en}. There are no earlier days to compare it with.`,
      zh: say`${opening.zh}。没有可比的以往数据。`,
    }
  }
  return {
    en: say`${opening.en}: ${list(en, '; ')}.`,
    zh: say`${opening.zh}，${list(zh, '；')}。`,
  }
}

/** What is compared with nothing, as last year's data do not cover the same dates. */
function lackingBefore({ month, year }: Pick<OverviewFacts, 'month' | 'year'>) {
  if (month.lastYear && year.lastYear) return { en: [], zh: [] }
  if (!month.lastYear && !year.lastYear) {
    return {
      en: say` Last year's data do not cover the same dates, so neither is compared.`,
      zh: say`去年同期数据不全，不作同比。`,
    }
  }
  return month.lastYear
    ? {
        en: say` Last year's data do not cover the same part of the year, so the year is not compared.`,
        zh: say`本年累计因去年同期数据不全，不作同比。`,
      }
    : {
        en: say` Last year's data do not cover the same part of the month, so the month is not compared.`,
        zh: say`本月累计因去年同期数据不全，不作同比。`,
      }
}

function toDate({ month, year }: OverviewFacts): Paragraph {
  const en = ({ lastYear }: OverviewFacts['month']): Prose =>
    lastYear
      ? say`, ${changeEn(lastYear.change)} the same dates of last year (${lastYear.base})`
      : []
  const zh = ({ lastYear }: OverviewFacts['month']): Prose =>
    lastYear ? say`，较去年同期（${lastYear.base}件）${changeZh(lastYear.change)}` : []
  const lacking = lackingBefore({ month, year })
  return {
    en: say`This month so far: ${month.count}${en(month)}. This year so far: ${year.count}${en(year)}.${lacking.en}`,
    zh: say`本月累计受理${month.count}件${zh(month)}；本年累计受理${year.count}件${zh(year)}。${lacking.zh}`,
  }
}

/** What was received, against before. */
export function writeOverview(facts: OverviewFacts, charts: Chart[]): Section {
  const coverage = coverageOf(facts.days.answer.through, String(facts.day.value))
  const first = numberOf(facts.received)
    ? received(facts, coverage === 'whole')
    : nothingReceived(facts)
  return {
    id: 'overview',
    title: { en: 'Overview', zh: '总体情况' },
    paragraphs: [first, toDate(facts)],
    charts,
    tables: [],
  }
}

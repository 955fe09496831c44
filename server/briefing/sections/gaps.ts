import { MEASURES } from '../../../sql/model/measures.ts'
import type { Fact, Paragraph, Section } from '../document.ts'
import type { GapsFacts, UnknownShare } from '../facts/gaps.ts'
import type { Outcome } from '../facts/outcomes.ts'
import { numberOf } from '../notebook.ts'
import { list, say } from '../prose.ts'

function cutOff({ coverage, through, version }: GapsFacts): Paragraph {
  if (!through) {
    return { en: say`Nothing is loaded yet.`, zh: say`尚未装载任何数据。` }
  }
  const reach = {
    none: {
      en: say`They do not reach the day of this notification.`,
      zh: say`数据尚未覆盖通报日。`,
    },
    part: {
      en: say`They cover only a part of the day of this notification.`,
      zh: say`数据仅覆盖通报日的一部分。`,
    },
    whole: { en: say`They cover the day of this notification.`, zh: say`数据已覆盖通报日全天。` },
  }[coverage]
  return {
    en: say`The data tell up to ${through} (data version ${version}). ${reach.en}`,
    zh: say`数据截至${through}（数据版本${version}）。${reach.zh}`,
  }
}

function hours({ missingHours }: GapsFacts, received: Fact): Paragraph {
  if (!numberOf(received)) {
    return {
      en: say`They have no complaint of the whole day, where other days have some: data of the day are probably missing.`,
      zh: say`当日全天没有受理记录，与以往不符，疑似数据缺失。`,
    }
  }
  if (missingHours.length === 0) {
    return {
      en: say`No hour of the day is missing.`,
      zh: say`当日各时段数据无缺失。`,
    }
  }
  return {
    en: say`Hours without any complaint, which chance would hardly leave empty: ${list(
      missingHours.map(({ hour, usual }) => say`from ${hour} (usually ${usual})`),
      ', ',
    )}. Data of these hours are probably missing.`,
    zh: say`以下时段没有受理记录，难以用偶然解释，疑似数据缺失：${list(
      missingHours.map(({ hour, usual }) => say`${hour}起一小时（常态${usual}件）`),
      '、',
    )}。`,
  }
}

function unknown({ unknownCategory, unknownDistrict }: GapsFacts): Paragraph | null {
  if (!unknownCategory || !unknownDistrict) return null
  const usualEn = ({ usual }: UnknownShare) => (usual ? say` (four weeks before: ${usual})` : [])
  const usualZh = ({ usual }: UnknownShare) => (usual ? say`（前四周${usual}）` : [])
  return {
    en: say`The category of ${unknownCategory.share} of the day's complaints is unknown${usualEn(unknownCategory)}, the district of ${unknownDistrict.share}${usualEn(unknownDistrict)}.`,
    zh: say`当日诉求中分类未知的占${unknownCategory.share}${usualZh(unknownCategory)}，所在区未知的占${unknownDistrict.share}${usualZh(unknownDistrict)}。`,
  }
}

function loads({ loads: { files, rowsRead, rejected, warnings } }: GapsFacts): Paragraph {
  if (numberOf(files) === 0) {
    return {
      en: say`No load has brought data of the day.`,
      zh: say`没有涉及当日的数据装载。`,
    }
  }
  return {
    en: say`Loads with data of the day: ${files}; rows read: ${rowsRead}, rejected: ${rejected}, warnings: ${warnings}.`,
    zh: say`涉及当日的数据装载共${files}次，读取${rowsRead}行，拒收${rejected}行，告警${warnings}处。`,
  }
}

/** What a load that failed would have told nobody knows. */
function failures({ loads: { failed } }: GapsFacts): Paragraph | null {
  if (!numberOf(failed)) return null
  return {
    en: say`Files that failed to load on the day or the day after, and have not been loaded since: ${failed}. What they hold is missing here.`,
    zh: say`当日及次日装载失败且至今未成功的文件有${failed}个，其中内容未计入本通报。`,
  }
}

function settling(outcomes: readonly Outcome[]): Paragraph | null {
  if (outcomes.length === 0) return null
  return {
    en: say`Rates of later days have not settled and are not told: ${list(
      outcomes.map(({ measure, last }) => say`${[MEASURES[measure].names.en]} after ${last}`),
      ', ',
    )}.`,
    zh: say`以下日期之后的数据尚未成熟，不作通报：${list(
      outcomes.map(({ measure, last }) => say`${[MEASURES[measure].names.zh]}为${last}`),
      '，',
    )}。`,
  }
}

/** What the data of the day lack: always told. */
export function writeGaps(facts: GapsFacts, received: Fact, outcomes: readonly Outcome[]): Section {
  return {
    id: 'gaps',
    title: { en: 'What the data lack', zh: '数据说明' },
    paragraphs: [
      cutOff(facts),
      ...(facts.coverage === 'none' ? [] : [hours(facts, received)]),
      unknown(facts),
      loads(facts),
      failures(facts),
      settling(outcomes),
    ].filter((paragraph) => paragraph !== null),
    charts: [],
    tables: [],
  }
}

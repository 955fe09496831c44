import type { Chart, Fact, Piece, Prose, Section, Table } from '../document.ts'
import type { HandlingFacts, Part, Split } from '../facts/handling.ts'
import { numberOf } from '../notebook.ts'
import { list, say } from '../prose.ts'

/** Members that have no part of the day worth a row are told together by what is left out. */
const MOST_ROWS = 8

const cell = (fact: Fact | null, as?: 'signed'): Piece =>
  fact ? { fact: fact.id, ...(as && { as }) } : '–'

function tableOf(id: string, title: Table['title'], split: Split): Table {
  return {
    id,
    title,
    columns: [
      { names: title, numeric: false },
      { names: { en: 'Complaints', zh: '件数' }, numeric: true },
      { names: { en: 'Share', zh: '占比' }, numeric: true },
      { names: { en: 'Four weeks before', zh: '前四周' }, numeric: true },
      { names: { en: 'Points', zh: '百分点' }, numeric: true },
    ],
    rows: split.parts
      .slice(0, MOST_ROWS)
      .map(({ name, count, share, usualShare, points }) => [
        { name },
        cell(count),
        cell(share),
        cell(usualShare),
        cell(points, 'signed'),
      ]),
  }
}

const partOf = (split: Split, code: string): Part | undefined =>
  split.parts.find(({ name }) => name.code === code)

function handled(facts: HandlingFacts): { en: Prose; zh: Prose } {
  const direct = partOf(facts.handling, 'direct')
  const dispatched = partOf(facts.handling, 'dispatched')
  if (!direct && !dispatched) {
    return {
      en: say`The sources do not tell which complaints were answered directly. `,
      zh: say`数据来源未说明直接答复与派单情况。`,
    }
  }
  const en: Prose[] = []
  const zh: Prose[] = []
  if (direct) {
    en.push(say`${direct.count} (${direct.share}) were answered directly`)
    zh.push(say`直接答复${direct.count}件（占${direct.share}）`)
  }
  if (dispatched) {
    en.push(say`${dispatched.count} (${dispatched.share}) were passed on`)
    zh.push(say`派单办理${dispatched.count}件（占${dispatched.share}）`)
  }
  return {
    en: say`Of these, ${list(en, ' and ')}. `,
    zh: say`其中，${list(zh, '，')}。`,
  }
}

function largest(split: Split): { en: Prose; zh: Prose } | null {
  const told = split.parts.filter(({ name }) => name.code !== 'unknown').slice(0, 3)
  if (told.length === 0) return null
  return {
    en: list(
      told.map(({ name, share }) => say`${name} ${share}`),
      ', ',
    ),
    zh: list(
      told.map(({ name, share }) => say`${name}占${share}`),
      '，',
    ),
  }
}

/** Handled directly and passed on, by kind and by channel; null where nothing was received. */
export function writeHandling(
  facts: HandlingFacts,
  received: Fact,
  charts: Chart[],
): Section | null {
  if (!numberOf(received)) return null
  const { en, zh } = handled(facts)
  const kinds = largest(facts.kind)
  const channels = largest(facts.channel)
  return {
    id: 'handling',
    title: { en: 'Handling, kinds and channels', zh: '办理方式、诉求类型与渠道' },
    paragraphs: [
      {
        en: say`${en}${kinds ? say`By kind: ${kinds.en}. ` : []}${channels ? say`By channel: ${channels.en}.` : []}`,
        zh: say`${zh}${kinds ? say`按诉求类型，${kinds.zh}。` : []}${channels ? say`按受理渠道，${channels.zh}。` : []}`,
      },
    ],
    charts,
    tables: [
      tableOf('kinds', { en: 'Kind', zh: '诉求类型' }, facts.kind),
      tableOf('channels', { en: 'Channel', zh: '受理渠道' }, facts.channel),
    ],
  }
}
